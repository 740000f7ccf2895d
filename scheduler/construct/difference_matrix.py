"""Difference matrices and quasi-difference matrices, by their base columns.

In a difference matrix over a group of n elements two rows differ by every element exactly once. In a
quasi-difference matrix entries are missing here and there; each gap becomes one of u further symbols, which a
smaller array over a field of u elements completes to order n + u (Colbourn & Dinitz, "Handbook of Combinatorial
Designs", 2nd ed., 2007, III.3.3 and VI.17).
"""

from collections.abc import Iterator, Sequence
from itertools import count, islice, product
from math import prod

import msgspec

from scheduler.construct.field import add, field

Column = tuple[int | None, ...]
Values = list[list[Sequence[int]]]
"""`values[i][m][a]` is the point of column i at table a in round m."""


class Move(msgspec.Struct, frozen=True):
    """What makes the next column out of one: entry i becomes `times` * entry `rows[i]` + `plus[i]`.

    `turns`: how many columns come of a base column, itself counted. `times`: one factor for each component
    of the group, or one for all; `plus`: an element for each row, as text.
    """

    turns: int
    rows: tuple[int, ...] = ()
    times: tuple[int, ...] = (1,)
    plus: str = ""


class Part(msgspec.Struct, frozen=True):
    """Base columns, written row by row, and the moves that spread them, one after the other.

    Elements of a cyclic group are written as numbers, others with a digit (base 36) a component, a gap as `-`.
    """

    rows: str
    moves: tuple[Move, ...] = ()


class DifferenceMatrix(msgspec.Struct, frozen=True):
    """A matrix over the direct product of cyclic groups `moduli`, with gaps for `infinite` further symbols.

    `half`: the columns are developed by the group without its first component of two.
    """

    moduli: tuple[int, ...]
    parts: tuple[Part, ...]
    infinite: int = 0
    half: bool = False

    @property
    def order(self) -> int:
        """How many symbols the array has."""
        return prod(self.moduli) + self.infinite

    @property
    def columns(self) -> int:
        """How many columns of points it gives; where no column of the matrix stands for a round, a row does."""
        height = len(self.parts[0].rows.strip().split("\n"))
        return height - 1 if self.infinite or self.half else height

    @property
    def rounds(self) -> int:
        """How many rounds it gives: `order`, but for a matrix with fewer columns."""
        if self.infinite or self.half:
            return self.order
        return sum(
            len(part.rows.strip().split("\n")[0].split()) * prod(move.turns for move in part.moves)
            for part in self.parts
        )

    @property
    def name(self) -> str:
        """For people."""
        group = " x ".join(f"Z{modulus}" for modulus in self.moduli)
        kind = "quasi-difference" if self.infinite else "difference"
        return f"{kind} matrix over {group}"

    def values(self, columns: int, rounds: int) -> Values:
        """The transversal of so many columns and rounds (at most `columns` and `rounds`)."""
        if not (self.infinite or self.half):
            spread = islice(self._spread(), rounds)
            return developed(list(zip(*spread, strict=True))[:columns], self.moduli)
        by_round: list[list[tuple[int, ...]]] = [[] for _ in range(self.order)]
        for block in self._blocks():
            by_round[block[-1]].append(block)
        return [
            [[block[column] for block in blocks] for blocks in by_round[:rounds]] for column in range(columns)
        ]

    def _spread(self) -> Iterator[Column]:
        """All columns."""
        for part in self.parts:
            rows = [[self._element(text) for text in row.split()] for row in part.rows.strip().split("\n")]
            for base in zip(*rows, strict=True):
                for turns in product(*(range(move.turns) for move in part.moves)):
                    column: Column = base
                    for move, times in zip(part.moves, turns, strict=True):
                        for _ in range(times):
                            column = self._moved(column, move)
                    yield column

    def _blocks(self) -> Iterator[tuple[int, ...]]:
        """The orthogonal array."""
        finite = prod(self.moduli)
        subgroup = range(finite // self.moduli[0] if self.half else finite)
        rows = range(self.columns + 1)
        gaps = [count(finite) for _ in rows]
        shifts = [[add(element, shift, self.moduli) for element in range(finite)] for shift in subgroup]
        for column in self._spread():
            symbols = [next(gaps[row]) if column[row] is None else 0 for row in rows]
            for shifted in shifts:
                yield tuple(
                    symbol if entry is None else shifted[entry]
                    for symbol, entry in zip(symbols, column, strict=True)
                )
        if self.infinite == 1:
            yield tuple(finite for _ in rows)
        elif self.infinite:
            numbers = field(self.infinite)
            for slope, start in product(range(self.infinite), repeat=2):
                line = [numbers.plus(numbers.times(slope, row), start) for row in range(self.infinite)]
                yield tuple(finite + value for value in [*line, slope][: len(rows)])

    def _element(self, text: str) -> int | None:
        if text == "-":
            return None
        if len(self.moduli) == 1:
            return int(text) % self.moduli[0]
        value = 0
        for modulus, digit in zip(self.moduli, text, strict=True):
            value = value * modulus + int(digit, 36)
        return value

    def _moved(self, column: Column, move: Move) -> Column:
        entries = [column[row] for row in move.rows] if move.rows else list(column)
        plus = [self._element(text) for text in move.plus.split()] or [0] * len(entries)
        return tuple(
            None if entry is None else add(self._times(entry, move.times), shift or 0, self.moduli)
            for entry, shift in zip(entries, plus, strict=True)
        )

    def _times(self, element: int, factors: tuple[int, ...]) -> int:
        value, unit = 0, 1
        whole = factors * len(self.moduli) if len(factors) == 1 else factors
        for modulus, factor in zip(reversed(self.moduli), reversed(whole), strict=True):
            element, digit = divmod(element, modulus)
            value += digit * factor % modulus * unit
            unit *= modulus
        return value


def developed(matrix: Sequence[Sequence[int | None]], moduli: tuple[int, ...]) -> Values:
    """The matrix's entries as shifts of the tables: row i, column m, table a seats a + entry."""
    shifts: dict[int, list[int]] = {}
    order = prod(moduli)
    for element in {entry for row in matrix for entry in row if entry is not None}:
        shifts[element] = [add(table, element, moduli) for table in range(order)]
    return [[shifts[entry] for entry in row if entry is not None] for row in matrix]
