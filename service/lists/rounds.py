"""Rounds somebody is absent in, as people write them."""

import re

from service.lists import limits
from service.lists.fold import fold

_NONE = frozenset(("", "-", "–", "nein", "no", "keine", "none", "0", "nie", "never"))
_WORDS = re.compile(r"\b(runden?|rounds?|nr|in)\b\.?")
_ENTRY = re.compile(r"(\d{1,4})(?:\s*(?:-|–|bis|to)\s*(\d{1,4}))?\.?")


def parse_rounds(text: str) -> tuple[int, ...] | None:
    """Return the rounds in `1, 3-4` or `Runde 2 und 3`, rising; None where it cannot be understood."""
    if len(text) > limits.LINE:
        return None
    plain = fold(text).strip()
    if plain in _NONE:
        return ()
    rounds: set[int] = set()
    for part in re.split(r"[,;/+&\s]*\b(?:und|and)\b\s*|[,;/+&]", _WORDS.sub(" ", plain)):
        found = _ENTRY.fullmatch(part.strip())
        if found is None:
            return None
        first = int(found[1])
        last = int(found[2] or first)
        if not 1 <= first <= last <= limits.ROUND or last - first >= limits.ENTRIES:
            return None
        rounds.update(range(first, last + 1))
    return tuple(sorted(rounds)) if len(rounds) <= limits.ENTRIES else None
