"""The proved bound of the repeats is true, and met where the time allows."""

from hypothesis import given, settings

from scheduler import Conflict, Plan, Problem, audit
from scheduler.prove.least_repeats import least_repeats, repeats
from scheduler.prove.seatable import seatable
from scheduler.rules import round_rules
from tests.scheduler.brute_force import fewest_repeats
from tests.scheduler.problems import golf
from tests.scheduler.tiny_problems import tiny_problems


@given(tiny_problems(people=5, tables=2))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_the_bound_is_true_and_met_by_the_plan_that_comes_with_it(problem: Problem) -> None:
    rules = round_rules(problem)
    try:
        best = seatable(problem, rules, seconds=60)
    except Conflict:
        return
    proof = least_repeats(problem, rules, best, seconds=60)
    rounds = proof.rounds or best
    assert audit(problem, Plan(rounds=rounds)).broken == ()
    assert audit(problem, Plan(rounds=rounds)).repeats == repeats(problem, rules, rounds)
    assert repeats(problem, rules, rounds) == proof.bound == fewest_repeats(problem)


def test_what_counting_leaves_open_is_proved() -> None:
    problem = golf(2, 5, 3)
    best = seatable(problem, round_rules(problem), seconds=60)
    proof = least_repeats(problem, round_rules(problem), best, seconds=60)
    assert proof.rounds is not None
    assert (audit(problem, Plan(rounds=proof.rounds)).repeats, proof.bound) == (18, 18)


def test_with_deterministic_time_the_answer_is_the_same_again() -> None:
    problem = golf(4, 3, 5)
    best = seatable(problem, round_rules(problem), seconds=60)
    answers = [
        least_repeats(problem, round_rules(problem), best, seconds=0, deterministic=0.3) for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert answers[0].bound >= 1
