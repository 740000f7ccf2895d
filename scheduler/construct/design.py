"""A perfect schedule, and in which order its seats may stay empty."""

from collections.abc import Iterable, Sequence
from itertools import combinations

import msgspec

Tables = tuple[tuple[int, ...], ...]

MOST_POINTS = 500


class Design(msgspec.Struct, frozen=True):
    """A perfect schedule: no two points share a table twice.

    `rounds[r][t]` are the points (0 .. points - 1) at table t of round r; every point sits in every round.
    `spare`: points in the order in which they may stay empty. However many are taken from its front, the
    tables of a round differ by at most one in size; it may be shorter than there are points.
    `name`: a few English words on where it comes from.
    """

    name: str
    rounds: tuple[Tables, ...]
    spare: tuple[int, ...]


def spare(rounds: Sequence[Tables], apart: Iterable[Iterable[int]] = ()) -> tuple[int, ...]:
    """The order in which points may stay empty: sets that never meet, one after the other.

    A set with a point at every table of every round leaves even tables, and another set may follow; a
    smaller one ends the order. `apart` names sets known to be good: the points of each, where they never
    meet in `rounds`, are tried first; with up to `MOST_POINTS` greedy choice extends them, the point with
    the fewest strangers lost first.
    """
    tables = len(rounds[0])
    points = sum(map(len, rounds[0]))
    met = _meetings(rounds, points)
    left = (1 << points) - 1
    order: list[int] = []
    known = [tuple(members) for members in apart]
    while left:
        known = [members for members in known if all(left >> point & 1 for point in members)]
        first = max(known, key=len, default=())
        chosen = _strangers(met, left, first, tables, greedy=points <= MOST_POINTS)
        order += chosen
        if len(chosen) < tables:
            break
        for point in chosen:
            left &= ~(1 << point)
    return tuple(order)


def _meetings(rounds: Sequence[Tables], points: int) -> list[int]:
    """For every point the set of those it meets, itself with them, as bits."""
    met = [1 << point for point in range(points)]
    for tables in rounds:
        for table in tables:
            together = sum(1 << point for point in table)
            for point in table:
                met[point] |= together
    return met


def _strangers(met: Sequence[int], left: int, first: Sequence[int], most: int, *, greedy: bool) -> list[int]:
    """Up to `most` points of `left` that never meet each other, beginning with those of `first`."""
    chosen: list[int] = []
    free = left
    for point in first:
        if free >> point & 1 and len(chosen) < most:
            chosen.append(point)
            free &= ~met[point]
    while greedy and free and len(chosen) < most:
        point = min(_bits(free), key=lambda candidate: ((met[candidate] & free).bit_count(), candidate))
        chosen.append(point)
        free &= ~met[point]
    return chosen


def _bits(number: int) -> Iterable[int]:
    while number:
        low = number & -number
        yield low.bit_length() - 1
        number ^= low


def perfect(rounds: Sequence[Tables]) -> bool:
    """Whether no two points share a table twice and everybody sits once a round; for finders, not for each use."""
    everyone = sorted(point for table in rounds[0] for point in table)
    pairs = [pair for tables in rounds for table in tables for pair in combinations(sorted(table), 2)]
    return len(pairs) == len(set(pairs)) and all(
        sorted(point for table in tables for point in table) == everyone for tables in rounds
    )
