"""The two ways to see how texts go together: by their meaning, or by their letters."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from scheduler.match.embeddings import Embed
from scheduler.match.ngrams import Ngrams
from scheduler.match.scoring import HERE, Space, pairs

Vectors = NDArray[np.float32]
Rows = Callable[[Sequence[str], Sequence[str]], tuple[Vectors, Vectors]]
"""From asks and answers to their rows, whose products say how well they go together."""


def by_meaning(embed: Embed) -> Rows:
    """Return what makes rows of embeddings; those of the pairs were made once and lie beside them."""
    vectors = np.load(HERE / "pairs.npy").astype(np.float32)
    return _rows(embed, Space(vectors[0], vectors[1], learned=True))


def by_letters() -> Rows:
    """Return what makes rows of n-grams."""
    asks, answers = zip(*pairs(), strict=True)
    ngrams = Ngrams([*asks, *answers])
    return _rows(ngrams, Space(ngrams(asks), ngrams(answers), learned=False))


def _rows(make: Embed, space: Space) -> Rows:
    def rows(asks: Sequence[str], answers: Sequence[str]) -> tuple[Vectors, Vectors]:
        vectors = make([*asks, *answers])
        return space.asks(vectors[: len(asks)]), space.answers(vectors[len(asks) :])

    return rows
