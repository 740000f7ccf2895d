"""The list, and what participants say about themselves and others."""

from msgspec.structs import replace

from service.evening import events as e
from service.evening.evolve.apply import Apply, changed_slot
from service.evening.facts import with_facts
from service.evening.state import Evening, Pair


def _people(evening: Evening, event: e.PeopleAdded) -> Evening:
    return replace(
        evening, people={**evening.people, **event.people}, apart=_pairs(evening.apart, event.apart)
    )


def _changed(evening: Evening, event: e.PeopleChanged) -> Evening:
    slots = {
        person: with_facts(slot, event.people[person]) if person in event.people else slot
        for person, slot in evening.people.items()
    }
    matching = evening.matching
    for person, facts in event.people.items():
        matching = matching.without(
            person, seeking="seeks" in facts.fields, offering="offers" in facts.fields
        )
    return replace(evening, people=slots, apart=_pairs(evening.apart, event.apart), matching=matching)


def _pairs(known: tuple[Pair, ...], new: tuple[Pair, ...]) -> tuple[Pair, ...]:
    return tuple(dict.fromkeys((*known, *new))) if new else known


def _language(evening: Evening, event: e.LanguageChosen) -> Evening:
    person, language = event.person, event.language
    if person in evening.people:
        slot = replace(evening.people[person], language=language)
        return replace(evening, people={**evening.people, person: slot})
    who = replace(evening.organisers[person], language=language)
    return replace(evening, organisers={**evening.organisers, person: who})


def _known(evening: Evening, event: e.KnownDeclared) -> Evening:
    slot = evening.people[event.person]
    firms = _firms(slot.knows_firms, event.firm)
    return changed_slot(evening, event.person, knows=_more(slot.knows, event.others), knows_firms=firms)


def _avoided(evening: Evening, event: e.AvoidDeclared) -> Evening:
    slot = evening.people[event.person]
    firms = _firms(slot.avoids_firms, event.firm)
    return changed_slot(evening, event.person, avoids=_more(slot.avoids, event.others), avoids_firms=firms)


def _wish(evening: Evening, event: e.WishMade) -> Evening:
    return changed_slot(
        evening, event.person, wishes=_more(evening.people[event.person].wishes, (event.other,))
    )


def _contact(evening: Evening, event: e.ContactOffered) -> Evening:
    known = evening.people[event.person].contacts
    return changed_slot(evening, event.person, contacts=_more(known, (event.other,)))


def _station(evening: Evening, event: e.StationChosen) -> Evening:
    known = evening.people[event.person].stations
    return changed_slot(evening, event.person, stations=_more(known, (event.table,)))


def _rated(evening: Evening, event: e.Rated) -> Evening:
    return changed_slot(evening, event.person, rating=event.stars)


def _forgotten(evening: Evening, event: e.PersonForgotten) -> Evening:
    """What others said about them goes too; their number and the seats they had stay."""
    gone = event.person
    people = {
        person: replace(
            slot,
            knows=_without(slot.knows, gone),
            avoids=_without(slot.avoids, gone),
            wishes=_without(slot.wishes, gone),
            contacts=_without(slot.contacts, gone),
        )
        for person, slot in evening.people.items()
    }
    slot = people[gone]
    people[gone] = replace(
        slot,
        page=slot.page + 1,
        code=slot.code + 1,
        channels=(),
        lost=(),
        hosting=False,
        visiting=False,
        firm=0,
        trade=0,
        speaks=(),
        newcomer=False,
        stepfree=False,
        volunteer=False,
        knows=(),
        avoids=(),
        knows_firms=(),
        avoids_firms=(),
        wishes=(),
        contacts=(),
        stations=(),
        rating=None,
        shares=None,
        phone=False,
        window=None,
        route=(),
        forgotten=True,
    )
    organisers = {who: organiser for who, organiser in evening.organisers.items() if who != gone}
    return replace(
        evening,
        people=people,
        organisers=organisers,
        matching=evening.matching.without(gone),
        struck=tuple(pair for pair in evening.struck if gone not in pair),
        paired=tuple(pair for pair in evening.paired if gone not in pair),
    )


def _unchanged(evening: Evening, event: e.Event) -> Evening:
    """What it is about lies in a record."""
    return evening


def _more(known: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *new)))


def _firms(known: tuple[int, ...], firm: int) -> tuple[int, ...]:
    return known if not firm or firm in known else (*known, firm)


def _without(known: tuple[str, ...], gone: str) -> tuple[str, ...]:
    return tuple(one for one in known if one != gone) if gone in known else known


APPLY: Apply = {
    e.PeopleAdded: _people,
    e.PeopleChanged: _changed,
    e.LanguageChosen: _language,
    e.NoteTaken: _unchanged,
    e.KnownDeclared: _known,
    e.AvoidDeclared: _avoided,
    e.WishMade: _wish,
    e.ContactOffered: _contact,
    e.StationChosen: _station,
    e.Rated: _rated,
    e.PersonForgotten: _forgotten,
}
