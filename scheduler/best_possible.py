"""What the best plan of a problem could reach besides repeats, and why no more: counted, without any search."""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from scheduler.costs import ORGANISATION, kinds_of
from scheduler.layout import even_pairs
from scheduler.obstacles import Asked, Because, Crowd, NeverTogether, Obstacle, Overfull
from scheduler.problem import Pair, Problem
from scheduler.recount import Recount, places_of, sorted_pair, wish_of
from scheduler.report import PLACES, Costs
from scheduler.round_limits import RoundLimits, round_limits


class BestPossible(msgspec.Struct, frozen=True):
    """Lower bounds of what each soft goal costs, each true by itself and all together, and what they come from."""

    least: Costs
    obstacles: tuple[Obstacle, ...]


class _Wish(msgspec.Struct, frozen=True):
    """Two who should meet, in some rounds only where `limits` says so, and what it costs when they do not.

    `grouped`: they are of one of several groups, whose members never sit in a pair. `apart`: when they are kept
    apart, no numbers standing for always.
    """

    people: Pair
    limits: frozenset[int]
    grouped: bool
    apart: tuple[frozenset[int], ...]
    asked: Asked
    unmet: float


def best_possible(problem: Problem, counted: Recount) -> BestPossible:
    """What no plan for `problem` can do better; of the plan that was `counted` only how many rest is taken.

    Wishes of people who can never meet, like people who outnumber the tables, topics that too few stations have,
    seats of a previous plan that are gone. `repeat` is left at 0: the bound of repeats is counted elsewhere.
    """
    rounds = tuple(round_limits(problem, counted))
    wishes = list(_wishes(problem))
    first = [_first_chance(wish, rounds) for wish in wishes]
    crowds = {
        field: list(_crowds(problem, counted, field, rounds)) for field in (*problem.goals.mix, ORGANISATION)
    }
    obstacles: list[Obstacle] = [
        NeverTogether(wish.people, wish.asked, chance)
        for wish, chance in zip(wishes, first, strict=True)
        if isinstance(chance, str)
    ]
    obstacles += _overfull(rounds)
    for field, weight in {**problem.goals.mix, ORGANISATION: problem.goals.same_organisation}.items():
        obstacles += crowds[field] if weight or problem.goals.mix.get(field) else ()
    return BestPossible(_least(problem, counted, rounds, wishes, first, crowds), tuple(obstacles))


def _least(  # noqa: PLR0917 - made in one place only
    problem: Problem,
    counted: Recount,
    rounds: Sequence[RoundLimits],
    wishes: Sequence[_Wish],
    first: Sequence[int | Because],
    crowds: dict[str, list[Crowd]],
) -> Costs:
    goals = problem.goals
    unmet: dict[Asked, float] = {"together": 0.0, "match": 0.0}
    for wish, chance in zip(wishes, first, strict=True):
        if isinstance(chance, str):
            unmet[wish.asked] += wish.unmet
    pairs = {field: sum(crowd.pairs for crowd in found) for field, found in crowds.items()}
    return Costs(
        together=round(unmet["together"], PLACES),
        seeks_offers=round(unmet["match"], PLACES),
        mix=sum(weight * pairs[field] for field, weight in goals.mix.items()),
        same_organisation=goals.same_organisation * pairs[ORGANISATION],
        topic=goals.topic * _without_topic(problem, rounds) if goals.topic else 0,
        stability=goals.stability * _moved(problem, rounds) if goals.stability else 0,
    )


def _wishes(problem: Problem) -> Iterator[_Wish]:
    goals = problem.goals
    group = {person.id: person.group for person in problem.people}
    several = len({name for name in group.values() if name is not None}) > 1
    apart: dict[Pair, tuple[frozenset[int], ...]] = {}
    for pair, limits in map(wish_of, problem.apart):
        apart[pair] = (*apart.get(pair, ()), limits)

    def wish(pair: Pair, limits: frozenset[int], asked: Asked, unmet: float) -> _Wish:
        grouped = several and group[pair[0]] is not None and group[pair[0]] == group[pair[1]]
        return _Wish(pair, limits, grouped, apart.get(pair, ()), asked, unmet)

    for pair, limits in map(wish_of, problem.together):
        yield wish(pair, limits, "together", goals.together)
    for seeker, offerer, weight in problem.matches or ():
        yield wish(sorted_pair(seeker, offerer), frozenset(), "match", goals.seeks_offers * weight)


