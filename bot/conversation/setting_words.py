"""Settings as people type them: `runden=8`, `Minuten: 7,5`, `uhr=hand`."""

import re

from bot.conversation.plain_text import plain

SETTING_NAMES = {
    "runden": "rounds",
    "runde": "rounds",
    "round": "rounds",
    "minuten": "minutes",
    "minute": "minutes",
    "wechsel": "change_seconds",
    "change": "change_seconds",
    "sekunden": "change_seconds",
    "groesse": "size",
    "plaetze": "size",
    "seats": "size",
    "tische": "tables",
    "uhr": "clock",
    "sprache": "language",
    "zeitzone": "timezone",
    "form": "format",
    "konkurrenz": "competitors",
    "konkurrenten": "competitors",
    "wettbewerber": "competitors",
    "kollegen": "colleagues",
    "stufenlos": "stepfree",
    "barrierefrei": "stepfree",
}
"""German and short names of settings."""

SETTING_VALUES = {
    "hand": "manual",
    "automatisch": "auto",
    "paare": "pairs",
    "tische": "tables",
    "deutsch": "de",
    "englisch": "en",
    "siezen": "sie",
    "duzen": "du",
    "getrennt": "apart",
    "mischen": "mix",
    "gemischt": "mix",
    "frei": "free",
    "egal": "free",
    "keine": "-",
    "none": "-",
}
"""German names of values."""

_SETTING = re.compile(r"([\w-]+)\s*[=:]\s*([^\s;]+(?:(?<=,)\s+\d[\d,-]*(?![\w-]*\s*[=:]))*)")


def read_settings(text: str) -> dict[str, str]:
    """Read `rounds=8 minuten=10` as settings by their English names; unknown names are kept as typed."""
    changes = {}
    for name, value in _SETTING.findall(text):
        key, typed = plain(name).replace("-", ""), plain(value)
        changes[SETTING_NAMES.get(key, key)] = SETTING_VALUES.get(typed, value if "/" in value else typed)
    return changes
