"""Simulated annealing: random changes, the worse ones taken ever more rarely (Kirkpatrick, Gelatt, Vecchi 1983)."""

import math

import numpy as np

from scheduler.search.compiled import kernel
from scheduler.search.exchange import carry_out, compared, draw, fits, keep, price, reached
from scheduler.search.state import HARD, NOTHING, REPEATS, SOFT, TAKEN, Array, Costs, Seating, State

STEPS = 4096
TOO_MANY = 2
"""New repeats that a change is not taken for, whatever else it wins, unless rules are broken."""
EXPONENTIALS = np.array([round(-math.log((k + 0.5) / STEPS) * STEPS) for k in range(STEPS)], dtype=np.int64)


@kernel
def anneal(  # noqa: PLR0917 - numba takes arguments by place
    s: State,
    rounds: Array,
    generator: Array,
    exponentials: Costs,
    temperature: int,
    moves: int,
    relocations: int,
    weights: Costs,
    cost: Costs,
    best_cost: Costs,
    best: Seating,
    target: Costs,
) -> int:
    """Try `moves` changes in `rounds` at one temperature; returns how many were tried.

    `cost` and `best_cost` are (hard, repeats, soft), compared in this order; `best` is the seating of
    `best_cost`. Of 256 moves `relocations` put one unit to a free seat, the others swap two units.
    Stops when `best_cost` reaches `target`.
    """
    fresh = False
    for done in range(moves):
        r = rounds[(draw(generator) * rounds.shape[0]) >> 31]
        u = s.movers[r, (draw(generator) * s.mover_count[r]) >> 31]
        a = s.tab[r, s.member[r, s.start[r, u]]]
        pick = draw(generator)
        v = -1
        if (pick & 255) < relocations:
            b = s.used[r, (draw(generator) * s.used_count[r]) >> 31]
        else:
            v = s.movers[r, (pick * s.mover_count[r]) >> 31]
            b = s.tab[r, s.member[r, s.start[r, v]]]
        if a == b or not fits(s, r, u, v, a, b):
            continue
        limit = (temperature * exponentials[draw(generator) & (STEPS - 1)]) >> 12
        most = limit + TOO_MANY * weights[REPEATS]
        if cost[HARD] > target[HARD]:
            most = NOTHING
        hard, repeats, soft = price(s, r, u, v, a, b, weights, most)
        if hard * weights[HARD] + repeats * weights[REPEATS] + soft * weights[SOFT] > limit:
            continue
        hard += cost[HARD]
        repeats += cost[REPEATS]
        soft += cost[SOFT]
        order = compared(hard, repeats, soft, best_cost)
        if fresh and order > 0:
            keep(best, s.tab)
            fresh = False
        carry_out(s, r, u, v, a, b)
        cost[TAKEN] += 1
        cost[HARD], cost[REPEATS], cost[SOFT] = hard, repeats, soft
        if order < 0:
            best_cost[HARD], best_cost[REPEATS], best_cost[SOFT] = cost[HARD], cost[REPEATS], cost[SOFT]
            fresh = True
            if reached(cost, target):
                keep(best, s.tab)
                return done + 1
    if fresh:
        keep(best, s.tab)
    return moves
