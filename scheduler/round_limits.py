"""What the hard rules leave of each round: how many can sit, at how many tables, who is tied, how many rest."""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from scheduler.layout import Span, most_seated
from scheduler.problem import Problem
from scheduler.recount import Recount, circles

PAIR = 2


class RoundLimits(msgspec.Struct, frozen=True):
    """One round: who is there, who is tied to which table, how many can sit, at how many tables, how many rest.

    `in_pairs`: all tables are for two.
    """

    number: int
    present: frozenset[str]
    tied: dict[str, str]
    seats: int
    tables: int
    resting: int
    in_pairs: bool


def round_limits(problem: Problem, counted: Recount) -> Iterator[RoundLimits]:
    """The limits of every round; of the plan that was `counted` only how many rest is taken."""
    facts = counted.facts
    resting = rests_at_most(problem, counted)
    for number in range(1, problem.rounds + 1):
        present = frozenset(person for person in facts.absent if facts.present(person, number))
        tied = {
            person: table
            for circle, table in circles(problem, facts, number)
            if table is not None
            for person in circle
        }
        opened = [table for table in problem.tables if number not in table.closed]
        sitting = Counter(tied.values())
        spans = [
            Span(max(table.min, sitting[table.id]), table.max, sitting[table.id] > 0) for table in opened
        ]
        seats = most_seated(spans, len(present)) or 0
        yield RoundLimits(
            number=number,
            present=present,
            tied=tied,
            seats=seats,
            tables=_most_tables(sorted(table.min for table in opened), len(present)),
            resting=max(len(present) - seats, resting[number - 1]),
            in_pairs=all(table.max <= PAIR for table in opened),
        )


def rests_at_most(problem: Problem, counted: Recount) -> tuple[int, ...]:
    """How many rest in each round of any plan with no more rests than this one.

    As many as in this one, unless stations tie the rounds together: then one round may rest for another.
    """
    resting = Counter({one.round: len(one.resting) for one in counted.rounds})
    if any(table.topic is not None for table in problem.tables):
        return (resting.total(),) * problem.rounds
    return tuple(resting[number] for number in range(1, problem.rounds + 1))


def _most_tables(smallest: Sequence[int], people: int) -> int:
    used = 0
    for low in smallest:
        people -= low
        used += people >= 0
    return used
