"""Matrices with fewer columns than the group has elements, found by computer, by order.

Two rows differ by different elements in different columns. Circulant ones are given by a column, each next one being
moved down by one row, and were found by `python -m benchmarks.starters.circulant`; the others by
`python -m benchmarks.starters.matrix`. Those of order 10 go beyond the schedules that are published for 10 tables.
"""

from scheduler.construct.difference_matrix import DifferenceMatrix, Move, Part


def _turned(modulus: int, *columns: tuple[int, ...]) -> DifferenceMatrix:
    """Every column with all its turns."""
    height = len(columns[0])
    rows = "\n".join(" ".join(map(str, row)) for row in zip(*columns, strict=True))
    return DifferenceMatrix((modulus,), (Part(rows, (Move(height, rows=(*range(1, height), 0)),)),))


def _plain(modulus: int, *rows: str) -> DifferenceMatrix:
    return DifferenceMatrix((modulus,), (Part("\n".join(rows)),))


SHORT: dict[int, tuple[DifferenceMatrix, ...]] = {
    10: (
        _plain(
            10,
            "7 0 6 8 2 2 0 6 7",
            "1 9 8 6 5 9 0 1 3",
            "6 7 2 9 6 5 0 8 5",
            "2 9 3 4 4 2 4 7 5",
            "9 3 4 3 6 2 9 3 3",
        ),
        _plain(
            10,
            "0 1 4 5 0 8 1 5",
            "8 6 1 7 0 9 5 8",
            "6 2 6 8 7 8 9 0",
            "9 3 1 0 4 8 7 6",
            "7 6 5 5 3 0 7 3",
            "5 8 0 8 4 9 1 3",
            "6 8 5 0 0 6 0 7",
        ),
    ),
    12: (_turned(12, (0, 0, 1, 0, 3, 8, 10, 7, 2)),),
    14: (_turned(14, (0, 8, 7, 4, 7, 13, 4, 4, 6, 2)),),
    15: (
        _turned(15, (2, 6, 1, 14, 4, 11), (7, 9, 9, 3, 0, 8)),
        _turned(15, (0, 0, 1, 3, 6, 14, 4, 14, 6, 3, 1)),
    ),
    18: (_turned(18, (0, 11, 9, 6, 10, 17, 7, 17, 13, 1, 3, 8, 17)),),
}
