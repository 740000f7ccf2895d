"""Seats in the round that is on: a late guest finds one, an empty one is filled, nobody sits alone."""

from collections import Counter
from collections.abc import Iterable
from itertools import count

from service.evening.events import Event, SeatLeft, SeatTaken
from service.evening.evolve import evolve
from service.evening.problem import chairs, fewest, times_rested
from service.evening.state import Evening

PAIR = 2


def take_seat(evening: Evening, person: str) -> list[Event]:
    """Seat somebody who has just come; where all tables are full, open one with those who rest, or rest too."""
    seating = evening.phase.seating
    if not evening.live or seating is None or person in seating.everyone():
        return []
    if seating.round in evening.people[person].absent:
        return []
    table = best_table(evening, person)
    if table is not None:
        return [SeatTaken(person, table)]
    return _open_table(evening, person) or [SeatTaken(person, None)]


def give_up_seat(evening: Evening, person: str, *, noshow: bool) -> list[Event]:
    """Take somebody's seat away and mend what that leaves behind."""
    seating = evening.phase.seating
    if not evening.live or seating is None or person not in seating.everyone():
        return []
    table = seating.table_of(person)
    met = evening.phase.step == "running" and not noshow
    first = SeatLeft(person, met)
    return [first, *(_mend_table(evolve(evening, first), table) if table else [])]


def best_table(evening: Evening, person: str, besides: str | None = None) -> str | None:
    """The table with room where this person belongs.

    That is where they sat before in this round, else with a lonely guest, else where they know fewest.
    """
    seating = evening.phase.seating
    if seating is None:
        return None
    fixed = evening.people[person].table
    if fixed in seating.tables and fixed != besides:
        return fixed
    known = _times_met(evening, person)
    room = chairs(evening)

    def burden(table: str) -> tuple[bool, bool, int, int]:
        people = seating.tables[table]
        sat_here = person in seating.parted.get(table, ())
        return (not sat_here, len(people) != 1, sum(known[p] for p in people), len(people))

    free = (
        table
        for table, people in seating.tables.items()
        if table != besides and len(people) < room and welcome(evening, person, people)
    )
    return min(free, key=burden, default=None)


def _open_table(evening: Evening, person: str) -> list[Event]:
    """Seat this person and those who are here and rest at a table nobody uses, if they are enough for one."""
    seating, hall = evening.phase.seating, evening.settings.tables
    if seating is None or (hall is not None and len(seating.tables) >= hall):
        return []
    known = _times_met(evening, person)
    together = [person]
    for other in sorted(seating.resting, key=lambda p: known[p]):
        is_here = evening.people[other].presence == "here"
        if is_here and len(together) < chairs(evening) and welcome(evening, other, together):
            together.append(other)
    if len(together) < fewest(evening):
        return []
    table = next(str(number) for number in count(1) if str(number) not in seating.tables)
    return [SeatTaken(one, table) for one in together]


def _mend_table(evening: Evening, table: str) -> list[Event]:
    """Fill a freed seat from those who rest; where that leaves somebody alone, move them."""
    seating = evening.phase.seating
    if seating is None:
        return []
    people = seating.tables.get(table, ())
    waiting = [p for p in seating.resting if welcome(evening, p, people)]
    if waiting and 0 < len(people) < chairs(evening):
        rested = times_rested(evening)
        known = {p: _times_met(evening, p) for p in waiting}
        first = min(
            waiting,
            key=lambda p: (
                evening.people[p].presence != "here",
                -rested[p],
                sum(known[p][q] for q in people),
            ),
        )
        return [SeatTaken(first, table)]
    if len(people) == 1 and evening.people[people[0]].table != table:
        return [SeatTaken(people[0], best_table(evening, people[0], besides=table))]
    return []


def welcome(evening: Evening, person: str, people: Iterable[str]) -> bool:
    """Pairs are always across groups; at larger tables everybody may join."""
    group = evening.people[person].group
    return chairs(evening) != PAIR or group is None or all(evening.people[p].group != group for p in people)


def _times_met(evening: Evening, person: str) -> Counter[str]:
    known: Counter[str] = Counter()
    for seating in evening.phase.over:
        for people in seating.company():
            if person in people:
                known.update(people)
    return known
