"""Annealing on base rounds: swap two points of different tables, pay for each orbit of pairs used again.

With a second symmetry only one table of each of its orbits is held; a point in it stands for all its images.
"""

import time

import numba
import numpy as np

from benchmarks.starters.symmetry import Ints, Symmetry

HOT, COLD = 1.0, 0.12


@numba.njit(cache=True)
def _change(count, may, number, table, seat, point, step):  # type: ignore[no-untyped-def]  # noqa: PLR0917 - a kernel
    """Take the pairs of `point` at the table in (`step` 1) or out (-1); the change of the cost."""
    cost = 0
    for other in range(table.shape[0]):
        if other != seat:
            orbit = number[point, table[other]]
            if step > 0:
                cost += count[orbit] >= may[orbit]
                count[orbit] += 1
            else:
                count[orbit] -= 1
                cost -= count[orbit] >= may[orbit]
    return cost


@numba.njit(cache=True)
def _anneal(tables, begins, count, may, number, keeping, cost, steps, hot, cold, seed):  # type: ignore[no-untyped-def]  # noqa: PLR0917 - a kernel
    """Lower `cost` by swaps inside a round until 0 or `steps` are over; the best cost seen."""
    np.random.seed(seed)
    rounds = begins.shape[0] - 1
    seats = tables.shape[1]
    best = cost
    for step in range(steps):
        warm = hot * (cold / hot) ** (step / steps)
        turn = np.random.randint(rounds)
        first, last = begins[turn], begins[turn + 1]
        a, i = np.random.randint(first, last), np.random.randint(seats)
        b, j = np.random.randint(first, last), np.random.randint(seats)
        x, y = tables[a, i], tables[b, j]
        if a == b:
            if i != j or keeping.shape[0] == 1:
                continue
            y = x
        new = keeping[np.random.randint(keeping.shape[0]), y]
        change = _change(count, may, number, tables[a], i, x, -1)
        if a == b:
            change += _change(count, may, number, tables[a], i, new, 1)
            if change <= 0 or np.random.random() < np.exp(-change / warm):
                tables[a, i] = new
                cost += change
            else:
                _change(count, may, number, tables[a], i, new, -1)
                _change(count, may, number, tables[a], i, x, 1)
        else:
            old = keeping[np.random.randint(keeping.shape[0]), x]
            change += _change(count, may, number, tables[b], j, y, -1)
            change += _change(count, may, number, tables[a], i, new, 1)
            change += _change(count, may, number, tables[b], j, old, 1)
            if change <= 0 or np.random.random() < np.exp(-change / warm):
                tables[a, i] = new
                tables[b, j] = old
                cost += change
            else:
                _change(count, may, number, tables[a], i, new, -1)
                _change(count, may, number, tables[b], j, old, -1)
                _change(count, may, number, tables[a], i, x, 1)
                _change(count, may, number, tables[b], j, y, 1)
        if cost < best:
            best = cost
            if best == 0:
                break
    return best


def anneal(
    symmetry: Symmetry, seats: int, base_rounds: int, *, seconds: float, seed: int, steps: int = 2_000_000
) -> tuple[list[list[tuple[int, ...]]] | None, int]:
    """The base rounds, or `None`, and the lowest cost reached; restarts until `seconds` are over."""
    number, may = symmetry.pair_orbits()
    keeping = symmetry.keeping()
    generator = np.random.default_rng(seed)
    ends, best = time.monotonic() + seconds, 1 << 30
    while time.monotonic() < ends:
        held, kept, begins, count = _start(symmetry, seats, base_rounds, number, keeping, generator)
        cost = int(np.maximum(count - may, 0).sum())
        reached = _anneal(
            held,
            begins,
            count,
            may,
            number,
            keeping,
            cost,
            steps,
            HOT,
            COLD,
            int(generator.integers(1 << 31)),
        )
        best = min(best, int(reached))
        if reached == 0:
            return [
                [
                    *(tuple(map(int, table)) for table in kept[turn]),
                    *(
                        tuple(map(int, image[table]))
                        for table in held[begins[turn] : begins[turn + 1]]
                        for image in keeping
                    ),
                ]
                for turn in range(base_rounds)
            ], 0
    return None, best


def _start(  # noqa: PLR0917 - the parts of one search
    symmetry: Symmetry,
    seats: int,
    base_rounds: int,
    number: Ints,
    keeping: Ints,
    generator: np.random.Generator,
) -> tuple[Ints, list[list[tuple[int, ...]]], Ints, Ints]:
    """Random tables: those whose images are distinct (one of each orbit), those the second symmetry keeps, counts."""
    tables = symmetry.points // seats
    held: list[list[int]] = []
    kept: list[list[tuple[int, ...]]] = []
    begins = [0]
    for _ in range(base_rounds):
        orbits = list({frozenset(map(int, keeping[:, point])) for point in range(symmetry.points)})
        generator.shuffle(orbits)  # type: ignore[arg-type]
        orbits.sort(key=len)
        whole: list[tuple[int, ...]] = []
        while (tables - len(whole)) % keeping.shape[0] or (orbits and len(orbits[0]) < keeping.shape[0]):
            table: list[int] = []
            while len(table) < seats:
                table += orbits.pop(0)
            whole.append(tuple(table))
        kept.append(whole)
        points = [int(generator.choice(list(orbit))) for orbit in orbits]
        held += [points[place : place + seats] for place in range(0, len(points), seats)]
        begins.append(len(held))
    count = np.zeros(int(number.max()) + 1, dtype=np.int32)
    for table in held:
        for place, point in enumerate(table):
            for other in table[:place]:
                count[number[point, other]] += 1
    for table in (table for whole in kept for table in whole):
        used: dict[int, int] = {}
        for place, point in enumerate(table):
            for other in table[:place]:
                orbit = int(number[point, other])
                used[orbit] = used.get(orbit, 0) + 1
        for orbit, times in used.items():
            # the symmetry keeps the table: a pair's images in it are one use of the orbit
            count[orbit] += -(-times // keeping.shape[0])
    return np.array(held, dtype=np.int32), kept, np.array(begins, dtype=np.int32), count
