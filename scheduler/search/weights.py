"""What broken rules, repeats and other costs weigh in the one sum that is annealed."""

import numpy as np

from scheduler.search.model import SCALE
from scheduler.search.state import REPEATS, Costs, State

HARD_FACTOR = 8


def full_weights(state: State, repeat: float) -> Costs:
    """Of (hard, repeats, soft) cost: a repeat outweighs what one change can win elsewhere; `repeat` is its goal."""
    largest = max(
        int(state.wish_cost.max()),
        int(state.like.max()),
        int(state.seat_cost.max()),
        int(state.walk.max()),
        state.stability,
        state.rest_cost // 4,
    )
    repeats = max(round(repeat * SCALE), 2 * largest) if repeat else 0
    return np.array([HARD_FACTOR * max(repeats, largest, SCALE), repeats, 1], dtype=np.int64)


def loose_weights(state: State, full: Costs) -> Costs:
    """The same for all but the end of a run: repeats weigh little more than what like pairs cost.

    With their full weight they freeze first, and nothing else can settle any more.
    """
    like = state.like[state.like > 0]
    loose = full.copy()
    if len(like):
        loose[REPEATS] = min(full[REPEATS], 2 * int(like.mean()))
    return loose


def unit(weights: Costs) -> int:
    """What temperatures are measured by: a repeat, or where these do not count an eighth of a broken rule."""
    return int(weights[REPEATS] or weights[0] // HARD_FACTOR)
