"""Tables numbered so that nobody is at the same one twice."""

import random
from collections.abc import Sequence

from scheduler.construct.design import Design, Tables

TRIES = 8


def with_stations(design: Design) -> Design | None:
    """The same schedule, its tables in an order in which no point has the same index twice; `None` if not found.

    Round by round a matching of tables to indices that nobody there has had (augmenting paths), in random
    order; some tries with seeds of their own, so that the answer is always the same.
    """
    for seed in range(TRIES):
        made = _numbered(design.rounds, random.Random(seed))  # noqa: S311 - seating is no secret
        if made is not None:
            return Design(name=design.name, rounds=made, spare=design.spare)
    return None


def _numbered(rounds: Sequence[Tables], generator: random.Random) -> tuple[Tables, ...] | None:
    had: list[set[int]] = [set() for _ in range(sum(map(len, rounds[0])))]
    made: list[Tables] = []
    for tables in rounds:
        order = list(range(len(tables)))
        generator.shuffle(order)
        free = [
            [index for index in order if all(index not in had[point] for point in table)] for table in tables
        ]
        at: dict[int, int] = {}
        if not all(_placed(table, free, at, set()) for table in range(len(tables))):
            return None
        for index, table in at.items():
            for point in tables[table]:
                had[point].add(index)
        made.append(tuple(tables[at[index]] for index in range(len(tables))))
    return tuple(made)


def _placed(table: int, free: Sequence[Sequence[int]], at: dict[int, int], seen: set[int]) -> bool:
    """Find an index for `table`, moving others along (Kuhn 1955)."""
    for index in free[table]:
        if index not in seen:
            seen.add(index)
            if index not in at or _placed(at[index], free, at, seen):
                at[index] = table
                return True
    return False
