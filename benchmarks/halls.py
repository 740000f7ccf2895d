"""Plain halls, everybody there: around fifty people, by search alone, large ones, pairs, and what is done to plans."""

from collections.abc import Iterator
from functools import partial
from statistics import median
from time import perf_counter

import msgspec

from benchmarks.instances import golf
from benchmarks.row import Row, at_most
from benchmarks.stopwatch import recounted, timed
from scheduler import Person, Plan, Problem, Table, audit, even_tables, mend, plan
from scheduler.rules import round_rules
from scheduler.search.budget import Budget
from scheduler.search.searching import search

SEEDS = range(1, 6)
LONGEST = 10.0
FIFTY = ((7, 0.2), (8, 2.0), (9, 0.2))
LARGE = ((100, 5, 8, 0.3), (125, 8, 5, 1.0), (20, 5, 8, 0.5), (25, 8, 6, 0.5))


def rows() -> Iterator[Row]:
    """Seconds and repeats; the quickest of three tries."""
    for rounds, reach in FIFTY:
        yield from _planned(f"50 people, 10 tables of 5, {rounds} rounds", golf(10, 5, rounds), reach)
    for empty in range(1, 6):
        yield from _planned(f"{50 - empty} people, 10 tables, 9 rounds", golf(10, 5, 9, empty=empty), 0.2)
    yield from _planned("8-4-10", golf(8, 4, 10), 0.1)
    yield from _by_search()
    for tables, size, rounds, reach in LARGE:
        name = f"{tables * size} people, {tables} tables of {size}, {rounds} rounds"
        yield from _planned(name, golf(tables, size, rounds), reach)
    pairs = msgspec.structs.replace(golf(50, 2, 99), tables=even_tables(100, size=2))
    yield from _planned("100 people in pairs, 99 rounds", pairs, 0.5)
    yield from _by_hand()


def _planned(name: str, problem: Problem, reach: float) -> Iterator[Row]:
    made, seconds = timed(partial(plan, problem, seconds=LONGEST), tries=3)
    yield at_most(f"{name}: planned in", seconds, "s", reach)
    yield at_most(f"{name}: repeats", recounted(problem, made).repeats, "", 0)


def _by_search() -> Iterator[Row]:
    """8-4-8 without any construction; how long depends on luck, so with several seeds."""
    problem = golf(8, 4, 8)
    rules = round_rules(problem)
    took, left = [], 0
    for seed in SEEDS:
        began = perf_counter()
        found = search(problem, rules, budget=Budget(LONGEST, None), seed=seed, bound=0)
        took.append(perf_counter() - began)
        left += recounted(problem, Plan(rounds=found.rounds)).repeats
    name = f"8-4-8 by search alone, {len(took)} seeds"
    yield at_most(f"{name}: median", median(took), "s", 2.0)
    yield Row(f"{name}: longest", round(max(took), 4), "s")
    yield at_most(f"{name}: repeats left in {LONGEST:g} s", left, "", 0)


def _by_hand() -> Iterator[Row]:
    whole = golf(125, 8, 8)
    made = mend(whole, Plan(rounds=()))
    yield at_most("1,000 people, 8 rounds: recounted in", timed(lambda: audit(whole, made), 3)[1], "s", 0.3)
    tables = tuple(Table(id=table.id, min=6, max=8) for table in whole.tables)
    one = msgspec.structs.replace(whole, rounds=1, tables=tables)
    before = mend(one, Plan(rounds=()))
    gone = msgspec.structs.replace(one, people=_without(one, "p7"))
    yield at_most("1,000 people, 1 round: mended in", timed(lambda: mend(gone, before), 3)[1], "s", 0.01)


def _without(problem: Problem, name: str) -> tuple[Person, ...]:
    return tuple(
        msgspec.structs.replace(person, absent=(1,)) if person.id == name else person
        for person in problem.people
    )
