"""What the kernels work on: problem and seating as arrays."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Costs = npt.NDArray[np.int64]
Seating = npt.NDArray[np.int32]

HARD, REPEATS, SOFT, TAKEN = 0, 1, 2, 3
"""Places in an array of costs; the last counts the changes taken."""
NOTHING = 1 << 60
"""A cost that nothing reaches."""
BREACH, REST = 4, 1
"""What a broken rule and a rest count as hard cost."""


class State(NamedTuple):
    """Problem and seating; R rounds, n people, T tables, table T being the rest.

    Seating: `tab[r, p]` table of a person (-1 absent), `seats[r, t, k]` and `size[r, t]` who sits at a table,
    `slot[r, p]` the place k there. Units move as one: `unit[r, p]`, members `member[r, start[r, u]:][:length[r, u]]`;
    `movers[r, :mover_count[r]]` are the units that may move, `used[r, :used_count[r]]` the tables in use, `low`
    and `high` the bounds of their sizes. `met[p, q]` are meetings, far below 0 for pairs whose meetings are no
    repeats, and for p = q; `like[p, q]` their static cost. Links of a person p are
    `link_start[p]:link_start[p + 1]`: the `link_other` person and the `link_wish`, where wishes from `apart_from`
    on are pairs to be kept apart; `active[w, r]` says where a wish holds, `wish_cost[w, r]` what it costs when
    first met in round r (R: never), `wish_first[w]` is that r. `group_count[r, t, g]` are the people of a group
    at a table, which may be `group_low` to `group_high[r, k, size, g]`, k being `kind[t]`. `walk[t, t2]` is the
    cost of changing tables, `seat_cost[p, t]` that of sitting, `plain` says that everybody moves alone and sits
    all the time, and that only repeats count; `rests[p]` counts rests: each
    is dearer than the one before, so that they are shared out.
    """

    tab: Seating
    seats: Array
    size: Array
    slot: Array
    unit: Array
    start: Array
    length: Array
    member: Array
    movers: Array
    mover_count: Array
    used: Array
    used_count: Array
    low: Array
    high: Array
    met: Array
    like: Array
    link_start: Array
    link_other: Array
    link_wish: Array
    active: Array
    wish_cost: Array
    wish_first: Array
    station: Array
    visits: Array
    seat_cost: Array
    walk: Array
    previous: Array
    rests: Array
    group: Array
    group_count: Array
    group_low: Array
    group_high: Array
    kind: Array
    apart_from: int
    plain: bool
    has_like: bool
    has_links: bool
    has_stations: bool
    has_seat_cost: bool
    has_walk: bool
    has_previous: bool
    has_groups: bool
    stability: int
    rest_cost: int


CHANGING = (
    "tab", "seats", "size", "slot", "met", "wish_first", "visits", "rests", "group_count"
)  # fmt: skip
"""The arrays that hold a seating; all others hold the problem and never change."""


def another(s: State) -> State:
    """A second seating of the same problem, equal to the first."""
    return s._replace(**{name: getattr(s, name).copy() for name in CHANGING})


def movable(s: State) -> Array:
    """Whether each person may change tables, shape (rounds, people)."""
    free = np.zeros(s.tab.shape, dtype=np.uint8)
    for r, count in enumerate(s.mover_count):
        for unit in s.movers[r, :count]:
            first = s.start[r, unit]
            free[r, s.member[r, first : first + s.length[r, unit]]] = 1
    return free


def seat_all(s: State, tab: Seating) -> tuple[int, int, int]:
    """Seat everybody as `tab` says, at tables that were empty; returns the (hard, repeats, soft) costs."""
    hard, repeats, soft = 0, 0, 0
    rest = s.size.shape[1] - 1
    s.tab[:] = tab
    for r in range(tab.shape[0]):
        for p in np.flatnonzero(tab[r] >= 0).tolist():
            t = int(tab[r, p])
            if t < rest:
                s.seats[r, t, s.size[r, t]] = p
                s.slot[r, p] = s.size[r, t]
            s.size[r, t] += 1
        resting = np.flatnonzero(tab[r] == rest)
        hard += REST * len(resting)
        soft += s.rest_cost * int((s.rests[resting] + 1).sum())
        s.rests[resting] += 1
        more_repeats, more_soft = _company(s, r)
        repeats += more_repeats
        soft += more_soft
        if s.has_previous:
            soft += s.stability * int(
                ((s.previous[r] >= 0) & (tab[r] >= 0) & (s.previous[r] != tab[r])).sum()
            )
        seated = np.flatnonzero((tab[r] >= 0) & (tab[r] < rest))
        if s.has_stations:
            again = (s.visits[seated, tab[r, seated]] > 0) & (s.station[tab[r, seated]] > 0)
            hard += BREACH * int(again.sum())
            s.visits[seated, tab[r, seated]] += 1
        if s.has_seat_cost:
            soft += int(s.seat_cost[seated, tab[r, seated]].sum())
        if s.has_walk and r:
            walking = np.flatnonzero((tab[r] >= 0) & (tab[r - 1] >= 0))
            soft += int(s.walk[tab[r - 1, walking], tab[r, walking]].sum())
        if s.has_groups:
            grouped = seated[s.group[seated] >= 0]
            np.add.at(s.group_count[r], (tab[r, grouped], s.group[grouped]), 1)
            tables = np.flatnonzero(s.size[r, :rest])
            sizes, count = s.size[r, tables], s.group_count[r, tables]
            low, high = s.group_low[r, s.kind[tables], sizes], s.group_high[r, s.kind[tables], sizes]
            hard += BREACH * int((np.maximum(0, low - count) + np.maximum(0, count - high)).sum())
    return hard + _apart(s), repeats, soft + _wishes(s)


def _company(s: State, r: int) -> tuple[int, int]:
    """Count the meetings of round r; returns its repeats and what like pairs cost."""
    repeats, soft = 0, 0
    rest = s.size.shape[1] - 1
    for size in np.unique(s.size[r, :rest]).tolist():
        people = s.seats[r, :rest][s.size[r, :rest] == size][:, :size]
        for i in range(size):
            for j in range(i):
                one, other = people[:, i], people[:, j]
                repeats += int((s.met[one, other] > 0).sum())
                s.met[one, other] += 1
                s.met[other, one] += 1
                if s.has_like:
                    soft += int(s.like[one, other].sum())
    return repeats, soft


def _together(s: State, wish: int, one: int, other: int) -> npt.NDArray[np.bool_]:
    rest = s.size.shape[1] - 1
    table = s.tab[:, one]
    both: npt.NDArray[np.bool_] = (table >= 0) & (table < rest) & (table == s.tab[:, other])
    both &= s.active[wish] > 0
    return both


def _links(s: State) -> list[tuple[int, int, int]]:
    people = np.repeat(np.arange(len(s.link_start) - 1), np.diff(s.link_start)).tolist()
    links = zip(s.link_wish.tolist(), people, s.link_other.tolist(), strict=False)
    return [(wish, one, other) for wish, one, other in links if one < other]


def _apart(s: State) -> int:
    links = [link for link in _links(s) if link[0] >= s.apart_from]
    return sum(BREACH * int(_together(s, *link).sum()) for link in links)


def _wishes(s: State) -> int:
    total = 0
    for wish, one, other in _links(s):
        if wish < s.apart_from:
            rounds = np.flatnonzero(_together(s, wish, one, other))
            s.wish_first[wish] = rounds[0] if len(rounds) else s.tab.shape[0]
            total += int(s.wish_cost[wish, s.wish_first[wish]])
    return total
