"""The search alone, without any construction: it finds what is there, ends when it has, and can be repeated."""

import numpy as np
import pytest
from msgspec.structs import replace

from scheduler import Person, Plan, Problem, Table, audit
from scheduler.rules import round_rules
from scheduler.search.budget import Budget
from scheduler.search.cooling import LEVELS, from_hot_to_cold, where_it_settles
from scheduler.search.searching import Found, search
from tests.scheduler.problems import golf


def searched(problem: Problem, moves: int, *, seed: int = 1, bound: int = 0, hopeless: float = 1.0) -> Found:
    budget = Budget(0, moves)
    return search(problem, round_rules(problem), budget=budget, seed=seed, bound=bound, hopeless=hopeless)


@pytest.mark.parametrize("hall", [(10, 5, 7), (8, 4, 7), (20, 5, 8), (10, 4, 9), (7, 3, 9)])
def test_halls_that_are_not_too_tight_are_planned_without_a_repeat(hall: tuple[int, int, int]) -> None:
    problem = golf(*hall)
    assert audit(problem, Plan(rounds=searched(problem, 5_000_000).rounds)).repeats == 0


def test_tabu_search_finds_what_annealing_does_not() -> None:
    """Eight tables of four for eight rounds: annealing alone stays one repeat short for minutes."""
    problem = golf(8, 4, 8)
    left = [
        audit(problem, Plan(rounds=searched(problem, 20_000_000, seed=seed).rounds)).repeats
        for seed in range(1, 5)
    ]
    assert min(left) == 0


def test_the_same_seed_gives_the_same_seats() -> None:
    problem = golf(6, 4, 7)
    assert searched(problem, 200_000, seed=3) == searched(problem, 200_000, seed=3)
    assert searched(problem, 200_000, seed=3) != searched(problem, 200_000, seed=4)


def test_a_hopeless_search_leaves_its_time_to_the_proof() -> None:
    problem = golf(3, 3, 6)
    budget = Budget(0, 4_000_000)
    search(problem, round_rules(problem), budget=budget, seed=1, bound=0, hopeless=0.25)
    assert 0.25 <= budget.share < 0.5


def test_walking_far_is_avoided_where_nothing_else_counts() -> None:
    tables = tuple(
        Table(id=f"{row}{seat}", min=2, max=2, at=(row * 100, seat)) for row in "01" for seat in "ab"
    )
    tables = tuple(
        Table(id=table.id, min=2, max=2, at=(0.0 if table.id[0] == "0" else 200.0, 0.0)) for table in tables
    )
    people = tuple(Person(id=f"p{number}") for number in range(8))
    problem = Problem(rounds=2, people=people, tables=tables)
    problem = replace(problem, goals=replace(problem.goals, walk=10))
    made = Plan(rounds=searched(problem, 300_000).rounds)
    report = audit(problem, made)
    assert (report.repeats, report.costs.walk) == (0, 0)


def test_who_rested_before_rests_last() -> None:
    people = tuple(Person(id=f"p{number}") for number in range(7))
    tables = tuple(Table(id=str(number), min=3, max=3) for number in range(2))
    rested = {f"p{number}": 1 for number in range(5)}
    made = searched(Problem(rounds=2, people=people, tables=tables, rested=rested), 100_000)
    assert {person for one in made.rounds for person in one.resting} == {"p5", "p6"}


def test_a_run_dwells_where_a_seating_settles() -> None:
    levels = from_hot_to_cold(100.0, 1.0)
    taken = list(np.geomspace(0.5, 0.00001, LEVELS))
    slow = where_it_settles(levels, taken)
    share = sum(level.share for level in slow)
    between = [level for level in slow if not level.last]
    assert share == pytest.approx(1)
    assert between[0].temperature < 100
    assert between[-1].temperature > 1
    assert slow[-1].temperature == pytest.approx(1)
    assert sum(level.share for level in between) > 0.9
