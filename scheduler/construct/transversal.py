"""Resolvable transversal designs: columns of points that never meet, one of each column at every table.

A *transversal* of order g has k columns of g points, and w rounds of g tables; two points of different
columns meet at most once. With w = g it is an orthogonal array OA(k + 1, g), the same as k - 1 mutually
orthogonal Latin squares (Colbourn & Dinitz, "Handbook of Combinatorial Designs", 2nd ed., III.3). Shorter ones
come from matrices over a group whose rows differ by another element in every column: with the points (i, y),
round m, table a seats (i, a + s[i][m]).

Sources: Bose 1938 (fields), MacNeish 1922 (products), and the exchange of rounds with columns, which keeps the
property: point (m, a) of the exchanged one sits in round i at the table where column i's value is.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

import msgspec

from scheduler.construct.design import Design, Tables
from scheduler.construct.difference_matrices import MATRICES
from scheduler.construct.difference_matrix import DifferenceMatrix, Values, developed
from scheduler.construct.field import field, prime_power
from scheduler.construct.short_matrices import SHORT

ENDLESS = 10**9


class Transversal(msgspec.Struct, frozen=True):
    """How many columns and rounds of `order` tables can be had, and how; `make(columns, rounds)` builds them."""

    order: int
    columns: int
    rounds: int
    name: str
    make: Callable[[int, int], Values]


def transversal(order: int, columns: int, rounds: int) -> Transversal | None:
    """The first known way to at least so many columns and rounds, or `None`."""
    return next(
        (one for one in _ways(order, columns) if one.columns >= columns and one.rounds >= rounds), None
    )


def longest(order: int, columns: int) -> Transversal:
    """The way that gives most rounds with so many columns; one round there always is."""
    return max((one for one in _ways(order, columns) if one.columns >= columns), key=lambda one: one.rounds)


def transversal_design(tables: int, seats: int, rounds: int, *, stations: bool = False) -> Design | None:
    """A schedule of at most `tables` rounds, or `None` where no transversal is known.

    With `stations` nobody is at one table index twice: a further column numbers the tables, and then leaves.
    """
    columns = seats + stations
    way = transversal(tables, columns, rounds)
    if way is None:
        return None
    values = way.make(columns, rounds)
    made = tuple(
        _tables([column[number] for column in values], numbered=stations) for number in range(rounds)
    )
    return Design(name=way.name, rounds=made, spare=tuple(range(tables * seats)))


def _tables(values: Sequence[Sequence[int]], *, numbered: bool) -> Tables:
    order = len(values[0])
    if numbered:
        place = {value: table for table, value in enumerate(values[0])}
        values = [[column[place[table]] for table in range(order)] for column in values[1:]]
    shifted = [[number * order + value for value in column] for number, column in enumerate(values)]
    return tuple(zip(*shifted, strict=True))


def _ways(order: int, columns: int) -> Iterator[Transversal]:
    """Every way to `order` tables; the one over a cyclic group without any table of products first."""
    if columns > 1:
        yield Transversal(
            order, columns, (order - 1) // (columns - 1) + 1, f"cyclic shifts mod {order}", _cyclic(order)
        )
        if prime_power(order + 1) and columns <= order:
            name = f"logarithms in GF({order + 1})"
            yield Transversal(order, columns, order + 2 - columns, name, _logarithms(order))
    yield from shapes(order)


def _cyclic(order: int) -> Callable[[int, int], Values]:
    """Row i moves by i more a round: (columns - 1) * (rounds - 1) < order keeps all differences apart."""

    def make(columns: int, rounds: int) -> Values:
        turn = [*range(order), *range(order)]
        return [
            [turn[column * number : column * number + order] for number in range(rounds)]
            for column in range(columns)
        ]

    return make


def _logarithms(order: int) -> Callable[[int, int], Values]:
    """s[x][m] = log(x - m) mod q - 1 in GF(q), q = `order` + 1, no x being an m; column 0 is that at infinity.

    (x - m) / (y - m) is another value for each m, so are the differences of two columns.
    """

    def make(columns: int, rounds: int) -> Values:
        numbers = field(order + 1)
        logarithm = {element: power for power, element in enumerate(numbers.powers)}
        moments = range(columns - 1, columns - 1 + rounds)
        rows = [
            [logarithm[numbers.plus(x, numbers.minus(moment))] for moment in moments]
            for x in range(columns - 1)
        ]
        return developed([[0] * rounds, *rows], (order,))

    return make


@cache
def shapes(order: int) -> tuple[Transversal, ...]:
    """All known shapes of this order of which no other has as many columns and rounds."""
    found = [Transversal(order, ENDLESS, 1, "any seating", _once(order))]
    if prime_power(order):
        found.append(
            Transversal(order, order, order, f"transversal design over GF({order})", _over_field(order))
        )
    found += [_stored(matrix) for matrix in (*MATRICES.get(order, ()), *SHORT.get(order, ()))]
    for left in range(2, order // 2 + 1):
        right, rest = divmod(order, left)
        if rest == 0:
            found += [
                _product(one, other) for one in shapes(left) for other in shapes(right) if one.rounds > 1
            ]
    found = _best([*found, *(_exchanged(one) for one in found if one.columns < ENDLESS)])
    return tuple(found)


def _best(found: Sequence[Transversal]) -> list[Transversal]:
    kept: list[Transversal] = []
    for one in sorted(found, key=lambda one: (-one.columns, -one.rounds)):
        if not kept or one.rounds > kept[-1].rounds:
            kept.append(one)
    return kept


def _once(order: int) -> Callable[[int, int], Values]:
    return lambda columns, _: [[range(order)] for _ in range(columns)]


def _over_field(order: int) -> Callable[[int, int], Values]:
    """s[i][m] = x_i * m, Bose 1938. Column 0 has x = 0: it numbers the tables."""

    def make(columns: int, rounds: int) -> Values:
        numbers = field(order)
        moduli = (numbers.prime,) * numbers.degree
        return developed(
            [[numbers.times(column, number) for number in range(rounds)] for column in range(columns)], moduli
        )

    return make


def _stored(matrix: DifferenceMatrix) -> Transversal:
    return Transversal(matrix.order, matrix.columns, matrix.rounds, matrix.name, matrix.values)


def _product(one: Transversal, other: Transversal) -> Transversal:
    """MacNeish 1922: pairs of values, pairs of tables, pairs of rounds."""

    def make(columns: int, rounds: int) -> Values:
        long = min(one.rounds, rounds)
        short = -(-rounds // long)
        first, second = one.make(columns, long), other.make(columns, short)
        return [
            [
                [
                    value * other.order + tail
                    for value in left[number % long]
                    for tail in right[number // long]
                ]
                for number in range(rounds)
            ]
            for left, right in zip(first, second, strict=True)
        ]

    names = [part.name for part in (one, other) if part.rounds > 1]
    name = names[0] if len(names) == 1 else f"product of {names[0]} and {names[1]}"
    return Transversal(
        one.order * other.order, min(one.columns, other.columns), one.rounds * other.rounds, name, make
    )


def _exchanged(one: Transversal) -> Transversal:
    def make(columns: int, rounds: int) -> Values:
        values = one.make(rounds, columns)
        return [[_inverse(values[number][column]) for number in range(rounds)] for column in range(columns)]

    return Transversal(one.order, one.rounds, one.columns, f"{one.name}, rounds and columns exchanged", make)


def _inverse(permutation: Sequence[int]) -> list[int]:
    inverse = [0] * len(permutation)
    for place, value in enumerate(permutation):
        inverse[value] = place
    return inverse
