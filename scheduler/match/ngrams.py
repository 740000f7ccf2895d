"""Texts as counts of their letter groups: no meaning, but compounds, inflections and typing errors.

Groups of 3 to 5 letters within words, their counts dampened by the logarithm (Manning, Raghavan, Schütze, Introduction
to Information Retrieval, 6.4.1), put into a fixed number of places by a hash that also gives the sign (Weinberger et
al., Feature Hashing for Large Scale Multitask Learning, 2009). Words every ask has count for nothing.
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


def ngrams(texts: Sequence[str]) -> Vectors:
    """Return a vector of length 1 for each text (0 where it has no word)."""
    found = np.zeros((len(texts), PLACES), dtype=np.float32)
    for row, text in zip(found, texts, strict=True):
        for group, times in Counter(_groups(text)).items():
            place = zlib.crc32(group.encode("utf-8", "replace"))
            row[place % PLACES] += (1 + math.log(times)) * (1 if place & 0x80000000 else -1)
    length = np.linalg.norm(found, axis=1, keepdims=True)
    found /= np.where(length > 0, length, 1)
    return found


def _groups(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.casefold()):
        if word not in _EMPTY:
            padded = f" {word} "
            for size in (3, 4, 5):
                for start in range(len(padded) - size + 1):
                    yield padded[start : start + size]
