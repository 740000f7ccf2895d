"""Typed text made plain, so that it can be compared: small letters, umlauts spelled out, no punctuation around."""

import re

from service.lists.fold import fold

_AROUND = " \t\r\n.,:;!?…\"'„“”\u201a‘’()[]{}*_~`<>"
_POLITE = re.compile(r"(?:[\s,.!]+(?:bitte|please|danke|thanks|jetzt|now|mal))+[\s.!]*$", re.IGNORECASE)


def plain(text: str) -> str:
    """Return the text in small ASCII letters as far as they go, without signs at its ends (`?` alone stays)."""
    return fold(text).strip(_AROUND).replace("'", "").replace("’", "") or text.strip()


def bare(text: str) -> str:
    """Return the text without punctuation and polite words at its ends, otherwise as typed."""
    return _POLITE.sub("", f" {text}").strip(_AROUND)
