"""How fast and how well evenings are planned, replanned, mended and recounted."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations
from time import perf_counter
from typing import TypeVar

import msgspec

from benchmarks.instances import evening, golf, with_attributes
from benchmarks.row import Row, at_most
from scheduler import Person, Plan, Problem, Table, audit, even_tables, mend, plan, warm_up

Made = TypeVar("Made")

TRIES = 3
GOLF = ((10, 5, 7, 1.0), (8, 4, 7, 0.3), (20, 5, 8, 0.5), (25, 8, 6, 0.5), (100, 5, 8, 1.0), (125, 8, 5, 2.0))
EVENINGS = (
    ("23 guests", evening(23, 5, 5, 1, apart=6, together=5, met=15, absent=0.15), 3),
    ("47 guests", evening(47, 10, 7, 2, apart=20, together=15, met=60, absent=0.15), 0),
    ("120 guests", evening(120, 20, 6, 3, apart=60, together=40, met=300, absent=0.1, hosts=10), 0),
    ("480 guests", evening(480, 96, 7, 4, apart=200, together=150, met=1500, absent=0.1, hosts=40), 0),
)


def rows() -> list[Row]:
    """Best of a few runs; seconds, repeats, and shares of wishes met."""
    warm_up()
    return [*_golf(), *_evenings(), *_thousand()]


def _golf() -> Iterator[Row]:
    for tables, size, rounds, reach in GOLF:
        problem = golf(tables, size, rounds)
        made, seconds = _best(partial(plan, problem, seconds=10))
        name = f"golf {tables}-{size}-{rounds}"
        yield at_most(f"{name}: planned", seconds, "s", reach)
        yield at_most(f"{name}: repeats", audit(problem, made).repeats, "", 0)
    later = _after_a_no_show()
    made, seconds = _best(lambda: plan(later, seconds=10))
    yield at_most("golf 10-5-7: replanned after a no-show", seconds, "s", 0.2)
    yield at_most("golf 10-5-7: repeats after a no-show", audit(later, made).repeats, "", 0)
    pairs = msgspec.structs.replace(golf(50, 2, 99), tables=even_tables(100, size=2))
    made, seconds = _best(lambda: plan(pairs))
    yield at_most("100 people in pairs, 99 rounds: planned", seconds, "s", 0.5)
    yield at_most("100 people in pairs, 99 rounds: repeats", audit(pairs, made).repeats, "", 0)


def _evenings() -> Iterator[Row]:
    for name, problem, reach in EVENINGS:
        report = audit(problem, plan(problem))
        yield at_most(f"{name}, 2 s: repeats", report.repeats, "", reach)
        yield Row(
            name=f"{name}, 2 s: wishes met", value=report.together_met / report.together_asked, unit="share"
        )
    for name, problem, reach in EVENINGS[1:3]:
        full = with_attributes(problem, 5)
        report = audit(full, plan(full))
        yield at_most(f"{name} with firms, 2 s: repeats", report.repeats, "", reach)
        yield Row(
            name=f"{name} with firms, 2 s: matches met",
            value=report.matches_met / report.matches_known,
            unit="share",
        )


def _thousand() -> Iterator[Row]:
    whole = golf(125, 8, 8)
    made = mend(whole, Plan(rounds=()))
    yield at_most("1,000 people, 8 rounds: recounted", _best(lambda: audit(whole, made))[1], "s", 0.3)
    tables = tuple(Table(id=table.id, min=6, max=8) for table in whole.tables)
    one = msgspec.structs.replace(whole, rounds=1, tables=tables)
    before = mend(one, Plan(rounds=()))
    gone = msgspec.structs.replace(one, people=_without(one, "p7", (1,)))
    yield at_most("1,000 people, 1 round: mended", _best(lambda: mend(gone, before))[1], "s", 0.01)


def _after_a_no_show() -> Problem:
    """10-5-7 planned, and what is left of it after two rounds without p7."""
    problem = golf(10, 5, 7)
    tables = tuple(msgspec.structs.replace(table, min=4) for table in problem.tables)
    made = plan(problem, seconds=10)
    met = tuple(
        pair for one in made.rounds[:2] for people in one.tables.values() for pair in combinations(people, 2)
    )
    ahead = Plan(rounds=tuple(msgspec.structs.replace(one, round=one.round - 2) for one in made.rounds[2:]))
    people = _without(problem, "p7", (1, 2, 3, 4, 5))
    return msgspec.structs.replace(problem, rounds=5, tables=tables, people=people, met=met, previous=ahead)


def _without(problem: Problem, name: str, rounds: tuple[int, ...]) -> tuple[Person, ...]:
    return tuple(
        msgspec.structs.replace(person, absent=rounds) if person.id == name else person
        for person in problem.people
    )


def _best(make: Callable[[], Made]) -> tuple[Made, float]:
    seconds = []
    for _ in range(TRIES):
        began = perf_counter()
        made = make()
        seconds.append(perf_counter() - began)
    return made, min(seconds)
