"""Matrices with fewer columns than the group has elements, found by `python -m benchmarks.starters`, by order.

Two rows differ by different elements in different columns. Most are circulant: each column is the one before
it, moved down by one row.
"""

from scheduler.construct.difference_matrix import DifferenceMatrix, Move, Part


def _circulant(modulus: int, *column: int) -> DifferenceMatrix:
    height = len(column)
    rows = "\n".join(map(str, column))
    return DifferenceMatrix((modulus,), (Part(rows, (Move(height, rows=(*range(1, height), 0)),)),))


SHORT: dict[int, tuple[DifferenceMatrix, ...]] = {
    10: (_circulant(10, 9, 2, 2, 8, 3, 0, 8),),
}
