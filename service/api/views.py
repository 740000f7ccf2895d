"""The shapes of answers: evenings, people and links as the contract names them."""

from collections.abc import Mapping

import msgspec

from service.evening import Evening
from service.evening.events import AnyEvent
from service.evening.finishing import Way
from service.evening.state import Presence, Step
from service.links import EveningLinks, PersonLinks
from service.lists import ListReport
from service.people.differences import PersonChange
from service.people.person import Person, PersonRecord
from service.people.recognition import Doubt
from service.reach import Reached, to_tell_in_person, unreached
from service.wording.names import name_of


class PersonView(msgspec.Struct, frozen=True):
    """Somebody on the evening's list."""

    id: str
    name: str
    presence: Presence


class EveningView(msgspec.Struct, frozen=True):
    """An evening as it is now.

    `planned`: a draft exists. `deadline` is the next gong in UTC epoch milliseconds, null while only commands
    move the evening or it is paused. `seating` is the announced or running round, between two the one just
    over. `unreached`: whose current table no channel has accepted and no page has fetched. `tell_in_person`:
    who holds a paper card, was moved since the round was announced, and has to be told face to face.
    """

    version: int
    state: Step
    paused: bool
    planned: bool
    round: int
    deadline: int | None
    people: tuple[PersonView, ...]
    seating: dict[str, tuple[str, ...]]
    resting: tuple[str, ...]
    unreached: tuple[str, ...]
    tell_in_person: tuple[str, ...] = ()


class CreatedEvening(msgspec.Struct, frozen=True):
    """A new evening, with the token and links for those who run it."""

    id: str
    organiser_token: str
    links: EveningLinks


class GuestView(msgspec.Struct, frozen=True):
    """Somebody of an imported list; in a preview new people have no token and links, and an id if it was given."""

    id: str | None
    name: str
    token: str | None
    links: PersonLinks | None


class QuestionView(msgspec.Struct, frozen=True):
    """Somebody of a list who may be somebody `known` (an id) with the same name; taken as two.

    `why`: `other_firm`, `firm_missing` or `other_email`. Sent again with `?same=ID` they are one.
    """

    name: str
    organisation: str | None
    known: str
    known_organisation: str | None
    why: Doubt


class ImportView(msgspec.Struct, frozen=True):
    """What an import did, or in a preview would do; the numbers count people.

    `known` are `changed` and `same` together. `changes` say of whom the list says something else than is known,
    field by field, and what stays because they said it themselves; `first` are its first people as they are read.
    """

    people: tuple[GuestView, ...]
    report: ListReport
    new: int
    known: int
    changed: int
    same: int
    changes: tuple[PersonChange, ...]
    questions: tuple[QuestionView, ...]
    first: tuple[Person, ...]


class PersonWithLinks(msgspec.Struct, frozen=True):
    """A participant's links."""

    id: str
    links: PersonLinks


class LinksView(msgspec.Struct, frozen=True):
    """All links of an evening, as they are now."""

    evening: EveningLinks
    people: tuple[PersonWithLinks, ...]


class CommandDone(msgspec.Struct, frozen=True):
    """The version of the journal's entry, and what happened.

    `finish` makes nothing happen: `ways` says how the evening goes on, and how it could be over in time.
    """

    version: int
    events: tuple[AnyEvent, ...]
    ways: tuple[Way, ...] | msgspec.UnsetType = msgspec.UNSET


class JournalEntry(msgspec.Struct, frozen=True):
    """One entry of the journal; `at` in UTC epoch milliseconds."""

    version: int
    at: int
    by: str
    word: str
    events: tuple[AnyEvent, ...]


def evening_view(
    evening: Evening, people: dict[str, PersonRecord], reached: Mapping[str, Reached]
) -> EveningView:
    """Show the evening; `reached` says up to which journal version each person has been told."""
    phase = evening.phase
    seating = phase.seating
    missed = set(unreached(evening, reached))
    return EveningView(
        version=evening.version,
        state=phase.step,
        paused=phase.paused,
        planned=evening.draft is not None,
        round=phase.round,
        deadline=phase.deadline,
        people=tuple(
            PersonView(person, name_of(person, evening, people), slot.presence)
            for person, slot in evening.people.items()
        ),
        seating=seating.tables if seating else {},
        resting=seating.resting if seating else (),
        unreached=tuple(person for person in evening.people if person in missed),
        tell_in_person=tuple(to_tell_in_person(evening, reached)),
    )
