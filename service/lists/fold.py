"""Text as it compares and as it is kept: case, umlauts, accents, spaces."""

import re
import unicodedata

_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"}
)
# Invisible marks that can turn a line of a message around or hide in a name; joiners of emoji stay.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
# What spreadsheet programs are told to keep a text a text: ="0123", and the apostrophe of safe exports.
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
_GUARDED = re.compile(r"'(?=[=+\-@\t])")


def fold(text: str) -> str:
    """Lower case ASCII letters as far as they go: `Größe` and `GROESSE` both become `groesse`."""
    spelled = unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)
    apart = unicodedata.normalize("NFD", spelled)
    return "".join(char for char in apart if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """Return the folded words of a text, signs left out."""
    return re.findall(r"[^\W_]+", fold(text))


def clean_text(text: str) -> str:
    """Return the text composed (NFC), without controls, its lines trimmed and empty lines at the ends gone."""
    composed = (
        unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    )
    visible = _INVISIBLE.sub("", _CONTROL.sub("", composed)).strip()
    kept = _KEPT_AS_TEXT.fullmatch(visible)
    plain = _GUARDED.sub("", kept[1] if kept else visible, count=1) if visible[:1] in "'=" else visible
    return "\n".join(" ".join(line.split()) for line in plain.split("\n")).strip()


def clean_line(text: str) -> str:
    """Return the same on one line."""
    return " ".join(clean_text(text).split())


def shorten(text: str, limit: int) -> str:
    """Cut at a space where there is one near, with an ellipsis; at most `limit` characters."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = max(cut.rfind(" "), cut.rfind("\n"))
    return (cut[:space] if space > limit - 40 else cut).rstrip() + "…"
