"""What organisers get to see: everything but what participants said to nobody else.

Whom somebody avoids, whom they would like to meet again, whose contact they would like and how many stars they
gave is between them and the service, so it is taken out of whatever leaves it; stars are only counted. The
fingerprint of a draft goes too: it is made of such things among others, and whoever guesses could try it out.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from service.evening import Entry, Evening
from service.evening import events as e
from service.evening.state import Draft, Slot


def public_entry(entry: Entry) -> Entry:
    """Return an entry of the journal as organisers may read it."""
    return replace(entry, events=public_events(entry.events))


def public_events(events: Iterable[e.AnyEvent]) -> tuple[e.AnyEvent, ...]:
    """Return events as organisers may read them."""
    return tuple(_event(event) for event in events)


def public_evening(evening: Evening) -> Evening:
    """Return an evening as organisers may read it."""
    people = {person: _slot(slot) for person, slot in evening.people.items()}
    return replace(evening, people=people, draft=_draft(evening.draft))


def _event(event: e.AnyEvent) -> e.AnyEvent:
    match event:
        case e.AvoidDeclared():
            return replace(event, others=(), firm=0)
        case e.WishMade():
            return replace(event, other="")
        case e.ContactOffered(mutual=False):
            return replace(event, other="")
        case e.Rated():
            return replace(event, stars=0)
        case e.PlanMade(draft=draft):
            return replace(event, draft=_draft(draft))
        case e.ActUndone(draft=draft, people=people):
            slots = {person: _slot(slot) if slot is not None else None for person, slot in people.items()}
            return replace(event, draft=_draft(draft), people=slots)
        case _:
            return event


def _slot(slot: Slot) -> Slot:
    if not (slot.avoids or slot.avoids_firms or slot.wishes or slot.contacts or slot.rating):
        return slot
    return replace(slot, avoids=(), avoids_firms=(), wishes=(), contacts=(), rating=None)


def _draft(draft: Draft | None) -> Draft | None:
    return replace(draft, problem="") if draft is not None else None
