"""That a participant said something about themselves or about others; what they said lies in their record."""

from service.evening.events.event import Event


class LanguageChosen(Event, frozen=True, tag="language"):
    """A participant or organiser reads another language from now on."""

    person: str
    language: str


class ProfileChanged(Event, frozen=True, tag="profile"):
    """These fields of a participant's record have changed."""

    person: str
    fields: tuple[str, ...]


class NoteTaken(Event, frozen=True, tag="note"):
    """A host noted something at their table."""

    person: str
    table: str
    round: int


class ContactOffered(Event, frozen=True, tag="contact"):
    """A participant would give this one their contact. Private until `mutual`: then both get it."""

    person: str
    other: str = ""
    mutual: bool = False


class Rated(Event, frozen=True, tag="rated"):
    """A participant said how good the evening is, from 1 to 5."""

    person: str
    stars: int


class PersonForgotten(Event, frozen=True, tag="forgotten"):
    """Everything personal of a participant is deleted; the seats they had stay counted."""

    person: str
