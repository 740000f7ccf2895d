"""Known schedules are perfect, have as many rounds as the records, and leave seats empty evenly."""

from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scheduler.construct.catalogue import design, most_rounds
from scheduler.construct.design import Design
from tests.scheduler.construct.records import BEYOND, RECORDS

QUICK = settings(max_examples=100, deadline=None, derandomize=True)


def assert_perfect(made: Design | None, tables: int, seats: int, rounds: int) -> Design:
    assert made is not None
    assert len(made.rounds) == rounds
    everyone = set(range(tables * seats))
    met: set[tuple[int, int]] = set()
    for one in made.rounds:
        assert [len(table) for table in one] == [seats] * tables
        assert {point for table in one for point in table} == everyone
        for table in one:
            pairs = {(min(pair), max(pair)) for pair in combinations(table, 2)}
            assert not met & pairs
            met |= pairs
    return made


def assert_nobody_comes_back(made: Design) -> None:
    places = [(point, table) for one in made.rounds for table, points in enumerate(one) for point in points]
    assert len(places) == len(set(places))


def assert_even_without_any_of_the_spare(made: Design) -> None:
    """Every table loses one point of the spare before any loses a second."""
    tables = len(made.rounds[0])
    assert len(set(made.spare)) == len(made.spare)
    for one in made.rounds:
        at = {point: table for table, points in enumerate(one) for point in points}
        for first in range(0, len(made.spare), tables):
            losing = [at[point] for point in made.spare[first : first + tables]]
            assert len(losing) == len(set(losing))


@pytest.mark.parametrize(("tables", "seats", "rounds"), [*RECORDS, *BEYOND])
def test_every_record_is_reached(tables: int, seats: int, rounds: int) -> None:
    assert_perfect(design(tables, seats, rounds), tables, seats, rounds)
    assert most_rounds(tables, seats)[0] >= rounds
    assert most_rounds(tables, seats)[1]


@given(st.integers(1, 32), st.integers(2, 10), st.data())
@example(1000, 5, None)
@QUICK
def test_so_many_rounds_as_are_named_can_be_had_and_none_more(
    tables: int, seats: int, data: st.DataObject | None
) -> None:
    most, name = most_rounds(tables, seats)
    rounds = 8 if data is None else data.draw(st.integers(1, most))
    assert name
    assert design(tables, seats, most + 1) is None
    assert_even_without_any_of_the_spare(assert_perfect(design(tables, seats, rounds), tables, seats, rounds))


@given(st.integers(1, 40), st.integers(2, 10), st.integers(1, 12))
@QUICK
def test_at_stations_nobody_comes_to_a_table_twice(tables: int, seats: int, rounds: int) -> None:
    made = design(tables, seats, rounds, stations=True)
    if made is not None:
        assert_nobody_comes_back(assert_perfect(made, tables, seats, rounds))


@pytest.mark.parametrize(
    ("tables", "seats", "rounds"), [(9, 8, 9), (8, 5, 8), (12, 5, 12), (20, 4, 20), (10, 4, 7), (100, 8, 12)]
)
def test_evenings_of_stations_are_known(tables: int, seats: int, rounds: int) -> None:
    made = assert_perfect(design(tables, seats, rounds, stations=True), tables, seats, rounds)
    assert_nobody_comes_back(made)


@pytest.mark.parametrize(
    ("tables", "seats", "rounds", "fewest"),
    [(10, 5, 9, 40), (10, 8, 8, 10), (9, 5, 9, 9), (1000, 5, 8, 1000), (12, 5, 12, 12)],
)
def test_fewer_people_sit_evenly_too(tables: int, seats: int, rounds: int, fewest: int) -> None:
    made = assert_perfect(design(tables, seats, rounds), tables, seats, rounds)
    assert tables * seats - len(made.spare) <= fewest


@pytest.mark.parametrize(
    ("tables", "seats", "rounds"),
    [(10, 5, 13), (6, 6, 4), (5, 6, 2), (0, 5, 1), (5, 0, 1), (5, 1, 1), (5, 5, 0), (-3, 4, 2), (4, 4, 6)],
)
def test_what_is_not_known_or_no_hall_is_none(tables: int, seats: int, rounds: int) -> None:
    assert design(tables, seats, rounds) is None
    assert design(tables, seats, rounds, stations=True) is None


def test_a_single_table_or_more_seats_than_tables_gets_one_round() -> None:
    assert most_rounds(1, 5)[0] == 1
    assert most_rounds(5, 8)[0] == 1
    assert most_rounds(5, 1) == (0, "")


def test_nobody_takes_a_table_twice_even_where_rounds_are_as_many_as_tables() -> None:
    assert design(9, 8, 10, stations=True) is None
