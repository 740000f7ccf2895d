"""Which perfect schedules are known, and the best one for a hall."""

from collections.abc import Callable, Iterator
from functools import cache, partial

import msgspec

from scheduler.construct.circle import circle_design
from scheduler.construct.columns import column_design, column_rounds
from scheduler.construct.composition import ONCE, filled, put_together, side_by_side
from scheduler.construct.design import Design, spare
from scheduler.construct.golfers import golfers_design, golfers_rounds
from scheduler.construct.kirkman import kirkman_design, kirkman_rounds
from scheduler.construct.starters import starter_design, starter_rounds
from scheduler.construct.stations import with_stations
from scheduler.construct.transversal import longest, transversal_design
from scheduler.construct.twins import twin_design, twin_rounds

PAIR = 2
TRIPLE = 3
MOST_TABLES = 128
"""Larger halls are not put together from smaller ones: looking through all ways would take too long."""
MOST_NUMBERED = 24
"""Tables of larger halls are numbered by formula or not at all, for the same reason."""


class Source(msgspec.Struct, frozen=True):
    """A way to `rounds` rounds; `make(n)` gives the first n of them."""

    rounds: int
    make: Callable[[int], Design]
    parts: Callable[[], str] | None = None
    """What it is put together from, in words, where the name of its first round would not say it all."""

    @property
    def name(self) -> str:
        """For people."""
        return self.make(1).name if self.parts is None else self.parts()


def design(tables: int, seats: int, rounds: int, *, stations: bool = False) -> Design | None:
    """A perfect schedule for exactly so many tables, seats a table and rounds; `None` where none is known.

    With `stations` no point is at the same table index twice.
    """
    if min(tables, seats - 1, rounds) < 1 or (stations and rounds > tables):
        return None
    made = transversal_design(tables, seats, rounds, stations=stations)
    if made is not None or not _possible(tables, seats, rounds):
        return made
    fitting = (source.make(rounds) for source in _sources(tables, seats) if source.rounds >= rounds)
    if stations:
        return next(filter(None, map(with_stations, fitting)), None) if tables <= MOST_NUMBERED else None
    return next(fitting, None)


def most_rounds(tables: int, seats: int) -> tuple[int, str]:
    """How many rounds are known at most, and by which construction; (0, "") where nobody can meet."""
    if min(tables, seats - 1) < 1:
        return 0, ""
    best = _best(tables, seats)
    return best.rounds, best.name


def _possible(tables: int, seats: int, rounds: int) -> bool:
    """Whether counting leaves room: strangers run out, and more seats than tables bring two together again."""
    return rounds == 1 or (seats <= tables and rounds * (seats - 1) < tables * seats)


@cache
def _best(tables: int, seats: int) -> Source:
    """The first of the sources with most rounds."""
    return max(_sources(tables, seats), key=lambda source: source.rounds)


@cache
def _sources(tables: int, seats: int) -> tuple[Source, ...]:
    """All known ways, those first which leave seats empty most evenly."""
    if seats == PAIR:
        return (Source(2 * tables - 1, partial(circle_design, tables)),)
    if not _possible(tables, seats, 2):
        return (Source(1, partial(_once, tables, seats)),)
    found = [
        Source(starter_rounds(tables, seats), partial(starter_design, tables, seats)),
        Source(twin_rounds(tables, seats), partial(twin_design, seats)),
        Source(golfers_rounds(tables, seats), partial(golfers_design, tables)),
    ]
    if seats == TRIPLE and kirkman_rounds(tables):
        found.append(Source(kirkman_rounds(tables), partial(kirkman_design, tables)))
    else:
        found.append(Source(column_rounds(tables, seats), partial(column_design, tables, seats)))
    if tables <= MOST_TABLES:
        found += [*_filled(tables, seats), *_side_by_side(tables, seats)]
    else:
        found.append(_over(tables, seats, 1))
    return tuple(source for source in found if source.rounds)


def _filled(tables: int, seats: int) -> Iterator[Source]:
    """Every point of a smaller hall as a group: a transversal for each table, then rounds inside the groups."""
    for inner in range(1, tables):
        if tables % inner == 0:
            yield _over(tables, seats, inner)


def _over(tables: int, seats: int, inner: int) -> Source:
    """Groups of `tables` / `inner` in the place of the points of a hall of `inner` tables."""
    size = tables // inner
    way = longest(size, seats)
    small = _best(inner, seats) if inner > 1 else Source(1, partial(_once, 1, seats))
    inside = _best(size // seats, seats) if size % seats == 0 else None
    across = small.rounds * way.rounds

    def make(rounds: int) -> Design:
        outer = small.make(min(small.rounds, -(-rounds // way.rounds)))
        values = way.make(seats, min(rounds, way.rounds))
        within = inside.make(rounds - across) if inside is not None and rounds > across else None
        return filled(outer, way.name, values, within, rounds)

    def parts() -> str:
        first = () if inner == 1 else (small.name,)
        last = () if inside is None else (inside.name,)
        return put_together(first, way.name, last)

    return Source(across + (0 if inside is None else inside.rounds), make, parts)


def _side_by_side(tables: int, seats: int) -> Iterator[Source]:
    """Two halls next to each other, the best way to part them."""
    parts = [(_best(one, seats), _best(tables - one, seats)) for one in range(seats, tables // 2 + 1)]
    if parts:
        one, other = max(parts, key=lambda pair: min(pair[0].rounds, pair[1].rounds))
        yield Source(
            min(one.rounds, other.rounds), lambda rounds: side_by_side(one.make(rounds), other.make(rounds))
        )


def _once(tables: int, seats: int, _: int) -> Design:
    made = (tuple(tuple(range(table, tables * seats, tables)) for table in range(tables)),)
    return Design(name=ONCE, rounds=made, spare=spare(made))
