"""Schedules put together from smaller ones.

Groups in the place of points (a weighting of every point, Wilson 1972; a transversal design for each table), rounds
inside the groups afterwards, and halls side by side.
"""

from collections.abc import Sequence

from scheduler.construct.design import Design, Tables, spare
from scheduler.construct.difference_matrix import Values

ONCE = "a single round"
"""The name of a schedule of one round."""


def filled(outer: Design, name: str, values: Values, within: Design | None, rounds: int) -> Design:
    """Groups in the place of the points of `outer`, seated by the transversal `values` called `name`.

    Each round of `outer` gives as many as the transversal has; the rounds of `within`, which seats one group,
    follow. Group i has the points i * size .. (i + 1) * size - 1.
    """
    size = len(values[0][0])
    points = sum(map(len, outer.rounds[0]))
    made: list[Tables] = []
    for tables in outer.rounds:
        for number in range(len(values[0])):
            if len(made) == rounds:
                break
            made.append(
                tuple(
                    tuple(
                        point * size + column[number][place]
                        for point, column in zip(table, values, strict=True)
                    )
                    for table in tables
                    for place in range(size)
                )
            )
    first = () if len(outer.rounds[0]) == 1 else (outer.name,)
    groups = [range(point * size, (point + 1) * size) for point in range(points)]
    if within is not None:
        made += [
            tuple(tuple(group[place] for place in table) for group in groups for table in tables)
            for tables in within.rounds
        ][: rounds - len(made)]
    last = () if within is None else (within.name,)
    return Design(name=put_together(first, name, last), rounds=tuple(made), spare=spare(made, groups))


def put_together(first: Sequence[str], name: str, last: Sequence[str]) -> str:
    """The name of what `filled` makes: of a smaller hall, of the transversal, of the rounds inside the groups."""
    inside = ("one round of columns" if one == ONCE else f"{one} inside the columns" for one in last)
    return ", ".join((*first, name, *inside))


def side_by_side(one: Design, other: Design) -> Design:
    """Both schedules at once, for as many rounds as both have."""
    points = sum(map(len, one.rounds[0]))
    made = tuple(
        (*left, *(tuple(points + point for point in table) for table in right))
        for left, right in zip(one.rounds, other.rounds, strict=False)
    )
    known = [*one.spare, *(points + point for point in other.spare)]
    return Design(name=f"side by side: {one.name}; {other.name}", rounds=made, spare=spare(made, [known]))
