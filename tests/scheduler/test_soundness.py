"""Whatever an evening asks for, its plan breaks no hard rule, and its report is what a recount finds."""

import msgspec
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scheduler import Conflict, Plan, Problem, Round, audit, costs, mend, plan
from tests.scheduler.plain_rules import offences, repeats
from tests.scheduler.problems import irregular_problems

MANY = settings(max_examples=40, deadline=None, derandomize=True)
GROUPS_AT_TABLES = True
"""Whether groups are planned at tables for more than two."""


@given(irregular_problems(groups_at_tables=GROUPS_AT_TABLES))
@MANY
def test_no_plan_breaks_a_hard_rule(problem: Problem) -> None:
    try:
        made = plan(problem, iterations=2000)
    except Conflict:
        return
    assert offences(problem, made) == set()
    assert audit(problem, made).broken == ()


@given(irregular_problems(groups_at_tables=GROUPS_AT_TABLES))
@MANY
def test_the_report_is_the_recount(problem: Problem) -> None:
    made = _planned(problem, 500)
    report = made.report
    assert report is not None
    counted = audit(problem, made)
    # the planner may have proved more than counting can
    assert counted.repeats_bound <= report.repeats_bound <= report.repeats
    assert report.proved == (report.repeats == report.repeats_bound)
    proof = {"repeats_bound": report.repeats_bound, "proved": report.proved, "least": report.least}
    assert msgspec.structs.replace(counted, **proof) == report
    assert report.costs == costs(problem, made)
    assert report.repeats == repeats(problem, made) == sum(report.repeats_by_round)
    resting = [person for one in made.rounds for person in one.resting]
    assert report.rests.max == max((resting.count(person) for person in resting), default=0)


@given(irregular_problems(groups_at_tables=GROUPS_AT_TABLES))
@MANY
def test_no_plan_costs_less_than_the_least(problem: Problem) -> None:
    """Every goal's bound holds for a plan of few moves and for one that was only drawn up by hand."""
    plans = [_planned(problem, 1), _planned(problem, 3000)]
    by_hand = mend(problem, Plan(rounds=()))
    if not audit(problem, by_hand).broken:
        plans.append(by_hand)
    # Who rests without need breaks a rule that the audit cannot always prove broken.
    resting = [sum(len(one.resting) for one in made.rounds) for made in plans]
    plans = [made for made, rests in zip(plans, resting, strict=True) if rests == min(resting)]
    bounds = [msgspec.structs.asdict(audit(problem, made).least) for made in plans]
    for made in plans:
        cost = msgspec.structs.asdict(costs(problem, made))
        assert [goal for least in bounds for goal in cost if cost[goal] < least[goal] - 1e-9] == []


@given(irregular_problems(), st.data())
@MANY
def test_the_audit_names_a_fault_exactly_where_there_is_one(problem: Problem, data: st.DataObject) -> None:
    """A seating drawn at random is called broken when the plain rules say so; needless rests are named besides."""
    places = [*(table.id for table in problem.tables), None]
    rounds = []
    for number in range(1, problem.rounds + 1):
        seats: dict[str, list[str]] = {}
        resting = []
        for person in problem.people:
            if number not in person.absent:
                place = person.table or data.draw(st.sampled_from(places))
                (resting if place is None else seats.setdefault(place, [])).append(person.id)
        rounds.append(
            Round(round=number, tables={t: tuple(p) for t, p in seats.items()}, resting=tuple(resting))
        )
    made = Plan(rounds=tuple(rounds))
    rests = (" need to", " has a seat")
    broken = [fault for fault in audit(problem, made).broken if not fault.endswith(rests)]
    assert bool(broken) == bool(offences(problem, made))


def _planned(problem: Problem, iterations: int) -> Plan:
    try:
        return plan(problem, iterations=iterations)
    except Conflict:
        assume(False)
        raise
