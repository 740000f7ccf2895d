"""What a problem asks and a plan holds, looked up from scratch: serves the audit and the costs, never the search."""

from collections.abc import Iterable, Iterator
from itertools import combinations

import msgspec

from scheduler.plan import Plan, Round
from scheduler.problem import Limited, Pair, Problem, Table, Wish


class Facts(msgspec.Struct, frozen=True):
    """A problem, arranged for looking things up by id."""

    rounds: int
    tables: dict[str, Table]
    absent: dict[str, frozenset[int]]
    own_table: dict[str, str]
    group: dict[str, str]

    def present(self, person: str, number: int) -> bool:
        """Whether `person`, who is among the people, is there in round `number`."""
        return number not in self.absent[person]


def facts_of(problem: Problem) -> Facts:
    """Arrange `problem`."""
    return Facts(
        rounds=problem.rounds,
        tables={table.id: table for table in problem.tables},
        absent={person.id: frozenset(person.absent) for person in problem.people},
        own_table={person.id: person.table for person in problem.people if person.table is not None},
        group={person.id: person.group for person in problem.people if person.group is not None},
    )


def rounds_asked(problem: Problem, plan: Plan) -> tuple[Round, ...]:
    """The plan's rounds that the problem asks for."""
    return tuple(one for one in plan.rounds if 1 <= one.round <= problem.rounds)


def meetings(rounds: Iterable[Round]) -> dict[Pair, list[int]]:
    """By pair, each sorted, the numbers of the rounds in which the two share a table."""
    found: dict[Pair, list[int]] = {}
    for one in rounds:
        for people in one.tables.values():
            for pair in combinations(sorted(people), 2):
                found.setdefault(pair, []).append(one.round)
    return found


def count_repeats(problem: Problem, met: dict[Pair, list[int]], forced: frozenset[Pair]) -> int:
    """The contract's repeats: every meeting of two who met before, earlier evenings included, `forced` pairs left out."""
    before = {sorted_pair(one, other) for one, other in problem.met}
    return sum(len(numbers) - 1 + (pair in before) for pair, numbers in met.items() if pair not in forced)


def circles(problem: Problem, facts: Facts, number: int) -> list[tuple[set[str], bool]]:
    """Everybody whom rules bring to one place in round `number`, and whether that is a table of their own.

    Chains of inseparable people, and whoever shares a table as host or by a fixed seat; only who is present.
    """
    ties: dict[str, set[str]] = {}
    for person, own in facts.own_table.items():
        ties.setdefault(own, set()).add(person)
    for table in facts.tables.values():
        if number not in table.closed:
            ties.setdefault(table.id, set()).update(table.hosts)
    groups = [
        {person for person in group if facts.present(person, number)}
        for group in (*ties.values(), *chains(problem, number))
    ]
    tied = {person for group in groups[: len(ties)] for person in group}
    return [(circle, not tied.isdisjoint(circle)) for circle in _joined(groups)]


def forced_pairs(problem: Problem, facts: Facts) -> frozenset[Pair]:
    """The pairs, each sorted, whom hard rules bring to one table in some round."""
    return frozenset(
        pair
        for number in range(1, problem.rounds + 1)
        for circle, _ in circles(problem, facts, number)
        for pair in combinations(sorted(circle), 2)
    )


def chains(problem: Problem, number: int) -> list[set[str]]:
    """Who is inseparable in round `number`, as groups."""
    return _joined(
        set(pair) for pair, limits in map(wish_of, problem.inseparable) if not limits or number in limits
    )


def wish_of(wish: Wish) -> tuple[Pair, frozenset[int]]:
    """A wish's sorted pair, and the rounds it is limited to; none: all."""
    if isinstance(wish, Limited):
        return sorted_pair(*wish.people), frozenset(wish.rounds)
    return sorted_pair(*wish), frozenset()


def seating_of(one: Round) -> Iterator[tuple[str, str]]:
    """Who sits where: person and table."""
    for table, people in one.tables.items():
        for person in people:
            yield person, table


def sorted_pair(one: str, other: str) -> Pair:
    """The pair in the order of its ids."""
    return (one, other) if one < other else (other, one)


def _joined(groups: Iterable[set[str]]) -> list[set[str]]:
    """The groups, those that share somebody made one."""
    home: dict[str, set[str]] = {}
    for group in groups:
        whole = set(group)
        for person in group:
            if person in home and home[person] is not whole:
                whole |= home[person]
        home |= dict.fromkeys(whole, whole)
    return list({id(group): group for group in home.values()}.values())
