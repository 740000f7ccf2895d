"""Pairs by the circle method: everybody meets everybody once before anybody meets again.

One person keeps a place, the others move round it by one place a round (see `circle`). With two groups who only
meet across, one group moves along the other.
"""

import random
from collections.abc import Iterator, Sequence
from itertools import cycle, islice

from scheduler.construct.circle import circle
from scheduler.plan import Round
from scheduler.problem import Problem
from scheduler.rules import RoundRules

PAIR = 2


def round_robin(problem: Problem, rules: Sequence[RoundRules], seed: int) -> tuple[Round, ...] | None:
    """All rounds of pairs, or `None` where this is no plain evening of pairs; `seed` shuffles who is who.

    With n people the first n - 1 rounds (n where n is odd and one rests in each) are free of repeats; with
    two groups, the first as many rounds as the larger group has people.
    """
    groups = [person.group for person in problem.people]
    if not _plain(problem, rules) or (None in groups and len(set(groups)) > 1):
        return None
    generator = random.Random(seed)  # noqa: S311 - seating is no secret
    people = [person.id for person in problem.people]
    kinds = sorted({group for group in groups if group is not None})
    if len(kinds) > PAIR or len(people) < PAIR:
        return None
    generator.shuffle(people)
    if len(kinds) == PAIR:
        group_of = {person.id: person.group for person in problem.people}
        larger, smaller = sorted(
            ([person for person in people if group_of[person] == kind] for kind in kinds),
            key=len,
            reverse=True,
        )
        turns = _across(larger, smaller)
    else:
        turns = [[(people[one], people[other]) for one, other in pairs] for pairs in circle(len(people))]
    if len(turns[0]) > len(problem.tables):
        return None
    return tuple(
        _round(problem, number, pairs, people)
        for number, pairs in enumerate(islice(cycle(turns), problem.rounds), start=1)
    )


def _plain(problem: Problem, rules: Sequence[RoundRules]) -> bool:
    """Whether all tables are for pairs and no hard rule or history is in the way."""
    return (
        all(table.min == table.max == PAIR and table.topic is None for table in problem.tables)
        and not (problem.met or problem.apart or problem.previous)
        and not any(one.seat or one.bundles for one in rules)
        and all(
            len(one.present) == len(problem.people) and len(one.tables) == len(problem.tables)
            for one in rules
        )
    )


def _across(larger: list[str], smaller: list[str]) -> list[list[tuple[str, str]]]:
    return [
        [(person, larger[(place + turn) % len(larger)]) for place, person in enumerate(smaller)]
        for turn in range(len(larger))
    ]


def _round(problem: Problem, number: int, pairs: Sequence[tuple[str, str]], people: Sequence[str]) -> Round:
    seated = {person for pair in pairs for person in pair}
    return Round(
        round=number,
        tables={table.id: pair for table, pair in zip(problem.tables, pairs, strict=False)},
        resting=tuple(_in_order(people, seated)),
    )


def _in_order(people: Sequence[str], seated: set[str]) -> Iterator[str]:
    return (person for person in people if person not in seated)
