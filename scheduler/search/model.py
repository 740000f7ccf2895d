"""From a problem to the arrays the kernel works on."""

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from scheduler.plan import Round
from scheduler.problem import Person, Problem, in_rounds
from scheduler.rules import RoundRules, forced_pairs
from scheduler.search.state import Seating, State

SCALE = 1000
FORCED = -10_000
ATTRIBUTES = ("industry", "organisation", "group")


class Model(msgspec.Struct, frozen=True):
    """A problem as arrays, still without a seating; costs are in thousandths of the problem's units."""

    people: dict[str, int]
    tables: dict[str, int]
    wishes: tuple[tuple[int, int], ...]
    like: npt.NDArray[np.int32]
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
    like = _likes(problem, people, rules)
    wishes = _Wishes(problem, people)
    state = _state(problem, rules, start, people, tables, like, wishes)
    return Model(people, tables, tuple(wishes.pairs[: wishes.apart_from]), like, state)


def alike(problem: Problem, person: Person, field: str) -> str | None:
    """What `mix` compares of a person: an attribute or a tag; `None` is like nobody."""
    value = getattr(person, field) if field in ATTRIBUTES else person.tags.get(field)
    return value or None


def _codes(values: Sequence[str | None]) -> npt.NDArray[np.int32]:
    known: dict[str, int] = {}
    return np.array(
        [-1 if value is None else known.setdefault(value, len(known)) for value in values], dtype=np.int32
    )


def _likes(problem: Problem, people: dict[str, int], rules: Sequence[RoundRules]) -> npt.NDArray[np.int32]:
    """What each pair costs in every round it shares a table, shape (people, people), or (1, 1) where nothing does."""
    goals = problem.goals
    columns = [*goals.mix.items(), ("organisation", goals.same_organisation)]
    total = np.zeros((1, 1), dtype=np.int32)
    for field, weight in columns:
        codes = _codes([alike(problem, person, field) for person in problem.people])
        if weight and len(codes) and np.bincount(codes[codes >= 0], minlength=1).max() > 1:
            same = (codes[:, None] == codes[None, :]) & (codes >= 0)[:, None]
            total = total + same.astype(np.int32) * round(weight * SCALE)
    spoken = sorted({language for person in problem.people for language in person.languages})
    if goals.language and len(spoken) > 1:
        speaks = np.array(
            [[language in person.languages for language in spoken] for person in problem.people]
        )
        common = speaks.astype(np.float32) @ speaks.astype(np.float32).T
        known = np.flatnonzero(speaks.any(axis=1))
        strange = np.zeros(common.shape, dtype=np.bool_)
        strange[np.ix_(known, known)] = common[np.ix_(known, known)] == 0
        if strange.any():
            total = total + strange.astype(np.int32) * round(goals.language * SCALE)
    if total.shape[0] > 1:
        np.fill_diagonal(total, 0)
        for one, other in forced_pairs(rules):
            total[people[one], people[other]] = total[people[other], people[one]] = 0
    return total.astype(np.int32)


