"""One change of a seating: what it would cost, and carrying it out. Compiled into each kernel that uses it.

A change lets unit u go from table a to table b in round r, and unit v from b to a where v is not -1. All in
integers.
"""
# ruff: noqa: PLR0915, PLR0917

from typing import Any

import numpy as np

from scheduler.search.compiled import kernel, part
from scheduler.search.state import BREACH, HARD, REPEATS, REST, SOFT, Array, Costs, Seating, State


@kernel
def draw(generator: Array) -> Any:
    """31 random bits of a xorshift generator (Marsaglia 2003, with the multiplier of Vigna 2016)."""
    x = generator[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    generator[0] = x
    return np.int64((x * np.uint64(2685821657736338717)) >> np.uint64(33))


@kernel
def keep(best: Seating, tab: Seating) -> None:
    """Copy the seating `tab` to `best`."""
    for r in range(tab.shape[0]):
        for p in range(tab.shape[1]):
            best[r, p] = tab[r, p]


@part
def compared(hard: int, repeats: int, soft: int, best: Costs) -> int:
    """Below 0 where these costs are better than the `best`, 0 where they are equal: what is named first counts first."""
    order = hard - best[HARD]
    if order == 0:
        order = repeats - best[REPEATS]
    if order == 0:
        order = soft - best[SOFT]
    return int(order)


@part
def reached(cost: Costs, target: Costs) -> bool:
    """Whether no cost is above its target."""
    return bool(
        cost[HARD] <= target[HARD] and cost[REPEATS] <= target[REPEATS] and cost[SOFT] <= target[SOFT]
    )


@kernel
def first_meeting(tab: Array, active: Array, rest: int, wish: int, p: int, q: int, skip: int) -> int:
    """The first round but `skip` in which p and q meet for this wish; R where there is none."""
    for r in range(tab.shape[0]):
        t = tab[r, p]
        if r != skip and t >= 0 and t < rest and t == tab[r, q] and active[wish, r]:
            return r
    return int(tab.shape[0])


@part
def fits(s: State, r: int, u: int, v: int, a: int, b: int) -> bool:
    """Whether both tables keep a size they may have."""
    rest = s.size.shape[1] - 1
    change = s.length[r, u]
    if v >= 0:
        change -= s.length[r, v]
    good = True
    if change != 0:
        if a != rest:
            good = s.low[r, a] <= s.size[r, a] - change <= s.high[r, a]
        if good and b != rest:
            good = s.low[r, b] <= s.size[r, b] + change <= s.high[r, b]
    return good


@part
def price(
    s: State, r: int, u: int, v: int, a: int, b: int, weights: Costs, limit: int
) -> tuple[int, int, int]:
    """The change of (hard, repeats, soft) costs; a part of it where repeats alone weigh more than `limit`."""
    rest = s.size.shape[1] - 1
    hard, repeats, soft = 0, 0, 0
    for side in range(2):
        # First unit x = u goes from table f = a to g = b, which y = v leaves; then the other way round.
        x, y, f, g = u, v, a, b
        if side == 1:
            if v < 0:
                break
            x, y, f, g = v, u, b, a
        for i in range(s.start[r, x], s.start[r, x] + s.length[r, x]):
            p = s.member[r, i]
            if g != rest:
                # Sums instead of questions: what a processor cannot foresee costs it more than counting.
                for k in range(s.size[r, g]):
                    repeats += int(s.met[p, s.seats[r, g, k]] > 0)
                if y >= 0:
                    for k in range(s.start[r, y], s.start[r, y] + s.length[r, y]):
                        repeats -= int(s.met[p, s.member[r, k]] > 0)
            if f != rest:
                for k in range(s.size[r, f]):
                    repeats -= int(s.met[p, s.seats[r, f, k]] > 1)
    if s.plain or repeats * weights[1] > limit:
        return hard, repeats, soft
    for side in range(2):
        x, y, f, g = u, v, a, b
        if side == 1:
            if v < 0:
                break
            x, y, f, g = v, u, b, a
        for i in range(s.start[r, x], s.start[r, x] + s.length[r, x]):
            p = s.member[r, i]
            if s.has_like:
                # Whoever moves together meets at a table, but not while resting.
                if rest in (f, g):
                    for k in range(s.start[r, x], i):
                        soft += (int(f == rest) - int(g == rest)) * s.like[p, s.member[r, k]]
                if f != rest:
                    for k in range(s.size[r, f]):
                        q = s.seats[r, f, k]
                        if s.like[p, q] != 0 and s.unit[r, q] != x:
                            soft -= s.like[p, q]
                if g != rest:
                    for k in range(s.size[r, g]):
                        q = s.seats[r, g, k]
                        if s.like[p, q] != 0 and s.unit[r, q] != y:
                            soft += s.like[p, q]
            if s.has_links:
                for link in range(s.link_start[p], s.link_start[p + 1]):
                    q = s.link_other[link]
                    wish = s.link_wish[link]
                    t = s.tab[r, q]
                    if s.unit[r, q] == x:
                        if p > q or rest not in (f, g):
                            continue
                        if f == rest:
                            t = g
                    if t < 0 or t == rest or not s.active[wish, r]:
                        continue
                    if t == f:
                        if wish >= s.apart_from:
                            hard -= BREACH
                        elif s.wish_first[wish] == r:
                            later = first_meeting(s.tab, s.active, rest, wish, p, q, r)
                            soft += s.wish_cost[wish, later] - s.wish_cost[wish, r]
                    elif t == g and s.unit[r, q] != y:
                        if wish >= s.apart_from:
                            hard += BREACH
                        elif s.wish_first[wish] > r:
                            soft += s.wish_cost[wish, r] - s.wish_cost[wish, s.wish_first[wish]]
            if s.has_stations:
                if s.station[f] and s.visits[p, f] > 1:
                    hard -= BREACH
                if s.station[g] and s.visits[p, g] > 0:
                    hard += BREACH
            if s.has_seat_cost:
                soft += s.seat_cost[p, g] - s.seat_cost[p, f]
            if s.has_walk:
                if r > 0 and s.tab[r - 1, p] >= 0:
                    soft += s.walk[s.tab[r - 1, p], g] - s.walk[s.tab[r - 1, p], f]
                if r + 1 < s.tab.shape[0] and s.tab[r + 1, p] >= 0:
                    soft += s.walk[g, s.tab[r + 1, p]] - s.walk[f, s.tab[r + 1, p]]
            if s.has_previous and s.previous[r, p] >= 0:
                if f == s.previous[r, p]:
                    soft += s.stability
                elif g == s.previous[r, p]:
                    soft -= s.stability
            if f == rest:
                hard -= REST
                soft -= s.rest_cost * s.rests[p]
            elif g == rest:
                hard += REST
                soft += s.rest_cost * (s.rests[p] + 1)
    if s.has_groups:
        change = s.length[r, u]
        if v >= 0:
            change -= s.length[r, v]
        for side in range(2):
            t, size = (a, s.size[r, a] - change) if side == 0 else (b, s.size[r, b] + change)
            if t == rest:
                continue
            for g in range(s.group_count.shape[2]):
                before = s.group_count[r, t, g]
                after = before
                for i in range(s.start[r, u], s.start[r, u] + s.length[r, u]):
                    if s.group[s.member[r, i]] == g:
                        after += 2 * side - 1
                if v >= 0:
                    for i in range(s.start[r, v], s.start[r, v] + s.length[r, v]):
                        if s.group[s.member[r, i]] == g:
                            after -= 2 * side - 1
                kind = s.kind[t]
                old = s.size[r, t]
                hard -= BREACH * max(0, s.group_low[r, kind, old, g] - before)
                hard -= BREACH * max(0, before - s.group_high[r, kind, old, g])
                hard += BREACH * max(0, s.group_low[r, kind, size, g] - after)
                hard += BREACH * max(0, after - s.group_high[r, kind, size, g])
    return hard, repeats, soft


@part
def carry_out(s: State, r: int, u: int, v: int, a: int, b: int) -> None:
    """Let the units change tables."""
    rest = s.size.shape[1] - 1
    for side in range(2):
        x, f = (u, a) if side == 0 else (v, b)
        if x < 0:
            break
        for i in range(s.start[r, x], s.start[r, x] + s.length[r, x]):
            p = s.member[r, i]
            s.size[r, f] -= 1
            if f == rest:
                s.rests[p] -= 1
                continue
            last = s.seats[r, f, s.size[r, f]]
            s.seats[r, f, s.slot[r, p]] = last
            s.slot[r, last] = s.slot[r, p]
            if s.has_stations:
                s.visits[p, f] -= 1
            if s.has_groups and s.group[p] >= 0:
                s.group_count[r, f, s.group[p]] -= 1
        if f != rest:
            for i in range(s.start[r, x], s.start[r, x] + s.length[r, x]):
                p = s.member[r, i]
                for k in range(s.size[r, f]):
                    s.met[p, s.seats[r, f, k]] -= 1
                    s.met[s.seats[r, f, k], p] -= 1
                for k in range(s.start[r, x], i):
                    s.met[p, s.member[r, k]] -= 1
                    s.met[s.member[r, k], p] -= 1
    for side in range(2):
        x, g = (u, b) if side == 0 else (v, a)
        if x < 0:
            break
        if g != rest:
            for i in range(s.start[r, x], s.start[r, x] + s.length[r, x]):
                p = s.member[r, i]
                for k in range(s.size[r, g]):
                    s.met[p, s.seats[r, g, k]] += 1
                    s.met[s.seats[r, g, k], p] += 1
                for k in range(s.start[r, x], i):
                    s.met[p, s.member[r, k]] += 1
                    s.met[s.member[r, k], p] += 1
        for i in range(s.start[r, x], s.start[r, x] + s.length[r, x]):
            p = s.member[r, i]
            s.tab[r, p] = g
            if g == rest:
                s.rests[p] += 1
            else:
                s.seats[r, g, s.size[r, g]] = p
                s.slot[r, p] = s.size[r, g]
                if s.has_stations:
                    s.visits[p, g] += 1
                if s.has_groups and s.group[p] >= 0:
                    s.group_count[r, g, s.group[p]] += 1
            s.size[r, g] += 1
    if s.has_links:
        for side in range(2):
            x = u if side == 0 else v
            if x < 0:
                break
            for i in range(s.start[r, x], s.start[r, x] + s.length[r, x]):
                p = s.member[r, i]
                for link in range(s.link_start[p], s.link_start[p + 1]):
                    wish = s.link_wish[link]
                    if wish < s.apart_from:
                        s.wish_first[wish] = first_meeting(
                            s.tab, s.active, rest, wish, p, s.link_other[link], -1
                        )
