"""The command line says how good a plan is, and what stands in the way of a better one."""

import msgspec
import pytest

from scheduler import Costs, Person, Problem, Report, Rests, Table
from scheduler.obstacles import Crowd, ManyRounds, NeverTogether, Overfull
from service.plan_summary import summary

PEOPLE = tuple(Person(id=f"p{number}", name="Ada" if number == 1 else "") for number in range(1, 51))
TABLES = tuple(Table(id=str(number), min=5, max=5) for number in range(1, 11))
PROBLEM = Problem(rounds=11, people=PEOPLE, tables=TABLES)
REPORT = Report(
    repeats=0,
    repeats_bound=0,
    distinct_meetings=294,
    together_met=0,
    together_asked=0,
    matches_met=0,
    matches_known=0,
    rests=Rests(min=0, max=0),
    seconds=0.214,
    seed=1,
    proved=True,
)
HALL = ManyRounds(people=50, tables=10, size=5, possible=9, most=12)


def _said(**changes: object) -> list[str]:
    return list(summary(PROBLEM, msgspec.structs.replace(REPORT, **changes)))


def test_the_best_plan_is_told_in_four_lines() -> None:
    assert _said() == [
        "50 people, 10 tables, 11 rounds: planned in 0.21 s.",
        "Nobody meets twice, which can't be better; 294 pairs meet.",
        "Nobody rests.",
        "No plan is better.",
    ]


def test_a_construction_is_named() -> None:
    assert _said(construction="transversal design over GF(9)")[0].endswith(
        "0.21 s, by construction: transversal design over GF(9)."
    )


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        (
            {"repeats": 12, "repeats_bound": 8, "proved": False, "obstacles": (HALL,)},
            "12 repeats in rounds 10 and 11; at least 8 can't be avoided with 50 people at 10 tables of 5 over "
            "11 rounds. 9 rounds are possible without any, more than 12 are not.",
        ),
        (
            {"repeats": 8, "repeats_bound": 8, "obstacles": (ManyRounds(50, 10, 5, None, 1),)},
            "8 repeats in rounds 10 and 11; no plan with 50 people at 10 tables of 5 over 11 rounds has fewer. "
            "At most 1 round can pass without any.",
        ),
        (
            {"repeats": 1, "proved": False, "repeats_by_round": (0, 1)},
            "1 repeat in round 2; whether there can be fewer is not known.",
        ),
        (
            {"repeats": 9, "proved": False, "repeats_by_round": (0, 1, 1, 1, 2, 2, 2)},
            "9 repeats; whether there can be fewer is not known.",
        ),
        (
            {"repeats": 9, "proved": False, "repeats_by_round": (*[0] * 6, 1, 1, 1, 2, 2, 2)},
            "9 repeats, none before round 7; whether there can be fewer is not known.",
        ),
    ],
)
def test_repeats_are_told_with_their_reason(changes: dict[str, object], line: str) -> None:
    by_round = {"repeats_by_round": (*[0] * 9, 4, 8)}
    assert _said(**(by_round | changes))[1] == line


def test_wishes_that_cannot_come_true_are_named() -> None:
    never = (
        NeverTogether(("p1", "p9"), "together", "absent"),
        NeverTogether(("p2", "p9"), "together", "tables"),
        NeverTogether(("p3", "p9"), "match", "apart"),
    )
    said = _said(together_met=13, together_asked=15, matches_met=38, matches_known=42, obstacles=never)
    assert said[2:4] == [
        "13 of 15 wishes met. Ada and p9 can't meet: they are never there together. p2 and p9 can't meet: they "
        "sit at different tables all evening.",
        "38 of 42 matches met; 1 never can be.",
    ]
    six = tuple(NeverTogether(("p1", f"p{number}"), "together", "group") for number in range(2, 8))
    assert _said(together_asked=6, obstacles=six)[2].endswith(
        "Ada and p6 can't meet: they are in the same group. 1 more can't be met either."
    )


def test_rests_and_like_people_are_told_with_what_they_come_from() -> None:
    obstacles = (
        Overfull(people=52, seats=50, rounds=11),
        Crowd("industry", "IT", people=18, tables=10, rounds=2, pairs=16),
    )
    said = _said(
        rests=Rests(min=0, max=1),
        alike={"industry": 54, "organisation": 0},
        speechless=2,
        obstacles=obstacles,
        costs=Costs(mix=270, language=40, early=9.5),
        least=Costs(mix=80),
    )
    assert said[2:] == [
        "Nobody rests more than once; there are 50 seats for 52.",
        "54 times two of the same industry share a table; 16 times they have to: 18 of IT at 10 tables.",
        "Twice two without a common language share a table.",
        "Other costs: mix 270 (at least 80), language 40, early 9.5.",
    ]
    assert _said(rests=Rests(min=2, max=2))[2] == "Everybody rests twice."
