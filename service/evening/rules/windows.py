"""Guests of honour come and go by the clock: two minutes before they come the hosts of their table hear of it."""

from collections.abc import Iterator
from typing import Literal

from service.evening import events as e
from service.evening.evolve import evolve
from service.evening.mending import give_up_seat
from service.evening.problem import coming_round
from service.evening.rules.visiting import next_table
from service.evening.seats import afterwards, take_seat
from service.evening.state import MINUTE, SOON, Evening, Seating, Slot
from service.evening.tables import renumbered
from service.evening.windows import window_at

Due = Literal["call", "come", "close", "go"]


def visit_at(evening: Evening) -> int | None:
    """The next instant at which the clock has something to do for a guest of honour."""
    if not evening.begun or evening.phase.paused:
        return None
    dues = (_next_due(evening, person, slot) for person, slot in evening.people.items() if slot.visiting)
    first = min((due[0] for due in dues if due is not None), default=None)
    return max(first, evening.phase.since) if first is not None else None


def visits_due(evening: Evening, now: int) -> tuple[e.Event, ...]:
    """What is due for guests of honour: they are called, come, are told that it ends, and go."""
    events: list[e.Event] = []
    there = evening
    for person, slot in evening.people.items():
        due = _next_due(there, person, slot)
        if due is not None and due[0] <= now:
            for event in _what(there, person, slot, _still(there, slot, due[1], now), now):
                events.append(event)
                there = evolve(there, event)
    return tuple(events)


def arrivals(evening: Evening, now: int) -> tuple[e.Event, ...]:
    """Who is there when a round is announced now, and who would be gone before it starts."""
    starts = now + round(evening.settings.change_seconds * 1000)
    events: list[e.Event] = []
    for person, slot in evening.people.items():
        if _in_question(slot):
            begins, ends = _window(evening, slot, now)
            if slot.in_the_hall and ends <= starts:
                events.append(e.VisitorWent(person))
            elif not slot.in_the_hall and begins <= now and ends > starts:
                events.append(e.VisitorCame(person, ends))
    return tuple(events)


def coming_visits(evening: Evening) -> dict[str, str]:
    """Guests of honour and the tables they will visit in the next round, as far as the draft can tell."""
    number, draft, phase = coming_round(evening), evening.draft, evening.phase
    drafted = next((s for s in draft.rounds if s.round == number), None) if draft is not None else None
    if drafted is None or phase.step != "running" or phase.deadline is None or phase.coming_break is not None:
        return {}
    announced = phase.deadline
    after = evolve(evening, e.RoundEnded(phase.round))
    after = afterwards(after, arrivals(after, announced))
    seating = renumbered(after, drafted)
    found: dict[str, str] = {}
    for person in after.visitors(number):
        if (table := next_table(after, seating, person)) is not None:
            found[person] = table
            seating = _with(seating, table, person)
    return found


def _with(seating: Seating, table: str, person: str) -> Seating:
    there = (*seating.visitors.get(table, ()), person)
    return Seating(seating.round, seating.tables, seating.resting, {}, {**seating.visitors, table: there})


def _in_question(slot: Slot) -> bool:
    """Whether the clock still moves this guest: they have a window that is not over, and attend."""
    return (
        slot.visiting
        and slot.window is not None
        and slot.visit != "over"
        and slot.presence in ("expected", "here")
    )


def _window(evening: Evening, slot: Slot, now: int) -> tuple[int, int]:
    since = evening.phase.since if evening.begun else now
    begins, ends = window_at(evening, slot.window or (0, 0), since)
    return begins, slot.until if slot.until is not None else ends


def _next_due(evening: Evening, person: str, slot: Slot) -> tuple[int, Due] | None:
    if not _in_question(slot):
        return None
    phase = evening.phase
    begins, ends = _window(evening, slot, phase.since)
    seated = evening.live and phase.seating is not None and phase.seating.table_of(person) is not None
    match slot.visit:
        case "there":
            return (ends - SOON, "close") if seated and ends - SOON >= phase.since else (ends, "go")
        case "closing":
            return ends, "go"
        case "called":
            return begins, "come"
        case _:
            call = begins - SOON
            return (
                (call, "call") if call >= phase.since and begins < _round_ends(evening) else (begins, "come")
            )


def _still(evening: Evening, slot: Slot, due: Due, now: int) -> Due:
    """What is due now: who should be there already, or gone, is not called two minutes before."""
    begins, ends = _window(evening, slot, now)
    match due:
        case "call" if begins <= now:
            return "come"
        case "close" if ends <= now:
            return "go"
        case _:
            return due


def _round_ends(evening: Evening) -> float:
    """When the round that is on ends, as far as one can know; nothing is called while none is on."""
    phase = evening.phase
    if not evening.live:
        return 0
    if phase.deadline is None:
        return float("inf")
    talk = evening.settings.minutes * MINUTE if phase.step == "announced" else 0
    return phase.deadline + talk


def _what(evening: Evening, person: str, slot: Slot, due: Due, now: int) -> Iterator[e.Event]:
    seating = evening.phase.seating
    match due:
        case "call":
            yield e.VisitCalled(person, next_table(evening, seating, person) if seating is not None else None)
        case "close":
            yield e.VisitCalled(person, ends=True)
        case "go":
            yield from give_up_seat(evening, person, noshow=True)
            yield e.VisitorWent(person)
        case "come":
            came = e.VisitorCame(person, _window(evening, slot, now)[1])
            yield came
            yield from take_seat(evolve(evening, came), person)
