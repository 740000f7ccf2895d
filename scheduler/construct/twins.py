"""Ten tables of six or eight for 9 rounds: eight rounds by a difference matrix, and one of twins.

In the matrix the columns fall into two halves within which two columns never differ by some d and d + 5. So the
points y and y + 5 of the columns of a half, each column moved suitably, can share a table once more; five shifts of
a table fill half the hall. Found by computer, recounted by tests; eight rounds of six, seven of eight and less were
the most that could be found in print.
"""

from scheduler.construct.design import Design, Tables, spare
from scheduler.construct.difference_matrix import Values
from scheduler.construct.short_matrices import TWINS

TABLES = 10
HALVES = (((0, 0), (1, 0), (4, 1), (5, 1)), ((2, 0), (3, 0), (6, 3), (7, 3)))
"""Row of the matrix, and by how much its twins are moved."""


def twin_rounds(tables: int, seats: int) -> int:
    """9 for ten tables of six or eight, else 0."""
    return 9 if tables == TABLES and seats in {6, 8} else 0


def twin_design(seats: int, rounds: int) -> Design:
    """The first `rounds` of 9; point c * 10 + y is y of the c-th column used."""
    halves = [half[: seats // 2] for half in HALVES]
    used = [row for half in halves for row, _ in half]
    values: Values = TWINS.values(TWINS.columns, TWINS.rounds)
    made: list[Tables] = [
        tuple(
            tuple(column * TABLES + values[row][number][table] for column, row in enumerate(used))
            for table in range(TABLES)
        )
        for number in range(TWINS.rounds)
    ]
    made.append(
        tuple(
            tuple(
                used.index(row) * TABLES + (moved + turn + twin) % TABLES
                for row, moved in half
                for twin in (0, 5)
            )
            for half in halves
            for turn in range(TABLES // 2)
        )
    )
    return Design(
        name=f"{TWINS.name}, and a round of twins", rounds=tuple(made[:rounds]), spare=spare(made[:rounds])
    )
