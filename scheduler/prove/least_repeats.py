"""How few repeats a small problem can have: proved by the solver, or bounded as far as the time allows."""

from collections.abc import Sequence

import msgspec

from scheduler.bound import counting_bound
from scheduler.plan import Round
from scheduler.problem import Problem
from scheduler.rules import RoundRules, forced_pairs, stations_tie


class Proof(msgspec.Struct, frozen=True):
    """A lower bound of the repeats of every legal plan, and the rounds of a plan better than the one known.

    `rounds` has fewer repeats than the plan that was given, and no more people resting; `None`: none was found.
    """

    bound: int
    rounds: tuple[Round, ...] | None


def least_repeats(
    problem: Problem,
    rules: Sequence[RoundRules],
    best: Sequence[Round],
    *,
    seconds: float,
    deterministic: float | None = None,
    enough: int | None = None,
) -> Proof:
    """How few repeats are possible, where `best` is the best plan known; it must keep every hard rule.

    Meant for problems of up to about 2,000 people times tables times rounds. Works for at most `seconds`, or
    with `deterministic` for so much of the solver's deterministic time instead. Stops when the bound is
    `enough`.
    """
    known = repeats(problem, rules, best)
    if enough is not None:
        known = min(known, enough)
    resting = [len(one.resting) for one in best]
    # Where stations tie the rounds, another plan may have the rests in other rounds.
    bound = counting_bound(problem, [sum(resting)] * len(resting) if stations_tie(rules) else resting)
    if known <= bound:
        return Proof(known, None)
    # The solver takes long to load.
    from scheduler.prove.repeat_model import RepeatModel  # noqa: PLC0415
    from scheduler.prove.solver import Effort  # noqa: PLC0415

    model = RepeatModel(problem, rules, best)
    return Proof(*model.least(known, bound, Effort(seconds, deterministic)))


def repeats(problem: Problem, rules: Sequence[RoundRules], rounds: Sequence[Round]) -> int:
    """How many repeats a plan has, counted as the contract says."""
    forced = forced_pairs(rules)
    seen = {(min(pair), max(pair)) for pair in problem.met}
    found = 0
    for one in rounds:
        for people in one.tables.values():
            order = sorted(people)
            for place, first in enumerate(order):
                for pair in ((first, second) for second in order[place + 1 :]):
                    found += pair in seen and pair not in forced
                    seen.add(pair)
    return found
