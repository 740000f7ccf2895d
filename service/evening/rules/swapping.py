"""Two people change seats in the round that is on, because an organiser says so."""

from collections.abc import Iterator

from scheduler.reasons import Apart, Groups, Reason
from service.evening import events as e
from service.evening.apart import PrivateWish, enemies, only_private, sorted_pair, ties
from service.evening.commands import Swap
from service.evening.guests import guest
from service.evening.refusals import (
    EveningIsOver,
    NoPlanPossible,
    NotBegunYet,
    NothingNew,
    NotSeatedNow,
    SamePerson,
)
from service.evening.rules.visiting import everybody_at
from service.evening.seats import PAIR
from service.evening.state import Evening, Seating
from service.evening.stepfree import NeedsStepFree, open_stepfree, reaches
from service.evening.tables import chairs


def swap(evening: Evening, command: Swap, now: int) -> tuple[e.Event, ...]:
    """Let two change seats, or one of them rest for the other.

    That two meet again is the organiser's choice; what would break a hard rule is refused with that rule.
    """
    one, other = command.one, command.other
    guest(evening, one)
    guest(evening, other)
    if one == other:
        raise SamePerson(person=one)
    if evening.phase.step == "ended":
        raise EveningIsOver
    if not evening.begun:
        raise NotBegunYet
    seating = evening.phase.seating
    if not evening.live or seating is None:
        raise NotSeatedNow(person=one)
    places = [_seat(seating, person) for person in (one, other)]
    if places[0] == places[1]:
        raise NothingNew(one=one, other=other, table=places[0])
    against = (
        *_against(evening, seating, one, places[1], instead_of=other),
        *_against(evening, seating, other, places[0], instead_of=one),
    )
    if against:
        spoken = tuple(reason for reason in against if not isinstance(reason, PrivateWish))
        raise NoPlanPossible(wishes=spoken or (PrivateWish(),))
    return e.SeatTaken(one, places[1]), e.SeatTaken(other, places[0])


def _seat(seating: Seating, person: str) -> str | None:
    """The table of somebody, None where they rest. Raises NotSeatedNow."""
    if person in seating.resting:
        return None
    for table, people in seating.tables.items():
        if person in people:
            return table
    raise NotSeatedNow(person=person)


def _against(
    evening: Evening, seating: Seating, person: str, table: str | None, *, instead_of: str
) -> Iterator[Reason | PrivateWish | NeedsStepFree]:
    """The hard rules that keep this person where they are, or away from that table."""
    slot = evening.people[person]
    if slot.table is not None and slot.table == seating.table_of(person):
        yield from ties(evening, (person,))
    if table is None:
        return
    if not reaches(evening, person, table):
        yield NeedsStepFree((person,), open_stepfree(evening))
    foes = enemies(evening).get(person, ())
    for there in everybody_at(seating, table):
        if there in foes and there != instead_of:
            private = only_private(evening, person, there)
            yield PrivateWish() if private else Apart(*sorted_pair(person, there))
    sitting = (evening.people[p].group for p in seating.tables[table] if p != instead_of)
    if slot.group is not None and chairs(evening) == PAIR and slot.group in sitting:
        yield Groups(slot.group)
