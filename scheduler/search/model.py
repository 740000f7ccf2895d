"""From a problem to the arrays the kernels work on."""

from collections.abc import Sequence

import msgspec
import numpy as np

from scheduler.plan import Round
from scheduler.problem import Problem
from scheduler.rules import RoundRules, forced_pairs
from scheduler.search.groups import groups
from scheduler.search.likes import NO_COSTS, likes
from scheduler.search.state import Array, Seating, State
from scheduler.search.wishes import wishes

SCALE = 1000
FORCED = -10_000
METRES = 100


class Model(msgspec.Struct, frozen=True):
    """A problem as arrays, still without a seating; costs are in thousandths of the problem's units."""

    people: dict[str, int]
    tables: dict[str, int]
    wishes: tuple[tuple[int, int], ...]
    state: State

    @property
    def rest(self) -> int:
        """The index that means resting."""
        return len(self.tables)


def seating(model: Model, rounds: Sequence[Round]) -> Seating:
    """The table of everybody in every round, shape (rounds, people); -1 who is absent."""
    tab = np.full((len(rounds), len(model.people)), -1, dtype=np.int32)
    for place, one in enumerate(rounds):
        for table, people in one.tables.items():
            for person in people:
                tab[place, model.people[person]] = model.tables[table]
        for person in one.resting:
            tab[place, model.people[person]] = model.rest
    return tab


def rounds_of(model: Model, tab: Seating) -> tuple[Round, ...]:
    """The rounds that `tab`, as `seating` makes it, stands for."""
    ids, names = tuple(model.people), tuple(model.tables)
    rounds = []
    for place, row in enumerate(tab.tolist()):
        tables: dict[str, list[str]] = {name: [] for name in names}
        resting = []
        for person, table in zip(ids, row, strict=True):
            if table == model.rest:
                resting.append(person)
            elif table >= 0:
                tables[names[table]].append(person)
        rounds.append(
            Round(
                round=place + 1,
                tables={name: tuple(people) for name, people in tables.items() if people},
                resting=tuple(resting),
            )
        )
    return tuple(rounds)


def compile_model(problem: Problem, rules: Sequence[RoundRules], start: Sequence[Round]) -> Model:
    """Arrays for `problem`; which tables are in use in each round is taken from `start`."""
    people = {person.id: place for place, person in enumerate(problem.people)}
    tables = {table.id: place for place, table in enumerate(problem.tables)}
    number, rest, rounds = len(people), len(tables), problem.rounds
    widest = max((table.max for table in problem.tables), default=1)
    like = likes(problem, people, rules, SCALE)
    wished = wishes(problem, people, SCALE)
    grouped = groups(problem, rules, min(widest, number))
    topics, walk, previous = _topics(problem), _walks(problem), _previous(problem, people, tables)
    stations = any(table.topic is not None for table in problem.tables)
    known = np.array([problem.rested.get(person.id, 0) for person in problem.people], dtype=np.int32)
    units, sizes = _units(problem, rules, people), _sizes(problem, rules, start, tables)
    has_groups = bool((grouped.group >= 0).any())
    has_previous = problem.previous is not None and problem.goals.stability > 0
    plain = (
        not (has_groups or has_previous or stations or wished.pairs)
        and like.shape[0] == topics.shape[0] == walk.shape[0] == 1
        and units["length"].max(initial=1) == 1
        and not any(one.resting for one in start)
        and not (sizes["used"] == rest).any()
    )
    state = State(
        tab=np.full((rounds, number), -1, dtype=np.int32),
        seats=np.zeros((rounds, rest + 1, min(widest, number)), dtype=np.uint32),
        size=np.zeros((rounds, rest + 1), dtype=np.int32),
        slot=np.zeros((rounds, number), dtype=np.int32),
        **units,
        **sizes,
        met=_met(problem, rules, people),
        like=like,
        link_start=wished.start,
        link_other=wished.other,
        link_wish=wished.wish,
        active=wished.active,
        wish_cost=wished.cost,
        wish_first=np.full(len(wished.cost), rounds, dtype=np.int32),
        station=np.array([*(table.topic is not None for table in problem.tables), False], dtype=np.uint8),
        visits=np.zeros((number, rest + 1) if stations else (1, 1), dtype=np.int16),
        seat_cost=topics,
        walk=walk,
        previous=previous,
        rests=known,
        group=grouped.group,
        group_count=np.zeros((rounds, rest + 1, grouped.low.shape[3]), dtype=np.int32),
        group_low=grouped.low,
        group_high=grouped.high,
        kind=grouped.kind,
        apart_from=wished.apart_from,
        plain=plain,
        has_like=like.shape[0] > 1,
        has_links=bool(wished.pairs),
        has_stations=stations,
        has_seat_cost=topics.shape[0] > 1,
        has_walk=walk.shape[0] > 1,
        has_previous=has_previous,
        has_groups=has_groups,
        stability=round(problem.goals.stability * SCALE),
        rest_cost=round(problem.goals.rest * SCALE),
    )
    return Model(people, tables, tuple(wished.pairs[: wished.apart_from]), state)


