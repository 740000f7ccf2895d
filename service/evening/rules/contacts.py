"""Staying in touch: a contact is given only when both want it."""

from service.evening import events as e
from service.evening.commands import OfferContact
from service.evening.company import spoken_with
from service.evening.guests import others
from service.evening.refusals import NeverMet, NothingNew
from service.evening.state import Evening


def offer_contact(evening: Evening, command: OfferContact, now: int) -> tuple[e.Event, ...]:
    """Note whom somebody would give their contact to, also after the end; `mutual` when both would.

    Only people who have been at a table together: nobody is to be found by trying names.
    """
    person = command.person
    (other,) = others(evening, person, (command.other,))
    if other in evening.people[person].contacts:
        raise NothingNew(person=person, noted=True)
    if other not in spoken_with(evening, person):
        raise NeverMet(person=other)
    return (e.ContactOffered(person, other, mutual=person in evening.people[other].contacts),)


def mutual_contacts(evening: Evening, person: str) -> tuple[str, ...]:
    """Return those who gave this participant their contact and got theirs, in the order of asking."""
    slot = evening.people.get(person)
    if slot is None:
        return ()
    return tuple(
        other
        for other in slot.contacts
        if (theirs := evening.people.get(other)) is not None and person in theirs.contacts
    )
