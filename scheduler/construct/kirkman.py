"""Kirkman triple systems of 3q points: tables of three, everybody meets everybody once in (3q - 1) / 2 rounds.

For q = 6t + 1 a prime power: D. K. Ray-Chaudhuri & R. M. Wilson, "Solution of Kirkman's schoolgirl problem",
Proc. Symp. Pure Math. 19 (1971), 187-203, theorem 5.
"""

from scheduler.construct.design import Design, Tables, spare
from scheduler.construct.field import field, prime_power


def kirkman_rounds(tables: int) -> int:
    """How many rounds `tables` tables of three get; 0 where the theorem does not speak."""
    return (3 * tables - 1) // 2 if tables % 6 == 1 and prime_power(tables) else 0


def kirkman_design(tables: int, rounds: int) -> Design:
    """The first `rounds` of at most `kirkman_rounds`; point c * q + x is element x in copy c = 0, 1, 2.

    With a primitive element w: q rounds are shifts of one that holds (0, 0), (0, 1), (0, 2), for half of the
    cosets of w^2t the triples inside a copy, and for the other half those across; the latter's twins over the
    first half make a round each by their shifts alone.
    """
    numbers = field(tables)
    powers, third = numbers.powers, (tables - 1) // 3
    half = third // 2

    def table(power: int, copies: tuple[int, int, int], shift: int) -> tuple[int, ...]:
        return tuple(
            copy * tables + numbers.plus(powers[(power + step * third) % (tables - 1)], shift)
            for step, copy in enumerate(copies)
        )

    across = (0, 1, 2)
    inside = [(power, (copy, copy, copy)) for power in range(half) for copy in across]
    outside = [(power, across) for power in range(tables - 1) if power % third >= half]
    made: list[Tables] = [
        (
            tuple(copy * tables + shift for copy in across),
            *(table(power, copies, shift) for power, copies in inside + outside),
        )
        for shift in range(min(tables, rounds))
    ]
    alone = (power for power in range(tables - 1) if power % third < half)
    made += [
        tuple(table(power, across, shift) for shift in range(tables))
        for power, _ in zip(alone, range(rounds - tables), strict=False)
    ]
    return Design(name=f"Kirkman triple system over GF({tables})", rounds=tuple(made), spare=spare(made))
