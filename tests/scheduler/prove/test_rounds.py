"""How many rounds can pass without a repeat: what is found and what is proved impossible."""

import msgspec
import pytest
from hypothesis import given, settings

from scheduler import Conflict, Person, Problem, Table, even_tables
from scheduler.prove.rounds import Possible, most_rounds
from tests.scheduler.brute_force import fewest_repeats
from tests.scheduler.problems import golf
from tests.scheduler.tiny_problems import tiny_problems

SEVERAL = 4


@given(tiny_problems(people=5, tables=2))
@settings(max_examples=30, deadline=None, derandomize=True)
def test_what_is_found_is_possible_and_what_is_excluded_is_not(problem: Problem) -> None:
    repeats = [fewest_repeats(msgspec.structs.replace(problem, rounds=one)) for one in range(1, SEVERAL + 1)]
    if repeats[0] is None:
        with pytest.raises(Conflict):
            most_rounds(problem, seconds=0.4)
        return
    without = next((place for place, number in enumerate(repeats) if number != 0), SEVERAL)
    found = most_rounds(problem, seconds=0.4)
    if without < SEVERAL:
        assert found.least <= without
    assert found.most is None or found.most >= without


@pytest.mark.parametrize(
    ("tables", "size", "rounds"), [(3, 3, 4), (4, 3, 4), (3, 2, 5), (5, 3, 7), (2, 3, 1)]
)
def test_small_halls_are_known_exactly(tables: int, size: int, rounds: int) -> None:
    assert most_rounds(golf(tables, size, 2), seconds=20) == Possible(rounds, rounds)


def test_the_solver_proves_what_counting_leaves_open() -> None:
    people = tuple(Person(id=f"p{number}") for number in range(7))
    problem = Problem(rounds=2, people=people, tables=even_tables(7, tables=3))
    assert most_rounds(problem, seconds=20) == Possible(3, 3)


def test_nobody_meets_at_tables_for_one() -> None:
    tables = (Table(id="1", min=1, max=1), Table(id="2", min=1, max=1))
    problem = Problem(rounds=2, people=(Person(id="a"), Person(id="b")), tables=tables)
    assert most_rounds(problem, seconds=0.5).most is None


@pytest.mark.parametrize(
    ("possible", "said"),
    [
        (Possible(9, 12), "9 rounds without a repeat are known, more than 12 are impossible."),
        (Possible(1, 2), "1 round without a repeat is known, more than 2 are impossible."),
        (Possible(4, 4), "4 rounds without a repeat are possible, and no more."),
        (Possible(1, 1), "1 round without a repeat is possible, and no more."),
        (Possible(200, None), "200 rounds without a repeat are known, and nothing speaks against more."),
    ],
)
def test_it_is_said_in_words(possible: Possible, said: str) -> None:
    assert str(possible) == said
