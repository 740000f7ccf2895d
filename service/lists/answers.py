"""Cells that answer yes or no, as people fill them in."""

from service.lists.fold import fold

_YES = frozenset(
    ("ja", "j", "jawohl", "yes", "y", "x", "1", "wahr", "true", "✓", "✔", "☑", "ok", "gern", "gerne")
)
_NO = frozenset(
    ("", "nein", "n", "no", "0", "falsch", "false", "-", "–", "—", "/", "keine", "none", "✗", "☐")
)


def is_yes(text: str) -> bool:
    """Whether this says yes: `ja`, `x`, `1` ... and `Ja, gern`."""
    plain = fold(text).strip(" .!")
    return plain in _YES or plain.replace(",", " ").split(" ", 1)[0] in ("ja", "yes")


def is_no(text: str) -> bool:
    """Whether this says no, or nothing."""
    plain = fold(text).strip(" .!")
    return plain in _NO or plain.replace(",", " ").split(" ", 1)[0] in ("nein", "no")
