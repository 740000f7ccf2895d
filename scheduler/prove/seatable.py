"""Whether a problem can be seated at all: a legal seating with the fewest rests, or why there is none."""

from collections import Counter
from collections.abc import Sequence

from scheduler.plan import Round
from scheduler.problem import Problem
from scheduler.prove.by_hand import seat_by_hand
from scheduler.rules import RoundRules, stations_tie

PAIR = 2


def seatable(
    problem: Problem, rules: Sequence[RoundRules], *, seconds: float, deterministic: float | None = None
) -> tuple[Round, ...]:
    """A seating that keeps every hard rule of `problem`, with the fewest rests in all; repeats do not count.

    `rules` are those of all its rounds. Works for about `seconds` at most, or with `deterministic` for so much of
    the solver's deterministic time instead: then the answer is the same on every machine. Where the time is
    too short to prove that fewer cannot rest, the seating found so far is returned. Where no table but
    stations is open in any round, nobody rests for their sake.

    Raises `Conflict` with the smallest set of wishes that cannot all hold (a minimal one where time is short),
    `Undecided` where the time was too short to find out either.
    """
    if not has_groups(problem) and not stations_tie(rules):
        seated = _by_hand(problem, rules)
        if seated is not None:
            return seated
    # The solver takes as long to load as most problems to plan.
    from scheduler.prove.exact import seat_exactly  # noqa: PLC0415
    from scheduler.prove.solver import Effort  # noqa: PLC0415

    return seat_exactly(problem, rules, Effort(seconds, deterministic))


def has_groups(problem: Problem) -> bool:
    """Whether people come in groups that are to be spread."""
    return len({person.group for person in problem.people if person.group is not None}) >= PAIR


def _by_hand(problem: Problem, rules: Sequence[RoundRules]) -> tuple[Round, ...] | None:
    rested = Counter(problem.rested)
    seated = []
    for one in rules:
        found = seat_by_hand(one, rested)
        if found is None:
            return None
        rested.update(found.resting)
        seated.append(found)
    return tuple(seated)
