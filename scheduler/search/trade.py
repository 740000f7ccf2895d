"""Annealing by trades: two people exchange their seats of all rounds in which both could.

Among people who are there all evening a trade makes no new repeat, whatever it does to firms, languages and
wishes: so people are laid onto a perfect schedule in the best way, and it stays perfect.
"""

from scheduler.search.compiled import kernel
from scheduler.search.exchange import carry_out, compared, draw, keep, price, reached
from scheduler.search.state import HARD, NOTHING, REPEATS, SOFT, Array, Costs, Seating, State


@kernel
def trade(  # noqa: PLR0917 - numba takes arguments by place
    s: State,
    movable: Array,
    generator: Array,
    exponentials: Costs,
    temperature: int,
    moves: int,
    weights: Costs,
    cost: Costs,
    best_cost: Costs,
    best: Seating,
    target: Costs,
) -> int:
    """Try `moves` trades at one temperature; returns how many were tried.

    `movable[r, p]` says whether a person may change tables in round r. The other arguments are as in `anneal`.
    """
    rounds, people = s.tab.shape
    steps = exponentials.shape[0]
    for done in range(moves):
        p = (draw(generator) * people) >> 31
        q = (draw(generator) * people) >> 31
        limit = (temperature * exponentials[draw(generator) & (steps - 1)]) >> 12
        hard, repeats, soft = 0, 0, 0
        taken = False
        for turn in range(2):
            # Once forth, and where that is too dear, back again.
            for r in range(rounds):
                a, b = s.tab[r, p], s.tab[r, q]
                if a < 0 or b < 0 or a == b or not movable[r, p] or not movable[r, q]:
                    continue
                u, v = s.unit[r, p], s.unit[r, q]
                if s.length[r, u] != s.length[r, v]:
                    continue
                if turn == 0:
                    h, m, c = price(s, r, u, v, a, b, weights, NOTHING)
                    hard += h
                    repeats += m
                    soft += c
                carry_out(s, r, u, v, a, b)
            taken = hard * weights[HARD] + repeats * weights[REPEATS] + soft * weights[SOFT] <= limit
            if taken:
                break
        if not taken:
            continue
        cost[HARD] += hard
        cost[REPEATS] += repeats
        cost[SOFT] += soft
        order = compared(cost[HARD], cost[REPEATS], cost[SOFT], best_cost)
        if order < 0:
            best_cost[HARD], best_cost[REPEATS], best_cost[SOFT] = cost[HARD], cost[REPEATS], cost[SOFT]
            keep(best, s.tab)
            if reached(cost, target):
                return done + 1
    return moves
