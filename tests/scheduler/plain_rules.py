"""The contract's hard rules and counts once more, in the plainest words: what the audit is measured by."""

from collections.abc import Iterator
from itertools import combinations

from scheduler import Limited, Plan, Problem, Round


def offences(problem: Problem, made: Plan) -> set[str]:
    """Which of the rules are broken, that fewer could rest left aside."""
    found = set()
    if [one.round for one in made.rounds] != list(range(1, problem.rounds + 1)):
        found.add("rounds")
    for one in made.rounds:
        found.update(_offences(problem, one))
    stations = {table.id: table for table in problem.tables if table.topic is not None}
    own = {person.id: person.table for person in problem.people}
    seats = [
        (person, table)
        for one in made.rounds
        for table, people in one.tables.items()
        if table in stations
        for person in people
        if person not in stations[table].hosts and own.get(person) != table
    ]
    if len(set(seats)) < len(seats):
        found.add("station")
    return found


def _offences(problem: Problem, one: Round) -> Iterator[str]:
    here = {person.id for person in problem.people if one.round not in person.absent}
    seat = {person: table for table, people in one.tables.items() for person in people}
    placed = [person for people in (*one.tables.values(), one.resting) for person in people]
    if sorted(placed) != sorted(here):
        yield "everybody"
    tables = {table.id: table for table in problem.tables if one.round not in table.closed}
    for table, people in one.tables.items():
        if people and (table not in tables or not tables[table].min <= len(people) <= tables[table].max):
            yield "size"
    for table in tables.values():
        if any(host in here and seat.get(host) != table.id for host in table.hosts):
            yield "host"
    if any(p.id in here and p.table is not None and seat.get(p.id) != p.table for p in problem.people):
        yield "own table"
    for first, second in _pairs(problem.apart, one.round):
        if first in seat and seat[first] == seat.get(second):
            yield "apart"
    for first, second in _closure(list(_pairs(problem.inseparable, one.round))):
        if {first, second} <= here and seat.get(first) != seat.get(second):
            yield "inseparable"
    yield from _groups(problem, one, here)


def _groups(problem: Problem, one: Round, here: set[str]) -> Iterator[str]:
    group = {person.id: person.group for person in problem.people if person.group is not None}
    if len(set(group.values())) < 2:
        return
    widest = {table.id: table.max for table in problem.tables}
    for table, people in one.tables.items():
        for name in set(group.values()):
            sitting = sum(group.get(person) == name for person in people)
            if widest.get(table) == 2:
                if sitting > 1:
                    yield "group"
                continue
            share = sum(group.get(person) == name for person in here) * len(people) / len(here)
            if abs(sitting - share) >= 1 - 1e-9:
                yield "group"


def repeats(problem: Problem, made: Plan) -> int:
    """Meetings of two who met before, those left out whom rules force together in some round."""
    forced = {pair for number in range(1, problem.rounds + 1) for pair in _forced(problem, number)}
    total = 0
    for pair in combinations(sorted(person.id for person in problem.people), 2):
        times = sum(set(pair) <= set(people) for one in made.rounds for people in one.tables.values())
        before = any(set(pair) == set(met) for met in problem.met)
        total += max(0, times + before - 1) if pair not in forced else 0
    return total


def _forced(problem: Problem, number: int) -> set[tuple[str, str]]:
    here = {person.id for person in problem.people if number not in person.absent}
    bound = [pair for pair in _closure(list(_pairs(problem.inseparable, number))) if set(pair) <= here]
    for table in problem.tables:
        tied = {person.id for person in problem.people if person.table == table.id}
        tied |= set(table.hosts) if number not in table.closed else set()
        bound += combinations(sorted(tied & here), 2)
    return {(min(pair), max(pair)) for pair in _closure(bound)}


def _pairs(wishes: tuple[object, ...], number: int) -> Iterator[tuple[str, str]]:
    for wish in wishes:
        if not isinstance(wish, Limited):
            yield wish  # type: ignore[misc]
        elif number in wish.rounds:
            yield wish.people


def _closure(pairs: list[tuple[str, str]]) -> set[tuple[str, str]]:
    """Every pair that is linked through others."""
    linked = {pair for one, other in pairs for pair in ((one, other), (other, one))}
    while True:
        more = {(a, d) for a, b in linked for c, d in linked if b == c and a != d}
        if more <= linked:
            return linked
        linked |= more
