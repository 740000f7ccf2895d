"""A report names what in the problem itself stands in the way of a better plan, and when nothing better exists."""

import msgspec
import pytest

from scheduler import Goals, Limited, Person, Plan, Problem, Report, Round, Table, audit, plan
from scheduler.obstacles import Crowd, ManyRounds, NeverTogether, Overfull
from tests.scheduler.problems import golf

PEOPLE = tuple(Person(id=name) for name in "abcdefgh")
TABLES = (Table(id="1", min=2, max=4), Table(id="2", min=2, max=4))
FIRST = Round(round=1, tables={"1": tuple("abcd"), "2": tuple("efgh")})
SECOND = Round(round=2, tables={"1": tuple("abef"), "2": tuple("cdgh")})
EVENING = Problem(rounds=2, people=PEOPLE, tables=TABLES)
PLAN = Plan(rounds=(FIRST, SECOND))


def _report(made: Plan = PLAN, **changes: object) -> Report:
    return audit(msgspec.structs.replace(EVENING, **changes), made)


def _others(report: Report) -> tuple[object, ...]:
    """Every obstacle but the rounds, of which two are one too many for eight people at two tables."""
    return tuple(one for one in report.obstacles if not isinstance(one, ManyRounds))


def _people(**fields: dict[str, object]) -> tuple[Person, ...]:
    return tuple(msgspec.structs.replace(one, **fields.get(one.id, {})) for one in PEOPLE)


def test_repeats_are_named_by_the_round_they_happen_in() -> None:
    report = _report()
    assert (report.repeats_by_round, report.fresh_rounds) == ((0, 4), 1)
    assert _report(met=(("a", "b"),)).repeats_by_round == (1, 4)
    assert _report(inseparable=(("a", "b"),)).repeats_by_round == (0, 3)
    sound = plan(golf(5, 3, 3)).report
    assert sound is not None
    assert (sound.repeats_by_round, sound.fresh_rounds) == ((0, 0, 0), 3)


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"people": _people(a={"absent": (1,)}, h={"absent": (2,)})}, "absent"),
        ({"apart": (("h", "a"),)}, "apart"),
        ({"apart": (Limited(people=("a", "h"), rounds=(1,)), Limited(people=("h", "a"), rounds=(2,)))}, "apart"),
        ({"people": _people(a={"table": "1"}, h={"table": "2"})}, "tables"),
        (
            {"tables": (msgspec.structs.replace(TABLES[0], hosts=("a",)), TABLES[1]), "people": _people(g={"table": "2"}), "inseparable": (("g", "h"),)},
            "tables",
        ),
        ({"tables": tuple(Table(id=str(n), min=2, max=2) for n in range(4)), "people": _people(a={"group": "x"}, h={"group": "x"}, b={"group": "y"})}, "group"),
    ],
)  # fmt: skip
def test_who_can_never_meet_is_named_with_the_reason(changes: dict[str, object], because: str) -> None:
    wished = {"together": (("h", "a"), ("a", "b")), "matches": (("a", "h", 0.5),)}
    report = _report(**wished, **changes)
    assert [one for one in report.obstacles if isinstance(one, NeverTogether)] == [
        NeverTogether(("a", "h"), "together", because),
        NeverTogether(("a", "h"), "match", because),
    ]
    assert (report.least.together, report.least.seeks_offers) == (50, 5)


def test_a_wish_for_a_round_in_which_one_is_away_can_never_come_true() -> None:
    wishes = (Limited(people=("a", "h"), rounds=(2,)), Limited(people=("a", "g"), rounds=(1, 2)))
    report = _report(together=wishes, people=_people(a={"absent": (2,)}))
    assert _others(report) == (NeverTogether(("a", "h"), "together", "absent"),)


def test_more_of_a_kind_than_tables_must_share_some() -> None:
    kind = {"industry": "Glass", "organisation": "Firm"}
    people = _people(a=kind, b=kind, e=kind, f={"industry": "Glass", "absent": (2,)}, g={"industry": "IT"})
    made = Plan(
        rounds=(FIRST, msgspec.structs.replace(SECOND, tables={"1": tuple("abe"), "2": tuple("cdgh")}))
    )
    report = _report(made, people=people)
    # round 1: 4 from the glass industry at two tables make 2 pairs, round 2: 3 make 1; of the firm 1 and 1
    assert _others(report) == (
        Crowd("industry", "Glass", people=4, tables=2, rounds=2, pairs=3),
        Crowd("organisation", "Firm", people=3, tables=2, rounds=2, pairs=2),
    )
    assert (report.least.mix, report.least.same_organisation) == (15, 100)
    # ab and ef in round 1, ab, ae and be in round 2, where f is away
    assert report.alike == {"industry": 5, "organisation": 4}
    forced = _report(made, people=people, inseparable=(("a", "b"),))
    assert (forced.least.mix, forced.least.same_organisation) == (5, 0)
    assert forced.alike == {"industry": 3, "organisation": 2}


