"""Plans are legal, good, and the same for the same seed."""

import subprocess
import sys
from itertools import combinations

import msgspec
import pytest
from hypothesis import assume, given, settings

from scheduler import Conflict, Goals, Person, Plan, Problem, Table, audit, even_tables, plan
from tests.scheduler.problems import golf, small_problems

QUICK = settings(max_examples=40, deadline=None, derandomize=True)


@given(small_problems())
@QUICK
def test_a_plan_breaks_no_hard_rule(problem: Problem) -> None:
    try:
        made = plan(problem, iterations=3000)
    except Conflict:
        return
    assert audit(problem, made).broken == ()


@given(small_problems(free=True))
@QUICK
def test_without_ties_there_is_always_a_plan(problem: Problem) -> None:
    made = plan(problem, iterations=3000)
    assert audit(problem, made).broken == ()


@pytest.mark.parametrize(("tables", "size", "rounds"), [(10, 5, 7), (8, 4, 7), (20, 5, 8), (5, 3, 6)])
def test_golf_evenings_have_no_repeat(tables: int, size: int, rounds: int) -> None:
    report = plan(golf(tables, size, rounds), seconds=20).report
    assert report is not None
    assert (report.repeats, report.repeats_bound, report.proved) == (0, 0, True)
    assert report.distinct_meetings == rounds * tables * size * (size - 1) // 2


def test_the_same_seed_and_iterations_give_the_same_plan() -> None:
    problem = golf(6, 4, 6)
    assert plan(problem, seed=5, iterations=50_000).rounds == plan(problem, seed=5, iterations=50_000).rounds
    assert plan(problem, seed=6, iterations=50_000).rounds != plan(problem, seed=5, iterations=50_000).rounds


def test_after_a_no_show_the_rest_of_the_evening_stays_free_of_repeats() -> None:
    problem = golf(10, 5, 7, least=4)
    before = plan(problem, seconds=20)
    met = tuple(
        pair
        for one in before.rounds[:2]
        for people in one.tables.values()
        for pair in combinations(people, 2)
    )
    later = Plan(rounds=tuple(msgspec.structs.replace(one, round=one.round - 2) for one in before.rounds[2:]))
    people = tuple(
        msgspec.structs.replace(person, absent=(1, 2, 3, 4, 5)) if person.id == "p7" else person
        for person in problem.people
    )
    rest = msgspec.structs.replace(
        problem, rounds=5, people=people, met=met, previous=later, goals=Goals(stability=1)
    )

    made = plan(rest, seconds=20)

    assert made.report is not None
    assert made.report.repeats == 0
    assert (
        made.rounds
        == tuple(
            msgspec.structs.replace(
                one,
                tables={table: tuple(p for p in people if p != "p7") for table, people in one.tables.items()},
            )
            for one in later.rounds
        )
        or _changed(later, made) == 0
    )


def _changed(before: Plan, after: Plan) -> int:
    return sum(
        person != "p7" and person not in new.tables.get(table, ())
        for old, new in zip(before.rounds, after.rounds, strict=True)
        for table, people in old.tables.items()
        for person in people
    )


@pytest.mark.parametrize(("people", "rounds"), [(2, 1), (8, 7), (50, 49), (9, 9), (51, 20)])
def test_pairs_go_round_the_circle_without_a_repeat(people: int, rounds: int) -> None:
    problem = Problem(
        rounds=rounds,
        people=tuple(Person(id=f"p{number}") for number in range(people)),
        tables=even_tables(people, size=2),
    )
    made = plan(problem)
    assert audit(problem, made).broken == ()
    assert made.report is not None
    assert made.report.repeats == 0
    assert made.report.rests.max - made.report.rests.min <= 1


def test_pairs_of_two_groups_meet_across() -> None:
    people = tuple(Person(id=f"p{number}", group="old" if number < 5 else "young") for number in range(9))
    problem = Problem(rounds=5, people=people, tables=even_tables(9, size=2))
    made = plan(problem)
    assert audit(problem, made).broken == ()
    assert made.report is not None
    assert (made.report.repeats, made.report.distinct_meetings) == (0, 20)


def test_wishes_are_met_where_no_repeat_is_in_the_way() -> None:
    problem = msgspec.structs.replace(
        golf(5, 4, 4),
        together=(("p0", "p1"), ("p2", "p19")),
        matches=(("p3", "p7", 1.0),),
        apart=(("p0", "p2"),),
    )
    report = plan(problem, iterations=400_000).report
    assert report is not None
    assert (report.repeats, report.together_met, report.matches_met) == (0, 2, 1)


