"""The hard rules of one round, or of rounds that stations tie to each other, as a model for the solver.

People whom no wish names are not told apart: of each kind of them the model only counts how many sit at each
table, so that it is as large as what is wished, not as the hall.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from scheduler.problem import Problem, Table, Wish, in_rounds
from scheduler.prove.solver import Answer, Model, Term
from scheduler.reasons import Apart, FixedSeat, Groups, Host, Reason, Stations
from scheduler.rules import RoundRules

PAIR = 2
UNLIMITED = 2**40

Kind = tuple[str | None, tuple[int, ...]]
"""What tells people apart whom no wish names: their group, and the rounds they miss of those in the model."""


class NamedPair(msgspec.Struct, frozen=True):
    """Two people whom a wish names, the rounds in which it holds, and whether it holds in some rounds only."""

    one: str
    other: str
    rounds: tuple[int, ...]
    limited: bool

    @property
    def said(self) -> tuple[int, ...]:
        """The rounds as a reason says them: none where it holds in all."""
        return self.rounds if self.limited else ()


class Counts(msgspec.Struct, frozen=True):
    """A solution, round by round: where the named people sit, and how many of each kind; the rest rests."""

    places: tuple[dict[str, str], ...]
    crowds: tuple[dict[Kind, dict[str, int]], ...]


class SeatModel:
    """The model of the rounds `rules`; `rests` are the terms that add up to how many rest in all.

    With `lenient` it leaves out of account that people are to stay apart whom no other wish names.
    """

    def __init__(
        self,
        problem: Problem,
        rules: Sequence[RoundRules],
        tables: Sequence[Table],
        *,
        lenient: bool = False,
    ) -> None:
        self.model = Model()
        self.rests: list[Term] = []
        self.kinds: dict[Kind, list[str]] = {}
        self._problem = problem
        self._rules = rules
        self._numbers = [one.number for one in rules]
        self._groups = {person.id: person.group for person in problem.people}
        self._absent = {
            person.id: tuple(number for number in self._numbers if number in person.absent)
            for person in problem.people
        }
        self._ties = ties(problem)
        self._apart = self._pairs(problem.apart)
        self._bound = self._pairs(problem.inseparable)
        pairs = self._bound if lenient else (*self._apart, *self._bound)
        self._paired = {person for pair in pairs for person in (pair.one, pair.other)}
        named = self._tells_apart()
        self._named = [person.id for person in problem.people if person.id in named]
        for person in problem.people:
            if person.id not in named:
                self.kinds.setdefault((person.group, self._absent[person.id]), []).append(person.id)
        self._place: list[dict[str, dict[str, int]]] = [{} for _ in rules]
        self._crowd: list[dict[Kind, dict[str, int]]] = [{} for _ in rules]
        for place in range(len(rules)):
            self._seat_round(place, tables)
        if len(rules) > 1:
            self._visit_stations(tables)

    def counts(self, answer: Answer) -> Counts:
        """What a solution says."""
        return Counts(
            places=tuple(
                {
                    person: table
                    for person, spots in people.items()
                    for table, literal in spots.items()
                    if answer.values[literal]
                }
                for people in self._place
            ),
            crowds=tuple(
                {
                    kind: {table: answer.values[number] for table, number in spots.items()}
                    for kind, spots in crowd.items()
                }
                for crowd in self._crowd
            ),
        )

    def _tells_apart(self) -> set[str]:
        """The people who are in the model by name."""
        return self._paired | set(self._ties)

    def _switch(self, reason: Reason, alike: object = None) -> tuple[int, ...]:
        """The literals under which a wish holds: none, it always does."""
        return ()

    def _open(self, rules: RoundRules, tables: Sequence[Table]) -> Sequence[Table]:
        """Those of `tables` at which people may sit in this round."""
        opened = {table.id for table in rules.tables}
        return [table for table in tables if table.id in opened]

    def _place_named(self, place: int, tables: Sequence[Table]) -> None:
        """Let everybody whom a wish names sit at one table or rest."""
        rules, model = self._rules[place], self.model
        named = set(self._named)
        here = [unit for unit in rules.units() if any(person in named for person in unit)]
        reachable = self._reachable(rules, sum(unit[0] not in rules.seat for unit in here))
        for unit in here:
            own = rules.seat.get(unit[0])
            if own is None:
                spots = {table.id: model.boolean() for table in tables if table.id in reachable}
                resting = model.boolean()
                model.exactly_one([*spots.values(), resting])
                self.rests.append((len(unit), resting))
            else:
                spots = {own: model.integer(1, 1)}
            for person in unit:
                self._place[place][person] = spots

    def _size(self, rules: RoundRules, table: Table, seated: Sequence[Term]) -> None:
        """Let `table` have as many people as it takes, or none."""
        taken = self.model.integer(table.id in rules.seat.values(), 1)
        self.model.linear([*seated, (-table.max, taken)], -UNLIMITED, 0)
        self.model.linear([*seated, (-table.min, taken)], 0, UNLIMITED)

    def _reachable(self, rules: RoundRules, units: int) -> set[str]:
        """The tables among which it is enough to choose for so many `units`: of each sort no more than there are."""
        taken = set(rules.seat.values())
        sorts = Counter[tuple[int, int]]()
        found = set()
        for table in rules.tables:
            sorts[table.min, table.max] += table.id not in taken
            if table.id in taken or len(self._rules) > 1 or sorts[table.min, table.max] <= units:
                found.add(table.id)
        return found

    def _pairs(self, wishes: Iterable[Wish]) -> list[NamedPair]:
        """The pairs that wishes name for one of the rounds, each pair sorted."""
        every = self._problem.rounds
        found = {
            (min(pair), max(pair), rounds)
            for *pair, rounds in in_rounds(wishes, every)
            if any(number in rounds for number in self._numbers)
        }
        return [NamedPair(*pair, limited=len(pair[2]) < every) for pair in sorted(found)]

    def _seat_round(self, place: int, tables: Sequence[Table]) -> None:
        rules = self._rules[place]
        tables = self._open(rules, tables)
        self._place_named(place, tables)
        seated: dict[str, list[Term]] = {table.id: [] for table in tables}
        members: dict[str, dict[str | None, list[Term]]] = {table.id: defaultdict(list) for table in tables}
        present = set(rules.present)
        for person, spots in self._place[place].items():
            for name, literal in spots.items() if person in present else ():
                seated[name].append((1, literal))
                members[name][self._groups[person]].append((1, literal))
        for kind, people in self.kinds.items():
            if rules.number not in kind[1]:
                spots = {table.id: self.model.integer(0, len(people)) for table in tables}
                self._crowd[place][kind] = spots
                terms = [(1, self.model.integer(0, len(people))), *((1, number) for number in spots.values())]
                self.rests.append(terms[0])
                self.model.linear(terms, len(people), len(people))
                for name, number in spots.items():
                    seated[name].append((1, number))
                    members[name][kind[0]].append((1, number))
        for table in tables:
            self._size(rules, table, seated[table.id])
        self._keep_apart(place)
        self._mix_groups(rules, tables, seated, members)

    def _keep_apart(self, place: int) -> None:
        rules, spots = self._rules[place], self._place[place]
        here = set(rules.present).intersection(spots)
        for pair in self._apart:
            if rules.number in pair.rounds and pair.one in here and pair.other in here:
                switch = self._switch(Apart(pair.one, pair.other, pair.said))
                one, other = spots[pair.one], spots[pair.other]
                for table in (table for table in one if table in other):
                    self.model.linear([(1, one[table]), (1, other[table])], 0, 1, switch)

    def _mix_groups(
        self,
        rules: RoundRules,
        tables: Sequence[Table],
        seated: dict[str, list[Term]],
        members: dict[str, dict[str | None, list[Term]]],
    ) -> None:
        groups = {group for group in self._groups.values() if group is not None}
        people, shares = len(rules.present), Counter(self._groups[person] for person in rules.present)
        for group in sorted(groups) if len(groups) >= PAIR else ():
            switch = self._switch(Groups(group))
            for table in tables:
                mine = members[table.id].get(group, [])
                if table.max == PAIR:
                    self.model.linear(mine, 0, 1, switch)
                elif shares[group]:
                    # The floor and the ceiling of the share are the whole numbers less than 1 away from it.
                    share = [(people * factor, variable) for factor, variable in mine]
                    whole = [(-shares[group] * factor, variable) for factor, variable in seated[table.id]]
                    self.model.linear([*share, *whole], 1 - people, people - 1, switch)

    def _visit_stations(self, tables: Sequence[Table]) -> None:
        count = sum(table.topic is not None for table in self._problem.tables)
        reason = Stations(self._problem.rounds, count)
        for table in tables:
            for person in self._named if table.topic is not None else ():
                if all(tie.table != table.id for tie in self._ties.get(person, ())):
                    visits = [
                        (1, spots[person][table.id])
                        for one, spots in zip(self._rules, self._place, strict=True)
                        if one.number not in self._absent[person] and table.id in spots[person]
                    ]
                    if len(visits) > 1:
                        self.model.linear(visits, 0, 1, self._switch(reason))
            for kind, people in self.kinds.items() if table.topic is not None else ():
                visits = [
                    (1, crowd[kind][table.id]) for crowd in self._crowd if table.id in crowd.get(kind, {})
                ]
                if len(visits) > 1:
                    self.model.linear(visits, 0, len(people), self._switch(reason))


def ties(problem: Problem) -> dict[str, list[FixedSeat | Host]]:
    """What ties people to tables: their own table, and the tables whose hosts they are."""
    found: dict[str, list[FixedSeat | Host]] = defaultdict(list)
    for person in problem.people:
        if person.table is not None:
            found[person.id].append(FixedSeat((person.id,), person.table))
    for table in problem.tables:
        for host in dict.fromkeys(table.hosts):
            found[host].append(Host((host,), table.id))
    return dict(found)
