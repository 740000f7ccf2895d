"""What an event makes of an evening. Every event can be applied; what may happen at all is decided before."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from service.evening import events as e
from service.evening.state import UNDOABLE, Act, Draft, Evening, Phase, Seating, Told


def evolve(evening: Evening, event: e.Event) -> Evening:
    """Return the evening after this event."""
    return APPLY[type(event)](evening, event)


def evolve_entry(evening: Evening, entry: e.Entry) -> Evening:
    """Return the evening after one entry of the journal: its events, what people were told, what can be undone."""
    after = evening
    for event in entry.events:
        after = evolve(after, event)
    version = evening.version + 1
    acts = after.acts
    if entry.by == "organiser" and entry.word in UNDOABLE:
        acts = (*acts, Act(version, entry.at, entry.word))
    phase = after.phase
    moved = phase.step != evening.phase.step or phase.round != evening.phase.round
    if moved and entry.word != "undo":
        phase = replace(phase, since=entry.at)
    return replace(
        after,
        version=version,
        acts=acts,
        phase=phase,
        deviations=evening.deviations + any(map(_deviates, entry.events)),
        told=_told(after, version),
    )


def _deviates(event: e.Event) -> bool:
    """Whether somebody sits elsewhere now than the draft had thought when it planned the rounds to come."""
    return isinstance(event, e.SeatTaken | e.SeatLeft) or (
        isinstance(event, e.RoundAnnounced) and event.changed > 0
    )


def _told(evening: Evening, version: int) -> dict[str, Told]:
    """What everybody has been told: it changes where the current place does, and only while one is current."""
    if evening.phase.step in ("created", "open"):
        return {}
    seating, told = evening.phase.seating, evening.told
    if evening.phase.step == "between" and any(t.round > evening.phase.round for t in told.values()):
        # a break put a round off that had been announced: it will be announced again, at another time
        return {p: t for p, t in told.items() if t.round <= evening.phase.round}
    if not evening.live or seating is None:
        return told
    places = seating.places()
    changed = {
        person: Told(seating.round, table, version)
        for person, table in places.items()
        if (was := told.get(person)) is None or was.round != seating.round or was.table != table
    }
    kept = told if told.keys() <= places.keys() else {p: t for p, t in told.items() if p in places}
    return {**kept, **changed} if changed else kept


def _created(evening: Evening, event: e.EveningCreated) -> Evening:
    return replace(evening, name=event.name, settings=event.settings)


def _settings(evening: Evening, event: e.SettingsChanged) -> Evening:
    return replace(evening, settings=event.settings)


def _people(evening: Evening, event: e.PeopleAdded) -> Evening:
    return replace(evening, people={**evening.people, **event.people})


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
    draft = replace(draft, rounds=(announced, *draft.rounds))
    last: Seating | None = over[-1] if over else None
    phase = Phase(step="between", round=announced.round - 1, deadline=event.deadline, seating=last, over=over)
    return replace(evening, draft=draft, phase=phase)


def _held(evening: Evening, event: e.Held) -> Evening:
    return _phase(evening, paused=True, deadline=None, remaining=event.remaining)


def _away(evening: Evening, event: e.ClockWasAway) -> Evening:
    return _phase(evening, paused=True, deadline=None, remaining=0)


def _resumed(evening: Evening, event: e.Resumed) -> Evening:
    return _phase(evening, paused=False, deadline=event.deadline, remaining=None)


def _extended(evening: Evening, event: e.Extended) -> Evening:
    return _phase(evening, deadline=event.deadline, remaining=event.remaining, warned=False)


def _ended(evening: Evening, event: e.EveningEnded) -> Evening:
    phase = Phase(step="ended", round=evening.phase.round, over=evening.phase.over)
    return replace(evening, phase=phase)


def _presence(evening: Evening, event: e.PresenceChanged) -> Evening:
    slot = evening.people[event.person]
    absent, number = set(slot.absent), evening.phase.round
    while evening.live and event.presence == "here" and number in absent:
        absent.remove(number)  # who comes earlier than said is there from now on
        number += 1
    slot = replace(slot, presence=event.presence, absent=tuple(r for r in slot.absent if r in absent))
    return replace(evening, people={**evening.people, event.person: slot})


def _seat(evening: Evening, event: e.SeatTaken) -> Evening:
    person, table = event.person, event.table
    seating = _left(evening.phase.seating, person, met=evening.phase.step == "running")
    if seating is None:
        return evening
    if table is None:
        return _phase(evening, seating=replace(seating, resting=(*seating.resting, person)))
    parted = seating.parted
    if person in parted.get(table, ()):
        back = tuple(p for p in parted[table] if p != person)
        parted = {t: people for t, people in {**parted, table: back}.items() if people}
    there = (*seating.tables.get(table, ()), person)
    return _phase(evening, seating=replace(seating, tables={**seating.tables, table: there}, parted=parted))


def _unseated(evening: Evening, event: e.SeatLeft) -> Evening:
    return _phase(evening, seating=_left(evening.phase.seating, event.person, met=event.met))


def _left(seating: Seating | None, person: str, *, met: bool) -> Seating | None:
    """The seating without this person, who stays noted at the table if they `met` the others there."""
    table = seating.table_of(person) if seating is not None else None
    seating = _without(seating, person)
    if seating is None or table is None or not met or person in seating.parted.get(table, ()):
        return seating
    return replace(seating, parted={**seating.parted, table: (*seating.parted.get(table, ()), person)})


def _without(seating: Seating | None, person: str) -> Seating | None:
    if seating is None:
        return None
    table = seating.table_of(person)
    if table is not None:
        left = tuple(p for p in seating.tables[table] if p != person)
        tables = {**seating.tables, table: left}
        if not left:
            del tables[table]
        return replace(seating, tables=tables)
    return replace(seating, resting=tuple(p for p in seating.resting if p != person))


def _said(evening: Evening, event: e.Said) -> Evening:
    return replace(evening, said=event.text)


def _language(evening: Evening, event: e.LanguageChosen) -> Evening:
    person, language = event.person, event.language
    if person in evening.people:
        slot = replace(evening.people[person], language=language)
        return replace(evening, people={**evening.people, person: slot})
    who = replace(evening.organisers[person], language=language)
    return replace(evening, organisers={**evening.organisers, person: who})


def _chat(evening: Evening, event: e.ChatLinked) -> Evening:
    slot = evening.people[event.person]
    channels = tuple(dict.fromkeys((*slot.channels, event.channel)))
    slot = replace(slot, channels=channels, code=slot.code + 1)
    return replace(evening, people={**evening.people, event.person: slot})


def _chat_lost(evening: Evening, event: e.ChatLost) -> Evening:
    if event.person in evening.organisers:
        left = {k: v for k, v in evening.organisers.items() if k != event.person}
        return replace(evening, organisers=left)
    slot = evening.people[event.person]
    slot = replace(slot, channels=tuple(c for c in slot.channels if c != event.channel))
    return replace(evening, people={**evening.people, event.person: slot})


def _organiser(evening: Evening, event: e.OrganiserLinked) -> Evening:
    organisers = {**evening.organisers, event.organiser: event.who}
    return replace(evening, organisers=organisers, organiser_code=evening.organiser_code + 1)


def _undone(evening: Evening, event: e.ActUndone) -> Evening:
    changes: dict[str, Any] = {"acts": tuple(a for a in evening.acts if a.version != event.act.version)}
    if event.phase is not None:
        changes["phase"] = event.phase
    if event.settings is not None:
        changes["settings"] = event.settings
    if event.draft_changed:
        changes["draft"] = event.draft
    if event.people:
        people = {**evening.people, **event.people}
        changes["people"] = {person: slot for person, slot in people.items() if slot is not None}
    return replace(evening, **changes)


def _phase(evening: Evening, **changes: Any) -> Evening:
    return replace(evening, phase=replace(evening.phase, **changes))


APPLY: Mapping[type[e.Event], Callable[[Evening, Any], Evening]] = {
    e.EveningCreated: _created,
    e.SettingsChanged: _settings,
    e.PeopleAdded: _people,
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
    e.PresenceChanged: _presence,
    e.SeatTaken: _seat,
    e.SeatLeft: _unseated,
    e.Said: _said,
    e.LanguageChosen: _language,
    e.ChatLinked: _chat,
    e.ChatLost: _chat_lost,
    e.OrganiserLinked: _organiser,
    e.ActUndone: _undone,
}
