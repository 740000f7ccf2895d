"""How many of each group a table may have, by its size."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from scheduler.problem import Problem
from scheduler.rules import RoundRules
from scheduler.search.likes import codes
from scheduler.search.state import Array

PAIR = 2


class Groups(NamedTuple):
    """`group[p]` (-1: none) of G groups; `low` and `high[r, k, size, g]`, where `kind[t]` k is 1 for tables of two."""

    group: Array
    kind: Array
    low: Array
    high: Array


def groups(problem: Problem, rules: Sequence[RoundRules], widest: int) -> Groups:
    """The shares of groups, none where there are fewer than two; `widest` is the size of the largest table."""
    group = codes([person.group or None for person in problem.people])
    number = int(group.max(initial=-1)) + 1
    if number < PAIR:
        group[:] = -1
        number = 1
    kind = np.array([*(table.max == PAIR for table in problem.tables), False], dtype=np.int32)
    low = np.zeros((problem.rounds, 2, widest + 1, number), dtype=np.int32)
    high = np.zeros_like(low)
    sizes = np.arange(widest + 1)[:, None]
    place = {person.id: at for at, person in enumerate(problem.people)}
    for r, one in enumerate(rules):
        here = group[[place[person] for person in one.present]]
        count = np.bincount(here[here >= 0], minlength=number)[None, :]
        low[r, 0] = count * sizes // max(1, len(here))
        high[r, 0] = -(-(count * sizes) // max(1, len(here)))
        high[r, 1] = 1
    return Groups(group, kind, low, high)
