"""A guest says that a seat at their own table is empty."""

from service.evening import events as e
from service.evening.commands import ChangePresence, ReportMissing
from service.evening.guests import guest
from service.evening.refusals import EveningIsOver, NotAtYourTable, NotSeatedNow, SamePerson
from service.evening.rules.presence import change_presence
from service.evening.state import Evening


def report_missing(evening: Evening, command: ReportMissing, now: int) -> tuple[e.Event, ...]:
    """Do as with an organiser's `absent`; whoever is there all the same says `here` and sits again."""
    person, witness = command.person, command.seen_by
    guest(evening, witness)
    guest(evening, person)
    if person == witness:
        raise SamePerson(person=person)
    if evening.phase.step == "ended":
        raise EveningIsOver
    seating = evening.phase.seating
    table = seating.table_of(witness) if evening.live and seating is not None else None
    if seating is None or table is None:
        raise NotSeatedNow(person=witness)
    if seating.table_of(person) != table:
        raise NotAtYourTable(person=person)
    return change_presence(evening, ChangePresence(person, "away", noshow=True), now)
