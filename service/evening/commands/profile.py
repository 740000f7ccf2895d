"""What a participant says about themselves and about others they met."""

from service.evening.commands.command import Command


class ChooseLanguage(Command, frozen=True):
    """Read another language."""

    word = "language"
    person: str
    language: str


class ChangeProfile(Command, frozen=True):
    """Change what a participant seeks or offers; None leaves it as it is, an empty text takes it away."""

    word = "profile"
    person: str
    seeks: str | None = None
    offers: str | None = None


class TakeNote(Command, frozen=True):
    """Keep what a host noted at their table."""

    word = "note"
    person: str
    text: str


class OfferContact(Command, frozen=True):
    """Say whom a participant would give their contact to; when both have, both get it."""

    word = "contact"
    person: str
    other: str


class Rate(Command, frozen=True):
    """Say how good the evening is, from 1 to 5."""

    word = "rate"
    person: str
    stars: int


class Forget(Command, frozen=True):
    """Delete everything personal of a participant; what remains is a seat without a name."""

    word = "forget"
    person: str
