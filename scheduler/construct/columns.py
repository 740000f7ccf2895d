"""Transversal designs over GF(q) with tables inside the columns: more than q rounds.

Let Y be a union of b disjoint blocks of p elements whose differences are all different. The base round seats
block k times x_i in column i, and (x_i * y) over all columns i for every y outside Y; its q shifts are rounds,
and so are, for each y in Y, the shifts of (x_i * y) alone: q + p * b rounds. This is how D. K. Ray-Chaudhuri and
R. M. Wilson ("Solution of Kirkman's schoolgirl problem", Proc. Symp. Pure Math. 19, 1971, and "The existence of
resolvable block designs", 1973) use a difference family for a resolvable design; it need not be complete.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from scheduler.construct.design import Design, Tables, spare
from scheduler.construct.field import Field, field, prime_power

MOST_NODES = 4_000
MOST_TABLES = 50


def column_rounds(tables: int, seats: int) -> int:
    """How many rounds this gives; 0 where `tables` is no odd prime power or no block is found."""
    if tables % 2 == 0 or not seats <= tables <= MOST_TABLES or prime_power(tables) is None:
        return 0
    blocks = _packing(tables, seats)
    return tables + seats * len(blocks) if blocks else 0


def column_design(tables: int, seats: int, rounds: int) -> Design:
    """The first `rounds` of at most `column_rounds`; point i * q + x is element x of column i."""
    numbers = field(tables)
    blocks = _packing(tables, seats)
    inside = {element for block in blocks for element in block}

    def shifted(values: Sequence[int], columns: Sequence[int], shift: int) -> tuple[int, ...]:
        return tuple(
            column * tables + numbers.plus(numbers.times(numbers.powers[column], value), shift)
            for value, column in zip(values, columns, strict=True)
        )

    every = range(seats)
    base: list[tuple[Sequence[int], Sequence[int]]] = [
        (block, [column] * seats) for column in every for block in blocks
    ]
    base += [([value] * seats, [*every]) for value in range(tables) if value not in inside]
    made: list[Tables] = [
        tuple(shifted(values, columns, shift) for values, columns in base)
        for shift in range(min(rounds, tables))
    ]
    made += [
        tuple(shifted([value] * seats, every, shift) for shift in range(tables))
        for value, _ in zip(sorted(inside), range(rounds - tables), strict=False)
    ]
    complete = len(inside) * (seats - 1) == tables - 1
    family = "a difference family" if complete else "difference blocks"
    name = f"transversal design over GF({tables}) with {family} in the columns"
    return Design(name=name, rounds=tuple(made), spare=spare(made))


@cache
def _packing(order: int, size: int) -> tuple[tuple[int, ...], ...]:
    """As many disjoint blocks with different differences as a short search finds."""
    numbers = field(order)
    minus = [[numbers.plus(one, numbers.minus(other)) for other in range(order)] for one in range(order)]
    for count in range((order - 1) // (size * (size - 1)), 0, -1):
        nodes = iter(range(MOST_NODES))
        for blocks in _families(minus, size, count, nodes):
            parted = _parted(blocks, numbers)
            if parted is not None:
                return parted
    return ()


def _families(
    minus: Sequence[Sequence[int]], size: int, count: int, nodes: Iterator[int]
) -> Iterator[list[tuple[int, ...]]]:
    """`count` blocks that hold 0, with different differences, until the nodes are used up."""
    order = len(minus)

    def grown(block: tuple[int, ...], used: int) -> Iterator[tuple[tuple[int, ...], int]]:
        if len(block) == size:
            yield block, used
            return
        for element in range(block[-1] + 1 if len(block) > 2 else 1, order):
            taken = used
            for other in block:
                new = 1 << minus[element][other] | 1 << minus[other][element]
                if taken & new or element == other:
                    break
                taken |= new
            else:
                if next(nodes, None) is None:
                    return
                yield from grown((*block, element), taken)

    def added(blocks: list[tuple[int, ...]], used: int, least: int) -> Iterator[list[tuple[int, ...]]]:
        if len(blocks) == count:
            yield blocks
            return
        for first in range(least, order):
            pair = 1 << first | 1 << minus[0][first]
            if not used & pair:
                for block, taken in grown((0, first), used | pair):
                    yield from added([*blocks, block], taken, first + 1)

    return added([], 0, 1)


def _parted(blocks: Sequence[Sequence[int]], numbers: Field) -> tuple[tuple[int, ...], ...] | None:
    """The blocks shifted so that no element is in two of them, or `None`."""
    if not blocks:
        return ()
    rest = _parted(blocks[1:], numbers)
    if rest is None:
        return None
    taken = {element for block in rest for element in block}
    for shift in range(numbers.order):
        moved = tuple(numbers.plus(element, shift) for element in blocks[0])
        if taken.isdisjoint(moved):
            return (moved, *rest)
    return None
