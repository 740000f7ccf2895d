"""The words behind a match: what one seeks and the other offers, from their records, put into a sentence for each reader."""

from collections.abc import Mapping

from scheduler.match import parts
from service.evening.matching import WHOLE, Consortium, Match
from service.people.person import PersonRecord
from service.wording.catalogue import Texts
from service.wording.consortia import consortium_to_member, consortium_to_seeker
from service.wording.matches import (
    consortium_sentence,
    hands_of,
    match_for_offerer,
    match_for_seeker,
    match_sentence,
)

People = Mapping[str, PersonRecord]
Names = Mapping[str, str]


def sought(match: Match, people: People) -> str | None:
    """Return what the seeker of this match seeks, None where the words are not there any more."""
    return open_seek(match.seeker, match.seek, people)


def offered(match: Match, people: People) -> str | None:
    """Return what the other one offers for it, None where the words are not there any more."""
    record = people.get(match.offerer)
    return _part(record.person.offers, match.offer) if record is not None else None


def open_seek(person: str, part: int, people: People) -> str | None:
    """Return this part of what somebody seeks, None where it is not there any more."""
    record = people.get(person)
    return _part(record.person.seeks, part) if record is not None else None


def match_line(match: Match, people: People, names: Names, t: Texts) -> str:
    """Return for organisers who seeks what of whom; what is not known any more is left out."""
    seek, offer = sought(match, people), offered(match, people)
    seeker, offerer = names.get(match.seeker, match.seeker), names.get(match.offerer, match.offerer)
    if seek and offer:
        return match_sentence(seeker, seek, offerer, offer, t)
    return t.say("{seeker} seeks what {offerer} offers.", seeker=seeker, offerer=offerer)


def match_opener(match: Match, reader: str, people: People, names: Names, t: Texts) -> str | None:
    """Return for one of the two what they could begin with; None where the words are not there."""
    seek, offer = sought(match, people), offered(match, people)
    if not seek or not offer:
        return None
    if reader == match.seeker:
        return match_for_seeker(seek, names.get(match.offerer, match.offerer), offer, t)
    return match_for_offerer(names.get(match.seeker, match.seeker), seek, offer, t)


def consortium_line(one: Consortium, people: People, names: Names, t: Texts) -> str:
    """Return for organisers which firms together can take on what somebody seeks."""
    seek = sought(one.members[0], people) or ""
    able = [(hand, names.get(m.offerer, m.offerer)) for m, hand in _hands(one, people)]
    return consortium_sentence(names.get(one.seeker, one.seeker), seek, able, t)


def consortium_opener(one: Consortium, reader: str, people: People, names: Names, t: Texts) -> str | None:
    """Return for one of them what all at the table could do together; None where the words are not there."""
    seek = sought(one.members[0], people)
    if not seek:
        return None
    able = [(names.get(m.offerer, m.offerer), hand) for m, hand in _hands(one, people) if m.offerer != reader]
    if reader == one.seeker:
        return consortium_to_seeker(able, t)
    mine = next((hand for m, hand in _hands(one, people) if m.offerer == reader), "")
    return consortium_to_member(names.get(one.seeker, one.seeker), seek, mine, able, t)


def _hands(one: Consortium, people: People) -> list[tuple[Match, str]]:
    """Each member with the hand of the work that is theirs, in the seeker's words without what all are about."""
    seek = sought(one.members[0], people) or ""
    work = hands_of(seek)
    return [(member, work[place] if place < len(work) else "") for place, member in enumerate(one.members)]


def _part(text: str | None, number: int) -> str | None:
    if number == WHOLE:
        return " ".join(text.split()) if text and text.strip() else None
    found = parts(text)
    return found[number] if number < len(found) else None
