"""Reading what somebody typed: a word and what follows it, however it was written."""

import re

import msgspec

from bot.conversation.words import SETTING_NAMES, SETTING_VALUES, find_word

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

_SETTING = re.compile(r"(\w+)\s*[=:]\s*([^\s;]+)")


class Typed(msgspec.Struct, frozen=True):
    """A known word (`None`: not understood) and the text after it."""

    word: str | None
    rest: str = ""


def plain(text: str) -> str:
    """Return the text in small ASCII letters as far as German goes."""
    return text.strip().casefold().translate(UMLAUTS)


def read(text: str) -> Typed:
    """Read a typed text: `/weiter`, `!next`, `Zurück Berger`, `tisch 7`."""
    first, _, rest = text.strip().lstrip("/!").strip().partition(" ")
    return Typed(find_word(plain(first.rstrip(".!?:,"))), rest.strip())


def read_settings(text: str) -> dict[str, str]:
    """Read `rounds=8 minuten=10` as settings by their English names; unknown names are kept as typed."""
    changes = {}
    for name, value in _SETTING.findall(text):
        key, typed = plain(name), plain(value)
        changes[SETTING_NAMES.get(key, key)] = SETTING_VALUES.get(typed, value if "/" in value else typed)
    return changes
