"""From what happened to who is told what: one entry of the journal in, its notices out, always the same ones."""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from bot.host_notices import host_notices
from bot.notice import Kind, Notice, Topic, notice
from bot.visit_notices import visit_notices
from bot.walk import distance, table_order
from service.evening import events as e
from service.evening.company import new_faces
from service.evening.resting import free_too, seat_after
from service.evening.state import MINUTE, SOON, Evening, Seating, Told
from service.evenings import Outcome

SAYING_LASTS = 30 * MINUTE
HOLDING_LASTS = 5 * MINUTE
CALL_MAY_BE_LATE = MINUTE / 3
"""Two minutes are called only while they are nearly two: a later tick has nothing true to say."""


def notices(step: Outcome) -> list[Notice]:
    """Return every notice this step gives rise to, for participants and organisers."""
    return list(chain(_places(step), _company(step), _signals(step), visit_notices(step), host_notices(step)))


def current_place(evening: Evening, person: str) -> Notice | None:
    """Return the notice of where this person is to be now, or None where nothing holds."""
    told = evening.told.get(person)
    if told is None or not evening.live:
        return None
    return _place(evening, person, told, None, version=told.version)


def _places(step: Outcome) -> Iterator[Notice]:
    before, after = step.before, step.after
    back_to_life = before.phase.step == "ended" and after.live
    fresh = {p: told for p, told in after.told.items() if told.version == after.version or back_to_life}
    order = table_order(before, after) if fresh else {}
    for person, told in fresh.items():
        was = before.told.get(person)
        walk = distance(was.table if was is not None else None, told.table, order)
        yield _place(after, person, told, was, version=after.version, late=_found_late(step), walk=walk)
    if before.told and after.phase.step in ("created", "open"):
        for person in before.told:
            yield notice(after, person, "withdrawn", "place")


def _place(
    evening: Evening,
    person: str,
    told: Told,
    was: Told | None,
    *,
    version: int,
    late: bool = False,
    walk: int = 0,
) -> Notice:
    seating = evening.phase.seating
    again = was is not None and was != told and was.round >= told.round and was.table is not None
    kind: Kind = "rest" if told.table is None else "changed" if again else "table"
    starts, until = gongs(evening)
    if told.table is None:
        together, after = free_too(evening, person), seat_after(evening, person)
    else:
        together, after = _company_at(seating, told.table) if seating is not None else (), None
    return notice(
        evening,
        person,
        kind,
        "place",
        version=version,
        table=told.table,
        was=was.table if again and was is not None and was.table != told.table else None,
        with_=tuple(p for p in together if p != person),
        starts=starts,
        until=until,
        expires=until,
        late=late,
        walk=walk,
        then=after[0] if after is not None else None,
        again=after[1] if after is not None else None,
    )


def _company_at(seating: Seating, table: str) -> tuple[str, ...]:
    """All at a table, guests of honour first."""
    return (*seating.visitors.get(table, ()), *seating.tables.get(table, ()))


def _found_late(step: Outcome) -> bool:
    """Seats of this step were found in a round that was running already."""
    return step.before.phase.step == "running" == step.after.phase.step


def gongs(evening: Evening) -> tuple[int | None, int | None]:
    """When the round that is on starts (or started) and ends; None where only commands know."""
    phase = evening.phase
    talk = round(evening.settings.minutes * MINUTE)
    if phase.step == "announced":
        return (phase.deadline, phase.deadline + talk) if phase.deadline is not None else (None, None)
    if phase.step == "running":
        return phase.since, phase.deadline
    return None, None


def _company(step: Outcome) -> Iterator[Notice]:
    """Tell those at a table who else comes to it."""
    after = step.after
    seating = after.phase.seating
    if seating is None or not after.live:
        return
    moved = {event.person for event in step.entry.events if isinstance(event, e.SeatTaken)}
    if not moved:
        return
    until = gongs(after)[1]
    for table in seating.tables:
        people = _company_at(seating, table)
        came = tuple(person for person in people if person in moved)
        for other in people if came else ():
            if other not in moved:
                yield notice(after, other, "joins", "company", table=table, with_=came, expires=until)


