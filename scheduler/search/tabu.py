"""Tabu search on the last repeats: the best change of anybody who meets somebody again, back moves forbidden a while.

After Dotú and Van Hentenryck, "Scheduling Social Golfers Locally" (CPAIOR 2005), section 3, with two differences:
what is forbidden is a person's way back to the table just left, and only for up to 3 steps.
"""

from scheduler.search.anneal import TOO_MANY
from scheduler.search.compiled import kernel
from scheduler.search.exchange import carry_out, compared, draw, fits, keep, price, reached
from scheduler.search.state import HARD, NOTHING, REPEATS, SOFT, Array, Costs, Seating, State

SHORTEST, LONGEST = 0, 3


@kernel
def tabu(  # noqa: PLR0915, PLR0917 - one function, as compiling wants it
    s: State,
    rounds: Array,
    generator: Array,
    until: Array,
    clock: Array,
    gain: Array,
    toll: Array,
    moves: int,
    patience: int,
    relocations: int,
    weights: Costs,
    cost: Costs,
    best_cost: Costs,
    best: Seating,
    target: Costs,
) -> int:
    """Take best changes until about `moves` were priced; returns how many were.

    Costs and `best` are as in `anneal`. `until[r, p, t]` is the step up to which a person may not go back to a
    table, `clock[0]` the step, `clock[1]` that of the last improvement of `clock[2]`, the least weight since
    the clock was set. `gain` and `toll` are room for notes: a number for each person, and for each table and the rest.
    Stops when `best_cost` reaches `target`, when `patience` steps went by without an improvement, or nobody
    can be moved, which counts as such.
    """
    rest = s.size.shape[1] - 1
    done = 0
    while done < moves:
        weight = cost[HARD] * weights[HARD] + cost[REPEATS] * weights[REPEATS] + cost[SOFT] * weights[SOFT]
        least, ties = NOTHING, 0
        best_r, best_u, best_v, best_a, best_b = -1, -1, -1, -1, -1
        best_hard, best_repeats, best_soft = 0, 0, 0
        before = done
        astray = cost[HARD] > target[HARD]
        for index in range(rounds.shape[0]):
            r = rounds[index]
            for mover in range(s.mover_count[r]):
                u = s.movers[r, mover]
                a = s.tab[r, s.member[r, s.start[r, u]]]
                gain[u] = 0
                if a != rest:
                    for i in range(s.start[r, u], s.start[r, u] + s.length[r, u]):
                        for k in range(s.size[r, a]):
                            gain[u] += int(s.met[s.member[r, i], s.seats[r, a, k]] > 1)
            for mover in range(s.mover_count[r]):
                u = s.movers[r, mover]
                if gain[u] == 0 and not astray:
                    continue
                p = s.member[r, s.start[r, u]]
                a = s.tab[r, p]
                for place in range(s.used_count[r]):
                    b = s.used[r, place]
                    toll[b] = 0
                    if b != rest:
                        for k in range(s.size[r, b]):
                            toll[b] += int(s.met[p, s.seats[r, b, k]] > 0)
                others = s.mover_count[r]
                choices = others + (s.used_count[r] if relocations > 0 else 0)
                for choice in range(choices):
                    v = -1
                    if choice < others:
                        v = s.movers[r, choice]
                        b = s.tab[r, s.member[r, s.start[r, v]]]
                    else:
                        b = s.used[r, choice - others]
                    if a == b or not fits(s, r, u, v, a, b):
                        continue
                    done += 1
                    most = least if s.plain else min(least, 1 << 50) + TOO_MANY * weights[REPEATS]
                    if astray:
                        most = NOTHING
                    if v >= 0 and s.length[r, u] == 1 and s.length[r, v] == 1:
                        # What u meets again at b, and what both leave behind: the quick half of the price.
                        again = toll[b] - int(s.met[p, s.member[r, s.start[r, v]]] > 0) - gain[u] - gain[v]
                        if again * weights[REPEATS] > most:
                            continue
                    hard, repeats, soft = price(s, r, u, v, a, b, weights, most)
                    delta = hard * weights[HARD] + repeats * weights[REPEATS] + soft * weights[SOFT]
                    if delta > least:
                        continue
                    forbidden = until[r, s.member[r, s.start[r, u]], b] > clock[0]
                    if v >= 0:
                        forbidden = forbidden or until[r, s.member[r, s.start[r, v]], a] > clock[0]
                    if forbidden and weight + delta >= clock[2]:
                        continue
                    if delta < least:
                        least, ties = delta, 0
                    ties += 1
                    if (draw(generator) * ties) >> 31 == 0:
                        best_r, best_u, best_v, best_a, best_b = r, u, v, a, b
                        best_hard, best_repeats, best_soft = hard, repeats, soft
        clock[0] += 1
        if done == before:
            clock[0] = clock[1] + patience + 1
        if clock[0] - clock[1] > patience:
            return done
        if best_r < 0:
            continue
        r, u, v, a, b = best_r, best_u, best_v, best_a, best_b
        carry_out(s, r, u, v, a, b)
        tenure = SHORTEST + ((draw(generator) * (LONGEST - SHORTEST + 1)) >> 31)
        until[r, s.member[r, s.start[r, u]], a] = clock[0] + tenure
        if v >= 0:
            until[r, s.member[r, s.start[r, v]], b] = clock[0] + tenure
        cost[HARD] += best_hard
        cost[REPEATS] += best_repeats
        cost[SOFT] += best_soft
        weight += least
        if weight < clock[2]:
            clock[1], clock[2] = clock[0], weight
        order = compared(cost[HARD], cost[REPEATS], cost[SOFT], best_cost)
        if order < 0:
            best_cost[HARD], best_cost[REPEATS], best_cost[SOFT] = cost[HARD], cost[REPEATS], cost[SOFT]
            keep(best, s.tab)
            if reached(cost, target):
                return done
        if cost[HARD] <= target[HARD] and cost[REPEATS] <= target[REPEATS]:
            return done
    return done
