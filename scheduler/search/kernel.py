"""The compiled annealing kernel: swaps and moves within a round, every cost kept up incrementally.

All in integers, and with its own generator, so that a seed gives the same seats on every machine.
"""
# ruff: noqa: PLR0912, PLR0913, PLR0917 - compiled code: calls across small functions would hand arrays around

from typing import Any, NamedTuple

import numba  # type: ignore[import-untyped]
import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[Any]

HARD, REPEATS, SOFT = 0, 1, 2
APART_HARD, STATION_HARD, REST_HARD = 4, 4, 1
EXPONENTIALS = np.array([round(-float(np.log((k + 0.5) / 4096)) * 4096) for k in range(4096)], dtype=np.int64)


class State(NamedTuple):
    """Problem and seating as arrays; R rounds, n people, T tables, table T being the rest.

    Seating: `tab[r, p]` table of a person (-1 absent), `seats[r, t, k]` and `size[r, t]` who sits at a table,
    `slot[r, p]` the place k there. Units move as one: `unit[r, p]`, members `member[r, start[r, u]:][:length[r, u]]`;
    `movers[r, :mover_count[r]]` are the units that may move; `used[r, :used_count[r]]` the tables in use.
    `count[p, q]` are meetings, far below 0 for pairs whose meetings are no repeats; `like[p, q]` their static cost.
    Links of a person p are `link_start[p]:link_start[p + 1]`: the `link_other` person and the wish `link_wish`,
    where wishes from `apart_from` on are pairs to be kept apart; `active[w, r]` says where a wish holds.
    """

    tab: Ints
    seats: Ints
    size: Ints
    slot: Ints
    unit: Ints
    start: Ints
    length: Ints
    member: Ints
    movers: Ints
    mover_count: Ints
    used: Ints
    used_count: Ints
    low: Ints
    high: Ints
    count: Ints
    like: Ints
    link_start: Ints
    link_other: Ints
    link_wish: Ints
    active: Ints
    unmet: Ints
    early: Ints
    wish_count: Ints
    wish_first: Ints
    station: Ints
    visits: Ints
    seat_cost: Ints
    previous: Ints
    rests: Ints
    rest_free: Ints
    group: Ints
    apart_from: int
    has_like: bool
    has_links: bool
    has_stations: bool
    has_seat_cost: bool
    has_previous: bool
    across: bool
    stability: int
    rest_cost: int


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def _first(s: State, wish: int, p: int, q: int, skip: int) -> int:
    for r in range(s.tab.shape[0]):
        if r != skip and s.active[wish, r] and s.tab[r, p] >= 0 and s.tab[r, p] == s.tab[r, q]:
            if s.tab[r, p] < s.size.shape[1] - 1:
                return r
    return s.tab.shape[0]


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def _move_cost(s: State, r: int, u: int, a: int, b: int, v: int) -> tuple[int, int, int]:
    """What changes when unit u goes from table a to table b, from which unit v (-1: none) goes away."""
    hard, repeats, soft = 0, 0, 0
    rest = s.size.shape[1] - 1
    for i in range(s.start[r, u], s.start[r, u] + s.length[r, u]):
        p = s.member[r, i]
        if a != rest:
            for k in range(s.size[r, a]):
                x = s.seats[r, a, k]
                if s.unit[r, x] != u:
                    if s.count[p, x] > 1:
                        repeats -= 1
                    if s.has_like:
                        soft -= s.like[p, x]
                    if s.across and s.group[p] >= 0 and s.group[p] == s.group[x]:
                        hard -= APART_HARD
        if b != rest:
            for k in range(s.size[r, b]):
                x = s.seats[r, b, k]
                if s.unit[r, x] != v:
                    if s.count[p, x] > 0:
                        repeats += 1
                    if s.has_like:
                        soft += s.like[p, x]
                    if s.across and s.group[p] >= 0 and s.group[p] == s.group[x]:
                        hard += APART_HARD
        if s.has_links:
            for link in range(s.link_start[p], s.link_start[p + 1]):
                q = s.link_other[link]
                t = s.tab[r, q]
                wish = s.link_wish[link]
                if t < 0 or t == rest or not s.active[wish, r] or s.unit[r, q] == u:
                    continue
                if t == a:
                    if wish >= s.apart_from:
                        hard -= APART_HARD
                    elif s.wish_count[wish] == 1:
                        soft += s.unmet[wish] - s.early[wish] * r
                    elif s.wish_first[wish] == r:
                        soft += s.early[wish] * (_first(s, wish, p, q, r) - r)
                elif t == b and s.unit[r, q] != v:
                    if wish >= s.apart_from:
                        hard += APART_HARD
                    elif s.wish_count[wish] == 0:
                        soft -= s.unmet[wish] - s.early[wish] * r
                    elif s.wish_first[wish] > r:
                        soft -= s.early[wish] * (s.wish_first[wish] - r)
        if s.has_stations:
            if a != rest and s.station[a] and s.visits[p, a] > 1:
                hard -= STATION_HARD
            if b != rest and s.station[b] and s.visits[p, b] > 0:
                hard += STATION_HARD
        if s.has_seat_cost:
            if a != rest:
                soft -= s.seat_cost[p, a]
            if b != rest:
                soft += s.seat_cost[p, b]
        if s.has_previous and s.previous[r, p] >= 0:
            if a == s.previous[r, p]:
                soft += s.stability
            if b == s.previous[r, p]:
                soft -= s.stability
        if a == rest:
            hard -= REST_HARD
            soft -= s.rest_cost * max(0, s.rests[p] - 1 - s.rest_free[0])
        if b == rest:
            hard += REST_HARD
            soft += s.rest_cost * max(0, s.rests[p] - s.rest_free[0])
    return hard, repeats, soft


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def _count_out(s: State, r: int, u: int, a: int) -> None:
    rest = s.size.shape[1] - 1
    for i in range(s.start[r, u], s.start[r, u] + s.length[r, u]):
        p = s.member[r, i]
        if a == rest:
            s.rests[p] -= 1
            continue
        for k in range(s.size[r, a]):
            x = s.seats[r, a, k]
            if s.unit[r, x] != u:
                s.count[p, x] -= 1
                s.count[x, p] -= 1
        if s.has_stations:
            s.visits[p, a] -= 1


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def _count_in(s: State, r: int, u: int, b: int) -> None:
    rest = s.size.shape[1] - 1
    for i in range(s.start[r, u], s.start[r, u] + s.length[r, u]):
        p = s.member[r, i]
        if b == rest:
            s.rests[p] += 1
            continue
        for k in range(s.size[r, b]):
            x = s.seats[r, b, k]
            if s.unit[r, x] != u:
                s.count[p, x] += 1
                s.count[x, p] += 1
        if s.has_stations:
            s.visits[p, b] += 1


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def _take(s: State, r: int, u: int, a: int) -> None:
    """Take unit u from table a; counts go with it."""
    _count_out(s, r, u, a)
    rest = s.size.shape[1] - 1
    for i in range(s.start[r, u], s.start[r, u] + s.length[r, u]):
        p = s.member[r, i]
        s.size[r, a] -= 1
        if a != rest:
            last = s.seats[r, a, s.size[r, a]]
            s.seats[r, a, s.slot[r, p]] = last
            s.slot[r, last] = s.slot[r, p]


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def _put(s: State, r: int, u: int, b: int) -> None:
    """Seat unit u at table b, or let it rest."""
    _count_in(s, r, u, b)
    rest = s.size.shape[1] - 1
    for i in range(s.start[r, u], s.start[r, u] + s.length[r, u]):
        p = s.member[r, i]
        s.tab[r, p] = b
        if b != rest:
            s.seats[r, b, s.size[r, b]] = p
            s.slot[r, p] = s.size[r, b]
        s.size[r, b] += 1


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def _wishes_again(s: State, r: int, u: int) -> None:
    for i in range(s.start[r, u], s.start[r, u] + s.length[r, u]):
        p = s.member[r, i]
        for link in range(s.link_start[p], s.link_start[p + 1]):
            wish = s.link_wish[link]
            if wish < s.apart_from:
                refresh_wish(s, wish, p, s.link_other[link])


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def refresh_wish(s: State, wish: int, p: int, q: int) -> None:
    """Count anew how often, and in which round first, p and q meet for this wish."""
    rest = s.size.shape[1] - 1
    count, first = 0, s.tab.shape[0]
    for r in range(s.tab.shape[0]):
        t = s.tab[r, p]
        if s.active[wish, r] and 0 <= t < rest and t == s.tab[r, q]:
            count += 1
            first = min(first, r)
    s.wish_count[wish] = count
    s.wish_first[wish] = first


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def seat_all(s: State, tab: Ints) -> tuple[int, int, int]:
    """Seat everybody as `tab` says, from empty tables; returns hard, repeats and soft cost without the wishes unmet.

    The wishes' share of the soft cost follows from `wish_count` and `wish_first`, which are set here.
    """
    hard, repeats, soft = 0, 0, 0
    rest = s.size.shape[1] - 1
    s.size[:] = 0
    for r in range(tab.shape[0]):
        for p in range(tab.shape[1]):
            s.tab[r, p] = -1
        for i in range(tab.shape[1]):
            p = i
            b = tab[r, p]
            if b < 0:
                continue
            if b == rest:
                hard += REST_HARD
                soft += s.rest_cost * max(0, s.rests[p] - s.rest_free[0])
                s.rests[p] += 1
            else:
                for k in range(s.size[r, b]):
                    x = s.seats[r, b, k]
                    if s.count[p, x] > 0:
                        repeats += 1
                    s.count[p, x] += 1
                    s.count[x, p] += 1
                    if s.has_like:
                        soft += s.like[p, x]
                    if s.across and s.group[p] >= 0 and s.group[p] == s.group[x]:
                        hard += APART_HARD
                if s.has_stations and s.station[b]:
                    if s.visits[p, b] > 0:
                        hard += STATION_HARD
                    s.visits[p, b] += 1
                if s.has_seat_cost:
                    soft += s.seat_cost[p, b]
                s.seats[r, b, s.size[r, b]] = p
                s.slot[r, p] = s.size[r, b]
            if s.has_previous and s.previous[r, p] >= 0 and b != s.previous[r, p]:
                soft += s.stability
            s.size[r, b] += 1
            s.tab[r, p] = b
    if s.has_links:
        for p in range(tab.shape[1]):
            for link in range(s.link_start[p], s.link_start[p + 1]):
                q, wish = s.link_other[link], s.link_wish[link]
                if p > q:
                    continue
                if wish < s.apart_from:
                    refresh_wish(s, wish, p, q)
                    soft += s.early[wish] * s.wish_first[wish] if s.wish_count[wish] else s.unmet[wish]
                else:
                    for r in range(tab.shape[0]):
                        if s.active[wish, r] and 0 <= s.tab[r, p] < rest and s.tab[r, p] == s.tab[r, q]:
                            hard += APART_HARD
    return hard, repeats, soft


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def _random(generator: Ints) -> Any:
    """31 random bits of a xorshift generator (Marsaglia 2003, with the multiplier of Vigna 2016)."""
    x = generator[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    generator[0] = x
    return np.int64((x * np.uint64(2685821657736338717)) >> np.uint64(33))


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def _order(hard: int, repeats: int, soft: int, best: Ints) -> int:
    """Below 0 where these costs are better than the best ones, 0 where they are equal, above 0 else."""
    if hard != best[HARD]:
        return hard - best[HARD]
    if repeats != best[REPEATS]:
        return repeats - best[REPEATS]
    return soft - best[SOFT]


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def anneal(
    s: State,
    rounds: Ints,
    generator: Ints,
    exponentials: Ints,
    temperature: int,
    moves: int,
    relocations: int,
    weights: Ints,
    cost: Ints,
    best_cost: Ints,
    best: Ints,
    target: Ints,
) -> int:
    """Try `moves` changes in `rounds` at one temperature; returns how many were tried.

    `cost` and `best_cost` are (hard, repeats, soft), compared in this order; `best` is the seating of
    `best_cost`. Of 256 moves `relocations` put one unit to a free seat, the others swap two units.
    Stops when `best_cost` reaches `target`.
    """
    rest = s.size.shape[1] - 1
    fresh = False
    for done in range(moves):
        pick = _random(generator)
        r = rounds[(pick * rounds.shape[0]) >> 31]
        u = s.movers[r, (_random(generator) * s.mover_count[r]) >> 31]
        a = s.tab[r, s.member[r, s.start[r, u]]]
        pick = _random(generator)
        v = -1
        if (pick & 255) < relocations:
            b = s.used[r, (_random(generator) * s.used_count[r]) >> 31]
            change = s.length[r, u]
        else:
            v = s.movers[r, (pick * s.mover_count[r]) >> 31]
            b = s.tab[r, s.member[r, s.start[r, v]]]
            change = s.length[r, u] - s.length[r, v]
        if a == b:
            continue
        if change != 0:
            if a != rest and not s.low[r, a] <= s.size[r, a] - change <= s.high[r, a]:
                continue
            if b != rest and not s.low[r, b] <= s.size[r, b] + change <= s.high[r, b]:
                continue
        hard, repeats, soft = _move_cost(s, r, u, a, b, v)
        if v >= 0:
            hard_back, repeats_back, soft_back = _move_cost(s, r, v, b, a, u)
            hard += hard_back
            repeats += repeats_back
            soft += soft_back
        delta = hard * weights[HARD] + repeats * weights[REPEATS] + soft * weights[SOFT]
        if delta > 0 and delta > (temperature * exponentials[_random(generator) & 4095]) >> 12:
            continue
        hard += cost[HARD]
        repeats += cost[REPEATS]
        soft += cost[SOFT]
        order = _order(hard, repeats, soft, best_cost)
        if fresh and order > 0:
            best[:] = s.tab
            fresh = False
        _take(s, r, u, a)
        if v >= 0:
            _take(s, r, v, b)
        _put(s, r, u, b)
        if v >= 0:
            _put(s, r, v, a)
        if s.has_links:
            _wishes_again(s, r, u)
            if v >= 0:
                _wishes_again(s, r, v)
        cost[HARD], cost[REPEATS], cost[SOFT] = hard, repeats, soft
        if order < 0:
            best_cost[:] = cost
            fresh = True
            if hard <= target[HARD] and repeats <= target[REPEATS] and soft <= target[SOFT]:
                best[:] = s.tab
                return done + 1
    if fresh:
        best[:] = s.tab
    return moves
