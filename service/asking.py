"""The organiser's words as commands: one reading of words and arguments for the API, the desk and the chats."""

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from service.evening import Evening
from service.evening import commands as c
from service.evening.finishing import time_of_day
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


def finish_at(evening: Evening, arguments: Arguments, now: int) -> int:
    """Return the instant by which an organiser wants to be done. Raises ArgumentMissing, BadTime."""
    time = arguments.get("time")
    if not isinstance(time, str) or not time.strip():
        raise ArgumentMissing(word="finish", argument="time")
    return time_of_day(time, evening, now)


def _participant(word: str, arguments: Arguments) -> str:
    person = arguments.get("participant")
    if not isinstance(person, str) or not person:
        raise ArgumentMissing(word=word, argument="participant")
    return person


def _other(word: str, arguments: Arguments) -> str:
    person = arguments.get("other")
    if not isinstance(person, str) or not person:
        raise ArgumentMissing(word=word, argument="other")
    return person


def _table(word: str, arguments: Arguments) -> str:
    table = arguments.get("table")
    named = str(table).strip() if isinstance(table, str | int) and not isinstance(table, bool) else ""
    if not named:
        raise ArgumentMissing(word=word, argument="table")
    return named


def _pair(word: str, arguments: Arguments) -> tuple[str, str]:
    return _participant(word, arguments), _other(word, arguments)


def _leave(arguments: Arguments) -> c.Command:
    """`leave` at once, or after a round."""
    person, last = _participant("leave", arguments), arguments.get("round")
    if last is None:
        return c.ChangePresence(person, "left")
    return c.LeaveAfter(person, last)


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


def _visit(arguments: Arguments) -> c.Command:
    """`visit`, perhaps within a window of time and along a route of tables: `"table": "3,5,7"`."""
    time, tables = arguments.get("time"), arguments.get("table")
    route = route_of(str(tables)) if isinstance(tables, str | int) and not isinstance(tables, bool) else ()
    return c.Visit(_participant("visit", arguments), time if isinstance(time, str) else None, route)


def route_of(text: str) -> tuple[str, ...]:
    """Return the tables somebody has named one after the other: `3, 5, 7` or `3 5 7`."""
    return tuple(re.split(r"[\s,;/>+]+", text.strip(" ,;"))) if text.strip(" ,;") else ()


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
    "leave": _leave,
    "swap": lambda a: c.Swap(*_pair("swap", a)),
    "apart": lambda a: c.KeepApart(*_pair("apart", a)),
    "together": lambda a: c.BringTogether(*_pair("together", a)),
    "match": lambda a: c.PairUp(*_pair("match", a)),
    "strike": lambda a: c.StrikeOut(*_pair("strike", a)),
    "host": lambda a: c.AppointHost(_participant("host", a), _table("host", a)),
    "close": lambda a: c.CloseTable(_table("close", a)),
    "visit": _visit,
    "told": lambda a: c.TellInPerson(_participant("told", a)),
    "organiser": lambda a: c.AppointOrganiser(_participant("organiser", a)),
    "say": lambda a: c.Say(_text("say", a)),
    "settings": _settings,
    "undo": lambda a: c.Undo(),
}
"""Word -> command. Words that only look (`status`, `who` ...) are no commands."""
