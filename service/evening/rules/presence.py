"""People come late, pause, go early or do not show up; their seats follow."""

from service.evening import events as e
from service.evening.commands import ChangePresence
from service.evening.evolve import evolve
from service.evening.guests import guest
from service.evening.mending import give_up_seat
from service.evening.refusals import EveningIsOver, NothingNew, NotOpenYet
from service.evening.seats import take_seat
from service.evening.state import Evening


def change_presence(evening: Evening, command: ChangePresence, now: int) -> tuple[e.Event, ...]:
    """Note that somebody is here, pauses, or has gone, and see to the round that is on."""
    person, presence = command.person, command.presence
    slot = guest(evening, person)
    if evening.phase.step == "ended":
        raise EveningIsOver
    if evening.phase.step == "created" and presence == "here":
        raise NotOpenYet
    if slot.presence == presence:
        raise NothingNew(person=person, presence=presence)
    changed = e.PresenceChanged(person, presence)
    after = evolve(evening, changed)
    if presence in ("here", "expected"):
        return (changed, *take_seat(after, person))
    return (changed, *give_up_seat(after, person, noshow=command.noshow))
