"""Presence, and the seats of the round that is on."""

from msgspec.structs import replace

from service.evening import events as e
from service.evening.evolve.apply import Apply, changed_slot
from service.evening.evolve.apply import changed_phase as _phase
from service.evening.state import NOWHERE, Evening, Seating


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
    if evening.people[person].visiting:
        return _visit(evening, person, table)
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


def _visit(evening: Evening, person: str, table: str | None) -> Evening:
    """A guest of honour at another table; whoever they sat with in this round they have met."""
    seating = _left(evening.phase.seating, person, met=evening.phase.step == "running")
    if seating is None or table is None:
        return _phase(evening, seating=seating)
    there = (*seating.visitors.get(table, ()), person)
    return _phase(evening, seating=replace(seating, visitors={**seating.visitors, table: there}))


def _unseated(evening: Evening, event: e.SeatLeft) -> Evening:
    return _phase(evening, seating=_left(evening.phase.seating, event.person, met=event.met))


def _left(seating: Seating | None, person: str, *, met: bool) -> Seating | None:
    """The seating without this person, who stays noted at the table if they `met` the others there."""
    table = seating.table_of(person) if seating is not None else None
    sat = seating is not None and table is not None and person in seating.tables.get(table, ())
    seating = _without(seating, person)
    if seating is None or table is None or not (met and sat) or person in seating.parted.get(table, ()):
        return seating
    return replace(seating, parted={**seating.parted, table: (*seating.parted.get(table, ()), person)})


def _without(seating: Seating | None, person: str) -> Seating | None:
    if seating is None:
        return None
    table = seating.table_of(person)
    if table is None:
        return replace(seating, resting=tuple(p for p in seating.resting if p != person))
    if person in seating.tables.get(table, ()):
        return replace(seating, tables=_taken_from(seating.tables, table, person))
    return replace(seating, visitors=_taken_from(seating.visitors, table, person))


def _taken_from(seats: dict[str, tuple[str, ...]], table: str, person: str) -> dict[str, tuple[str, ...]]:
    left = tuple(p for p in seats[table] if p != person)
    return {t: people for t, people in {**seats, table: left}.items() if people}


def _told_in_person(evening: Evening, event: e.ToldInPerson) -> Evening:
    told = replace(evening.told[event.person], moved=False, knew=NOWHERE)
    return replace(evening, told={**evening.told, event.person: told})


def _absence(evening: Evening, event: e.AbsenceChanged) -> Evening:
    return changed_slot(evening, event.person, absent=event.absent)


APPLY: Apply = {
    e.PresenceChanged: _presence,
    e.AbsenceChanged: _absence,
    e.SeatTaken: _seat,
    e.SeatLeft: _unseated,
    e.ToldInPerson: _told_in_person,
}
