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


class Recount(msgspec.Struct, frozen=True):
    """A plan's rounds, as far as the problem asks for them, and who meets in them.

    `met` are the numbers of the rounds by pair, each sorted, `forced` the pairs whom hard rules bring to one
    table in some round.
    """

    facts: Facts
    rounds: tuple[Round, ...]
    met: dict[Pair, list[int]]
    forced: frozenset[Pair]


def facts_of(problem: Problem) -> Facts:
    """Arrange `problem`."""
    return Facts(
        rounds=problem.rounds,
        tables={table.id: table for table in problem.tables},
        absent={person.id: frozenset(person.absent) for person in problem.people},
        own_table={person.id: person.table for person in problem.people if person.table is not None},
        group={person.id: person.group for person in problem.people if person.group is not None},
    )


def recount(problem: Problem, plan: Plan) -> Recount:
    """Count the meetings of `plan`; rounds and people that the problem does not know are passed over."""
    facts = facts_of(problem)
    rounds = tuple(_known(facts, one) for one in plan.rounds if 1 <= one.round <= problem.rounds)
    met: dict[Pair, list[int]] = {}
    for one in rounds:
        for people in one.tables.values():
            for pair in combinations(sorted(people), 2):
                met.setdefault(pair, []).append(one.round)
    return Recount(facts, rounds, met, forced_pairs(problem, facts))


def circles(problem: Problem, facts: Facts, number: int) -> list[tuple[set[str], str | None]]:
    """Everybody present in round `number` whom rules bring to one place, and the table where that is a certain one.

    Chains of inseparable people, and whoever is tied to a table as its host or by a fixed seat.
    """
    ties: dict[str, str] = {}
    for table in facts.tables.values():
        if number not in table.closed:
            ties |= {host: table.id for host in table.hosts if facts.present(host, number)}
    ties |= {person: own for person, own in facts.own_table.items() if facts.present(person, number)}
    tied: dict[str, set[str]] = {}
    for person, own in ties.items():
        tied.setdefault(own, set()).add(person)
    bound = [
        {person for person in chain if facts.present(person, number)} for chain in chains(problem, number)
    ]
    joined = _joined([*tied.values(), *bound])
    return [(circle, next((ties[person] for person in circle if person in ties), None)) for circle in joined]


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


def places_of(one: Round) -> dict[str, str | None]:
    """Everybody's table in a round; None for those who rest."""
    return {**dict.fromkeys(one.resting), **dict(seating_of(one))}


def seating_of(one: Round) -> Iterator[tuple[str, str]]:
    """Who sits where: person and table."""
    for table, people in one.tables.items():
        for person in people:
            yield person, table


def sorted_pair(one: str, other: str) -> Pair:
    """The pair in the order of its ids."""
    return (one, other) if one < other else (other, one)


def _known(facts: Facts, one: Round) -> Round:
    tables = {
        table: tuple(person for person in people if person in facts.absent)
        for table, people in one.tables.items()
    }
    resting = tuple(person for person in one.resting if person in facts.absent)
    return msgspec.structs.replace(one, tables=tables, resting=resting)


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
