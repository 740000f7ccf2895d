"""The compiled annealing kernel: swaps and moves within a round, every cost kept up incrementally.

All in integers, and with its own generator, so that a seed gives the same seats on every machine. One long
function on purpose: split up, with the state handed around, it takes minutes to compile instead of seconds.
"""
# ruff: noqa: PLR0915, PLR0917

import math
from typing import Any

import numba
import numpy as np

from scheduler.search.state import APART_HARD, HARD, REPEATS, REST_HARD, SOFT, Array, Costs, Seating, State

STEPS = 4096
EXPONENTIALS = np.array([round(-math.log((k + 0.5) / STEPS) * STEPS) for k in range(STEPS)], dtype=np.int64)


@numba.njit(cache=True)
def _random(generator: Array) -> Any:
    """31 random bits of a xorshift generator (Marsaglia 2003, with the multiplier of Vigna 2016)."""
    x = generator[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    generator[0] = x
    return np.int64((x * np.uint64(2685821657736338717)) >> np.uint64(33))


@numba.njit(cache=True)
def _meetings(
    tab: Seating, active: Array, rest: int, wish: int, p: int, q: int, skip: int
) -> tuple[int, int]:
    """In how many rounds but `skip` p and q meet for this wish, and the first of them (R where there is none)."""
    times, first = 0, tab.shape[0]
    for r in range(tab.shape[0] - 1, -1, -1):
        t = tab[r, p]
        if r != skip and t >= 0 and t < rest and t == tab[r, q] and active[wish, r]:
            times += 1
            first = r
    return times, first


@numba.njit(cache=True)
def anneal(
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
    tab, seats, size, slot, unit = s.tab, s.seats, s.size, s.slot, s.unit
    start, length, member, movers, mover_count = s.start, s.length, s.member, s.movers, s.mover_count
    used, used_count, low, high, met, like = s.used, s.used_count, s.low, s.high, s.met, s.like
    link_start, link_other, link_wish, active = s.link_start, s.link_other, s.link_wish, s.active
    unmet, early, wish_count, wish_first = s.unmet, s.early, s.wish_count, s.wish_first
    rest = size.shape[1] - 1
    fresh = False
    for done in range(moves):
        r = rounds[(_random(generator) * rounds.shape[0]) >> 31]
        u = movers[r, (_random(generator) * mover_count[r]) >> 31]
        a = tab[r, member[r, start[r, u]]]
        pick = _random(generator)
        v = -1
        if (pick & 255) < relocations:
            b = used[r, (_random(generator) * used_count[r]) >> 31]
            change = length[r, u]
        else:
            v = movers[r, (pick * mover_count[r]) >> 31]
            b = tab[r, member[r, start[r, v]]]
            change = length[r, u] - length[r, v]
        if a == b:
            continue
        if change != 0:
            if a != rest and (size[r, a] - change < low[r, a] or size[r, a] - change > high[r, a]):
                continue
            if b != rest and (size[r, b] + change < low[r, b] or size[r, b] + change > high[r, b]):
                continue

        hard, repeats, soft = 0, 0, 0
        for side in range(2):
            # First unit x = u goes from table f = a to g = b, which y = v leaves; then the other way round.
            x, y, f, g = u, v, a, b
            if side == 1:
                if v < 0:
                    break
                x, y, f, g = v, u, b, a
            for i in range(start[r, x], start[r, x] + length[r, x]):
                p = member[r, i]
                if f != rest:
                    for k in range(size[r, f]):
                        q = seats[r, f, k]
                        if unit[r, q] != x:
                            if met[p, q] > 1:
                                repeats -= 1
                            if s.has_like:
                                soft -= like[p, q]
                            if s.across and s.group[p] >= 0 and s.group[p] == s.group[q]:
                                hard -= APART_HARD
                if g != rest:
                    for k in range(size[r, g]):
                        q = seats[r, g, k]
                        if unit[r, q] != y:
                            if met[p, q] > 0:
                                repeats += 1
                            if s.has_like:
                                soft += like[p, q]
                            if s.across and s.group[p] >= 0 and s.group[p] == s.group[q]:
                                hard += APART_HARD
                if s.has_links:
                    for link in range(link_start[p], link_start[p + 1]):
                        q = link_other[link]
                        wish = link_wish[link]
                        t = tab[r, q]
                        if t < 0 or t == rest or not active[wish, r] or unit[r, q] == x:
                            continue
                        if t == f:
                            if wish >= s.apart_from:
                                hard -= APART_HARD
                            elif wish_count[wish] == 1:
                                soft += unmet[wish] - early[wish] * r
                            elif wish_first[wish] == r:
                                _, later = _meetings(tab, active, rest, wish, p, q, r)
                                soft += early[wish] * (later - r)
                        elif t == g and unit[r, q] != y:
                            if wish >= s.apart_from:
                                hard += APART_HARD
                            elif wish_count[wish] == 0:
                                soft -= unmet[wish] - early[wish] * r
                            elif wish_first[wish] > r:
                                soft -= early[wish] * (wish_first[wish] - r)
                if s.has_stations:
                    if s.station[f] and s.visits[p, f] > 1:
                        hard -= APART_HARD
                    if s.station[g] and s.visits[p, g] > 0:
                        hard += APART_HARD
                if s.has_seat_cost:
                    soft += s.seat_cost[p, g] - s.seat_cost[p, f]
                if s.has_previous and s.previous[r, p] >= 0:
                    if f == s.previous[r, p]:
                        soft += s.stability
                    elif g == s.previous[r, p]:
                        soft -= s.stability
                if f == rest:
                    hard -= REST_HARD
                    soft -= s.rest_cost * max(0, s.rests[p] - 1 - s.rest_free)
                elif g == rest:
                    hard += REST_HARD
                    soft += s.rest_cost * max(0, s.rests[p] - s.rest_free)

        delta = hard * weights[HARD] + repeats * weights[REPEATS] + soft * weights[SOFT]
        if delta > 0 and delta > (temperature * exponentials[_random(generator) & (STEPS - 1)]) >> 12:
            continue
        hard += cost[HARD]
        repeats += cost[REPEATS]
        soft += cost[SOFT]
        order = hard - best_cost[HARD]
        if order == 0:
            order = repeats - best_cost[REPEATS]
        if order == 0:
            order = soft - best_cost[SOFT]
        if fresh and order > 0:
            best[:] = tab
            fresh = False

        for side in range(2):
            x, f = (u, a) if side == 0 else (v, b)
            if x < 0:
                break
            for i in range(start[r, x], start[r, x] + length[r, x]):
                p = member[r, i]
                size[r, f] -= 1
                if f == rest:
                    s.rests[p] -= 1
                    continue
                last = seats[r, f, size[r, f]]
                seats[r, f, slot[r, p]] = last
                slot[r, last] = slot[r, p]
                if s.has_stations:
                    s.visits[p, f] -= 1
            if f != rest:
                for i in range(start[r, x], start[r, x] + length[r, x]):
                    p = member[r, i]
                    for k in range(size[r, f]):
                        met[p, seats[r, f, k]] -= 1
                        met[seats[r, f, k], p] -= 1
        for side in range(2):
            x, g = (u, b) if side == 0 else (v, a)
            if x < 0:
                break
            if g != rest:
                for i in range(start[r, x], start[r, x] + length[r, x]):
                    p = member[r, i]
                    for k in range(size[r, g]):
                        met[p, seats[r, g, k]] += 1
                        met[seats[r, g, k], p] += 1
            for i in range(start[r, x], start[r, x] + length[r, x]):
                p = member[r, i]
                tab[r, p] = g
                if g == rest:
                    s.rests[p] += 1
                else:
                    seats[r, g, size[r, g]] = p
                    slot[r, p] = size[r, g]
                    if s.has_stations:
                        s.visits[p, g] += 1
                size[r, g] += 1
        if s.has_links:
            for side in range(2):
                x = u if side == 0 else v
                if x < 0:
                    break
                for i in range(start[r, x], start[r, x] + length[r, x]):
                    p = member[r, i]
                    for link in range(link_start[p], link_start[p + 1]):
                        wish = link_wish[link]
                        if wish < s.apart_from:
                            wish_count[wish], wish_first[wish] = _meetings(
                                tab, active, rest, wish, p, link_other[link], -1
                            )

        cost[HARD], cost[REPEATS], cost[SOFT] = hard, repeats, soft
        if order < 0:
            best_cost[:] = cost
            fresh = True
            if hard <= target[HARD] and repeats <= target[REPEATS] and soft <= target[SOFT]:
                best[:] = tab
                return done + 1
    if fresh:
        best[:] = tab
    return moves
