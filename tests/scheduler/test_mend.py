"""Mending keeps seats, seats newcomers, and never leaves anybody without a place."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler import Conflict, Person, Plan, Problem, Round, Table, audit, mend, plan
from tests.scheduler.problems import golf, small_problems

QUICK = settings(max_examples=60, deadline=None, derandomize=True)


def _absent(problem: Problem, *names: str, rounds: tuple[int, ...] = (1,)) -> Problem:
    people = tuple(
        msgspec.structs.replace(person, absent=rounds) if person.id in names else person
        for person in problem.people
    )
    return msgspec.structs.replace(problem, people=people)


def _with(problem: Problem, *names: str) -> Problem:
    return msgspec.structs.replace(problem, people=(*problem.people, *(Person(id=name) for name in names)))


def _moved(before: Plan, after: Plan) -> set[str]:
    return {
        person
        for old, new in zip(before.rounds, after.rounds, strict=True)
        for table, people in old.tables.items()
        for person in people
        if person not in new.tables.get(table, ())
    }


@given(small_problems(), small_problems())
@QUICK
def test_a_mended_plan_seats_everybody_present_once(problem: Problem, other: Problem) -> None:
    """Whatever the old plan was made for."""
    try:
        mended = mend(problem, mend(other, Plan(rounds=())))
    except Conflict:
        return
    tables = {table.id: table for table in problem.tables}
    assert [one.round for one in mended.rounds] == list(range(1, problem.rounds + 1))
    for one in mended.rounds:
        placed = [person for people in one.tables.values() for person in people] + list(one.resting)
        assert sorted(placed) == sorted(
            person.id for person in problem.people if one.round not in person.absent
        )
        assert all(tables[name].min <= len(people) <= tables[name].max for name, people in one.tables.items())


@given(small_problems(free=True), st.integers(0, 11), st.integers(0, 2))
@QUICK
def test_without_ties_a_mended_plan_is_legal(problem: Problem, gone: int, new: int) -> None:
    changed = _with(_absent(problem, f"p{gone}"), *(f"n{number}" for number in range(new)))
    mended = mend(changed, mend(problem, Plan(rounds=())))
    assert audit(changed, mended).broken == ()
    assert mend(changed, mended) is mended


def test_a_legal_plan_comes_back_as_it_is() -> None:
    problem = golf(5, 4, 4)
    made = plan(problem, iterations=1000)
    assert mend(problem, made) is made


def test_only_the_absent_leaves() -> None:
    problem = golf(10, 5, 3, least=4)
    made = plan(problem, iterations=1000)
    mended = mend(_absent(problem, "p7", rounds=(1, 2, 3)), made)
    assert _moved(made, mended) == {"p7"}


def test_a_newcomer_joins_the_smallest_table_where_few_are_known() -> None:
    problem = golf(3, 4, 1, least=2)
    before = Plan(
        rounds=(
            Round(
                round=1,
                tables={"1": ("p0", "p1", "p2", "p3"), "2": ("p4", "p5", "p6"), "3": ("p7", "p8", "p9")},
            ),
        )
    )
    changed = msgspec.structs.replace(_with(_absent(problem, "p10", "p11"), "new"), met=(("new", "p5"),))
    mended = mend(changed, before)
    assert mended.rounds[0].tables["3"] == ("p7", "p8", "p9", "new")
    assert _moved(before, mended) == set()


def test_a_table_below_its_least_size_is_merged_away() -> None:
    problem = golf(3, 4, 1, least=3)
    before = Plan(
        rounds=(
            Round(
                round=1, tables={"1": ("p0", "p1", "p2"), "2": ("p3", "p4", "p5"), "3": ("p6", "p7", "p8")}
            ),
        )
    )
    changed = _absent(problem, "p8", "p9", "p10", "p11")
    mended = mend(changed, before)
    assert set(mended.rounds[0].tables) == {"1", "2"}
    assert _moved(before, mended) == {"p6", "p7", "p8"}
    assert mended.rounds[0].resting == ()


def test_who_rested_least_rests_when_seats_run_out() -> None:
    problem = golf(1, 4, 2)
    before = Plan(
        rounds=(
            Round(round=1, tables={"1": ("p0", "p1", "p2", "p3")}, resting=("new",)),
            Round(round=2, tables={}),
        )
    )
    mended = mend(_with(problem, "new"), before)
    assert "new" not in mended.rounds[1].resting
    assert len(mended.rounds[1].resting) == 1


def test_too_few_people_for_a_host_table_do_not_raise() -> None:
    """The numbers are merely unlucky: the host sits elsewhere."""
    tables = (Table(id="1", min=4, max=5, hosts=("p0",)), Table(id="2", min=2, max=5))
    problem = Problem(rounds=1, people=tuple(Person(id=f"p{number}") for number in range(3)), tables=tables)
    assert mend(problem, Plan(rounds=())).rounds[0].tables == {"2": ("p0", "p1", "p2")}


def test_fixed_seats_and_chains_hold() -> None:
    tables = (Table(id="1", min=2, max=3, hosts=("p0",)), Table(id="2", min=2, max=3))
    people = tuple(Person(id=f"p{number}", table="2" if number == 1 else None) for number in range(6))
    problem = Problem(
        rounds=2, people=people, tables=tables, inseparable=(("p2", "p3"),), apart=(("p2", "p1"),)
    )
    mended = mend(problem, Plan(rounds=()))
    assert audit(problem, mended).broken == ()
    for one in mended.rounds:
        assert {"p0", "p2", "p3"} == set(one.tables["1"])


def test_surplus_rounds_go_and_missing_ones_are_filled() -> None:
    problem = golf(4, 3, 3)
    made = plan(problem, iterations=1000)
    shorter = msgspec.structs.replace(problem, rounds=2)
    assert mend(shorter, made).rounds == made.rounds[:2]
    longer = msgspec.structs.replace(problem, rounds=4)
    mended = mend(longer, made)
    assert mended.rounds[:3] == made.rounds
    assert audit(longer, mended).broken == ()


def test_contradictions_raise() -> None:
    problem = msgspec.structs.replace(golf(2, 3, 1), apart=(("p0", "p1"),), inseparable=(("p0", "p1"),))
    with pytest.raises(Conflict):
        mend(problem, Plan(rounds=()))


def test_nobody_returns_to_a_station() -> None:
    tables = tuple(
        Table(id=str(number), min=1, max=4, topic="T" if number < 3 else None) for number in range(4)
    )
    problem = Problem(rounds=3, people=tuple(Person(id=f"p{number}") for number in range(8)), tables=tables)
    assert audit(problem, mend(problem, Plan(rounds=()))).broken == ()


def test_a_newcomer_sits_with_no_colleague_and_no_competitor_where_nothing_else_decides() -> None:
    tables = (Table(id="1", min=2, max=3), Table(id="2", min=2, max=3), Table(id="3", min=2, max=3))
    old = Plan(rounds=(Round(round=1, tables={"1": ("a", "b"), "2": ("c", "d"), "3": ("e", "f")}),))
    like = {"a": {"organisation": "Kaya"}, "c": {"industry": "Guss"}}
    people = tuple(Person(id=name, **like.get(name, {})) for name in "abcdef")  # type: ignore[arg-type]
    newcomer = Person(id="g", organisation="Kaya", industry="Guss")
    made = mend(Problem(rounds=1, people=(*people, newcomer), tables=tables), old)
    assert made.rounds[0].tables["3"] == ("e", "f", "g")
