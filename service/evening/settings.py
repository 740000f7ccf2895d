"""Settings as people type them, understood or refused with what would be right."""

import re
import zoneinfo
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from service.evening.refusals import BadSetting, UnknownSetting
from service.evening.state import Settings

NUMBERS: Mapping[str, tuple[type[int] | type[float], float, float]] = {
    "rounds": (int, 1, 60),
    "minutes": (float, 0.1, 240),
    "change_seconds": (float, 0, 1800),
    "size": (int, 2, 50),
    "tables": (int, 1, 1000),
}
"""Setting -> kind of number, least, most."""

LANGUAGES = ("de", "en")
"""What texts for people are written in."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "clock": ("auto", "manual"),
    "language": LANGUAGES,
    "format": ("tables", "pairs"),
    "anrede": ("sie", "du"),
    "competitors": ("mix", "apart"),
    "colleagues": ("mix", "free"),
}

KNOWN = (*NUMBERS, *CHOICES, "stepfree", "timezone")

MOST_STEPFREE = 1000
"""No hall has more tables."""


_BETWEEN = re.compile(r"\s*(?:[,;+]|\bund\b|\band\b|\s)\s*")
_ROW = re.compile(r"(\d{1,4})(?:[-–](\d{1,4}))?")


def changed_settings(settings: Settings, changes: Mapping[str, Any]) -> Settings:
    """Return the settings with these changes; a number may come as text, with a comma too.

    Raises UnknownSetting or BadSetting; then nothing has changed.
    """
    values: dict[str, Any] = {}
    for name, value in changes.items():
        if name in NUMBERS:
            values[name] = _number(name, value)
        elif name in CHOICES:
            values[name] = _choice(name, value)
        elif name == "stepfree":
            values[name] = _tables(name, value)
        elif name == "timezone":
            values[name] = _timezone(value)
        else:
            raise UnknownSetting(setting=name, known=KNOWN)
    return replace(settings, **values)


def _number(name: str, value: Any) -> int | float | None:
    kind, least, most = NUMBERS[name]
    if value is None and name in ("size", "tables"):
        return None
    refusal = BadSetting(setting=name, value=str(value), least=least, most=most, kind=kind.__name__)
    try:
        number = float(str(value).replace(",", "."))
    except ValueError:
        raise refusal from None
    if isinstance(value, bool) or not least <= number <= most or (kind is int and number != int(number)):
        raise refusal
    return int(number) if number == int(number) else number


def _choice(name: str, value: Any) -> str:
    if value not in CHOICES[name]:
        raise BadSetting(setting=name, value=str(value), allowed=CHOICES[name])
    return str(value)


def _tables(name: str, value: Any) -> tuple[str, ...]:
    """Numbers of tables, as a list or as `1, 2 und 4-6`; nothing, `-` or `0` names none."""
    text = (
        ",".join(map(str, value))
        if isinstance(value, list | tuple)
        else str(value if value is not None else "")
    )
    found: list[str] = []
    for part in _BETWEEN.split(text.strip()):
        row = _ROW.fullmatch(part)
        first, last = (int(row[1]), int(row[2] or row[1])) if row is not None else (1, 0)
        if part in ("", "-", "–", "0"):
            continue
        if not 1 <= first <= last <= MOST_STEPFREE:
            raise BadSetting(setting=name, value=text, allowed=("1", "1,2", "1-3"))
        found += map(str, range(first, last + 1))
    return tuple(sorted(dict.fromkeys(found), key=int))


def _timezone(value: Any) -> str:
    try:
        return zoneinfo.ZoneInfo(str(value)).key
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        raise BadSetting(setting="timezone", value=str(value), allowed=("Europe/Berlin",)) from None
