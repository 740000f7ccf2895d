"""Typed text made plain, so that it can be compared: small letters, umlauts spelled out, no punctuation around."""

import re

from service.lists.fold import fold

_AROUND = " \t\r\n.,:;!?…\"'„“”\u201a‘’()[]{}*_~`<>"
_UNSOUND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_POLITE = re.compile(r"(?:[\s,.!]+(?:bitte|please|danke|thanks|jetzt|now|mal))+[\s.!]*$", re.IGNORECASE)


def sound(text: str) -> str:
    """Return the text without what nobody typed and no answer can carry back.

    Halves of a sign (lone surrogates) become `\ufffd`; controls and marks that turn lines around are left out.
    """
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _UNSOUND.sub("", whole)


def plain(text: str) -> str:
    """Return the text in small ASCII letters as far as they go, without signs at its ends (`?` alone stays)."""
    return fold(text).strip(_AROUND).replace("'", "").replace("’", "") or text.strip()


def bare(text: str) -> str:
    """Return the text without punctuation and polite words at its ends, otherwise as typed."""
    return _POLITE.sub("", f" {text}").strip(_AROUND)
