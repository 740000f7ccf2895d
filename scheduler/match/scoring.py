"""How well an offer answers a seek, the same whoever else is there.

Vectors of sentences lie in a narrow cone, and some are near to everything: what all have in common is taken off
(Mu and Viswanath, All-but-the-Top, 2018), and from each likeness how near its two texts are to texts that have nothing
to do with them (Conneau et al., Word Translation Without Parallel Data, 2018, 2.2: CSLS; here the neighbours are those
of a fixed cohort, as score normalisation in speaker recognition has it, so that a guest more changes nothing).
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

NEAR = 10
"""Texts of the cohort that tell how near a text is to anything."""


@cache
def cohort() -> tuple[str, ...]:
    """Return asks of all kinds of trades, each from another."""
    return tuple(Path(__file__).with_name("cohort.txt").read_text(encoding="utf-8").splitlines())


class Scale:
    """What the cohort says about vectors of one kind."""

    def __init__(self, vectors: Vectors) -> None:
        self._middle = vectors.mean(axis=0)
        self._cohort = self._centred(vectors)

    def placed(self, vectors: Vectors) -> Vectors:
        """Return the vectors without what all have in common, and behind each how near it is to anything."""
        centred = self._centred(vectors)
        near = np.sort(centred @ self._cohort.T, axis=1)[:, -NEAR:].mean(axis=1)
        return np.concatenate([centred, near[:, None]], axis=1)

    def _centred(self, vectors: Vectors) -> Vectors:
        moved = vectors - self._middle
        length = np.linalg.norm(moved, axis=1, keepdims=True)
        found: Vectors = (moved / np.where(length > 0, length, 1)).astype(np.float32)
        return found


def scores(seeks: Vectors, offers: Vectors) -> Vectors:
    """Return how well each offer (column) answers each seek (row), of vectors that have been placed."""
    alike = seeks[:, :-1] @ offers[:, :-1].T
    return np.asarray(alike - (seeks[:, -1:] + offers[:, -1]) / 2, dtype=np.float32)


def stacked(vectors: Sequence[Vectors]) -> Vectors:
    """Return rows as one array."""
    return np.stack(vectors) if vectors else np.zeros((0, 2), dtype=np.float32)
