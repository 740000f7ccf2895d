"""Seats in the round that is on: where somebody finds one, and with whom they may sit."""

from collections.abc import Collection, Iterable

from service.evening.apart import Enemies, enemies
from service.evening.comfort import Discomfort, discomfort_of
from service.evening.events import Event, SeatTaken
from service.evening.evolve import evolve
from service.evening.rules.visiting import everybody_at, next_table
from service.evening.state import Evening
from service.evening.stepfree import reaches
from service.evening.tables import chairs, fewest, free_number

PAIR = 2


def take_seat(evening: Evening, person: str) -> list[Event]:
    """Seat somebody who has just come; where all tables are full, open one with those who rest, or rest too."""
    seating = evening.phase.seating
    if not evening.live or seating is None or person in seating.everyone():
        return []
    if seating.round in evening.people[person].absent:
        return []
    if evening.people[person].visiting:
        if not evening.people[person].in_the_hall:
            return []
        visits = next_table(evening, seating, person)
        return [SeatTaken(person, visits)] if visits is not None else []
    table = best_table(evening, person)
    if table is not None:
        return [SeatTaken(person, table)]
    return _open_table(evening, person) or [SeatTaken(person, None)]


def afterwards(evening: Evening, events: Iterable[Event]) -> Evening:
    """Return the evening after these events."""
    for event in events:
        evening = evolve(evening, event)
    return evening


def best_table(evening: Evening, person: str, besides: str | None = None) -> str | None:
    """The table with room where this person belongs.

    That is where they sat before in this round, else with a lonely guest, else where the company suits them best.
    """
    seating = evening.phase.seating
    if seating is None:
        return None
    foes = enemies(evening)
    fixed = evening.people[person].table
    usable = fixed in seating.tables and fixed not in (besides, *evening.closed)
    if fixed is not None and usable and at_peace(person, everybody_at(seating, fixed), foes):
        return fixed
    discomfort = discomfort_of(evening, person)
    room = chairs(evening)

    def burden(table: str) -> tuple[bool, bool, Discomfort, int]:
        people = seating.tables[table]
        sat_here = person in seating.parted.get(table, ())
        return (not sat_here, len(people) != 1, discomfort(people), len(people))

    free = (
        table
        for table, people in seating.tables.items()
        if table != besides
        and table not in evening.closed
        and reaches(evening, person, table)
        and len(people) < room
        and welcome(evening, person, people, foes)
        and at_peace(person, seating.visitors.get(table, ()), foes)
    )
    return min(free, key=burden, default=None)


def _open_table(evening: Evening, person: str) -> list[Event]:
    """Seat this person and those who are here and rest at a table nobody uses, if they are enough for one."""
    seating = evening.phase.seating
    table = free_number(evening, seating.tables) if seating is not None else None
    if seating is None or table is None or not reaches(evening, person, table):
        return []
    foes = enemies(evening)
    discomfort = discomfort_of(evening, person)
    together = [person]
    for other in sorted(seating.resting, key=lambda p: (evening.people[p].on_paper, discomfort((p,)))):
        comes = evening.people[other].presence == "here" and reaches(evening, other, table)
        if comes and len(together) < chairs(evening) and welcome(evening, other, together, foes):
            together.append(other)
    if len(together) < fewest(evening):
        return []
    return [SeatTaken(one, table) for one in together]


def welcome(evening: Evening, person: str, people: Collection[str], foes: Enemies) -> bool:
    """Whether nobody there is kept apart from this person; and pairs are always across groups."""
    if not at_peace(person, people, foes):
        return False
    group = evening.people[person].group
    return chairs(evening) != PAIR or group is None or all(evening.people[p].group != group for p in people)


def at_peace(person: str, people: Iterable[str], foes: Enemies) -> bool:
    """Whether this person may sit with all of these."""
    return person not in foes or not any(other in foes[person] for other in people)