def test_goals_that_are_off_have_no_obstacles() -> None:
    people = tuple(msgspec.structs.replace(one, industry="Glass", organisation="Firm") for one in PEOPLE)
    report = _report(people=people, goals=Goals(mix={}, same_organisation=0))
    assert (_others(report), report.alike, report.least.soft) == ((), {}, 0)


def test_who_has_no_seat_must_rest() -> None:
    tables = (msgspec.structs.replace(TABLES[0], max=3), TABLES[1])
    made = Plan(
        rounds=(
            Round(round=1, tables={"1": tuple("abc"), "2": tuple("efgh")}, resting=("d",)),
            Round(round=2, tables={"1": tuple("bde"), "2": tuple("acgh")}),
        )
    )
    report = _report(made, tables=tables, people=_people(f={"absent": (2,)}))
    assert _others(report) == (Overfull(people=8, seats=7, rounds=1),)


def test_too_many_rounds_are_named_with_how_many_there_can_be() -> None:
    report = plan(golf(3, 3, 6), iterations=1000).report
    assert report is not None
    assert report.repeats > 0
    assert report.obstacles == (ManyRounds(people=9, tables=3, size=3, possible=4, most=4),)


def test_smaller_tables_than_a_design_leaves_are_not_called_possible() -> None:
    # 9 people less one leave one table of two in every round; the smallest may be 3
    people = tuple(Person(id=f"p{number}") for number in range(8))
    tables = (*(Table(id=str(number), min=2, max=3) for number in range(3)),)
    report = plan(Problem(rounds=6, people=people, tables=tables), iterations=1000).report
    assert report is not None
    assert any(isinstance(one, ManyRounds) and one.possible == 4 for one in report.obstacles)


def test_a_repeat_by_acquaintance_only_is_no_matter_of_rounds() -> None:
    people = tuple(Person(id=name) for name in "abcd")
    met = tuple((one, other) for one in "abcd" for other in "abcd" if one < other)
    problem = Problem(rounds=1, people=people, tables=(Table(id="1", min=4, max=4),), met=met)
    report = plan(problem, iterations=10).report
    assert report is not None
    assert (report.repeats, report.proved, report.obstacles) == (6, True, ())


def test_places_that_cannot_be_kept_are_no_fault_of_the_plan() -> None:
    problem = msgspec.structs.replace(
        EVENING,
        previous=Plan(rounds=(Round(round=1, tables={"1": tuple("abcdef"), "2": ("g",)}, resting=("h",)),)),
        goals=Goals(stability=3),
    )
    report = audit(problem, PLAN)
    # two of six give way at table 1, and h has to sit
    assert report.least.stability == 9
    assert report.costs.stability == 9


def test_topics_that_no_station_has_are_no_fault_of_the_plan() -> None:
    tables = tuple(
        msgspec.structs.replace(table, topic=topic)
        for table, topic in zip(TABLES, ("IT", "Glass"), strict=True)
    )
    people = _people(
        a={"topics": ("IT",)}, b={"topics": ("IT", "Glass")}, c={"topics": ("Steel",), "absent": (1,)}
    )
    problem = msgspec.structs.replace(EVENING, tables=tables, people=people)
    made = Plan(
        rounds=(
            Round(round=1, tables={"1": tuple("abd"), "2": tuple("efgh")}),
            Round(round=2, tables={"1": tuple("efgh"), "2": tuple("abcd")}),
        )
    )
    report = audit(problem, made)
    assert (report.broken, report.costs.topic, report.least.topic) == ((), 10, 10)


def test_the_best_plan_is_called_so() -> None:
    problem = msgspec.structs.replace(golf(3, 3, 4), together=(("p0", "p8"),))
    report = plan(problem, seconds=5).report
    assert report is not None
    assert report.best
    late = msgspec.structs.replace(problem, people=_absent(problem, "p8", (2, 3, 4)))
    assert not audit(late, Plan(rounds=())).best
    assert not _report(together=(("a", "h"),)).best


def _absent(problem: Problem, name: str, rounds: tuple[int, ...]) -> tuple[Person, ...]:
    return tuple(
        msgspec.structs.replace(one, absent=rounds) if one.id == name else one for one in problem.people
    )
