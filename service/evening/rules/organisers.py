"""Participants who drive the evening too."""

from service.evening import events as e
from service.evening.commands import AppointOrganiser
from service.evening.guests import guest
from service.evening.refusals import NoChat, NothingNew
from service.evening.state import Evening, Organiser


def appoint_organiser(evening: Evening, command: AppointOrganiser, now: int) -> tuple[e.Event, ...]:
    """Let a participant drive the evening from the first chat they have bound."""
    person = command.person
    slot = guest(evening, person)
    if person in evening.organisers:
        raise NothingNew(person=person, organiser=True)
    if not slot.channels:
        raise NoChat(person=person)
    return (e.OrganiserAppointed(person, Organiser(slot.channels[0], slot.language)),)
