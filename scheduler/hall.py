"""One round while people are being seated by hand: who sits where, and where a group may still sit."""

from collections import Counter
from collections.abc import Iterable, Sequence

from scheduler.costs import ORGANISATION, kinds_of
from scheduler.plan import Round
from scheduler.problem import Pair, Problem, Table
from scheduler.rules import Bundle, RoundRules

PAIR = 2


class Memory:
    """What the other rounds of a plan hold: who met whom, who sat at which station, who rested."""

    def __init__(self, met: Iterable[Pair]) -> None:
        self._met: dict[str, set[str]] = {}
        for one, other in met:
            self._met.setdefault(one, set()).add(other)
            self._met.setdefault(other, set()).add(one)
        self._seatings: dict[int, dict[str, Sequence[str]]] = {}
        self._places: dict[int, dict[str, str]] = {}
        self._resting: dict[int, frozenset[str]] = {}

    def note(self, seating: Round) -> None:
        """Keep, or replace, what a round looks like."""
        tables = seating.tables.items()
        self._seatings[seating.round] = {person: people for _, people in tables for person in people}
        self._places[seating.round] = {person: table for table, people in tables for person in people}
        self._resting[seating.round] = frozenset(seating.resting)

    def known_to(self, person: str, but: int) -> set[str]:
        """Everybody whom `person` meets before the evening or in any round but round `but`."""
        known = set(self._met.get(person, ()))
        for number, seating in self._seatings.items():
            if number != but:
                known.update(seating.get(person, ()))
        known.discard(person)
        return known

    def visited(self, person: str, but: int) -> set[str]:
        """The tables at which `person` sits in any round but round `but`."""
        return {
            places[person] for number, places in self._places.items() if number != but and person in places
        }

    def rests(self, but: int) -> Counter[str]:
        """How often everybody rests in the rounds but round `but`."""
        return Counter(
            person for number, people in self._resting.items() if number != but for person in people
        )


def _weighed_kinds(problem: Problem) -> list[tuple[float, dict[str, str]]]:
    """What two of a kind at a table cost, and who is of which kind, goal by goal."""
    goals = problem.goals
    weighed = [(weight, kinds_of(problem, field)) for field, weight in goals.mix.items() if weight]
    if goals.same_organisation:
        weighed.append((goals.same_organisation, kinds_of(problem, ORGANISATION)))
    return [(weight, kinds) for weight, kinds in weighed if kinds]


class Hall:
    """The seating of one round, changed group by group; a group is whoever moves as one."""

    def __init__(self, problem: Problem, rules: RoundRules, memory: Memory) -> None:
        self.rules = rules
        self.tables: dict[str, Table] = {table.id: table for table in rules.tables}
        self.seated: dict[str, list[str]] = {table.id: [] for table in rules.tables}
        self.where: dict[str, str] = {}
        self._tied = Counter(rules.seat.values())
        self._memory = memory
        self._groups = {person.id: person.group for person in problem.people if person.group is not None}
        self._kinds = _weighed_kinds(problem)
        self._known: dict[str, set[str]] = {}
        self._visited: dict[str, set[str]] = {}

    def unit(self, person: str) -> Bundle:
        """Everybody who moves together with `person`."""
        return self.rules.bundles.get(person, (person,))

    def tied(self, table: str) -> int:
        """How many people hard rules tie to `table`."""
        return self._tied[table]

    @property
    def intricate(self) -> bool:
        """Whether more than sizes decides who can sit, so that a second look may seat more people."""
        stations = any(table.topic is not None for table in self.rules.tables)
        gave_up = len(self.tables) < len(self.rules.tables)
        return gave_up or stations or bool(self.rules.apart) or bool(self.rules.bundles)

    def movable(self, person: str) -> bool:
        """Whether no rule ties `person` to a table or to others."""
        return person not in self.rules.seat and person not in self.rules.bundles

    def waiting(self) -> list[Bundle]:
        """The units that have no seat."""
        return [unit for unit in self.rules.units() if unit[0] not in self.where]

    def short(self) -> list[str]:
        """The tables with fewer people than they may have, empty ones aside."""
        return [table for table, people in self.seated.items() if 0 < len(people) < self.tables[table].min]

    def room(self, unit: Bundle, table: str) -> bool:
        """Whether `unit` has seats at `table`."""
        return len(self.seated[table]) + len(unit) <= self.tables[table].max

    def welcome(self, unit: Bundle, table: str, without: str | None = None) -> bool:
        """Whether the hard rules let `unit` join those at `table`, `without` one of them, seats aside.

        Who is tied to a table that cannot be used may sit anywhere.
        """
        others = (
            self.seated[table] if without is None else [one for one in self.seated[table] if one != without]
        )
        for person in unit:
            tied = self.rules.seat.get(person)
            if tied is not None and tied != table and tied in self.tables:
                return False
            if tied is None and self.tables[table].topic is not None and table in self._visits(person):
                return False
            enemies = self.rules.apart.get(person)
            if enemies and not enemies.isdisjoint(others):
                return False
        return not self._groups or self.tables[table].max != PAIR or self._across((*others, *unit))

    def repeats(self, unit: Bundle, table: str) -> int:
        """How many at `table` somebody of `unit` meets in another round too."""
        people = self.seated[table]
        total = 0
        for person in unit:
            known = self._known.get(person)
            if known is None:
                known = self._known[person] = self._memory.known_to(person, self.rules.number)
            total += sum(other in known for other in people)
        return total

    def alike(self, unit: Bundle, table: str) -> float:
        """What it costs that people of `unit` are like some at `table`: of one firm, of one industry."""
        people = self.seated[table]
        return sum(
            weight * sum(kinds.get(other) == kind for other in people)
            for weight, kinds in self._kinds
            for person in unit
            if (kind := kinds.get(person)) is not None
        )

    def seat(self, unit: Bundle, table: str) -> None:
        """Let `unit` sit down at `table`."""
        self.seated[table].extend(unit)
        for person in unit:
            self.where[person] = table

    def stand_up(self, unit: Bundle) -> None:
        """Take `unit` from its table."""
        for person in unit:
            self.seated[self.where.pop(person)].remove(person)

    def close(self, table: str) -> None:
        """Take everybody from `table` and do not use it any more."""
        for person in self.seated.pop(table):
            del self.where[person]
        del self.tables[table]

    def _across(self, people: Iterable[str]) -> bool:
        groups = [self._groups[person] for person in people if person in self._groups]
        return len(groups) == len(set(groups))

    def _visits(self, person: str) -> set[str]:
        if person not in self._visited:
            self._visited[person] = self._memory.visited(person, self.rules.number)
        return self._visited[person]
