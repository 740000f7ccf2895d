"""What a plan costs, goal by goal, recounted from scratch: nothing here comes from the search."""

from collections import Counter
from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from math import dist

import msgspec

from scheduler.plan import Plan, Round
from scheduler.problem import Pair, Person, Problem
from scheduler.recount import (
    Facts,
    circles,
    count_repeats,
    facts_of,
    forced_pairs,
    meetings,
    rounds_asked,
    seating_of,
    sorted_pair,
    wish_of,
)

METRES = 100
PLACES = 6
ATTRIBUTES = ("industry", "organisation", "group")


class Costs(msgspec.Struct, frozen=True, kw_only=True):
    """What each goal of a problem costs in a plan, in the units of its weights; 0 where a goal is reached or off."""

    repeat: float = 0.0
    together: float = 0.0
    seeks_offers: float = 0.0
    mix: float = 0.0
    same_organisation: float = 0.0
    topic: float = 0.0
    language: float = 0.0
    rest: float = 0.0
    walk: float = 0.0
    early: float = 0.0
    stability: float = 0.0

    @property
    def soft(self) -> float:
        """All goals but `repeat`, which no other goal is weighed against."""
        return round(self.total - self.repeat, PLACES)

    @property
    def total(self) -> float:
        """All goals together."""
        return round(sum(getattr(self, goal) for goal in self.__struct_fields__), PLACES)


def costs(problem: Problem, plan: Plan) -> Costs:
    """What `plan` costs for `problem`; rounds, people and tables that the problem does not know are passed over.

    - `repeat`: for each repeat, as the audit counts them.
    - `together`, `seeks_offers`: for each wish or match (times its weight) not met. A wish limited to rounds is
      met in one of them. Who rests meets nobody.
    - `mix` by each of its fields, `same_organisation`: for each pair of one kind, each round they share a table.
      A field is `industry`, `organisation`, `group` or a tag; who has none is like nobody. Pairs whom hard rules
      force together in some round are left out.
    - `language`: for each pair without a common language, each round they share a table, forced pairs included;
      who names no language is understood by everybody.
    - `topic`: for each seat at a station that is not among one's topics, hosts included; who names no topic
      minds none.
    - `rest`: the k-th rest of a person (those in `rested` counted first) weighs k, and what the plan's rests
      would weigh spread as evenly as can be over those who may rest is taken off. So each rest that somebody has
      instead of somebody with fewer costs once or more, and an even plan costs nothing.
    - `walk`: for each 100 m, in a straight line, between the tables of consecutive rounds for who sits in both;
      tables without a place are no distance apart from any.
    - `early`: (first round - 1) for each wish or match that is met.
    - `stability`: for each person whose place in a round, a table or the rest, is another than in `previous`;
      a table that is gone is no place to keep.
    """
    goals = problem.goals
    facts = facts_of(problem)
    rounds = tuple(_known(facts, one) for one in rounds_asked(problem, plan))
    met = meetings(rounds)
    forced = forced_pairs(problem, facts)
    wishes = list(_first_meetings(problem, met))
    return Costs(
        repeat=goals.repeat * count_repeats(problem, met, forced),
        together=goals.together * sum(first is None for first, weight in wishes if weight is None),
        seeks_offers=round(
            goals.seeks_offers
            * sum(weight for first, weight in wishes if weight is not None and first is None),
            PLACES,
        ),
        mix=sum(
            weight * _alike(problem, field, met, forced) for field, weight in goals.mix.items() if weight
        ),
        same_organisation=goals.same_organisation * _alike(problem, "organisation", met, forced),
        topic=goals.topic * _beside_the_topic(problem, facts, rounds),
        language=goals.language * _speechless(problem, met),
        rest=goals.rest * _uneven_rests(problem, facts, rounds),
        walk=round(goals.walk * _metres(facts, rounds) / METRES, PLACES),
        early=goals.early * sum(first - 1 for first, _ in wishes if first is not None),
        stability=goals.stability * _changed(problem, facts, rounds),
    )


def _known(facts: Facts, one: Round) -> Round:
    tables = {
        table: tuple(person for person in people if person in facts.absent)
        for table, people in one.tables.items()
    }
    resting = tuple(person for person in one.resting if person in facts.absent)
    return msgspec.structs.replace(one, tables=tables, resting=resting)


