"""People laid onto a perfect schedule, so that nobody meets twice: the start of a plan, or all of it."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from scheduler.construct.catalogue import design, most_rounds
from scheduler.construct.design import Design
from scheduler.layout import even_sizes, spans
from scheduler.plan import Round
from scheduler.problem import Problem, Table
from scheduler.rules import RoundRules

SPARE_SEATS = 3
"""So many seats more a table are tried: designs with larger tables may have more rounds."""
ENOUGH = 0.6
"""A perfect beginning is worth having if it is so much of the rounds."""
MOST_PEOPLE_TIED = 200


class Laid(msgspec.Struct, frozen=True):
    """Rounds without a repeat among the people of one evening, and the name of the design they were laid out by.

    They are all that were asked for, or the first of them where no design has so many.
    """

    rounds: tuple[Round, ...]
    name: str


def lay(problem: Problem, rules: Sequence[RoundRules], seed: int) -> Laid | None:
    """A plan by a known design, or `None` where none fits the hall; `seed` shuffles who is who.

    Where no design has so many rounds it is the beginning of a plan, if at least `ENOUGH` of it.

    Keeps sizes, absences, hosts and fixed seats; stations are visited once. Who should not meet for other
    reasons (`apart`, `met`) is not looked at, nor any wish: people may change places on the design for these.
    """
    used = [_tables_in_use(one) for one in rules]
    if any(tables is None for tables in used) or len({len(tables or ()) for tables in used}) > 1:
        return None
    if any(one.bundles for one in rules) or any(person.group for person in problem.people):
        return None
    places = [tables for tables in used if tables]
    here = {person for one in rules for person in one.present}
    if not places or not here:
        return None
    stations = any(table.topic for tables in places for table in tables)
    seats = -(-len(here) // len(places[0]))
    most = min(table.max for tables in places for table in tables)
    for size in range(max(2, seats), min(most, seats + SPARE_SEATS) + 1):
        for number in _numbers(len(places[0]), size, problem.rounds):
            found = design(len(places[0]), size, number, stations=stations)
            points = None if found is None else _points(problem, rules, found, size * len(places[0]), seed)
            if found is not None and points is not None:
                rounds = [
                    _seated(one, tables, blocks, points, stations)
                    for one, tables, blocks in zip(rules, places, found.rounds, strict=False)
                ]
                whole = tuple(one for one in rounds if one is not None)
                if len(whole) == number:
                    return Laid(whole, found.name)
    return None


def _numbers(tables: int, seats: int, rounds: int) -> Iterator[int]:
    """How many rounds to ask for: all, else as many as are known."""
    known, _ = most_rounds(tables, seats)
    if known >= rounds:
        yield rounds
    elif known >= ENOUGH * rounds:
        yield known


def _tables_in_use(rules: RoundRules) -> tuple[Table, ...] | None:
    """The tables that take everybody in one round; `None` where not everybody can sit."""
    sizes = even_sizes(spans(rules.tables, Counter(rules.seat.values())), len(rules.present))
    if sizes is None:
        return None
    return tuple(table for table, size in zip(rules.tables, sizes, strict=True) if size)


def _points(
    problem: Problem, rules: Sequence[RoundRules], found: Design, number: int, seed: int
) -> dict[int, str] | None:
    """Who is which point; empty points are left out. `None` where those with a table of their own find no points."""
    generator = random.Random(seed)  # noqa: S311 - seating is no secret
    away = {person.id: len(set(person.absent)) for person in problem.people}
    here = {person for one in rules for person in one.present}
    people = [person.id for person in problem.people if person.id in here]
    generator.shuffle(people)
    order = [*found.spare, *(point for point in range(number) if point not in set(found.spare))]
    free = order[number - len(people) :]
    tied = sorted({person for one in rules for person in one.seat})
    points: dict[int, str] = {}
    if tied:
        strangers = _strangers(found, free, len(tied))
        if len(strangers) < len(tied):
            return None
        points = dict(zip(strangers, tied, strict=True))
        free = [point for point in free if point not in points]
    # Whoever is away for some rounds leaves a seat empty: points that seldom meet are best for that.
    others = sorted((person for person in people if person not in set(tied)), key=lambda one: -away[one])
    spare = sum(away[person] > 0 for person in others)
    rest = free[spare:]
    generator.shuffle(rest)
    return points | dict(zip([*free[:spare], *rest], others, strict=True))


def _strangers(found: Design, free: Sequence[int], number: int) -> list[int]:
    """Points that never meet each other, at most `number` of them."""
    if number > MOST_PEOPLE_TIED:
        return []
    tables = [
        {point: place for place, table in enumerate(blocks) for point in table} for blocks in found.rounds
    ]
    chosen: list[int] = []
    taken: list[set[int]] = [set() for _ in tables]
    for point in free:
        if len(chosen) < number and not any(
            at[point] in full for at, full in zip(tables, taken, strict=True)
        ):
            chosen.append(point)
            for at, full in zip(tables, taken, strict=True):
                full.add(at[point])
    return chosen


def _seated(
    rules: RoundRules,
    tables: Sequence[Table],
    blocks: Sequence[Sequence[int]],
    points: dict[int, str],
    stations: bool,
) -> Round | None:
    """One round of the design at real tables; `None` where a table would have a size it may not have."""
    here = set(rules.present)
    companies = [[points[point] for point in block if points.get(point) in here] for block in blocks]
    places = list(tables)
    if not stations and (rules.seat or _differ(tables)):
        companies, places = _matched(rules, companies, places)
    fits = all(
        table.min <= len(company) <= table.max
        and all(rules.seat.get(person, table.id) == table.id for person in company)
        for table, company in zip(places, companies, strict=True)
    )
    if not fits:
        return None
    seats = {table.id: tuple(company) for table, company in zip(places, companies, strict=True)}
    return Round(round=rules.number, tables={table.id: seats[table.id] for table in tables})


def _differ(tables: Sequence[Table]) -> bool:
    return any((one.min, one.max) != (other.min, other.max) for one, other in pairwise(tables))


def _matched(
    rules: RoundRules, companies: list[list[str]], tables: list[Table]
) -> tuple[list[list[str]], list[Table]]:
    """Each company beside its table: that of its host, for the others the larger the company the larger the table."""
    own = {table.id: table for table in tables}
    tied, loose = [], []
    for company in companies:
        table = next((rules.seat[person] for person in company if person in rules.seat), None)
        if table in own:
            tied.append((company, own.pop(table)))
        else:
            loose.append(company)
    loose.sort(key=len)
    left = sorted(own.values(), key=lambda table: (table.max, table.min))
    pairs = [*tied, *zip(loose, left, strict=False)]
    return [company for company, _ in pairs], [table for _, table in pairs]
