"""Where the search begins: legal seatings, drawn at random or kept near to what there was."""

import random
from collections import Counter
from collections.abc import Sequence

from scheduler.layout import even_sizes, most_seated, spans
from scheduler.mend import mend
from scheduler.plan import Plan, Round
from scheduler.problem import Problem
from scheduler.rules import RoundRules


def start(problem: Problem, rules: Sequence[RoundRules], seed: int) -> tuple[Round, ...]:
    """A seating of every round in which tables, sizes and ties are legal; raises `Conflict` where none can be.

    Stays near to `previous` where the problem has one, else it is drawn with `seed`.
    """
    if problem.previous is not None:
        return mend(problem, problem.previous).rounds
    generator = random.Random(seed)  # noqa: S311 - seating is no secret
    rested: Counter[str] = Counter()
    drawn = []
    for one in rules:
        seating = _draw(one, generator, rested) if _simple(problem, one) else None
        if seating is None:
            return mend(problem, Plan(rounds=())).rounds
        rested.update(seating.resting)
        drawn.append(seating)
    return tuple(drawn)


def _simple(problem: Problem, rules: RoundRules) -> bool:
    """Whether no rule but ties of single people limits how many can sit."""
    return not rules.bundles and all(person.group is None for person in problem.people)


def _draw(rules: RoundRules, generator: random.Random, rested: Counter[str]) -> Round | None:
    tied = Counter(rules.seat.values())
    ranges = spans(rules.tables, tied)
    seated = most_seated(ranges, len(rules.present))
    sizes = None if seated is None else even_sizes(ranges, seated)
    if sizes is None:
        return None
    guests = [person for person in rules.present if person not in rules.seat]
    generator.shuffle(guests)
    guests.sort(key=lambda person: -rested[person])
    tables = {
        table.id: [person for person, at in rules.seat.items() if at == table.id] for table in rules.tables
    }
    seats = [
        table.id
        for table, size in zip(rules.tables, sizes, strict=True)
        for _ in range(size - len(tables[table.id]))
    ]
    chosen, resting = guests[: len(seats)], guests[len(seats) :]
    generator.shuffle(chosen)
    for person, table in zip(chosen, seats, strict=True):
        tables[table].append(person)
    return Round(
        round=rules.number,
        tables={table: tuple(people) for table, people in tables.items() if people},
        resting=tuple(resting),
    )
