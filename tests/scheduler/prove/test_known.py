"""Theorems about halls in which all tables are full and of one size."""

import msgspec
import pytest

from scheduler import Person, counting_bound
from scheduler.prove.known import impossible_rounds
from tests.scheduler.problems import golf


@pytest.mark.parametrize(
    ("tables", "seats", "rounds"),
    [(4, 3, 5), (5, 4, 6), (6, 5, 7), (6, 6, 4), (10, 10, 9), (14, 14, 13), (21, 21, 20), (30, 30, 28)],
)
def test_so_many_rounds_cannot_pass_without_a_repeat(tables: int, seats: int, rounds: int) -> None:
    assert impossible_rounds(tables, seats) == rounds
    assert counting_bound(golf(tables, seats, rounds - 1)) == 0
    assert counting_bound(golf(tables, seats, rounds)) >= 1


@pytest.mark.parametrize("order", [2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 16, 17, 18, 20, 25, 26])
def test_where_a_plane_exists_or_may_exist_nothing_is_claimed(order: int) -> None:
    assert impossible_rounds(order, order) is None


def test_every_round_too_many_costs_a_repeat() -> None:
    assert counting_bound(golf(6, 6, 6)) == 3


def test_tables_that_are_not_full_are_another_matter() -> None:
    problem = golf(6, 6, 4, least=5)
    fewer = msgspec.structs.replace(problem, people=problem.people[:-1])
    assert counting_bound(fewer) == 0
    away = (Person(id="p0", absent=(4,)), *problem.people[1:])
    assert counting_bound(msgspec.structs.replace(problem, people=away)) == 0


def test_who_is_always_together_makes_no_repeats() -> None:
    assert counting_bound(msgspec.structs.replace(golf(6, 6, 4), inseparable=(("p0", "p1"),))) == 0