def _units(problem: Problem, rules: Sequence[RoundRules], people: dict[str, int]) -> dict[str, Array]:
    """Who moves with whom in each round, and which of these units may move at all."""
    unit = np.full((problem.rounds, len(people)), -1, dtype=np.int32)
    start = np.zeros((problem.rounds, max(1, len(people))), dtype=np.int32)
    length, movers = np.zeros_like(start), np.zeros_like(start)
    member = np.zeros(start.shape, dtype=np.uint32)
    mover_count = np.zeros(problem.rounds, dtype=np.int32)
    for r, one in enumerate(rules):
        place = 0
        for u, group in enumerate(one.units()):
            start[r, u], length[r, u] = place, len(group)
            for person in group:
                unit[r, people[person]] = u
                member[r, place] = people[person]
                place += 1
            if group[0] not in one.seat:
                movers[r, mover_count[r]] = u
                mover_count[r] += 1
    return {
        "unit": unit,
        "start": start,
        "length": length,
        "member": member,
        "movers": movers,
        "mover_count": mover_count,
    }


def _sizes(
    problem: Problem, rules: Sequence[RoundRules], start: Sequence[Round], tables: dict[str, int]
) -> dict[str, Array]:
    """The tables in use in each round and the sizes they may have; the rest, where leaving a table can help."""
    rest = len(tables)
    used = np.zeros((problem.rounds, rest + 1), dtype=np.int32)
    used_count = np.zeros(problem.rounds, dtype=np.int32)
    low = np.zeros((problem.rounds, rest + 1), dtype=np.int32)
    high = np.zeros_like(low)
    grouped = any(person.group for person in problem.people)
    for r, one in enumerate(rules):
        for table in one.tables:
            if start[r].tables.get(table.id):
                used[r, used_count[r]] = tables[table.id]
                used_count[r] += 1
                low[r, tables[table.id]], high[r, tables[table.id]] = table.min, table.max
        high[r, rest] = len(problem.people)
        if one.apart or one.bundles or grouped or any(table.topic for table in one.tables):
            used[r, used_count[r]] = rest
            used_count[r] += 1
    return {"used": used, "used_count": used_count, "low": low, "high": high}


def _met(problem: Problem, rules: Sequence[RoundRules], people: dict[str, int]) -> Array:
    met = np.zeros((len(people), len(people)), dtype=np.int16)
    for a, b in problem.met:
        met[people[a], people[b]] = met[people[b], people[a]] = 1
    for a, b in forced_pairs(rules):
        met[people[a], people[b]] = met[people[b], people[a]] = FORCED
    np.fill_diagonal(met, FORCED)
    return met


def _topics(problem: Problem) -> Array:
    """What a seat at each table costs each person, shape (people, tables + 1), or (1, 1) where nothing does."""
    weight = round(problem.goals.topic * SCALE)
    if not weight or not any(table.topic for table in problem.tables):
        return NO_COSTS
    costs = np.zeros((len(problem.people), len(problem.tables) + 1), dtype=np.int32)
    for p, person in enumerate(problem.people):
        for t, table in enumerate(problem.tables):
            if table.topic is not None and person.topics and table.topic not in person.topics:
                costs[p, t] = weight
    return costs


def _walks(problem: Problem) -> Array:
    """What it costs to go from table to table, shape (tables + 1, tables + 1), or (1, 1) where nothing does."""
    known = [place for place, table in enumerate(problem.tables) if table.at is not None]
    if not problem.goals.walk or len(known) <= 1:
        return NO_COSTS
    places = np.array([table.at for table in problem.tables if table.at is not None])
    metres = np.hypot(*(places[:, None, :] - places[None, :, :]).transpose(2, 0, 1))
    costs = np.zeros((len(problem.tables) + 1, len(problem.tables) + 1), dtype=np.int32)
    costs[np.ix_(known, known)] = np.rint(metres / METRES * problem.goals.walk * SCALE)
    return costs


def _previous(problem: Problem, people: dict[str, int], tables: dict[str, int]) -> Array:
    """The table everybody had, shape (rounds, people), -1 where none; (1, 1) where it does not matter."""
    if problem.previous is None or not problem.goals.stability:
        return np.full((1, 1), -1, dtype=np.int32)
    wanted = np.full((problem.rounds, len(people)), -1, dtype=np.int32)
    for one in problem.previous.rounds:
        if one.round <= problem.rounds:
            for table, members in one.tables.items():
                for person in members:
                    if person in people and table in tables:
                        wanted[one.round - 1, people[person]] = tables[table]
            for person in one.resting:
                if person in people:
                    wanted[one.round - 1, people[person]] = len(tables)
    return wanted
