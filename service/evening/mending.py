"""Tables that people have left in the round that is on: mended only where too few are left, with as few moves as can be.

First somebody who rests takes a free chair; else the few who are left go where there are chairs, all of them or
nobody. Once they talk two are left in peace: only who is alone goes. No other table is touched, and who holds a
paper card is moved last: somebody has to walk up to them.
"""

from collections.abc import Sequence

from service.evening.apart import enemies
from service.evening.comfort import discomfort_of
from service.evening.events import Event, SeatLeft, SeatTaken
from service.evening.evolve import evolve
from service.evening.problem import times_rested
from service.evening.rules.visiting import visitors_follow
from service.evening.seats import afterwards, at_peace, best_table, welcome
from service.evening.state import Evening, Seating
from service.evening.stepfree import reaches
from service.evening.tables import chairs, least


def give_up_seat(evening: Evening, person: str, *, noshow: bool) -> list[Event]:
    """Take somebody's seat away and mend what that leaves behind."""
    seating = evening.phase.seating
    if not evening.live or seating is None or person not in seating.everyone():
        return []
    met = evening.phase.step == "running" and not noshow
    first = SeatLeft(person, met)
    left = next((table for table, people in seating.tables.items() if person in people), None)
    return [first, *mend_table(evolve(evening, first), left)]


def mend_table(evening: Evening, table: str | None) -> list[Event]:
    """See to a table that somebody has left, and to the guests of honour there."""
    seating = evening.phase.seating
    moves: list[Event] = []
    if table is not None and seating is not None and 0 < len(seating.tables.get(table, ())) < least(evening):
        moves = _mended(evening, seating, table)
    return [*moves, *visitors_follow(afterwards(evening, moves))]


def mend_lonely(evening: Evening) -> list[Event]:
    """See to everybody who sits alone at a table they are not tied to, or no longer."""
    seating = evening.phase.seating
    if not evening.live or seating is None:
        return []
    moves: list[Event] = []
    for table, people in seating.tables.items():
        if len(people) == 1 and evening.people[people[0]].table != table:
            there = afterwards(evening, moves)
            now = there.phase.seating
            if now is not None and len(now.tables.get(table, ())) == 1:
                moves += mend_table(there, table)
    return moves


def _mended(evening: Evening, seating: Seating, table: str) -> list[Event]:
    """Fill the table from those who rest, or let those who are left go elsewhere; where neither can be they stay."""
    people = seating.tables[table]
    filled = _filled(evening, table)
    if len(people) + len(filled) >= least(evening):
        return filled
    tied = any(evening.people[person].table == table for person in people)
    talking = evening.phase.step == "running" and len(people) > 1
    if not (tied or talking) and (moved := _moved(evening, people, table)):
        return moved
    if filled or tied or len(people) > 1:
        return filled
    return [SeatTaken(people[0], None)]


def _filled(evening: Evening, table: str) -> list[Event]:
    """Bring those who rest to the table, one after the other, until it has people enough or nobody fits."""
    moves: list[Event] = []
    while True:
        there = afterwards(evening, moves)
        seating = there.phase.seating
        people = seating.tables.get(table, ()) if seating is not None else ()
        if seating is None or len(people) >= min(least(there), chairs(there)):
            return moves
        person = _next_to_sit(there, seating, table)
        if person is None:
            return moves
        moves.append(SeatTaken(person, table))


def _next_to_sit(evening: Evening, seating: Seating, table: str) -> str | None:
    """Whose turn it is of those who rest and fit: who is here, has a phone, has rested most, suits them best."""
    foes = enemies(evening)
    people, visitors = seating.tables.get(table, ()), seating.visitors.get(table, ())
    waiting = [
        p
        for p in seating.resting
        if welcome(evening, p, people, foes) and at_peace(p, visitors, foes) and reaches(evening, p, table)
    ]
    if not waiting:
        return None
    rested = times_rested(evening)
    return min(
        waiting,
        key=lambda p: (
            evening.people[p].presence != "here",
            evening.people[p].on_paper,
            -rested[p],
            discomfort_of(evening, p)(people),
        ),
    )


def _moved(evening: Evening, people: Sequence[str], table: str) -> list[Event]:
    """Everybody at a table to the best others; nothing where one of them would find no chair."""
    moves: list[Event] = []
    for person in people:
        found = best_table(afterwards(evening, moves), person, besides=table)
        if found is None:
            return []
        moves.append(SeatTaken(person, found))
    return moves