class _Wishes:
    """Matches and `together`, then from `apart_from` on `apart`: pairs of people, rounds, costs."""

    def __init__(self, problem: Problem, people: dict[str, int]) -> None:
        goals = problem.goals
        self.pairs: list[tuple[int, int]] = []
        self.rounds: list[tuple[int, ...]] = []
        self.unmet: list[int] = []
        self.early: list[int] = []
        always = tuple(range(1, problem.rounds + 1))
        for seeker, offerer, weight in problem.matches or ():
            self._add(people[seeker], people[offerer], always, goals.seeks_offers * weight, goals.early)
        for one, other, rounds in in_rounds(problem.together, problem.rounds):
            self._add(people[one], people[other], rounds, goals.together, goals.early)
        self.apart_from = len(self.pairs)
        for one, other, rounds in in_rounds(problem.apart, problem.rounds):
            self._add(people[one], people[other], rounds, 0, 0)

    def _add(self, one: int, other: int, rounds: tuple[int, ...], unmet: float, early: float) -> None:
        self.pairs.append((one, other))
        self.rounds.append(rounds)
        self.unmet.append(round(unmet * SCALE))
        # A wish met late must stay better than one not met, or planning would avoid it.
        latest = max(rounds, default=1) - 1
        self.early.append(min(round(early * SCALE), self.unmet[-1] // (latest + 1)) if latest else 0)


def _state(  # noqa: PLR0917 - the arrays come from all sides of a problem
    problem: Problem,
    rules: Sequence[RoundRules],
    start: Sequence[Round],
    people: dict[str, int],
    tables: dict[str, int],
    like: npt.NDArray[np.int32],
    wishes: _Wishes,
) -> State:
    rounds, number, rest = problem.rounds, len(people), len(tables)
    widest = max((table.max for table in problem.tables), default=1)
    unit = np.full((rounds, number), -1, dtype=np.int32)
    first = np.zeros((rounds, max(1, number)), dtype=np.int32)
    length = np.zeros_like(first)
    member = np.zeros_like(first)
    movers = np.zeros_like(first)
    mover_count = np.zeros(rounds, dtype=np.int32)
    used = np.zeros((rounds, rest + 1), dtype=np.int32)
    used_count = np.zeros(rounds, dtype=np.int32)
    low = np.zeros((rounds, rest + 1), dtype=np.int32)
    high = np.zeros_like(low)
    for r, one in enumerate(rules):
        place = 0
        for u, group in enumerate(one.units()):
            first[r, u], length[r, u] = place, len(group)
            for person in group:
                unit[r, people[person]] = u
                member[r, place] = people[person]
                place += 1
            if group[0] not in one.seat:
                movers[r, mover_count[r]] = u
                mover_count[r] += 1
        for table in one.tables:
            if start[r].tables.get(table.id):
                used[r, used_count[r]] = tables[table.id]
                used_count[r] += 1
                low[r, tables[table.id]], high[r, tables[table.id]] = table.min, table.max
        high[r, rest] = number
        if one.apart or any(table.topic for table in one.tables):
            used[r, used_count[r]] = rest
            used_count[r] += 1
    met = np.zeros((number, number), dtype=np.int16)
    for a, b in problem.met:
        met[people[a], people[b]] = met[people[b], people[a]] = 1
    for a, b in forced_pairs(rules):
        met[people[a], people[b]] = met[people[b], people[a]] = FORCED
    link_start, link_other, link_wish = _links(number, wishes)
    active = np.zeros((max(1, len(wishes.pairs)), rounds), dtype=np.uint8)
    for w, numbers in enumerate(wishes.rounds):
        active[w, [one - 1 for one in numbers]] = 1
    topics = _topic_costs(problem)
    has_stations = any(table.topic is not None for table in problem.tables)
    groups = _codes([person.group for person in problem.people])
    resting = sum(len(one.resting) for one in start)
    return State(
        tab=np.full((rounds, number), -1, dtype=np.int32),
        seats=np.zeros((rounds, rest + 1, widest), dtype=np.int32),
        size=np.zeros((rounds, rest + 1), dtype=np.int32),
        slot=np.zeros((rounds, number), dtype=np.int32),
        unit=unit,
        start=first,
        length=length,
        member=member,
        movers=movers,
        mover_count=mover_count,
        used=used,
        used_count=used_count,
        low=low,
        high=high,
        met=met,
        like=like,
        link_start=link_start,
        link_other=link_other,
        link_wish=link_wish,
        active=active,
        unmet=np.array(wishes.unmet or [0], dtype=np.int64),
        early=np.array(wishes.early or [0], dtype=np.int64),
        wish_count=np.zeros(max(1, len(wishes.pairs)), dtype=np.int32),
        wish_first=np.full(max(1, len(wishes.pairs)), rounds, dtype=np.int32),
        station=np.array([*(table.topic is not None for table in problem.tables), False], dtype=np.uint8),
        visits=np.zeros((number, rest + 1) if has_stations else (1, 1), dtype=np.int16),
        seat_cost=topics,
        previous=_previous(problem, people, tables),
        rests=np.zeros(number, dtype=np.int32),
        group=groups,
        apart_from=wishes.apart_from,
        has_like=like.shape[0] > 1,
        has_links=bool(wishes.pairs),
        has_stations=has_stations,
        has_seat_cost=topics.shape[0] > 1,
        has_previous=bool(problem.previous and problem.goals.stability),
        across=bool((groups >= 0).any()),
        stability=round(problem.goals.stability * SCALE),
        rest_cost=round(problem.goals.rest * SCALE),
        rest_free=resting // max(1, number),
    )


def _links(
    number: int, wishes: _Wishes
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    mine: list[list[tuple[int, int]]] = [[] for _ in range(number)]
    for wish, (one, other) in enumerate(wishes.pairs):
        mine[one].append((other, wish))
        mine[other].append((one, wish))
    starts = np.zeros(number + 1, dtype=np.int32)
    np.cumsum([len(links) for links in mine], out=starts[1:])
    flat = [link for links in mine for link in links] or [(0, 0)]
    return (
        starts,
        np.array([other for other, _ in flat], dtype=np.int32),
        np.array([wish for _, wish in flat], dtype=np.int32),
    )


def _topic_costs(problem: Problem) -> npt.NDArray[np.int32]:
    """What a seat at each table costs each person, shape (people, tables + 1), or (1, 1) where nothing does."""
    weight = round(problem.goals.topic * SCALE)
    if not weight or not any(table.topic for table in problem.tables):
        return np.zeros((1, 1), dtype=np.int32)
    costs = np.zeros((len(problem.people), len(problem.tables) + 1), dtype=np.int32)
    for p, person in enumerate(problem.people):
        for t, table in enumerate(problem.tables):
            if table.topic is not None and person.topics and table.topic not in person.topics:
                costs[p, t] = weight
    return costs


def _previous(problem: Problem, people: dict[str, int], tables: dict[str, int]) -> npt.NDArray[np.int32]:
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
