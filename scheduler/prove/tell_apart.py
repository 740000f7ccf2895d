"""From how many of each kind sit at each table to who does."""

from collections import Counter
from collections.abc import Mapping, Sequence

from scheduler.plan import Round
from scheduler.problem import Problem
from scheduler.prove.part_enemies import part_enemies
from scheduler.prove.seat_model import Counts, Kind
from scheduler.rules import RoundRules

Schedule = tuple[str | None, ...]
"""Somebody's table in each round; `None` is resting, or absent."""


def tell_apart(
    problem: Problem,
    rules: Sequence[RoundRules],
    counts: Counts,
    kinds: Mapping[Kind, Sequence[str]],
    rested: Counter[str],
) -> tuple[Round, ...] | None:
    """Rounds in which as many people of each of `kinds` sit at each table as `counts` says, nobody at a station twice.

    Who has `rested` least gets a schedule with most rests. `None` where no way was found to keep those apart
    whom the model does not tell from others; it may exist.
    """
    stations = {table.id for table in problem.tables if table.topic is not None}
    places = [dict(named) for named in counts.places]
    for kind, people in kinds.items():
        schedules = _schedules([crowd.get(kind, {}) for crowd in counts.crowds], len(people), stations)
        schedules.sort(key=lambda schedule: -schedule.count(None))
        for person, schedule in zip(
            sorted(people, key=lambda person: rested[person]), schedules, strict=True
        ):
            for seats, table in zip(places, schedule, strict=True):
                if table is not None:
                    seats[person] = table
    if not part_enemies(rules, places, list(kinds.values())):
        return None
    return tuple(_round(one, seats) for one, seats in zip(rules, places, strict=True))


def _round(rules: RoundRules, seats: Mapping[str, str]) -> Round:
    tables: dict[str, list[str]] = {table.id: [] for table in rules.tables}
    for person in rules.present:
        if person in seats:
            tables[seats[person]].append(person)
    return Round(
        round=rules.number,
        tables={table: tuple(people) for table, people in tables.items() if people},
        resting=tuple(person for person in rules.present if person not in seats),
    )


def _schedules(crowds: Sequence[Mapping[str, int]], people: int, stations: set[str]) -> list[Schedule]:
    """The counts of one kind as the schedules of single people.

    Rounds and tables are the sides of a bipartite graph with an edge for each seat; as no round and no
    station has more edges than there are people, so many colours colour it (Koenig 1916), and each colour is
    somebody's schedule. Other tables may be visited again: they count anew in each round.
    """
    if len(crowds) == 1:
        seats = [table for table, number in crowds[0].items() for _ in range(number)]
        return [(table,) for table in seats] + [(None,)] * (people - len(seats))
    graph = _Colours(len(crowds), people)
    for place, crowd in enumerate(crowds):
        for table, number in crowd.items():
            node = (table, -1) if table in stations else (table, place)
            for _ in range(number):
                graph.add(place, node)
    return graph.schedules()


Node = tuple[str, int]


class _Colours:
    """A bipartite graph whose edges are coloured as they come, along alternating paths."""

    def __init__(self, rounds: int, people: int) -> None:
        self._rounds: list[list[Node | None]] = [[None] * people for _ in range(rounds)]
        self._tables: dict[Node, list[int | None]] = {}
        self._people = people

    def add(self, place: int, node: Node) -> None:
        mine = self._rounds[place]
        theirs = self._tables.setdefault(node, [None] * self._people)
        free = mine.index(None)
        if theirs[free] is not None:
            self._free(node, free, theirs.index(None))
        mine[free], theirs[free] = node, place

    def _free(self, node: Node, colour: int, other: int) -> None:
        """Exchange two colours along the path that leaves `node` with `colour`, which is then free there."""
        path: list[tuple[int, Node]] = []
        at: Node | None = node
        while at is not None and (place := self._tables[at][colour]) is not None:
            path.append((place, at))
            at = self._rounds[place][other]
            if at is not None:
                path.append((place, at))
        for number, (place, table) in enumerate(path):
            old = colour if number % 2 == 0 else other
            self._rounds[place][old] = None
            self._tables[table][old] = None
        for number, (place, table) in enumerate(path):
            new = other if number % 2 == 0 else colour
            self._rounds[place][new] = table
            self._tables[table][new] = place

    def schedules(self) -> list[Schedule]:
        return [
            tuple(None if node is None else node[0] for node in (colours[person] for colours in self._rounds))
            for person in range(self._people)
        ]
