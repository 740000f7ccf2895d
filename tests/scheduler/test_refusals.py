"""A plan is refused exactly when there is none, and nobody rests who need not: compared with all there are."""

from hypothesis import given, settings

from scheduler import Conflict, Problem, audit, plan
from tests.scheduler.brute_force import fewest_rests
from tests.scheduler.tiny_problems import tiny_problems


@given(tiny_problems())
@settings(max_examples=100, deadline=None, derandomize=True)
def test_plans_are_refused_when_there_is_none_and_have_the_fewest_rests(problem: Problem) -> None:
    fewest = fewest_rests(problem)
    try:
        made = plan(problem, iterations=500)
    except Conflict:
        assert fewest is None
        return
    assert audit(problem, made).broken == ()
    assert sum(len(one.resting) for one in made.rounds) == fewest
