"""How many rounds without a repeat there can be, where more are asked for."""

from collections.abc import Sequence

import msgspec

from scheduler.bound import counting_bound
from scheduler.construct.catalogue import design, most_rounds
from scheduler.obstacles import ManyRounds
from scheduler.problem import Problem


def many_rounds(problem: Problem, resting: Sequence[int], bound: int) -> ManyRounds | None:
    """Whether the rounds are too many to pass without a repeat, or more than is known to be possible.

    `resting` is how many rest in each round, `bound` the fewest repeats by counting. What is known comes from the
    designs for equal tables: with absences, hosts or other hard rules only counting helps. None: no reason found.
    """
    possible = _known(problem)
    most = _most(problem, resting) if bound else None
    if possible is None and most is None:
        return None
    size = max(table.max for table in problem.tables)
    return ManyRounds(
        people=len(problem.people), tables=len(problem.tables), size=size, possible=possible, most=most
    )


def _most(problem: Problem, resting: Sequence[int]) -> int | None:
    """After how many rounds a repeat is certain, by counting; None where it is certain at once, by `met`."""
    passing, failing = 0, problem.rounds
    while failing - passing > 1:
        rounds = (passing + failing) // 2
        fewer = msgspec.structs.replace(problem, rounds=rounds, previous=None)
        if counting_bound(fewer, resting[:rounds]):
            failing = rounds
        else:
            passing = rounds
    return passing or None


def _known(problem: Problem) -> int | None:
    """How many rounds a known design has, fewer than asked for; None where there is none, or not such a regular hall."""
    tables = problem.tables
    sizes = {(table.min, table.max) for table in tables}
    if len(sizes) != 1 or any(table.topic or table.hosts or table.closed for table in tables):
        return None
    rules = problem.met or problem.apart or problem.inseparable
    if rules or any(person.absent or person.table or person.group for person in problem.people):
        return None
    ((least, size),) = sizes
    empty = len(tables) * size - len(problem.people)
    if not 0 <= empty <= len(tables) * (size - least):
        return None
    if design(len(tables), size, problem.rounds) is not None:
        return None
    rounds = most_rounds(len(tables), size)[0]
    made = design(len(tables), size, rounds)
    if made is None or empty > len(made.spare):
        return None
    spare = frozenset(made.spare[:empty])
    if any(sum(point not in spare for point in table) < least for one in made.rounds for table in one):
        return None
    return rounds
