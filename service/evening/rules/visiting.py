"""Guests of honour: on no seat of the plan, at another table every round."""

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from service.evening.apart import enemies
from service.evening.events import Event, SeatLeft, SeatTaken
from service.evening.state import Evening, Seating
from service.evening.stepfree import reaches
from service.evening.tables import in_order


def next_table(evening: Evening, seating: Seating, person: str) -> str | None:
    """The table of this seating that a guest of honour visits: the next one of their route, then of those visited least.

    They go round in the order of the numbers, and not where another one is if that can be; None where somebody
    they are kept apart from is everywhere. A table of the route that is not used now stays for later.
    """
    been = [t for one in evening.phase.over for t, guests in one.visitors.items() if person in guests]
    visited, last = Counter(been), in_order(been[-1]) if been else (0, "")
    foes = enemies(evening).get(person, ())

    def turn(table: str) -> tuple[int, int, bool, tuple[int, str]]:
        place = in_order(table)
        return visited[table], len(seating.visitors.get(table, ())), place <= last, place

    open_to = [
        table
        for table in seating.tables
        if reaches(evening, person, table) and not any(p in foes for p in everybody_at(seating, table))
    ]
    on_the_way = (t for t in _still_to_visit(evening.people[person].route, been) if t in open_to)
    return next(on_the_way, None) or min(open_to, key=turn, default=None)


def _still_to_visit(route: Sequence[str], been: Sequence[str]) -> list[str]:
    left = list(route)
    for table in been:
        if table in left:
            left.remove(table)
    return left


def with_visitors(evening: Evening, seating: Seating) -> Seating:
    """Return the seating with every guest of honour at a table of it."""
    for person in evening.visitors(seating.round):
        if (table := next_table(evening, seating, person)) is not None:
            there = (*seating.visitors.get(table, ()), person)
            seating = replace(seating, visitors={**seating.visitors, table: there})
    return seating


def visitors_follow(evening: Evening) -> list[Event]:
    """Send guests of honour on whose table is not used any more."""
    seating = evening.phase.seating
    if seating is None:
        return []
    gone = [p for table, guests in seating.visitors.items() if table not in seating.tables for p in guests]
    moves: list[Event] = []
    for person in gone:
        table = next_table(evening, seating, person)
        moves.append(SeatTaken(person, table) if table is not None else SeatLeft(person, met=False))
    return moves


def everybody_at(seating: Seating, table: str) -> tuple[str, ...]:
    """Who sits at this table or visits it."""
    return (*seating.tables.get(table, ()), *seating.visitors.get(table, ()))
