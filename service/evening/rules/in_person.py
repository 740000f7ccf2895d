"""Whoever holds a paper card is told face to face that their seat has changed."""

from service.evening import events as e
from service.evening.commands import TellInPerson
from service.evening.guests import guest
from service.evening.refusals import EveningIsOver, NothingNew
from service.evening.state import Evening


def tell_in_person(evening: Evening, command: TellInPerson, now: int) -> tuple[e.Event, ...]:
    """Tick somebody off the list; what was said cannot be unsaid, so no `undo` takes it back."""
    person = command.person
    guest(evening, person)
    if evening.phase.step == "ended":
        raise EveningIsOver
    if person not in to_be_told(evening):
        raise NothingNew(person=person, told=True)
    return (e.ToldInPerson(person),)


def to_be_told(evening: Evening) -> list[str]:
    """Return who has no phone, sits elsewhere than they can know, and has not been told so yet."""
    if not evening.live:
        return []
    return [
        person
        for person, slot in evening.people.items()
        if slot.on_paper
        and slot.presence in ("expected", "here")
        and (told := evening.told.get(person)) is not None
        and told.moved
    ]
