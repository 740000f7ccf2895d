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


TWINS = _plain(
    10,
    "7 6 6 3 0 4 4 6",
    "6 7 3 6 4 0 6 4",
    "2 0 7 1 6 7 6 3",
    "0 2 1 7 7 6 3 6",
    "4 1 6 5 4 2 3 9",
    "1 4 5 6 2 4 9 3",
    "2 6 8 6 8 1 3 2",
    "6 2 6 8 1 8 2 3",
)
"""Swapping the rows two by two swaps the columns two by two."""

SHORT: dict[int, tuple[DifferenceMatrix, ...]] = {
    6: (_turned(6, (0, 0, 2, 1, 2)),),
    10: (
        _plain(
            10,
            "7 0 6 8 2 2 0 6 7",
            "1 9 8 6 5 9 0 1 3",
            "6 7 2 9 6 5 0 8 5",
            "2 9 3 4 4 2 4 7 5",
            "9 3 4 3 6 2 9 3 3",
        ),
        TWINS,
    ),
    12: (_turned(12, (0, 0, 1, 0, 3, 8, 10, 7, 2)),),
    14: (
        _turned(14, (0, 8, 7, 4, 7, 13, 4, 4, 6, 2)),
        _plain(
            14,
            "3 12 0 1 2 10 5 7 4 8 7 10",
            "11 4 7 6 5 0 5 3 3 3 9 7",
            "9 3 10 12 9 10 6 5 8 11 2 4",
            "7 6 0 4 9 11 11 2 3 4 12 12",
            "7 3 7 7 0 6 13 8 7 5 6 10",
        ),
        _plain(
            14,
            "9 8 2 13 3 8 5 0 1 4 5",
            "12 5 3 4 7 6 12 6 11 3 13",
            "3 9 5 10 5 1 11 0 11 13 10",
            "10 4 7 1 9 11 12 12 5 12 2",
            "5 8 5 8 8 5 4 1 7 8 7",
            "6 1 5 4 2 10 13 12 10 0 6",
        ),
    ),
    15: (
        _turned(15, (2, 6, 1, 14, 4, 11), (7, 9, 9, 3, 0, 8)),
        _turned(15, (0, 0, 1, 3, 6, 14, 4, 14, 6, 3, 1)),
    ),
    18: (_turned(18, (0, 11, 9, 6, 10, 17, 7, 17, 13, 1, 3, 8, 17)),),
    20: (_turned(20, (0, 5, 2, 8, 6, 0, 19, 19, 14, 4, 15, 11, 3, 7)),),
    21: (_turned(21, (0, 13, 10, 5, 7, 7, 1, 10, 0, 17, 1, 2, 9, 2)),),
    22: (_turned(22, (0, 14, 11, 5, 6, 12, 11, 15, 5, 8, 19, 5, 18, 13)),),
}
