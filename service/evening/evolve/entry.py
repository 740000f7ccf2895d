"""One event, or a whole entry of the journal, applied to an evening."""

from msgspec.structs import replace

from service.evening import events as e
from service.evening.evolve import chats, hall, matches, people, seats, steps
from service.evening.evolve.apply import Apply, changed_slot
from service.evening.state import NOWHERE, UNDOABLE, Act, Evening, Told

_APPLY: Apply = {
    **hall.APPLY,
    **people.APPLY,
    **chats.APPLY,
    **steps.APPLY,
    **seats.APPLY,
    **matches.APPLY,
}

WORDED = (e.PeopleAdded, e.PeopleChanged, e.ProfileChanged, e.PersonForgotten, e.ActUndone)
"""Events after which people may seek and offer something else than before."""


def evolve(evening: Evening, event: e.Event) -> Evening:
    """Return the evening after this event."""
    return _APPLY[type(event)](evening, event)


def evolve_entry(evening: Evening, entry: e.Entry) -> Evening:
    """Return the evening after one entry of the journal: its events, what people were told, what can be undone."""
    after = _with_phone(evening, entry.by)
    for event in entry.events:
        after = evolve(after, event)
        if entry.by == "guest" and isinstance(event, e.PeopleAdded):
            for person in event.people:
                after = _with_phone(after, person)
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
        worded=version if any(isinstance(event, WORDED) for event in entry.events) else evening.worded,
    )


WEIGHED = frozenset({"topics", "languages"})
"""What only records hold and a plan is made of all the same."""


def _deviates(event: e.Event) -> bool:
    """Whether the draft had thought otherwise when it planned the rounds to come: of somebody's seat, or of them."""
    match event:
        case e.PeopleChanged(people=people):
            return any(not WEIGHED.isdisjoint(facts.fields) for facts in people.values())
        case e.RoundAnnounced(changed=changed):
            return changed > 0
        case _:
            return isinstance(event, e.SeatTaken | e.SeatLeft)


def _with_phone(evening: Evening, by: str) -> Evening:
    """Whoever says something themselves has a phone that we know of, be it to put themselves on the list."""
    slot = evening.people.get(by)
    return evening if slot is None or slot.phone else changed_slot(evening, by, phone=True)


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
    places, number = seating.places(), seating.round
    announced = any(t.round == number for t in told.values())
    changed = {
        person: _now_told(told.get(person), Told(number, table, version), moved=announced)
        for person, table in places.items()
        if (was := told.get(person)) is None or was.round != number or was.table != table
    }
    kept = told if told.keys() <= places.keys() else {p: t for p, t in told.items() if p in places}
    return {**kept, **changed} if changed else kept


def _now_told(was: Told | None, now: Told, *, moved: bool) -> Told:
    """The new place, and whether somebody without a phone can know of it: not where it `moved` since the announcement."""
    knew: str | None = NOWHERE
    if was is not None and was.round == now.round:
        knew = was.knew if was.moved else was.table
    return replace(now, moved=True, knew=knew) if moved and knew != now.table else now
