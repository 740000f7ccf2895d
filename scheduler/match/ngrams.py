"""Texts as counts of their letter groups: no meaning, but compounds, inflections and typing errors.

Groups of 3 to 5 letters within words, their counts dampened by the logarithm and weighed by how few texts have them
(Manning, Raghavan, Schütze, Introduction to Information Retrieval, 2008, 6.2 and 6.4.1; the texts are the invented
pairs, so that a guest more changes no vector), put into a fixed number of places by a hash that also gives the sign
(Weinberger et al., Feature Hashing for Large Scale Multitask Learning, 2009, section 2). Words that every ask has
count for nothing.
"""

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

PLACES = 4096

LONGEST = 2000
"""Letters of a text that are looked at."""

RARE = 0.1
"""Added to the number of texts that have a group: one that no text has is rare, not infinitely so."""

_WORD = re.compile(r"\w+")
_EMPTY = frozenset(
    [
        "ab",
        "aber",
        "alle",
        "als",
        "also",
        "am",
        "an",
        "auch",
        "auf",
        "aus",
        "bei",
        "bis",
        "da",
        "das",
        "dem",
        "den",
        "der",
        "des",
        "die",
        "dies",
        "diese",
        "durch",
        "ein",
        "eine",
        "einem",
        "einen",
        "einer",
        "eines",
        "er",
        "es",
        "für",
        "gern",
        "gerne",
        "haben",
        "hat",
        "ich",
        "ihr",
        "ihre",
        "im",
        "in",
        "ist",
        "ja",
        "jemand",
        "jemanden",
        "kann",
        "können",
        "mehr",
        "mit",
        "nach",
        "nicht",
        "noch",
        "nur",
        "ob",
        "oder",
        "ohne",
        "rund",
        "samt",
        "sie",
        "sind",
        "so",
        "sowie",
        "suche",
        "suchen",
        "über",
        "um",
        "und",
        "uns",
        "unser",
        "unsere",
        "unseren",
        "unserer",
        "unter",
        "vom",
        "von",
        "vor",
        "was",
        "wer",
        "wie",
        "wir",
        "wird",
        "zu",
        "zum",
        "zur",
        "a",
        "all",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "have",
        "i",
        "in",
        "is",
        "it",
        "looking",
        "of",
        "on",
        "only",
        "or",
        "our",
        "someone",
        "somebody",
        "that",
        "the",
        "their",
        "to",
        "us",
        "we",
        "who",
        "with",
    ]
)


class Ngrams:
    """Makes vectors of texts; groups that many of the `known` texts have count less."""

    def __init__(self, known: Sequence[str]) -> None:
        self._texts = len(known) + 1
        self._having = Counter(group for text in known for group in set(_groups(text)))

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Return a vector of length 1 for each text (0 where it has no word)."""
        found = np.zeros((len(texts), PLACES), dtype=np.float32)
        for row, text in zip(found, texts, strict=True):
            for group, times in Counter(_groups(text)).items():
                place = zlib.crc32(group.encode("utf-8", "replace"))
                weight = (1 + math.log(times)) * math.log(self._texts / (self._having[group] + RARE))
                row[place % PLACES] += weight if place & 0x80000000 else -weight
        length = np.linalg.norm(found, axis=1, keepdims=True)
        return (found / np.where(length > 0, length, 1)).astype(np.float32)


def _groups(text: str) -> Iterator[str]:
    for word in _WORD.findall(text[:LONGEST].casefold()):
        if word not in _EMPTY:
            padded = f" {word} "
            for size in (3, 4, 5):
                for start in range(len(padded) - size + 1):
                    yield padded[start : start + size]
