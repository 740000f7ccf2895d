"""How well every ask goes with every answer, of all texts seen so far."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scheduler.match.kinds import Rows

Vectors = NDArray[np.float32]

MOST = 10_000
"""Texts of one side that are kept; beyond, only those of the present guests are."""


class Seen:
    """Keeps what it has worked out: a text that is new costs its own row or column, nothing else."""

    def __init__(self, rows: Rows) -> None:
        self._make = rows
        self._forget()

    def table(self, asks: Sequence[str], answers: Sequence[str]) -> Vectors:
        """Return how well each answer (column) goes with each ask (row)."""
        if max(len(self._asks), len(self._answers)) > MOST:
            self._forget()
        self._see(
            [text for text in dict.fromkeys(asks) if text not in self._asks],
            [text for text in dict.fromkeys(answers) if text not in self._answers],
        )
        return self._known[
            np.ix_([self._asks[text] for text in asks], [self._answers[text] for text in answers])
        ]

    def _forget(self) -> None:
        self._asks: dict[str, int] = {}
        self._answers: dict[str, int] = {}
        self._sides: tuple[Vectors, Vectors] | None = None
        self._known: Vectors = np.zeros((0, 0), dtype=np.float32)

    def _see(self, asks: Sequence[str], answers: Sequence[str]) -> None:
        if not asks and not answers:
            return
        new = self._make(asks, answers)
        old = self._sides or (new[0][:0], new[1][:0])
        both = (np.vstack([old[0], new[0]]), np.vstack([old[1], new[1]]))
        self._known = np.vstack([np.hstack([self._known, old[0] @ new[1].T]), new[0] @ both[1].T])
        self._sides = both
        self._asks |= {text: len(old[0]) + n for n, text in enumerate(asks)}
        self._answers |= {text: len(old[1]) + n for n, text in enumerate(answers)}
