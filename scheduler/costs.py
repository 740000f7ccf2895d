"""What a plan costs, goal by goal, recounted from scratch: nothing here comes from the search."""

from collections import Counter
from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from math import dist

from scheduler.plan import Plan
from scheduler.problem import Pair, Problem
from scheduler.recount import Facts, Recount, circles, places_of, recount, seating_of, sorted_pair, wish_of
from scheduler.report import PLACES, Costs

METRES = 100
ORGANISATION = "organisation"
ATTRIBUTES = ("industry", ORGANISATION, "group")


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
    return weigh(problem, recount(problem, plan))


def weigh(problem: Problem, counted: Recount) -> Costs:
    """What a plan that is counted already costs."""
    goals, met = problem.goals, counted.met
    wishes = list(_first_meetings(problem, met))
    alike = like_pairs(problem, counted)
    return Costs(
        repeat=goals.repeat * count_repeats(problem, counted),
        together=goals.together * sum(first is None for first, weight in wishes if weight is None),
        seeks_offers=_rounded(
            goals.seeks_offers
            * sum(weight for first, weight in wishes if weight is not None and first is None)
        ),
        mix=sum(weight * alike.get(field, 0) for field, weight in goals.mix.items()),
        same_organisation=goals.same_organisation * alike.get(ORGANISATION, 0),
        topic=goals.topic * _beside_the_topic(problem, counted),
        language=goals.language * speechless_pairs(problem, counted),
        rest=goals.rest * _uneven_rests(problem, counted),
        walk=_rounded(goals.walk * _metres(counted) / METRES),
        early=goals.early * sum(first - 1 for first, _ in wishes if first is not None),
        stability=goals.stability * _changed(problem, counted),
    )


def count_repeats(problem: Problem, counted: Recount) -> int:
    """The contract's repeats: each meeting of two who met before, at earlier evenings too; forced pairs left out."""
    before = {sorted_pair(*pair) for pair in problem.met}
    return sum(
        len(numbers) - 1 + (pair in before)
        for pair, numbers in counted.met.items()
        if pair not in counted.forced
    )


def like_pairs(problem: Problem, counted: Recount) -> dict[str, int]:
    """How often two of a kind share a table, by each field of `mix` and by organisation; forced pairs left out.

    Fields that are switched off, or of which nobody has anything, are left out.
    """
    goals = problem.goals
    fields = {**goals.mix, ORGANISATION: goals.mix.get(ORGANISATION, 0) or goals.same_organisation}
    found = {}
    for field in (field for field, weight in fields.items() if weight):
        kinds = kinds_of(problem, field)
        if kinds:
            found[field] = sum(
                len(numbers)
                for (one, other), numbers in counted.met.items()
                if one in kinds and kinds[one] == kinds.get(other) and (one, other) not in counted.forced
            )
    return found


def speechless_pairs(problem: Problem, counted: Recount) -> int:
    """How often two who name languages but none in common share a table."""
    speaks = {person.id: frozenset(person.languages) for person in problem.people if person.languages}
    if not speaks:
        return 0
    return sum(
        len(numbers)
        for (one, other), numbers in counted.met.items()
        if one in speaks and other in speaks and speaks[one].isdisjoint(speaks[other])
    )


def kinds_of(problem: Problem, field: str) -> dict[str, str]:
    """What `mix` compares: an attribute or else a tag, by person; who has none is left out."""
    found = {
        person.id: getattr(person, field) if field in ATTRIBUTES else person.tags.get(field)
        for person in problem.people
    }
    return {person: kind for person, kind in found.items() if kind}


def _first_meetings(
    problem: Problem, met: dict[Pair, list[int]]
) -> Iterator[tuple[int | None, float | None]]:
    """Of each wish and match the first round in which it is met, and a match's weight."""
    for pair, limits in map(wish_of, problem.together):
        yield min((one for one in met.get(pair, ()) if not limits or one in limits), default=None), None
    for seeker, offerer, weight in problem.matches or ():
        yield min(met.get(sorted_pair(seeker, offerer), ()), default=None), weight


def _beside_the_topic(problem: Problem, counted: Recount) -> int:
    topics = {person.id: frozenset(person.topics) for person in problem.people}
    stations = {table.id: table.topic for table in problem.tables if table.topic is not None}
    return sum(
        bool(topics[person]) and stations[table] not in topics[person]
        for one in counted.rounds
        for person, table in seating_of(one)
        if table in stations
    )


def _uneven_rests(problem: Problem, counted: Recount) -> int:
    resting = Counter(person for one in counted.rounds for person in one.resting)
    if not resting:
        return 0
    chances = Counter(person for one in counted.rounds for person in _free(problem, counted.facts, one.round))
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
    tied = {
        person
        for circle, seated in circles(problem, facts, number)
        if seated is not None
        for person in circle
    }
    for person in facts.absent:
        if facts.present(person, number) and person not in tied:
            yield person


def _triangle(before: int, number: int) -> int:
    """The sum of before + 1 to before + number."""
    return number * before + number * (number + 1) // 2


def _metres(counted: Recount) -> float:
    places = {table.id: table.at for table in counted.facts.tables.values() if table.at is not None}
    seats = {one.round: dict(seating_of(one)) for one in counted.rounds}
    return sum(
        dist(places[table], places[then[person]])
        for number, now in seats.items()
        if (then := seats.get(number + 1)) is not None
        for person, table in now.items()
        if table in places and then.get(person) in places
    )


def _changed(problem: Problem, counted: Recount) -> int:
    if problem.previous is None or not problem.goals.stability:
        return 0
    before = {one.round: places_of(one) for one in problem.previous.rounds}
    changed = 0
    for one in counted.rounds:
        old = before.get(one.round, {})
        for person, place in places_of(one).items():
            kept = old.get(person, place)
            changed += kept != place and (kept is None or kept in counted.facts.tables)
    return changed


def _rounded(cost: float) -> float:
    return round(cost, PLACES)
