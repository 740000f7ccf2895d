"""The words people say to the bot, as data: what they are called, who may say them, what follows them.

The same table makes the menus of the chats, the help, and the reading of what was typed.
"""

from typing import Literal

import msgspec

from bot.wording import FOLDER
from service.wording.catalogue import Texts

Role = Literal["organiser", "guest"]


class Word(msgspec.Struct, frozen=True):
    """One word: its name (English), its German name, its role, what follows it, and what it does (English)."""

    name: str
    german: str
    role: Role
    does: str
    follows: str = ""
    example: str = ""


GUEST = (
    Word("here", "hier", "guest", "I'm here"),
    Word("table", "tisch", "guest", "Where do I sit?"),
    Word("pause", "pause", "guest", "I sit out for a while"),
    Word("back", "zurueck", "guest", "I'm back"),
    Word("leave", "geht", "guest", "I'm going home"),
    Word("language", "sprache", "guest", "German or English", "de|en", "en"),
    Word("help", "hilfe", "guest", "What can I say here?"),
    Word("start", "start", "guest", "Connect this chat", "CODE"),
    Word("join", "dabei", "guest", "Take part", "CODE"),
)

ORGANISER = (
    Word("new", "neu", "organiser", "A new evening", "NAME", "Netzwerkabend Suhl"),
    Word("people", "liste", "organiser", "Take in a list (send it as a file)"),
    Word(
        "settings",
        "einstellungen",
        "organiser",
        "Rounds, minutes, tables",
        "rounds=8",
        "rounds=8 minutes=8 size=5",
    ),
    Word("open", "oeffnen", "organiser", "Open the check-in"),
    Word("plan", "plan", "organiser", "Plan all rounds"),
    Word("begin", "los", "organiser", "Announce the first round"),
    Word("next", "weiter", "organiser", "The next step, now"),
    Word("break", "kaffee", "organiser", "A break after this round", "15", "15"),
    Word("hold", "anhalten", "organiser", "Stop the clock"),
    Word("resume", "fortsetzen", "organiser", "Let the clock run again"),
    Word("extend", "verlaengern", "organiser", "More minutes", "2", "2"),
    Word("stop", "ende", "organiser", "End the evening"),
    Word("status", "stand", "organiser", "How it stands"),
    Word("table", "tisch", "organiser", "Who sits there", "7", "7"),
    Word("who", "wer", "organiser", "Where somebody sits", "NAME", "Berger"),
    Word("links", "links", "organiser", "All links"),
    Word("absent", "fehlt", "organiser", "Did not come", "NAME", "Berger"),
    Word("back", "zurueck", "organiser", "Is here again", "NAME", "Berger"),
    Word("leave", "geht", "organiser", "Has gone home", "NAME", "Berger"),
    Word("add", "dazu", "organiser", "One more guest", "NAME; FIRM", "Petra Wolf; Wolf Logistik"),
    Word("say", "sagen", "organiser", "Tell everybody", "TEXT", "Das Buffet ist eröffnet."),
    Word("undo", "rueckgaengig", "organiser", "Take the last act back"),
)

SETTING_NAMES = {
    "runden": "rounds",
    "minuten": "minutes",
    "wechsel": "change_seconds",
    "change": "change_seconds",
    "groesse": "size",
    "plaetze": "size",
    "tische": "tables",
    "uhr": "clock",
    "sprache": "language",
    "zeitzone": "timezone",
}
"""German and short names of settings."""

SETTING_VALUES = {
    "hand": "manual",
    "automatisch": "auto",
    "paare": "pairs",
    "tische": "tables",
    "deutsch": "de",
    "englisch": "en",
}
"""German names of values."""


def called(word: Word, language: str) -> str:
    """Return what the word is called in this language."""
    return word.german if language == "de" else word.name


def words_of(role: Role) -> tuple[Word, ...]:
    """Return the words of a role, in the order of an evening."""
    return ORGANISER if role == "organiser" else GUEST


def menu(role: Role, language: str) -> list[tuple[str, str]]:
    """Return the words of a role that stand alone, and what they do, in this language."""
    t = Texts(FOLDER, language)
    return [(called(word, language), t.say(word.does)) for word in words_of(role) if not word.follows]


_NAMES = {name: word.name for word in (*GUEST, *ORGANISER) for name in (word.german, word.name)}


def find_word(typed: str) -> str | None:
    """Return the English name of a typed word of either language, or None."""
    return _NAMES.get(typed)
