"""Conflicts of two wishes, which are the smallest there are, found by looking."""

from collections.abc import Iterable, Iterator

from scheduler.problem import Pair, Problem, Table, Wish, in_rounds
from scheduler.prove.seat_model import ties
from scheduler.reasons import Apart, Closed, FixedSeat, Host, Inseparable, Reason, TableNeeds
from scheduler.rules import RoundRules


def two_in_conflict(problem: Problem, rules: RoundRules) -> tuple[Reason, ...] | None:
    """Two wishes that contradict each other in this round; `None` where there are none."""
    present = set(rules.present)
    tables = {table.id: table for table in problem.tables}
    for person, found in ties(problem).items():
        here = [tie for tie in found if person in present and _holds(tie, tables[tie.table], rules.number)]
        for tie in here:
            table = tables[tie.table]
            if rules.number in table.closed:
                return tie, Closed(table.id, rules.number)
            if table.min > len(present):
                return TableNeeds(table.id, table.min), tie
            if tie.table != here[0].table:
                return here[0], tie
    bound = dict(_pairs(problem.inseparable, problem.rounds, rules.number))
    for pair, rounds in _pairs(problem.apart, problem.rounds, rules.number):
        if pair in bound and present.issuperset(pair):
            return Apart(*pair, rounds), Inseparable(pair, bound[pair])
    return None


def _holds(tie: FixedSeat | Host, table: Table, number: int) -> bool:
    return isinstance(tie, FixedSeat) or number not in table.closed


def _pairs(wishes: Iterable[Wish], every: int, number: int) -> Iterator[tuple[Pair, tuple[int, ...]]]:
    """The pairs, sorted, whom wishes name for one round, and the rounds if they are limited."""
    for one, other, rounds in in_rounds(wishes, every):
        if number in rounds:
            yield (min(one, other), max(one, other)), rounds if len(rounds) < every else ()
