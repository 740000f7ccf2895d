"""Schedules developed from one stored base round: adding 1 mod w to every point gives w rounds.

Points: as many cycles of w points as there are, x = cycle * w + residue, and after them fixed points, which
never meet. A base round does when it uses every orbit of pairs at most once and none shorter than w. This is
the method of starters and resolvable difference families (Colbourn & Dinitz, "Handbook of Combinatorial
Designs", 2nd ed., VI.51 and II.7); `benchmarks/starters` finds base rounds and says how.
"""

from functools import cache
from pathlib import Path

from scheduler.construct.design import Design, Tables, spare


def starter_rounds(tables: int, seats: int) -> int:
    """How many rounds the stored base round gives; 0 where none is stored."""
    return max((rounds for rounds, _ in _stored().get((tables, seats), ())), default=0)


def starter_design(tables: int, seats: int, rounds: int) -> Design:
    """The first `rounds` of at most `starter_rounds`."""
    turn, base = min(one for one in _stored()[tables, seats] if one[0] >= rounds)
    points = tables * seats
    moving = points - points % turn
    made = tuple(
        tuple(
            tuple(
                point if point >= moving else point - point % turn + (point + number) % turn
                for point in table
            )
            for table in base
        )
        for number in range(rounds)
    )
    return Design(
        name=f"starter developed mod {turn}", rounds=made, spare=spare(made, (range(moving, points),))
    )


@cache
def _stored() -> dict[tuple[int, int], list[tuple[int, Tables]]]:
    """(rounds, base round) by (tables, seats); a line of the file is `tables seats rounds: table table ...`."""
    stored: dict[tuple[int, int], list[tuple[int, Tables]]] = {}
    text = Path(__file__).with_name("starters.txt").read_text(encoding="ascii")
    for line in text.splitlines():
        size, _, base = line.partition(":")
        tables, seats, rounds = map(int, size.split())
        made = tuple(tuple(map(int, table.split(","))) for table in base.split())
        stored.setdefault((tables, seats), []).append((rounds, made))
    return stored
