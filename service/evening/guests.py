"""Who can be meant in an evening: everybody on its list, but for those who wanted to be forgotten."""

from collections.abc import Iterable

from service.evening.refusals import SamePerson, UnknownParticipant
from service.evening.state import Evening, Slot


def guest(evening: Evening, person: str) -> Slot:
    """Return the slot of somebody on the list. Raises UnknownParticipant, also for whoever is forgotten."""
    slot = evening.people.get(person)
    if slot is None or slot.forgotten:
        raise UnknownParticipant(person=person)
    return slot


def others(evening: Evening, person: str, named: Iterable[str]) -> tuple[str, ...]:
    """Return whom a participant named, each once; oneself is passed over where others are named too.

    Raises UnknownParticipant, SamePerson.
    """
    found = tuple(dict.fromkeys(named))
    for one in (person, *found):
        guest(evening, one)
    left = tuple(one for one in found if one != person)
    if not left:
        raise SamePerson(person=person)
    return left
