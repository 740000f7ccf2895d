"""Settings as people type them, understood or refused with what would be right."""

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
}

KNOWN = (*NUMBERS, *CHOICES, "timezone")


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


def _timezone(value: Any) -> str:
    try:
        return zoneinfo.ZoneInfo(str(value)).key
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        raise BadSetting(setting="timezone", value=str(value), allowed=("Europe/Berlin",)) from None
