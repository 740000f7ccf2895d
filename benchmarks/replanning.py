"""Two rounds are over and somebody has gone home: the rounds to come are planned anew."""

from collections.abc import Iterator
from functools import partial
from itertools import combinations

import msgspec

from benchmarks.instances import golf
from benchmarks.row import Row, at_most
from benchmarks.stopwatch import recounted, timed
from scheduler import Goals, Plan, Problem, plan

HALLS = ((10, 5, 7, 0.1), (100, 5, 8, 0.5))
OVER = 2
LONGEST = 2.0


def rows() -> Iterator[Row]:
    """Seconds, repeats beside those of a plan from scratch, and seats changed that could have been kept."""
    for tables, size, rounds, reach in HALLS:
        problem = _after_a_no_show(tables, size, rounds)
        made, seconds = timed(partial(plan, problem, seconds=LONGEST), tries=3)
        report = recounted(problem, made)
        scratch = msgspec.structs.replace(problem, previous=None)
        fewest = recounted(scratch, plan(scratch, seconds=LONGEST)).repeats
        name = f"{tables * size} people, one goes after round {OVER} of {rounds}"
        yield at_most(f"{name}: planned anew in", seconds, "s", reach)
        yield at_most(f"{name}: repeats, beside a plan from scratch", report.repeats, "", fewest)
        moved = report.costs.stability - report.least.stability
        yield at_most(f"{name}: seats changed without need", moved, "", 0)


def _after_a_no_show(tables: int, size: int, rounds: int) -> Problem:
    """What is left of a planned evening when somebody has gone; a seat that changes costs 1."""
    whole = golf(tables, size, rounds)
    laid = tuple(msgspec.structs.replace(table, min=size - 1) for table in whole.tables)
    whole = msgspec.structs.replace(whole, tables=laid)
    made = plan(whole, seconds=10)
    met = tuple(
        pair
        for one in made.rounds[:OVER]
        for people in one.tables.values()
        for pair in combinations(people, 2)
    )
    ahead = Plan(
        rounds=tuple(msgspec.structs.replace(one, round=one.round - OVER) for one in made.rounds[OVER:])
    )
    return msgspec.structs.replace(
        whole,
        rounds=rounds - OVER,
        people=tuple(person for person in whole.people if person.id != "p7"),
        met=tuple(pair for pair in met if "p7" not in pair),
        previous=ahead,
        goals=Goals(stability=1),
    )
