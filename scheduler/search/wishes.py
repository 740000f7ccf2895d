"""Pairs of people who should meet, or must not, as arrays."""

from typing import NamedTuple

import numpy as np

from scheduler.problem import Problem, in_rounds
from scheduler.search.state import Array


class Wishes(NamedTuple):
    """Wishes in the order matches, `together`, and from `apart_from` on `apart`; W of them, R rounds.

    `pairs` are the people's places. `cost[w, r]`, shape (W or 1, R + 1), is what wish w costs when first met in
    round r, or never (R); `active[w, r]` whether a meeting in round r counts. `start`, `other` and `wish` list
    the wishes of each person: those of person p stand from `start[p]` to `start[p + 1]`.
    """

    pairs: list[tuple[int, int]]
    apart_from: int
    cost: Array
    active: Array
    start: Array
    other: Array
    wish: Array


def wishes(problem: Problem, people: dict[str, int], scale: int) -> Wishes:
    """The wishes of `problem`, costs in `scale`ths of its units.

    A wish met so late that `early` makes it dearer than one not met costs a trifle less than that, or planning
    would avoid it.
    """
    goals, rounds = problem.goals, problem.rounds
    always = tuple(range(1, rounds + 1))
    listed = [
        (seeker, offerer, always, goals.seeks_offers * weight)
        for seeker, offerer, weight in problem.matches or ()
    ]
    listed += [(*wish, goals.together) for wish in in_rounds(problem.together, rounds)]
    apart_from = len(listed)
    listed += [(*wish, 0) for wish in in_rounds(problem.apart, rounds)]
    cost = np.zeros((max(1, len(listed)), rounds + 1), dtype=np.int64)
    active = np.zeros((max(1, len(listed)), rounds), dtype=np.uint8)
    mine: list[list[tuple[int, int]]] = [[] for _ in people]
    pairs = []
    for place, (one, other, numbers, unmet) in enumerate(listed):
        active[place, [number - 1 for number in numbers]] = 1
        never = round(unmet * scale)
        late = np.arange(rounds) * round(goals.early * scale)
        cost[place, :rounds] = np.minimum(late, max(0, never - 1)) if place < apart_from else 0
        cost[place, rounds] = never
        pairs.append((people[one], people[other]))
        mine[people[one]].append((people[other], place))
        mine[people[other]].append((people[one], place))
    start = np.zeros(len(people) + 1, dtype=np.int32)
    np.cumsum([len(links) for links in mine], out=start[1:])
    flat = [link for links in mine for link in links] or [(0, 0)]
    return Wishes(
        pairs=pairs,
        apart_from=apart_from,
        cost=cost,
        active=active,
        start=start,
        other=np.array([other for other, _ in flat], dtype=np.int32),
        wish=np.array([wish for _, wish in flat], dtype=np.int32),
    )
