"""The organiser's words as commands: one reading of words and arguments for the API, the desk and the chats."""

import math
from collections.abc import Callable, Mapping
from typing import Any

from service.evening import commands as c
from service.evening.refusals import BadMinutes, Refusal

Arguments = Mapping[str, Any]


class UnknownCommand(Refusal):
    """There is no such word (`word`) for organisers."""

    code = "unknown_command"


class ArgumentMissing(Refusal):
    """The word `word` needs `argument`."""

    code = "argument_missing"


def organiser_command(word: str, arguments: Arguments) -> c.Command:
    """Return the command an organiser asks for with this word and arguments by name.

    `participant` is an id. Raises UnknownCommand, ArgumentMissing, BadMinutes.
    """
    make = WORDS.get(word)
    if make is None:
        raise UnknownCommand(word=word)
    return make(arguments)


def _participant(word: str, arguments: Arguments) -> str:
    person = arguments.get("participant")
    if not isinstance(person, str) or not person:
        raise ArgumentMissing(word=word, argument="participant")
    return person


def _minutes(word: str, arguments: Arguments) -> float:
    value = arguments.get("minutes")
    if value is None or isinstance(value, bool):
        raise ArgumentMissing(word=word, argument="minutes")
    try:
        minutes = float(str(value).replace(",", "."))
    except ValueError:
        minutes = math.nan
    if not math.isfinite(minutes):
        raise BadMinutes(minutes=str(value), least=1, most=240)
    return minutes


def _text(word: str, arguments: Arguments) -> str:
    text = arguments.get("text")
    if not isinstance(text, str):
        raise ArgumentMissing(word=word, argument="text")
    return text


def _settings(arguments: Arguments) -> c.Command:
    changes = arguments.get("settings")
    if not isinstance(changes, Mapping) or not changes:
        raise ArgumentMissing(word="settings", argument="settings")
    return c.Configure(dict(changes))


def _confirmed(arguments: Arguments) -> bool:
    return arguments.get("confirm") is True


WORDS: Mapping[str, Callable[[Arguments], c.Command]] = {
    "open": lambda a: c.Open(),
    "plan": lambda a: c.MakePlan(),
    "begin": lambda a: c.Begin(confirm=_confirmed(a)),
    "next": lambda a: c.Next(confirm=_confirmed(a)),
    "break": lambda a: c.Break(_minutes("break", a)),
    "hold": lambda a: c.Hold(),
    "resume": lambda a: c.Resume(),
    "extend": lambda a: c.Extend(_minutes("extend", a)),
    "stop": lambda a: c.Stop(confirm=_confirmed(a)),
    "absent": lambda a: c.ChangePresence(_participant("absent", a), "away", noshow=True),
    "back": lambda a: c.ChangePresence(_participant("back", a), "here"),
    "leave": lambda a: c.ChangePresence(_participant("leave", a), "left"),
    "say": lambda a: c.Say(_text("say", a)),
    "settings": _settings,
    "undo": lambda a: c.Undo(),
}
"""Word -> command. Words that only look (`status`, `who` ...) are no commands."""
