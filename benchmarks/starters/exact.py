"""Base rounds as an exact cover, for CP-SAT: every point once, every orbit of pairs at most once."""

from collections.abc import Iterator
from itertools import combinations

from ortools.sat.python import cp_model

from benchmarks.starters.symmetry import Symmetry

Orbit = tuple[tuple[int, ...], ...]


def exact(
    symmetry: Symmetry, seats: int, base_rounds: int, *, seconds: float, seed: int
) -> list[list[tuple[int, ...]]] | None:
    """The base rounds, each kept by the second symmetry; `None` where time is over or there is none."""
    number, may = symmetry.pair_orbits()
    orbits = list(_orbits(symmetry, seats))
    model = cp_model.CpModel()
    chosen = [[model.new_bool_var("") for _ in orbits] for _ in range(base_rounds)]
    by_orbit: dict[int, list[cp_model.IntVar]] = {}
    for turn in range(base_rounds):
        by_point: list[list[cp_model.IntVar]] = [[] for _ in range(symmetry.points)]
        for tables, variable in zip(orbits, chosen[turn], strict=True):
            for point in (point for table in tables for point in table):
                by_point[point].append(variable)
            for orbit in {int(number[pair]) for table in tables for pair in combinations(table, 2)}:
                by_orbit.setdefault(orbit, []).append(variable)
        for variables in by_point:
            model.add_exactly_one(variables)
    for orbit, variables in by_orbit.items():
        if may[orbit]:
            model.add_at_most_one(variables)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.random_seed = seed
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    return [
        [
            table
            for tables, variable in zip(orbits, row, strict=True)
            if solver.boolean_value(variable)
            for table in tables
        ]
        for row in chosen
    ]


def _orbits(symmetry: Symmetry, seats: int) -> Iterator[Orbit]:
    """The orbits of tables under the second symmetry that use no orbit of pairs twice and no point twice."""
    number, may = symmetry.pair_orbits()
    keeping = symmetry.keeping()

    def sound(tables: Orbit) -> bool:
        points = [point for table in tables for point in table]
        if len(points) != len(set(points)):
            return False
        uses: dict[int, int] = {}
        for table in tables:
            for pair in combinations(table, 2):
                orbit = int(number[pair])
                uses[orbit] = uses.get(orbit, 0) + 1
        return all(may[orbit] and times <= sizes[orbit] for orbit, times in uses.items())

    # how many pairs of an orbit a base round may hold: its length over the group's order
    lengths: dict[int, int] = {}
    for pair in combinations(range(symmetry.points), 2):
        orbit = int(number[pair])
        lengths[orbit] = lengths.get(orbit, 0) + 1
    sizes = {orbit: length // symmetry.order for orbit, length in lengths.items()}

    def grow(table: tuple[int, ...], used: frozenset[int]) -> Iterator[tuple[int, ...]]:
        if len(table) == seats:
            yield table
            return
        for point in range(table[-1] + 1 if table else 0, symmetry.points):
            pairs = [int(number[point, other]) for other in table]
            if all(may[orbit] for orbit in pairs):
                yield from grow((*table, point), used.union(pairs))

    for table in grow((), frozenset()):
        images = tuple(sorted({tuple(sorted(map(int, image[list(table)]))) for image in keeping}))
        if images[0] == table and sound(images):
            yield images
