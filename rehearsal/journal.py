"""Reads a journal by itself: who had to be told what, who sat with whom. Shares no code with the service."""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

import msgspec

Place = tuple[int, str | None]
"""A round and the table in it (None: rest)."""


class Due(msgspec.Struct, frozen=True):
    """Something a person who was there had to be told: the notice's id, the round and table (None: rest).

    `at` is when it came up; `replaced`: before anybody could act on it, something newer took its place.
    """

    person: str
    id: str
    at: int
    round: int
    table: str | None
    replaced: bool = False


class RoundHistory(msgspec.Struct, frozen=True):
    """One round that was played: its gongs, who had a place in it (a seat or a rest), and who met whom."""

    round: int
    started: int
    over: int
    placed: frozenset[str]
    met: frozenset[frozenset[str]]


class History(msgspec.Struct, frozen=True):
    """What a journal says happened."""

    due: tuple[Due, ...]
    rounds: tuple[RoundHistory, ...]


def read_history(entries: Iterable[Mapping[str, Any]]) -> History:
    """Read a journal as `GET /journal` gives it, oldest entry first."""
    reader = _Reader()
    for entry in entries:
        reader.take(entry)
    return History(tuple(reader.due.values()), tuple(reader.rounds))


class _Reader:
    def __init__(self) -> None:
        self.due: dict[tuple[str, int], Due] = {}
        self.rounds: list[RoundHistory] = []
        self._presence: dict[str, str] = {}
        self._places: dict[str, str | None] = {}
        self._told: dict[str, tuple[Place, int]] = {}
        self._round = 0
        self._live = False
        self._started: int | None = None
        self._placed: set[str] = set()
        self._met: set[frozenset[str]] = set()

    def take(self, entry: Mapping[str, Any]) -> None:
        """Go one entry further."""
        for event in entry["events"]:
            self._event(event, entry["at"])
            if self._started is not None:
                self._sit()
        if self._live:
            self._tell(entry["version"], entry["at"])

    def _event(self, event: Mapping[str, Any], at: int) -> None:
        match event["event"]:
            case "people":
                self._presence |= {p: slot.get("presence", "expected") for p, slot in event["people"].items()}
            case "presence":
                self._presence[event["person"]] = event["presence"]
                if event["presence"] in ("away", "left") and self._started is None:
                    self._replace(event["person"])
            case "announced":
                self._announce(event["seating"])
            case "seat":
                self._places[event["person"]] = event.get("table")
            case "unseated":
                self._places.pop(event["person"], None)
            case "started":
                self._started, self._placed, self._met = at, set(), set()
            case "over":
                self._close(at)
            case "break":
                self._live = False
            case "ended":
                self._close(at)
            case "undone":
                raise NotImplementedError("a journal in which something was taken back")

    def _announce(self, seating: Mapping[str, Any]) -> None:
        self._round, self._live = seating["round"], True
        self._places = {p: table for table, people in seating["tables"].items() for p in people}
        self._places |= dict.fromkeys(seating.get("resting", ()))

    def _sit(self) -> None:
        """Note who sits together at this moment of a running round."""
        tables: dict[str, list[str]] = {}
        for person, table in self._places.items():
            if table is not None:
                tables.setdefault(table, []).append(person)
        self._placed |= self._places.keys()
        there = {p for p, presence in self._presence.items() if presence == "here"}
        for people in tables.values():
            self._met |= {frozenset(pair) for pair in combinations(sorted(there.intersection(people)), 2)}

    def _close(self, at: int) -> None:
        if self._started is not None:
            placed, met = frozenset(self._placed), frozenset(self._met)
            self.rounds.append(RoundHistory(self._round, self._started, at, placed, met))
        self._live, self._started = False, None

    def _tell(self, version: int, at: int) -> None:
        """Whoever has another place than they were told has to be told now; those who are there count."""
        told = {}
        for person, table in self._places.items():
            place = (self._round, table)
            before = self._told.get(person)
            told[person] = before if before is not None and before[0] == place else (place, version)
            number = told[person][1]
            if self._presence.get(person) == "here" and (person, number) not in self.due:
                if before is not None and before[0][0] == self._round:
                    self._replace(person)
                self.due[person, number] = Due(person, f"{number}.{person}.place", at, *place)
        self._told = told

    def _replace(self, person: str) -> None:
        """What this person was told of the round that is on no longer holds."""
        known = self._told.get(person)
        due = self.due.get((person, known[1])) if known is not None else None
        if known is not None and due is not None and due.round == self._round:
            self.due[person, known[1]] = msgspec.structs.replace(due, replaced=True)