def _first_meetings(
    problem: Problem, met: dict[Pair, list[int]]
) -> Iterator[tuple[int | None, float | None]]:
    """Of each wish and match the first round in which it is met, and a match's weight."""
    for pair, limits in map(wish_of, problem.together):
        yield min((one for one in met.get(pair, ()) if not limits or one in limits), default=None), None
    for seeker, offerer, weight in problem.matches or ():
        yield min(met.get(sorted_pair(seeker, offerer), ()), default=None), weight


def _alike(problem: Problem, field: str, met: dict[Pair, list[int]], forced: frozenset[Pair]) -> int:
    kinds = {person.id: _kind(person, field) for person in problem.people}
    return sum(
        len(numbers)
        for (one, other), numbers in met.items()
        if kinds[one] is not None and kinds[one] == kinds[other] and (one, other) not in forced
    )


def _kind(person: Person, field: str) -> str | None:
    value = getattr(person, field) if field in ATTRIBUTES else person.tags.get(field)
    return value or None


def _speechless(problem: Problem, met: dict[Pair, list[int]]) -> int:
    speaks = {person.id: frozenset(person.languages) for person in problem.people}
    return sum(
        len(numbers)
        for (one, other), numbers in met.items()
        if speaks[one] and speaks[other] and speaks[one].isdisjoint(speaks[other])
    )


def _beside_the_topic(problem: Problem, facts: Facts, rounds: tuple[Round, ...]) -> int:
    topics = {person.id: frozenset(person.topics) for person in problem.people}
    stations = {table.id: table.topic for table in facts.tables.values() if table.topic is not None}
    return sum(
        bool(topics[person]) and stations[table] not in topics[person]
        for one in rounds
        for person, table in seating_of(one)
        if table in stations
    )


def _uneven_rests(problem: Problem, facts: Facts, rounds: tuple[Round, ...]) -> int:
    resting = Counter(person for one in rounds for person in one.resting if person in facts.absent)
    if not resting:
        return 0
    chances = Counter(person for one in rounds for person in _free(problem, facts, one.round))
    before = problem.rested
    weighs = sum(_triangle(before.get(one, 0), number) for one, number in resting.items())
    turns = [(before.get(person, 0) + 1, person) for person in chances]
    heapify(turns)
    even = 0
    for _ in range(min(resting.total(), chances.total())):
        weight, person = heappop(turns)
        even += weight
        chances[person] -= 1
        if chances[person]:
            heappush(turns, (weight + 1, person))
    return max(0, weighs - even)


def _free(problem: Problem, facts: Facts, number: int) -> Iterator[str]:
    """Who may rest in a round: everybody there but hosts, those with a table of their own, and their inseparables."""
    tied = {person for circle, seated in circles(problem, facts, number) if seated for person in circle}
    for person in facts.absent:
        if facts.present(person, number) and person not in tied:
            yield person


def _triangle(before: int, number: int) -> int:
    """The sum of before + 1 to before + number."""
    return number * before + number * (number + 1) // 2


def _metres(facts: Facts, rounds: tuple[Round, ...]) -> float:
    places = {table.id: table.at for table in facts.tables.values() if table.at is not None}
    seats = {one.round: dict(seating_of(one)) for one in rounds}
    return sum(
        dist(places[table], places[then[person]])
        for number, now in seats.items()
        if (then := seats.get(number + 1)) is not None
        for person, table in now.items()
        if table in places and then.get(person) in places
    )


def _changed(problem: Problem, facts: Facts, rounds: tuple[Round, ...]) -> int:
    if problem.previous is None or not problem.goals.stability:
        return 0
    before = {one.round: _places(one) for one in problem.previous.rounds}
    changed = 0
    for one in rounds:
        old = before.get(one.round, {})
        for person, place in _places(one).items():
            kept = old.get(person, place)
            changed += kept != place and (kept is None or kept in facts.tables)
    return changed


def _places(one: Round) -> dict[str, str | None]:
    """Everybody's table in a round; None for those who rest."""
    return {**dict.fromkeys(one.resting), **dict(seating_of(one))}
