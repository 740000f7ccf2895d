"""Pairs by the circle method: everybody meets everybody once.

One point keeps a place, the others move round it by one place a round (Kirkman 1847).
"""

from scheduler.construct.design import Design, spare


def circle(points: int) -> list[list[tuple[int, int]]]:
    """The rounds of pairs for `points` points: points - 1 of them; with an odd number as many, one resting in each."""
    fixed, turning = (1, points - 1) if points % 2 == 0 else (0, points)
    rounds = []
    for turn in range(turning):
        pairs = [
            (fixed + (turn + step) % turning, fixed + (turn - step) % turning)
            for step in range(1, turning // 2 + 1)
        ]
        rounds.append([(0, fixed + turn), *pairs] if fixed else pairs)
    return rounds


def circle_design(tables: int, rounds: int) -> Design:
    """`rounds` of at most 2 * `tables` - 1 rounds at tables of two."""
    made = tuple(tuple(one) for one in circle(2 * tables)[:rounds])
    return Design(name="round robin by the circle method", rounds=made, spare=spare(made))
