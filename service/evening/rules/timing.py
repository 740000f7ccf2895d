"""The clock of an evening: stopped, going again, longer."""

from msgspec.structs import replace

from service.evening import events as e
from service.evening.commands import Extend, Hold, Resume
from service.evening.pace import announcement
from service.evening.refusals import (
    AlreadyHeld,
    BadMinutes,
    EveningIsOver,
    NotBegunYet,
    NotHeld,
    NothingToExtend,
)
from service.evening.state import MINUTE, Evening, Settings


def hold(evening: Evening, command: Hold, now: int) -> tuple[e.Event, ...]:
    """Stop the clock and keep what is left of it."""
    _must_be_on(evening)
    phase = evening.phase
    if phase.paused:
        raise AlreadyHeld
    return (e.Held(max(0, phase.deadline - now) if phase.deadline is not None else None),)


def resume(evening: Evening, command: Resume, now: int) -> tuple[e.Event, ...]:
    """Let the clock run again, with what was left of it."""
    _must_be_on(evening)
    phase = evening.phase
    if not phase.paused:
        raise NotHeld
    return (e.Resumed(now + phase.remaining if phase.remaining is not None else None),)


def extend(evening: Evening, command: Extend, now: int) -> tuple[e.Event, ...]:
    """Make this step longer, or shorter with a negative number; never shorter than now."""
    _must_be_on(evening)
    phase = evening.phase
    if not abs(command.minutes) <= 240 or not (more := round(command.minutes * MINUTE)):
        raise BadMinutes(minutes=command.minutes, least=1, most=240)
    if phase.paused and phase.remaining is not None:
        return (e.Extended(None, max(0, phase.remaining + more)),)
    if phase.deadline is None:
        raise NothingToExtend
    return (e.Extended(max(now, phase.deadline + more)),)


def clock_switched(evening: Evening, settings: Settings, now: int) -> tuple[e.Event, ...]:
    """What another `clock` means for the step that is on: by hand it has no deadline, by the clock it gets one.

    The clock counts from when the step began, but leaves a minute at least. A break without end stays so.
    """
    phase = evening.phase
    if settings.clock == evening.settings.clock:
        return ()
    if settings.clock == "manual":
        return (e.Extended(None),) if (phase.deadline, phase.remaining) != (None, None) else ()
    if not evening.live or phase.seating is None:
        return ()
    talk, walk = settings.minutes * MINUTE, announcement(replace(evening, settings=settings), phase.seating)
    span = talk if phase.step == "running" else walk
    deadline = max(phase.since + round(span), now + MINUTE)
    return (e.Extended(None, deadline - now) if phase.paused else e.Extended(deadline),)


def _must_be_on(evening: Evening) -> None:
    if evening.phase.step == "ended":
        raise EveningIsOver
    if not evening.begun:
        raise NotBegunYet