def _signals(step: Outcome) -> Iterator[Notice]:
    after, at = step.after, step.entry.at
    for event in step.entry.events:
        match event:
            case e.CheckInOpened():
                yield from _to(after, _waiting(after), "open", "signal")
            case e.RoundStarted():
                yield from _to(after, _seated(after), "gong", "signal", until=after.phase.deadline)
            case e.RoundEnded():
                yield from _to(after, _seated(step.before), "gong", "signal")
            case e.SoonCalled():
                until = after.phase.deadline
                if until is not None and until - at >= SOON - CALL_MAY_BE_LATE:
                    yield from _to(after, _seated(after), "soon", "signal", until=until, expires=until)
            case e.Held():
                yield from _to(after, _expected(after), "held", "signal", expires=at + HOLDING_LASTS)
            case e.ClockWasAway():
                yield from _to(after, _expected(after), "held", "signal", expires=at + HOLDING_LASTS)
                yield from _to(after, after.organisers, "away", "signal")
            case e.Resumed():
                yield from _resumed(after, at)
            case e.Extended():
                yield from _to(after, _expected(after), "time", "signal", until=_talk_until(after))
            case e.BreakStarted():
                yield from _break(after)
            case e.Said(text=text):
                yield from _to(after, _not_gone(after), "say", "saying", text=text, expires=at + SAYING_LASTS)
            case e.EveningEnded():
                met = new_faces(after)
                for person in _took_part(after, met):
                    yield notice(after, person, "ended", "signal", met=len(met.get(person, ())))
            case e.ContactOffered(person=person, other=other, mutual=True):
                yield notice(after, person, "contact", "contact", with_=(other,))
                yield notice(after, other, "contact", "contact", with_=(person,))
            case e.OrganiserAppointed(person=person):
                yield notice(after, person, "appointed", "role")
            case e.ActUndone():
                yield from _corrections(step)
            case _:
                pass


def _corrections(step: Outcome) -> Iterator[Notice]:
    """Signals that put right what an act since taken back had told everybody; places speak for themselves."""
    before, after, at = step.before.phase, step.after.phase, step.entry.at
    if not step.after.begun or before == after:
        return
    if after.step == "between":
        if before.step != "between" or before.deadline != after.deadline:
            yield from _break(step.after)
    elif after.paused:
        if not before.paused:
            yield from _to(step.after, _expected(step.after), "held", "signal", expires=at + HOLDING_LASTS)
    elif before.paused or before.step in ("between", "ended"):
        yield from _resumed(step.after, at)
    elif before.deadline != after.deadline:
        yield from _to(step.after, _expected(step.after), "time", "signal", until=_talk_until(step.after))


def _resumed(evening: Evening, at: int) -> Iterator[Notice]:
    until, expires = _talk_until(evening), at + HOLDING_LASTS
    return _to(evening, _expected(evening), "resumed", "signal", until=until, expires=expires)


def _break(evening: Evening) -> Iterator[Notice]:
    deadline = evening.phase.deadline
    return _to(evening, _expected(evening), "break", "signal", until=deadline, expires=deadline)


def _talk_until(evening: Evening) -> int | None:
    """The end of the round that is running; any other deadline is a beginning."""
    return evening.phase.deadline if evening.phase.step == "running" else None


def _to(
    evening: Evening,
    people: Iterable[str],
    kind: Kind,
    topic: Topic,
    *,
    until: int | None = None,
    expires: int | None = None,
    text: str | None = None,
) -> Iterator[Notice]:
    for person in people:
        yield notice(evening, person, kind, topic, until=until, expires=expires, text=text)


def _seated(evening: Evening) -> Iterable[str]:
    return evening.phase.seating.everyone() if evening.phase.seating is not None else ()


def _waiting(evening: Evening) -> Iterable[str]:
    return (person for person, slot in evening.people.items() if slot.presence == "expected")


def _took_part(evening: Evening, sat: Collection[str]) -> Iterator[str]:
    """Who is here or has `sat` at a table; before the first round everybody who might still come."""
    never = not evening.phase.over
    return (p for p in _not_gone(evening) if never or p in sat or evening.people[p].presence == "here")


def _expected(evening: Evening) -> Iterable[str]:
    """Who is here or may still come, guests of honour who are in the hall among them."""
    return (
        p for p, slot in evening.people.items() if slot.presence in ("expected", "here") and slot.in_the_hall
    )


def _not_gone(evening: Evening) -> Iterable[str]:
    return (person for person, slot in evening.people.items() if slot.presence != "left")
