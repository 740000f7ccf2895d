"""Presence, and the seats of the round that is on."""

from msgspec.structs import replace

from service.evening import events as e
from service.evening.evolve.apply import Apply, changed_slot
from service.evening.evolve.apply import changed_phase as _phase
from service.evening.state import Evening, Seating


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


def _absence(evening: Evening, event: e.AbsenceChanged) -> Evening:
    return changed_slot(evening, event.person, absent=event.absent)


APPLY: Apply = {
    e.PresenceChanged: _presence,
    e.AbsenceChanged: _absence,
    e.SeatTaken: _seat,
    e.SeatLeft: _unseated,
}
