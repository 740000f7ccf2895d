"""`python -m benchmarks.starters.matrix ORDER COLUMNS ROUNDS`: matrices for `scheduler/construct/short_matrices.py`.

Rows are the columns of points, columns the rounds; two rows shall differ by another element mod ORDER in each.
Annealing on the entries, cost: differences used again. With --cycles 5,1 the rows are turned in cycles of five and
one (and multiplied by --multiplier): of each orbit of columns one is held. Columns that the turn keeps
can be asked for with --kept: they are constant on each cycle.
"""

import argparse
import sys
import time

import numba
import numpy as np

HOT, COLD = 1.0, 0.1


@numba.njit(cache=True)
def _pairs(entries, count, order, row, column, step):  # type: ignore[no-untyped-def]  # noqa: PLR0917 - a kernel
    """Count the differences of an entry with its column's others in (`step` 1) or out; the change of the cost."""
    cost = 0
    for other in range(entries.shape[0]):
        if other != row:
            low, high = min(row, other), max(row, other)
            difference = (entries[low, column] - entries[high, column]) % order
            if step > 0:
                cost += count[low, high, difference] > 0
                count[low, high, difference] += 1
            else:
                count[low, high, difference] -= 1
                cost -= count[low, high, difference] > 0
    return cost


@numba.njit(cache=True)
def _set(entries, count, order, rows, columns, factors, size, value):  # type: ignore[no-untyped-def]  # noqa: PLR0917 - a kernel
    cost = 0
    for place in range(size):
        row, column = rows[place], columns[place]
        cost += _pairs(entries, count, order, row, column, -1)
        entries[row, column] = factors[place] * value % order
        cost += _pairs(entries, count, order, row, column, 1)
    return cost


@numba.njit(cache=True)
def _anneal(order, height, width, rows, columns, factors, sizes, steps, hot, cold, seed):  # type: ignore[no-untyped-def]  # noqa: PLR0917 - a kernel
    """The entries and their cost, 0 when found."""
    np.random.seed(seed)
    entries = np.zeros((height, width), np.int64)
    count = np.zeros((height, height, order), np.int64)
    value = np.random.randint(0, order, sizes.shape[0])
    for variable in range(sizes.shape[0]):
        for place in range(sizes[variable]):
            row, column = rows[variable, place], columns[variable, place]
            entries[row, column] = factors[variable, place] * value[variable] % order
    cost = 0
    for low in range(height):
        for high in range(low + 1, height):
            for column in range(width):
                difference = (entries[low, column] - entries[high, column]) % order
                cost += count[low, high, difference] > 0
                count[low, high, difference] += 1
    best = cost
    for step in range(steps):
        warm = hot * (cold / hot) ** (step / steps)
        variable = np.random.randint(sizes.shape[0])
        old, new = value[variable], np.random.randint(order)
        if old == new:
            continue
        where = rows[variable], columns[variable], factors[variable]
        change = _set(entries, count, order, where[0], where[1], where[2], sizes[variable], new)
        if change <= 0 or np.random.random() < np.exp(-change / warm):
            value[variable] = new
            cost += change
            best = min(best, cost)
            if cost == 0:
                break
        else:
            _set(entries, count, order, where[0], where[1], where[2], sizes[variable], old)
    return entries, best


def variables(
    order: int, cycles: list[int], multiplier: int, rounds: int, kept: int
) -> list[list[tuple[int, int, int]]]:
    """For each free entry the cells it fills: (row, column, factor)."""
    height = sum(cycles)
    firsts = [sum(cycles[:place]) for place in range(len(cycles))]
    turns = max(cycles)
    free: list[list[tuple[int, int, int]]] = []
    column = 0
    while column + turns <= rounds - kept:
        for first, size in zip(firsts, cycles, strict=True):
            free += [
                [
                    (first + (place + turn) % size, column + turn, pow(multiplier, turn, order))
                    for turn in range(turns)
                ]
                for place in range(size)
            ]
        column += turns
    for kept_column in range(column, rounds):
        for first, size in zip(firsts, cycles, strict=True):
            free.append([(first + turn, kept_column, pow(multiplier, turn, order)) for turn in range(size)])
    if {row for cells in free for row, _, _ in cells} != set(range(height)):
        raise ValueError("some rows have no entries")
    return free


def main(arguments: list[str]) -> int:
    """0 when found, 1 when not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.starters.matrix", description=__doc__)
    parser.add_argument("order", type=int)
    parser.add_argument("columns", type=int)
    parser.add_argument("rounds", type=int)
    parser.add_argument("--cycles", default="", help="sizes of the cycles in which rows turn, like 5,1")
    parser.add_argument("--multiplier", type=int, default=1)
    parser.add_argument("--kept", type=int, default=0, help="so many columns that the turn keeps")
    parser.add_argument("--steps", type=int, default=2_000_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args(arguments)
    cycles = [int(size) for size in wanted.cycles.split(",")] if wanted.cycles else [1] * wanted.columns
    free = variables(wanted.order, cycles, wanted.multiplier, wanted.rounds, wanted.kept)
    most = max(map(len, free))
    cells = np.zeros((3, len(free), most), np.int64)
    for variable, places in enumerate(free):
        for place, cell in enumerate(places):
            cells[:, variable, place] = cell
    sizes = np.array([len(places) for places in free])
    generator = np.random.default_rng(wanted.seed)
    began, best = time.monotonic(), 1 << 30
    while time.monotonic() - began < wanted.seconds:
        entries, reached = _anneal(
            wanted.order, wanted.columns, wanted.rounds, *cells, sizes, wanted.steps, HOT, COLD,
            int(generator.integers(1 << 31)),
        )  # fmt: skip
        best = min(best, int(reached))
        if best == 0:
            print(f"found in {time.monotonic() - began:.1f} s", file=sys.stderr)
            for row in entries:
                print(*row)
            return 0
    print(f"not found in {wanted.seconds:.0f} s, best cost {best}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
