"""The steps of an evening and its clock."""

from msgspec.structs import replace

from service.evening import events as e
from service.evening.evolve.apply import Apply
from service.evening.evolve.apply import changed_phase as _phase
from service.evening.state import Draft, Evening, Phase, Seating


def _opened(evening: Evening, event: e.CheckInOpened) -> Evening:
    return _phase(evening, step="open")


def _planned(evening: Evening, event: e.PlanMade) -> Evening:
    return replace(evening, draft=event.draft)


def _announced(evening: Evening, event: e.RoundAnnounced) -> Evening:
    seating = event.seating
    draft = evening.draft
    if draft is not None:
        draft = replace(draft, rounds=tuple(s for s in draft.rounds if s.round > seating.round))
    phase = Phase(
        step="announced",
        round=seating.round,
        deadline=event.deadline,
        seating=seating,
        over=evening.phase.over,
    )
    return replace(evening, draft=draft, phase=phase)


def _started(evening: Evening, event: e.RoundStarted) -> Evening:
    return _phase(
        evening, step="running", deadline=event.deadline, paused=False, remaining=None, warned=False
    )


def _soon(evening: Evening, event: e.SoonCalled) -> Evening:
    return _phase(evening, warned=True)


def _over(evening: Evening, event: e.RoundEnded) -> Evening:
    phase = evening.phase
    over = (*phase.over, phase.seating) if phase.seating is not None else phase.over
    return _phase(
        evening, step="between", deadline=None, paused=False, remaining=None, over=over, coming_break=None
    )


def _break_asked(evening: Evening, event: e.BreakAsked) -> Evening:
    return _phase(evening, coming_break=event.minutes)


def _break(evening: Evening, event: e.BreakStarted) -> Evening:
    announced, over = event.announcement, evening.phase.over
    if announced is None:
        return _phase(evening, deadline=event.deadline, paused=False, remaining=None)
    draft = evening.draft or Draft((), "")
    draft = replace(draft, rounds=(replace(announced, visitors={}), *draft.rounds))
    last: Seating | None = over[-1] if over else None
    phase = Phase(step="between", round=announced.round - 1, deadline=event.deadline, seating=last, over=over)
    return replace(evening, draft=draft, phase=phase)


def _ended(evening: Evening, event: e.EveningEnded) -> Evening:
    phase = Phase(step="ended", round=evening.phase.round, over=evening.phase.over)
    return replace(evening, phase=phase)


def _held(evening: Evening, event: e.Held) -> Evening:
    return _phase(evening, paused=True, deadline=None, remaining=event.remaining)


def _away(evening: Evening, event: e.ClockWasAway) -> Evening:
    return _phase(evening, paused=True, deadline=None, remaining=0)


def _resumed(evening: Evening, event: e.Resumed) -> Evening:
    return _phase(evening, paused=False, deadline=event.deadline, remaining=None)


def _extended(evening: Evening, event: e.Extended) -> Evening:
    return _phase(evening, deadline=event.deadline, remaining=event.remaining, warned=False)


APPLY: Apply = {
    e.CheckInOpened: _opened,
    e.PlanMade: _planned,
    e.RoundAnnounced: _announced,
    e.RoundStarted: _started,
    e.SoonCalled: _soon,
    e.RoundEnded: _over,
    e.BreakAsked: _break_asked,
    e.BreakStarted: _break,
    e.Held: _held,
    e.ClockWasAway: _away,
    e.Resumed: _resumed,
    e.Extended: _extended,
    e.EveningEnded: _ended,
}
