"""Two schedules with symmetries of their own: eight tables of four for 10 rounds, and six of three for 8.

32 golfers: the first schedule of ten weeks is A. Aguado's (2004). This one has the group Z4 x Z2 acting on the
points without fixed ones: in x = 8 * cycle + 4 * b + a, a goes to a + i mod 4 and b to b + j mod 2. Two rounds are invariant
under all of it; four under the subgroup i even, each with its image under i = 1.
18 points: no schedule of 8 rounds has a base round mod 8; this one goes over into itself by x -> x xor 1.
"""

from collections.abc import Iterable

from scheduler.construct.design import Design, Tables, spare

_INVARIANT = ("0,11,21,25", "0,13,20,30")
_TWINS = (
    "0,3,9,14 16,19,24,29",
    "0,12,17,24 1,5,16,20 9,15,25,31",
    "0,7,26,27 8,11,16,23",
    "0,6,16,22 1,9,19,30 8,12,27,31",
)
_EIGHTEEN = (
    "0,7,17 1,9,15 2,5,8 3,6,13 4,11,12 10,14,16",
    "0,10,12 1,5,14 2,15,16 3,8,11 4,6,17 7,9,13",
    "0,3,5 1,12,17 2,6,14 4,7,10 8,13,15 9,11,16",
    "0,6,9 1,3,10 2,13,17 4,8,16 5,12,15 7,11,14",
)


def golfers_rounds(tables: int, seats: int) -> int:
    """How many rounds are stored: 10 for 8 tables of 4, 8 for 6 tables of 3, else 0."""
    return {(8, 4): 10, (6, 3): 8}.get((tables, seats), 0)


def golfers_design(tables: int, rounds: int) -> Design:
    """The first `rounds` of at most `golfers_rounds`."""
    made = (_thirty_two() if tables == 8 else _eighteen())[:rounds]
    return Design(name="base rounds found by computer, with symmetries", rounds=made, spare=spare(made))


def _thirty_two() -> tuple[Tables, ...]:
    def grown(text: str, first: int, shifts: Iterable[int]) -> Tables:
        tables = [
            tuple(sorted(_shifted(_shifted(point, first, 0), along, across) for point in table))
            for table in _read(text)
            for along in shifts
            for across in (0, 1)
        ]
        return tuple(dict.fromkeys(tables))

    whole = [grown(text, 0, range(4)) for text in _INVARIANT]
    return (*whole, *(grown(text, first, (0, 2)) for text in _TWINS for first in (0, 1)))


def _shifted(point: int, along: int, across: int) -> int:
    return point - point % 4 + (point + along) % 4 ^ 4 * across


def _eighteen() -> tuple[Tables, ...]:
    base = [_read(text) for text in _EIGHTEEN]
    return tuple(
        tuple(tuple(point ^ twin for point in table) for table in tables)
        for tables in base
        for twin in (0, 1)
    )


def _read(text: str) -> Tables:
    return tuple(tuple(map(int, table.split(","))) for table in text.split())
