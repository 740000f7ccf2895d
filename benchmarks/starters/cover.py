"""`python -m benchmarks.starters.cover TABLES ROUNDS MULTIPLIER`: base rounds of tables of four that use every pair.

Points: three cycles of ROUNDS and 2 or 3 fixed ones. The base round is kept by (cycle, residue) -> (cycle + 1,
MULTIPLIER * residue), whose cube does nothing; three fixed points rotate too, two stay. Such a round is a few tables with
their images: their points must lie in different orbits of that symmetry, and so must their pairs in those of the
whole group. Both are bits of one number of 64, and the rounds are searched depth first, tables shuffled by a seed.
"""

import argparse
import sys
import time
from itertools import combinations

import numba
import numpy as np

from scheduler.construct.design import perfect

SEATS, CYCLES = 4, 3


@numba.njit(cache=True)
def _cover(masks, begins, whole, first, depth, tests):  # type: ignore[no-untyped-def]  # noqa: PLR0917 - a kernel
    """Places of `depth` masks that with `first` make `whole` (labels are its low bits), or -1; tests used up: -2."""
    places = np.full(depth, -1, np.int64)
    taken = np.zeros(depth + 1, np.uint64)
    taken[0] = first
    ends = np.zeros(depth, np.int64)
    level = 0
    while level >= 0:
        if places[level] < 0:
            label = 0
            while taken[level] >> np.uint64(label) & np.uint64(1):
                label += 1
            places[level], ends[level] = begins[label], begins[label + 1]
        else:
            places[level] += 1
        while places[level] < ends[level] and masks[places[level]] & taken[level]:
            places[level] += 1
            tests -= 1
        if tests < 0:
            places[0] = -2
            return places
        if places[level] == ends[level]:
            places[level] = -1
            level -= 1
            continue
        taken[level + 1] = taken[level] | masks[places[level]]
        if level + 1 == depth:
            if taken[depth] == whole:
                return places
        else:
            level += 1
    return places


class Group:
    """The orbits of points under the symmetry, and of pairs under all."""

    def __init__(self, tables: int, rounds: int, multiplier: int) -> None:
        """Numbers every orbit; `short` pairs come back too early to be used."""
        self.rounds, self.points = rounds, tables * SEATS
        self.moving = CYCLES * rounds
        self.fixed = self.points - self.moving
        self.multiplier = multiplier
        if self.fixed not in {2, 3} or pow(multiplier, CYCLES, rounds) != 1:
            raise SystemExit("two or three points must be left fixed, and the multiplier's cube be 1")
        self.number = np.full((self.points, self.points), -1)
        self.short: set[int] = set()
        count = 0
        for one, other in combinations(range(self.points), 2):
            if self.number[one, other] >= 0:
                continue
            pairs = set()
            for image in self.images((one, other)):
                for turn in range(rounds):
                    a, b = (self.turned(point, turn) for point in image)
                    self.number[a, b] = self.number[b, a] = count
                    pairs.add(frozenset((a, b)))
            if len({frozenset(self.turned(p, t) for p in (one, other)) for t in range(rounds)}) < rounds:
                self.short.add(count)
            count += 1

    def turned(self, point: int, turn: int) -> int:
        """Where the point is `turn` rounds on."""
        if point >= self.moving:
            return point
        return point - point % self.rounds + (point + turn) % self.rounds

    def image(self, point: int) -> int:
        """Where the symmetry that keeps the base round takes it."""
        if point >= self.moving:
            return point if self.fixed == 2 else self.moving + (point - self.moving + 1) % CYCLES
        cycle, residue = divmod(point, self.rounds)
        return (cycle + 1) % CYCLES * self.rounds + residue * self.multiplier % self.rounds

    def images(self, table: tuple[int, ...]) -> list[tuple[int, ...]]:
        """The table where that symmetry's three powers take it."""
        found = [table]
        for _ in range(CYCLES - 1):
            found.append(tuple(self.image(point) for point in found[-1]))
        return found

    def label(self, point: int) -> int:
        """Which orbit of that symmetry the point is in, by its residue in the first cycle."""
        return min(image[0] for image in self.images((point,)))


