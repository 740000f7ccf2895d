"""How well an answer answers an ask, the same whoever else is there.

Vectors of sentences lie in a narrow cone, askers write otherwise than those who offer, and some texts are near to
everything. What is known of that was learned once from invented pairs of an ask and its answer (`pairs.csv`, trades of
every kind, some across languages; their vectors lie beside it), and never from the guests: a guest more changes nothing.

- What all asks have in common is taken off the asks, what all answers have in common off the answers (Mu and
  Viswanath, All-but-the-Top: Simple and Effective Postprocessing for Word Representations, 2018, section 2).
- Directions in which an ask and its own answer differ count less: manner, language (Hatch, Kajarekar, Stolcke,
  Within-Class Covariance Normalization for SVM-Based Speaker Recognition, 2006, section 2; smoothed).
- From each likeness goes how near its two texts are to what has nothing to do with them (Conneau et al., Word Translation
  Without Parallel Data, 2018, section 2.3: CSLS), the neighbours being those among the pairs.
"""

import csv
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

NEAR = 10
"""Of the pairs so many tell how near a text is to anything."""

SMOOTH = 8.0
"""How much of the mean variance is added in all directions: few pairs tell little of most of them."""

HERE = Path(__file__).parent


@cache
def pairs() -> tuple[tuple[str, str], ...]:
    """Return invented asks with their answers."""
    with HERE.joinpath("pairs.csv").open(encoding="utf-8", newline="") as file:
        return tuple((row["ask"], row["answer"]) for row in csv.DictReader(file, delimiter=";"))


class Space:
    """Where asks and answers lie, so that the product of two rows says how well they go together."""

    def __init__(self, asks: Vectors, answers: Vectors, *, learned: bool) -> None:
        """`asks` and `answers` are those of the pairs; with `learned` middle and manner are taken off."""
        self._middles: tuple[Vectors, Vectors] | None = None
        if learned:
            self._middles = _middle(asks), _middle(answers)
            self._turn = _without_manner(asks - self._middles[0], answers - self._middles[1])
        self._others = self._placed(answers, 1), self._placed(asks, 0)

    def asks(self, vectors: Vectors) -> Vectors:
        """Return rows for what is asked."""
        rows, near = self._rows(vectors, 0)
        return np.hstack([rows, -near / 2, np.ones_like(near)])

    def answers(self, vectors: Vectors) -> Vectors:
        """Return rows for what is offered."""
        rows, near = self._rows(vectors, 1)
        return np.hstack([rows, np.ones_like(near), -near / 2])

    def _rows(self, vectors: Vectors, side: int) -> tuple[Vectors, Vectors]:
        rows = self._placed(vectors, side)
        nearest = np.sort(rows @ self._others[side].T, axis=1)[:, -NEAR:]
        return rows, nearest.mean(axis=1, keepdims=True)

    def _placed(self, vectors: Vectors, side: int) -> Vectors:
        if self._middles is not None:
            vectors = np.asarray((vectors - self._middles[side]) @ self._turn, dtype=np.float32)
        length = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.where(length > 0, length, 1), dtype=np.float32)


def _middle(vectors: Vectors) -> Vectors:
    return np.asarray(vectors.mean(axis=0), dtype=np.float32)


def _without_manner(asks: Vectors, answers: Vectors) -> Vectors:
    apart = (asks - answers).astype(np.float64)
    within = apart.T @ apart / len(apart)
    within += SMOOTH * np.trace(within) / len(within) * np.eye(len(within))
    size, direction = np.linalg.eigh(within)
    return np.asarray((direction / np.sqrt(size)) @ direction.T, dtype=np.float32)
