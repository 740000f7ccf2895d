"""What pairs of people cost at a table: of one industry, of one firm, without a common language."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from scheduler.problem import Person, Problem
from scheduler.rules import RoundRules, forced_pairs

ATTRIBUTES = ("industry", "organisation", "group")
NO_COSTS = np.zeros((1, 1), dtype=np.int32)


def alike(person: Person, field: str) -> str | None:
    """What `mix` compares of a person: an attribute or a tag; `None` is like nobody."""
    value = getattr(person, field) if field in ATTRIBUTES else person.tags.get(field)
    return value or None


def codes(values: Sequence[str | None]) -> npt.NDArray[np.int32]:
    """Equal numbers for equal values, from 0; -1 for None."""
    known: dict[str, int] = {}
    return np.array(
        [-1 if value is None else known.setdefault(value, len(known)) for value in values], dtype=np.int32
    )


def likes(
    problem: Problem, people: dict[str, int], rules: Sequence[RoundRules], scale: int
) -> npt.NDArray[np.int32]:
    """What each pair costs in every round it shares a table, shape (people, people), or (1, 1) where nothing does.

    In `scale`ths of the problem's units; pairs whom hard rules bring together cost nothing for being alike.
    """
    goals = problem.goals
    total = NO_COSTS
    for field, weight in [*goals.mix.items(), ("organisation", goals.same_organisation)]:
        kinds = codes([alike(person, field) for person in problem.people])
        if weight and len(kinds) and np.bincount(kinds[kinds >= 0], minlength=1).max() > 1:
            same = (kinds[:, None] == kinds[None, :]) & (kinds >= 0)[:, None]
            total = total + same.astype(np.int32) * np.int32(round(weight * scale))
    if total.shape[0] > 1:
        for one, other in forced_pairs(rules):
            total[people[one], people[other]] = total[people[other], people[one]] = 0
    if goals.language:
        strange = _strangers(problem)
        if strange.any():
            total = total + strange.astype(np.int32) * np.int32(round(goals.language * scale))
    if total.shape[0] > 1:
        np.fill_diagonal(total, 0)
    return total


def _strangers(problem: Problem) -> npt.NDArray[np.bool_]:
    """Pairs who both name languages and have none in common."""
    spoken = sorted({language for person in problem.people for language in person.languages})
    speaks = np.array(
        [[language in person.languages for language in spoken] for person in problem.people], dtype=np.float32
    ).reshape(len(problem.people), len(spoken))
    known = np.atleast_1d(speaks.any(axis=1))
    strangers: npt.NDArray[np.bool_] = (speaks @ speaks.T == 0) & np.outer(known, known)
    return strangers