def main(arguments: list[str]) -> int:
    """0 when found, 1 when not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.starters.cover", description=__doc__)
    parser.add_argument("tables", type=int)
    parser.add_argument("rounds", type=int)
    parser.add_argument("multiplier", type=int)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args(arguments)
    group = Group(wanted.tables, wanted.rounds, wanted.multiplier)
    generator = np.random.default_rng(wanted.seed)
    began = time.monotonic()
    # pairs with a fixed point are used by the head alone and need no bit
    usable = set(map(int, group.number[: group.moving, : group.moving].ravel())) - group.short - {-1}
    bit = {orbit: place for place, orbit in enumerate(sorted(usable), start=wanted.rounds)}

    def mask(table: tuple[int, ...]) -> int:
        """The bits of a table with its images, 0 where it will not do."""
        labels = {group.label(point) for point in table if point < group.moving}
        orbits = [int(group.number[pair]) for pair in combinations(table, 2)]
        if len(labels) + sum(point >= group.moving for point in table) < SEATS or group.short.intersection(
            orbits
        ):
            return 0
        if len(set(orbits)) < len(orbits):
            return 0
        return sum(1 << label for label in labels) | sum(1 << bit[orbit] for orbit in orbits)

    heads = _heads(group, bit)
    reps = [
        (first, *others)
        for first in range(wanted.rounds)
        for others in combinations([p for p in range(group.moving) if group.label(p) > first], SEATS - 1)
    ]
    found = [(number, table) for table in reps if (number := mask(table))]
    by_label: list[list[tuple[int, tuple[int, ...]]]] = [[] for _ in range(wanted.rounds + 1)]
    for number, table in found:
        by_label[(number & -number).bit_length() - 1].append((number, table))
    whole = sum(1 << place for place in [*range(wanted.rounds), *bit.values()])
    depth = (wanted.tables - (2 if group.fixed == 2 else CYCLES)) // CYCLES
    if max(bit.values()) >= 64:
        raise SystemExit("more than 64 bits")
    print(
        f"{len(found)} tables, {len(heads)} heads, {depth} deep, {time.monotonic() - began:.1f} s",
        file=sys.stderr,
    )
    while time.monotonic() - began < wanted.seconds:
        head, tables = heads[generator.integers(len(heads))]
        for row in by_label:
            generator.shuffle(row)  # type: ignore[arg-type]
        flat = [one for row in by_label for one in row]
        begins = np.cumsum([0, *map(len, by_label)])
        masks = np.array([number for number, _ in flat], dtype=np.uint64)
        places = _cover(masks, begins, np.uint64(whole), np.uint64(head), depth, 2_000_000_000)
        if places[0] >= 0:
            base = [*tables, *(image for place in places for image in group.images(flat[place][1]))]
            rounds = [
                tuple(tuple(group.turned(point, turn) for point in table) for table in base)
                for turn in range(wanted.rounds)
            ]
            if not perfect(rounds):
                raise AssertionError("what was found repeats a pair")
            print(f"found in {time.monotonic() - began:.1f} s", file=sys.stderr)
            text = " ".join(",".join(map(str, sorted(table))) for table in sorted(map(sorted, base)))
            print(f"{wanted.tables} {SEATS} {wanted.rounds}: {text}")
            return 0
    print(f"not found in {time.monotonic() - began:.0f} s", file=sys.stderr)
    return 1


def _heads(group: Group, bit: dict[int, int]) -> list[tuple[int, list[tuple[int, ...]]]]:
    """The ways to seat the fixed points: bits, and all tables."""
    heads: list[tuple[int, list[tuple[int, ...]]]] = []
    infinite = range(group.moving, group.points)
    if group.fixed == CYCLES:
        for residues in np.ndindex(1, group.rounds, group.rounds):
            table = (infinite[0], *(cycle * group.rounds + residue for cycle, residue in enumerate(residues)))
            number = _bits(group, bit, table)
            if number:
                heads.append((number, group.images(table)))
        return heads
    for one, other in combinations(range(group.rounds), 2):
        tables = [
            (point, *(image[0] for image in group.images((residue,))))
            for point, residue in zip(infinite, (one, other), strict=True)
        ]
        bits = [_bits(group, bit, table) for table in tables]
        if all(bits) and not bits[0] & bits[1]:
            heads.append((bits[0] | bits[1], tables))
    return heads


def _bits(group: Group, bit: dict[int, int], table: tuple[int, ...]) -> int:
    """The bits of a table with a fixed point: for two such points the symmetry keeps it, for three it moves it."""
    labels = [group.label(point) for point in table[1:]]
    orbits = [int(group.number[pair]) for pair in combinations(table, 2)]
    each = CYCLES if group.fixed == 2 else 1
    if group.short.intersection(orbits) or any(orbits.count(orbit) > each for orbit in orbits):
        return 0
    if len(set(labels)) != (1 if group.fixed == 2 else CYCLES):
        return 0
    return sum(1 << label for label in set(labels)) | sum(
        1 << bit[orbit] for orbit in set(orbits) if orbit in bit
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
