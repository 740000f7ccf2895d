"""What the kernel works on: problem and seating as arrays."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Costs = npt.NDArray[np.int64]
Seating = npt.NDArray[np.int32]

HARD, REPEATS, SOFT = 0, 1, 2
APART_HARD, REST_HARD = 4, 1


class State(NamedTuple):
    """Problem and seating; R rounds, n people, T tables, table T being the rest.

    Seating: `tab[r, p]` table of a person (-1 absent), `seats[r, t, k]` and `size[r, t]` who sits at a table,
    `slot[r, p]` the place k there. Units move as one: `unit[r, p]`, members `member[r, start[r, u]:][:length[r, u]]`;
    `movers[r, :mover_count[r]]` are the units that may move, `used[r, :used_count[r]]` the tables in use, `low`
    and `high` the bounds of their sizes. `met[p, q]` are meetings, far below 0 for pairs whose meetings are no
    repeats; `like[p, q]` their static cost. Links of a person p are `link_start[p]:link_start[p + 1]`: the
    `link_other` person and the wish `link_wish`, where wishes from `apart_from` on are pairs to be kept apart;
    `active[w, r]` says where a wish holds, `unmet` and `early` what it costs when missed, or met a round later.
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
    unmet: Array
    early: Array
    wish_count: Array
    wish_first: Array
    station: Array
    visits: Array
    seat_cost: Array
    previous: Array
    rests: Array
    group: Array
    apart_from: int
    has_like: bool
    has_links: bool
    has_stations: bool
    has_seat_cost: bool
    has_previous: bool
    across: bool
    stability: int
    rest_cost: int
    rest_free: int


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
        hard += REST_HARD * len(resting)
        soft += s.rest_cost * int(np.maximum(0, s.rests[resting] - s.rest_free).sum())
        s.rests[resting] += 1
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
                    if s.across:
                        same = (s.group[one] == s.group[other]) & (s.group[one] >= 0)
                        hard += APART_HARD * int(same.sum())
        if s.has_previous:
            soft += s.stability * int(
                ((s.previous[r] >= 0) & (tab[r] >= 0) & (s.previous[r] != tab[r])).sum()
            )
        seated = np.flatnonzero((tab[r] >= 0) & (tab[r] < rest))
        if s.has_stations:
            again = (s.visits[seated, tab[r, seated]] > 0) & (s.station[tab[r, seated]] > 0)
            hard += APART_HARD * int(again.sum())
            s.visits[seated, tab[r, seated]] += 1
        if s.has_seat_cost:
            soft += int(s.seat_cost[seated, tab[r, seated]].sum())
    return hard + _apart(s), repeats, soft + _wishes(s)


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
    return sum(APART_HARD * int(_together(s, *link).sum()) for link in links)


def _wishes(s: State) -> int:
    total = 0
    for wish, one, other in _links(s):
        if wish < s.apart_from:
            rounds = np.flatnonzero(_together(s, wish, one, other))
            s.wish_count[wish] = len(rounds)
            s.wish_first[wish] = rounds[0] if len(rounds) else s.tab.shape[0]
            total += int(s.early[wish] * s.wish_first[wish] if len(rounds) else s.unmet[wish])
    return total
