"""After how many rounds somebody must meet again where all tables are full and alike: what is proved, with sources."""

from itertools import count
from math import isqrt

SEARCHED = {(4, 3): 4, (5, 4): 5, (6, 5): 6, (6, 6): 3}
"""(Tables, seats) -> most rounds, below what counting says.

All as in OEIS A107431, which cites W. Harvey's results; 4 tables of 3 would be a nearly Kirkman triple system
of 12, 6 of 6 two orthogonal Latin squares of order 6 (Tarry 1900).
"""

NO_PLANE = frozenset({10})
"""Orders without a projective plane that are found by search only (Lam, Thiel and Swiercz 1989)."""


def impossible_rounds(tables: int, seats: int) -> int | None:
    """A number of rounds that cannot pass without a repeat when `tables` of `seats` are full; None: only counting helps.

    The rounds of as many tables as seats are the directions of a net: two, and a Latin square for each further one.
    """
    if (tables, seats) in SEARCHED:
        return SEARCHED[tables, seats] + 1
    if tables == seats and _without_plane(tables):
        return tables + 2 - _deficiency(tables)
    return None


def _without_plane(order: int) -> bool:
    """Whether it is proved that there is no projective plane of this order (Bruck and Ryser 1949, and search)."""
    return order in NO_PLANE or (order % 4 in (1, 2) and not _two_squares(order))


def _two_squares(number: int) -> bool:
    return any(isqrt(number - one * one) ** 2 == number - one * one for one in range(isqrt(number) + 1))


def _deficiency(order: int) -> int:
    """How many directions a net of this order lacks at least, where there is no plane that it is part of.

    One that lacks d can be completed to a plane if the order is above a quartic of d - 1 (Bruck 1963, "Finite
    nets II").
    """
    return next(d for d in count(2) if 2 * order <= _quartic(d - 1))


def _quartic(x: int) -> int:
    return x**4 + 2 * x**3 + 2 * x**2 + 3 * x
