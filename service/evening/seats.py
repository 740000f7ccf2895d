"""Seats in the round that is on: a late guest finds one, an empty one is filled, nobody sits alone."""

from collections import Counter

from service.evening.events import Event, SeatLeft, SeatTaken
from service.evening.evolve import evolve
from service.evening.problem import chairs
from service.evening.state import Evening


def take_seat(evening: Evening, person: str) -> list[Event]:
    """Seat somebody who has just come, or let them rest this round when all tables are full."""
    seating = evening.phase.seating
    if not evening.live or seating is None or person in seating.everyone():
        return []
    return [SeatTaken(person, best_table(evening, person))]


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
    """The table with room where this person knows fewest: a lonely guest first, then the smallest table."""
    seating = evening.phase.seating
    if seating is None:
        return None
    fixed = evening.people[person].table
    if fixed in seating.tables and fixed != besides:
        return fixed
    known = _times_met(evening, person)
    room = chairs(evening)
    free = [t for t, people in seating.tables.items() if t != besides and len(people) < room]

    def burden(table: str) -> tuple[bool, int, int, int]:
        people = seating.tables[table]
        return (
            len(people) != 1,
            sum(known[p] for p in people),
            len(people),
            list(seating.tables).index(table),
        )

    return min(free, key=burden, default=None)


def _mend_table(evening: Evening, table: str) -> list[Event]:
    """Fill a freed seat from those who rest; where that leaves somebody alone, move them."""
    seating = evening.phase.seating
    if seating is None:
        return []
    known = {p: _times_met(evening, p) for p in seating.resting}
    people = seating.tables.get(table, ())
    waiting = sorted(
        seating.resting,
        key=lambda p: (evening.people[p].presence != "here", sum(known[p][q] for q in people)),
    )
    if waiting and people:
        return [SeatTaken(waiting[0], table)]
    if len(people) == 1 and evening.people[people[0]].table != table:
        return [SeatTaken(people[0], best_table(evening, people[0], besides=table))]
    return []


def _times_met(evening: Evening, person: str) -> Counter[str]:
    known: Counter[str] = Counter()
    for seating in evening.phase.over:
        for people in seating.company():
            if person in people:
                known.update(people)
    return known
