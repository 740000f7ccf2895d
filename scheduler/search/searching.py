"""The search for the best seating: several starts side by side, each annealing, then tabu on what repeats are left."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import NamedTuple

import numpy as np

from scheduler.plan import Round
from scheduler.problem import Problem
from scheduler.rules import RoundRules
from scheduler.search.budget import Budget, Progress
from scheduler.search.climb import Climb
from scheduler.search.least import least_rests, least_soft
from scheduler.search.model import SCALE, compile_model, rounds_of, seating
from scheduler.search.start import start
from scheduler.search.state import another

MOST_PAIRS = 50_000_000
"""So many pairs of people may be counted by all starts together: a start keeps 2 bytes for each."""


class Found(NamedTuple):
    """The rounds found, and whether they are people laid onto the perfect schedule that was given."""

    rounds: tuple[Round, ...]
    laid: bool


def search(
    problem: Problem,
    rules: Sequence[RoundRules],
    *,
    budget: Budget,
    seed: int,
    bound: int,
    laid: Sequence[Round] | None = None,
    first: Sequence[Round] | None = None,
    rests: int | None = None,
    hopeless: float = 1.0,
    progress: Callable[[Progress], None] | None = None,
) -> Found:
    """The best seating found for `problem` within `budget`.

    One start is `laid` out by a perfect schedule where there is one, or its first rounds are, the others are `first` or their own. No fewer
    than `rests` can rest in all rounds together; left out, no fewer than the tables' sizes ask for.

    Ends early when there are no more than `bound` repeats, and no other cost left that could fall, or when there are
    more though the share `hopeless` of the budget is spent. A budget in seconds is spent on all cores, one in moves on one, so that the result is the same on every machine.
    """
    rounds = start(problem, rules, seed) if first is None else first
    model = compile_model(problem, rules, rounds)
    near = problem.previous is not None
    fewest = least_rests(rules) if rests is None else rests
    target = np.array([fewest, bound, least_soft(problem, model, rules)], dtype=np.int64)
    whole = [] if laid is None else [(*laid, *rounds[len(laid) :])]
    tabs = [seating(model, one) for one in (*whole, rounds)]
    cores = 1 if budget.counted else len(os.sched_getaffinity(0))
    number = max(1, min(cores, MOST_PAIRS // max(1, len(problem.people) ** 2)))
    states = [model.state, *(another(model.state) for _ in range(number - 1))]
    done = Event()
    climbs = [
        Climb(
            state,
            tabs[min(place, len(tabs) - 1)],
            target,
            problem.goals.repeat,
            seed * number + place,
            laid=len(laid) if laid is not None and place == 0 else 0,
            near=near,
            hopeless=hopeless,
        )
        for place, state in enumerate(states)
    ]

    def tell(climb: Climb) -> None:
        if progress is not None:
            hard, repeats, soft = climb.best_cost.tolist()
            progress(Progress(budget.share, hard - fewest, repeats, soft / SCALE))

    if number == 1:
        climbs[0].run(budget, done, tell)
    else:
        with ThreadPoolExecutor(number - 1) as threads:
            others = [threads.submit(climb.run, budget, done, lambda _: None) for climb in climbs[1:]]
            climbs[0].run(budget, done, tell)
            for other in others:
                other.result()
    best = min(climbs, key=lambda climb: tuple(climb.best_cost.tolist()))
    return Found(rounds_of(model, best.best), best.laid)
