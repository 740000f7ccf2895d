"""What a plan must cost at least besides repeats: where the search may stop."""

from collections import Counter
from collections.abc import Sequence
from heapq import heapify, heapreplace

from scheduler.layout import even_pairs, most_seated, spans
from scheduler.problem import Person, Problem
from scheduler.rules import RoundRules, forced_pairs
from scheduler.search.likes import alike
from scheduler.search.model import SCALE, Model


def least_rests(rules: Sequence[RoundRules]) -> int:
    """How many rests the tables' sizes ask for in all rounds together."""
    return sum(len(one.present) - _most(one) for one in rules)


def least_soft(problem: Problem, model: Model, rules: Sequence[RoundRules]) -> int:
    """A lower bound of the soft costs, in thousandths.

    Like people are spread evenly, wishes met as soon as both are there, as many keep their seat as can sit, and
    those rest who have rested least.
    """
    return _wishes(model) + _mix(problem, rules) + _changes(problem, rules) + _rests(problem, rules)


def _wishes(model: Model) -> int:
    state = model.state
    total = 0
    for wish in range(len(model.wishes)):
        one, other = model.wishes[wish]
        possible = (state.unit[:, one] >= 0) & (state.unit[:, other] >= 0) & (state.active[wish] > 0)
        total += int(state.wish_cost[wish, int(possible.argmax()) if possible.any() else len(possible)])
    return total


def _mix(problem: Problem, rules: Sequence[RoundRules]) -> int:
    people = {person.id: person for person in problem.people}
    forced = len(forced_pairs(rules))
    total = 0
    columns = [*problem.goals.mix.items(), ("organisation", problem.goals.same_organisation)]
    for field, weight in columns:
        for one in rules:
            resting = len(one.present) - _most(one)
            here = [people[person] for person in one.present]
            pairs = _spread(here, field, len(one.tables), resting)
            total += round(weight * SCALE) * max(0, pairs - forced)
    return total


def _changes(problem: Problem, rules: Sequence[RoundRules]) -> int:
    if problem.previous is None:
        return 0
    before = {one.round: one for one in problem.previous.rounds}
    total = 0
    for one in rules:
        if one.number in before:
            here = set(one.present)
            sat = sum(person in here for people in before[one.number].tables.values() for person in people)
            total += max(0, sat - _most(one))
    return total * round(problem.goals.stability * SCALE)


def _rests(problem: Problem, rules: Sequence[RoundRules]) -> int:
    rested = [problem.rested.get(person.id, 0) for person in problem.people]
    heapify(rested)
    times = 0
    for _ in range(least_rests(rules)):
        times += heapreplace(rested, rested[0] + 1) + 1
    return times * round(problem.goals.rest * SCALE)


def _most(rules: RoundRules) -> int:
    return most_seated(spans(rules.tables, Counter(rules.seat.values())), len(rules.present)) or 0


def _spread(present: Sequence[Person], field: str, tables: int, resting: int) -> int:
    """The fewest like pairs when each kind is spread over all tables and those resting are of the same kind."""
    kinds = Counter(kind for person in present if (kind := alike(person, field)) is not None)
    return sum(even_pairs(max(0, number - resting), tables) for number in kinds.values())
