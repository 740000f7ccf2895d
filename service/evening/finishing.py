"""Being done by a certain time: which rounds to drop, or how much to shorten them."""

import datetime
import re
import zoneinfo
from collections.abc import Iterator

import msgspec

from service.evening.pace import announcement
from service.evening.problem import rounds_to_come
from service.evening.refusals import BadTime
from service.evening.state import MINUTE, Evening

TYPED = re.compile(
    r"(\d{1,2})\s*(?:[:.h]|uhr)\s*(\d{2})?(?:\s*uhr)?|(\d{1,2})(\d{2})?(?:\s*uhr)?", re.IGNORECASE
)
"""`21:30`, `21.30`, `21h30`, `21 Uhr 30`, `21:30 Uhr`, `21 Uhr`, `21`, `2130`, `930`."""

STEP = 0.5
"""Shorter rounds are offered in steps of so many minutes."""

SHORTEST = 3.0
"""Nobody gets to know a table in fewer minutes; rounds that are short already may become half as long."""


class Way(msgspec.Struct, frozen=True):
    """One way to go on: so many rounds in all, so many minutes for each to come; then it ends at `ends` (ms)."""

    rounds: int
    minutes: float
    ends: int


def ways_to_finish(evening: Evening, at: int, now: int) -> tuple[Way, ...]:
    """Return how the evening goes on as it is, and where that is too long, how it could be over by `at`.

    First as it is; then with fewer rounds, as many as fit, or if none does the fewest there can be; then with
    shorter ones, if that alone is enough. Empty when no round is left. Raises BadTime where `at` has passed.
    """
    if at <= now:
        raise BadTime(time=at)
    settings = evening.settings
    if evening.phase.step == "ended" or not (evening.live or rounds_to_come(evening)):
        return ()
    as_it_is = _way(evening, settings.rounds, settings.minutes, now)
    if as_it_is.ends <= at:
        return (as_it_is,)
    return (as_it_is, *_fewer(evening, at, now), *_shorter(evening, at, now))


def time_of_day(text: str, evening: Evening, now: int) -> int:
    """Return the next instant (ms) at which it is this time where the evening is. Raises BadTime."""
    at = clock_time(text)
    zone = zoneinfo.ZoneInfo(evening.settings.timezone)
    today = datetime.datetime.fromtimestamp(now / 1000, zone).date()
    for days in (0, 1, 2):
        day = today + datetime.timedelta(days=days)
        instant = round(datetime.datetime.combine(day, at, zone).timestamp() * 1000)
        if instant > now:
            return instant
    raise BadTime(time=text)


def clock_time(text: str) -> datetime.time:
    """Return the time of day somebody has typed. Raises BadTime."""
    typed = TYPED.fullmatch(text.strip())
    if typed is None:
        raise BadTime(time=text)
    hour = int(typed[1] or typed[3])
    minute = int(typed[2] or typed[4] or 0)
    try:
        return datetime.time(0 if (hour, minute) == (24, 0) else hour, minute)
    except ValueError:
        raise BadTime(time=text) from None


def _fewer(evening: Evening, at: int, now: int) -> Iterator[Way]:
    least = max(1, evening.phase.round)
    fewer = range(evening.settings.rounds - 1, least - 1, -1)
    ways = [_way(evening, rounds, evening.settings.minutes, now) for rounds in fewer]
    if ways:
        yield next((way for way in ways if way.ends <= at), ways[-1])


def _shorter(evening: Evening, at: int, now: int) -> Iterator[Way]:
    rounds, minutes = evening.settings.rounds, evening.settings.minutes
    steps = int(minutes / STEP)
    for step in range(steps, 0, -1):
        shorter = step * STEP
        if shorter < min(SHORTEST, minutes / 2):
            return
        way = _way(evening, rounds, shorter, now)
        if shorter < minutes and way.ends <= at:
            yield way
            return


def _way(evening: Evening, rounds: int, minutes: float, now: int) -> Way:
    return Way(rounds, minutes, now + _left(evening, rounds, minutes, now))


def _left(evening: Evening, rounds: int, minutes: float, now: int) -> int:
    """Milliseconds from now to the end: every gong when it is due, those by hand as long as the settings say.

    A round that runs keeps its length; what is held goes on now.
    """
    phase = evening.phase
    talk, walk = round(minutes * MINUTE), _walk(evening)
    to_come = rounds - phase.round if evening.begun else rounds
    each = to_come * (walk + talk)
    match phase.step:
        case "announced":
            return _step_left(evening, walk, now) + talk + each
        case "running":
            pause = round((phase.coming_break or 0) * MINUTE) if to_come else 0
            return _step_left(evening, round(evening.settings.minutes * MINUTE), now) + pause + each
        case "between":
            return _step_left(evening, 0, now) + each
        case _:
            return each


def _step_left(evening: Evening, span: int, now: int) -> int:
    """What is left of the step that is on; by hand of `span`, counted from its beginning."""
    phase = evening.phase
    if phase.paused and phase.remaining is not None:
        return phase.remaining
    due = phase.deadline if phase.deadline is not None else phase.since + span
    return max(0, due - now)


def _walk(evening: Evening) -> int:
    """Milliseconds that the next announcement lasts, as far as one can know."""
    seating = evening.phase.seating
    if seating is None and evening.draft is not None and evening.draft.rounds:
        seating = evening.draft.rounds[0]
    if seating is None:
        return round(evening.settings.change_seconds * 1000)
    return announcement(evening, seating)
