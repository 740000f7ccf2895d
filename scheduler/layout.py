"""How many people each table takes: as many seated as the sizes allow."""

from collections.abc import Sequence

import msgspec

from scheduler.problem import Table


class Span(msgspec.Struct, frozen=True):
    """The sizes one table may have in one round: `low` to `high`, and empty unless it is `used`."""

    low: int
    high: int
    used: bool = False


def spans(tables: Sequence[Table], tied: dict[str, int]) -> tuple[Span, ...]:
    """The sizes of open `tables`, where `tied` counts the people who must sit at a table, by its id."""
    return tuple(
        Span(max(table.min, tied.get(table.id, 0)), table.max, used=tied.get(table.id, 0) > 0)
        for table in tables
    )


def most_seated(ranges: Sequence[Span], people: int) -> int | None:
    """The most of `people` that fit at tables of these sizes; `None` when the tables in use need more."""
    reach = _reach(ranges, people)[-1]
    return reach.bit_length() - 1 if reach else None


def even_sizes(ranges: Sequence[Span], people: int) -> tuple[int, ...] | None:
    """A size for each table, `people` in all and as even as can be; `None` when no sizes give this sum.

    Tables that stay empty are the last ones where there is a choice.
    """
    backwards = tuple(reversed(ranges))
    reach = _reach(backwards, people)
    if not reach[-1] >> people & 1:
        return None
    chosen: list[int] = []
    left = people
    for place in range(len(backwards), 0, -1):
        fitting = _fitting(backwards[place - 1], left, reach[place - 1])
        even = left / place
        size = min(fitting, key=lambda size: abs(size - even)) if fitting else 0
        chosen.append(size)
        left -= size
    _level(chosen, ranges)
    return tuple(chosen)


def sizes_near(ranges: Sequence[Span], people: int, wanted: Sequence[int]) -> tuple[int, ...] | None:
    """A size for each table, `people` in all and near to `wanted`; `None` when no sizes give this sum."""
    reach = _reach(ranges, people)
    if not reach[-1] >> people & 1:
        return None
    chosen: list[int] = []
    left = people
    for place in range(len(ranges) - 1, -1, -1):
        span, before, wish = ranges[place], reach[place], wanted[place]
        fitting = _fitting(span, left, before)
        if not span.used and before >> left & 1:
            fitting.append(0)
        size = min(fitting, key=lambda size: (max(0, wish - size), size - wish))
        chosen.append(size)
        left -= size
    return tuple(reversed(chosen))


def even_pairs(people: int, places: int) -> int:
    """The fewest pairs that share a place when `people` are spread over `places`."""
    if not places:
        return 0
    each, over = divmod(people, places)
    return over * (each + 1) * each // 2 + (places - over) * each * (each - 1) // 2


def _reach(ranges: Sequence[Span], people: int) -> list[int]:
    """After each table the sums that are possible, as bits of an integer."""
    mask = (1 << (people + 1)) - 1
    reached = [1]
    for span in ranges:
        before = reached[-1]
        after = 0 if span.used else before
        block, width = before << span.low, 1
        count = span.high - span.low + 1
        if count < 1:
            reached.append(after & mask)
            continue
        while width * 2 <= count:
            block |= block << width
            width *= 2
        block |= block << (count - width)
        reached.append((after | block) & mask)
    return reached


def _fitting(span: Span, left: int, before: int) -> list[int]:
    return [size for size in range(span.low, min(span.high, left) + 1) if before >> (left - size) & 1]


def _level(chosen: list[int], ranges: Sequence[Span]) -> None:
    while True:
        used = [place for place, size in enumerate(chosen) if size]
        givers = [place for place in used if chosen[place] > ranges[place].low]
        takers = [place for place in used if chosen[place] < ranges[place].high]
        if not givers or not takers:
            return
        giver = max(givers, key=lambda place: (chosen[place], place))
        taker = min(takers, key=lambda place: (chosen[place], place))
        if chosen[giver] - chosen[taker] <= 1:
            return
        chosen[giver] -= 1
        chosen[taker] += 1