def _first_chance(wish: _Wish, rounds: Sequence[RoundLimits]) -> int | Because:
    """The first round in which a wish can come true, or why there is none."""
    one, other = wish.people
    because: Because = "absent"
    for here in rounds:
        if wish.limits and here.number not in wish.limits:
            continue
        if one not in here.present or other not in here.present:
            continue
        if any(not limits or here.number in limits for limits in wish.apart):
            because = "apart"
        elif wish.grouped and here.in_pairs:
            because = "group"
        elif here.tied.get(one, here.tied.get(other)) != here.tied.get(other, here.tied.get(one)):
            because = "tables"
        else:
            return here.number
    return because


def _overfull(rounds: Sequence[RoundLimits]) -> Iterator[Overfull]:
    full = [one for one in rounds if len(one.present) > one.seats]
    if full:
        fullest = max(full, key=lambda one: len(one.present) - one.seats)
        yield Overfull(people=len(fullest.present), seats=fullest.seats, rounds=len(full))


def _crowds(problem: Problem, counted: Recount, field: str, rounds: Sequence[RoundLimits]) -> Iterator[Crowd]:
    """The kinds of which more are there than tables, so that some must share one, most pairs first."""
    kinds = kinds_of(problem, field)
    members: dict[str, set[str]] = {}
    for person, kind in kinds.items():
        members.setdefault(kind, set()).add(person)
    forced: dict[str, list[Pair]] = {}
    for one, other in counted.forced:
        if one in kinds and kinds[one] == kinds.get(other):
            forced.setdefault(kinds[one], []).append((one, other))
    found = []
    for kind, people in members.items():
        must = [
            (here, len(people & here.present), _shared(here, people, forced.get(kind, ()))) for here in rounds
        ]
        crowded = [(here, number) for here, number, pairs in must if pairs]
        if crowded:
            fullest, most = max(crowded, key=lambda entry: entry[1])
            found.append(
                Crowd(
                    field=field,
                    kind=kind,
                    people=most,
                    tables=fullest.tables,
                    rounds=len(crowded),
                    pairs=sum(pairs for _, _, pairs in must),
                )
            )
    yield from sorted(found, key=lambda crowd: (-crowd.pairs, crowd.kind))


def _shared(one: RoundLimits, people: set[str], forced: Sequence[Pair]) -> int:
    """How many pairs of `people` share a table in a round at the least, those left out whom rules force to."""
    number = len(people & one.present) - one.resting
    if number <= one.tables:
        return 0
    return max(0, even_pairs(number, one.tables) - sum(one.present.issuperset(pair) for pair in forced))


def _without_topic(problem: Problem, rounds: Sequence[RoundLimits]) -> int:
    """Seats at stations outside one's topics that nobody can avoid: those of who is tied there, and too few stations."""
    stations = {table.id: table.topic for table in problem.tables if table.topic is not None}
    if not stations:
        return 0
    everywhere = [
        all(table.topic is not None for table in problem.tables if one.number not in table.closed)
        for one in rounds
    ]
    rests = sum(one.resting for one in rounds)
    beside = 0
    for person in problem.people:
        if not person.topics:
            continue
        free = 0
        for one, only in zip(rounds, everywhere, strict=True):
            own = one.tied.get(person.id)
            if own is not None:
                beside += own in stations and stations[own] not in person.topics
            elif only and person.id in one.present:
                free += 1
        fitting = sum(topic in person.topics for topic in stations.values())
        beside += max(0, free - fitting) if not rests else 0
    return beside


def _moved(problem: Problem, rounds: Sequence[RoundLimits]) -> int:
    """How many places of the previous plan cannot be kept."""
    if problem.previous is None:
        return 0
    before = {one.round: places_of(one) for one in problem.previous.rounds}
    tables = {table.id: table for table in problem.tables}
    moved = 0
    for one in rounds:
        old = {
            person: place
            for person, place in before.get(one.number, {}).items()
            if person in one.present and (place is None or place in tables)
        }
        gone = {
            person
            for person, place in old.items()
            if one.tied.get(person, place) != place
            or (place is not None and one.number in tables[place].closed)
        }
        staying = Counter(place for person, place in old.items() if person not in gone)
        resting = staying.pop(None, 0)
        arriving = Counter(table for person, table in one.tied.items() if old.get(person) != table)
        over = sum(
            max(0, number + arriving[place] - tables[place].max)
            for place, number in staying.items()
            if place is not None
        )
        moved += len(gone) + max(over, staying.total() - one.seats) + max(0, resting - one.resting)
    return moved