def test_like_people_are_spread_over_the_tables() -> None:
    people = tuple(Person(id=f"p{number}", industry="IT" if number < 4 else None) for number in range(16))
    problem = Problem(rounds=2, people=people, tables=even_tables(16, tables=4))
    made = plan(problem, seconds=20)
    for one in made.rounds:
        assert sorted(sum(int(p[1:]) < 4 for p in seated) for seated in one.tables.values()) == [1, 1, 1, 1]


def test_nobody_sits_at_a_station_twice_and_topics_are_minded() -> None:
    people = tuple(Person(id=f"p{number}") for number in range(12))
    tables = tuple(Table(id=str(number), min=3, max=3, topic=f"T{number}") for number in range(4))
    problem = Problem(rounds=4, people=people, tables=tables)
    made = plan(problem, iterations=1_000_000)
    assert audit(problem, made).broken == ()


def test_rests_are_shared_out() -> None:
    problem = Problem(
        rounds=6, people=tuple(Person(id=f"p{number}") for number in range(13)), tables=golf(4, 3, 1).tables
    )
    report = plan(problem, iterations=300_000).report
    assert report is not None
    assert report.rests.max == 1


def test_conflicts_name_the_wishes() -> None:
    people = tuple(Person(id=f"p{number}", table="3" if number < 5 else None) for number in range(12))
    tables = (*even_tables(8, tables=2), Table(id="3", min=2, max=4))
    with pytest.raises(Conflict) as caught:
        plan(Problem(rounds=2, people=people, tables=tables))
    assert tuple(map(str, caught.value.wishes)) == (
        "Table 3 has 4 seats but 5 people are fixed to it in round 1",
    )


def test_people_apart_and_inseparable_are_a_conflict() -> None:
    problem = msgspec.structs.replace(
        golf(2, 3, 1), apart=(("p0", "p2"),), inseparable=(("p0", "p1"), ("p1", "p2"))
    )
    with pytest.raises(Conflict) as caught:
        plan(problem)
    assert tuple(map(str, caught.value.wishes)) == (
        "p0 and p2 are to stay apart",
        "p0, p1 and p2 are inseparable",
    )


def test_more_rounds_than_stations_are_a_conflict() -> None:
    tables = tuple(Table(id=str(number), min=2, max=2, topic="T") for number in range(3))
    problem = Problem(rounds=4, people=tuple(Person(id=f"p{number}") for number in range(6)), tables=tables)
    with pytest.raises(Conflict, match="4 rounds but only 3 stations"):
        plan(problem)


def test_guests_too_many_rest() -> None:
    problem = Problem(
        rounds=1, people=tuple(Person(id=f"p{number}") for number in range(44)), tables=golf(8, 5, 1).tables
    )
    assert len(plan(problem, iterations=10).rounds[0].resting) == 4


def test_every_table_gets_its_share_of_each_group() -> None:
    people = tuple(Person(id=f"p{number}", group="abc"[number % 3]) for number in range(18))
    made = plan(Problem(rounds=4, people=people, tables=even_tables(18, size=5)), iterations=200_000)
    assert audit(Problem(rounds=4, people=people, tables=even_tables(18, size=5)), made).broken == ()
    for one in made.rounds:
        for seated in one.tables.values():
            counts = [sum(int(person[1:]) % 3 == group for person in seated) for group in range(3)]
            assert max(counts) - min(counts) <= 1


def test_progress_is_told() -> None:
    told: list[float] = []
    plan(golf(10, 5, 12), iterations=300_000, progress=lambda progress: told.append(progress.share))
    assert told == sorted(told)
    assert 0.9 < told[-1] <= 1


def test_numba_is_loaded_only_for_a_search() -> None:
    program = "import sys, scheduler; print({'numba', 'numpy'} & set(sys.modules))"
    assert (
        subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout == b"set()\n"
    )


@given(small_problems(free=True))
@QUICK
def test_a_plan_is_no_worse_than_its_bound(problem: Problem) -> None:
    report = plan(problem, iterations=1000).report
    assert report is not None
    assume(not report.broken)
    assert report.repeats >= report.repeats_bound
