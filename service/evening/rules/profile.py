"""What participants say about themselves and about the evening; their words lie in their records."""

from service.evening import events as e
from service.evening.commands import ChangePresence, ChangeProfile, Forget, Rate, TakeNote
from service.evening.guests import guest
from service.evening.refusals import (
    BadRating,
    NotBegunYet,
    NothingNew,
    NothingToSay,
    OnlyHosts,
    TextTooLong,
)
from service.evening.rules.presence import change_presence
from service.evening.state import Evening

LONGEST_TEXT = 500
"""Characters of what somebody seeks or offers, and of a note: about five lines."""


def change_profile(evening: Evening, command: ChangeProfile, now: int) -> tuple[e.Event, ...]:
    """Note which fields of a participant's record change, also after the end."""
    guest(evening, command.person)
    given = {"seeks": command.seeks, "offers": command.offers}
    for text in given.values():
        _must_fit(text or "")
    fields = tuple(field for field, text in given.items() if text is not None)
    if not fields:
        raise NothingNew(person=command.person)
    return (e.ProfileChanged(command.person, fields),)


def take_note(evening: Evening, command: TakeNote, now: int) -> tuple[e.Event, ...]:
    """Note that a host has written something about their table, in this round or the one just over."""
    slot = guest(evening, command.person)
    if not slot.hosting or slot.table is None:
        raise OnlyHosts(person=command.person)
    if not evening.phase.round:
        raise NotBegunYet
    if not command.text.strip():
        raise NothingToSay(most=LONGEST_TEXT)
    _must_fit(command.text)
    return (e.NoteTaken(command.person, slot.table, evening.phase.round),)


def rate(evening: Evening, command: Rate, now: int) -> tuple[e.Event, ...]:
    """Keep how good somebody finds the evening; the last word counts, also after the end."""
    slot = guest(evening, command.person)
    if command.stars not in range(1, 6):
        raise BadRating(stars=command.stars)
    if slot.rating == command.stars:
        raise NothingNew(person=command.person, noted=True)
    return (e.Rated(command.person, command.stars),)


def forget(evening: Evening, command: Forget, now: int) -> tuple[e.Event, ...]:
    """Let somebody go, as if they had left, and delete what is known of them; also after the end."""
    person = command.person
    slot = guest(evening, person)
    gone: tuple[e.Event, ...] = ()
    if evening.phase.step == "ended":
        gone = (e.PresenceChanged(person, "left"),) if slot.presence != "left" else ()
    elif slot.presence != "left":
        gone = change_presence(evening, ChangePresence(person, "left"), now)
    return (*gone, e.PersonForgotten(person))


def _must_fit(text: str) -> None:
    length = len(text.strip())
    if length > LONGEST_TEXT:
        raise TextTooLong(length=length, most=LONGEST_TEXT)
