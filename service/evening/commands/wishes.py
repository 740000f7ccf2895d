"""Who is to meet and who is not."""

from service.evening.commands.command import Command


class KeepApart(Command, frozen=True):
    """Let two never share a table."""

    word = "apart"
    one: str
    other: str


class BringTogether(Command, frozen=True):
    """Let two share a table once, if that can be."""

    word = "together"
    one: str
    other: str


class DeclareKnown(Command, frozen=True):
    """Note whom a participant knows already: they count as met."""

    word = "known"
    person: str
    others: tuple[str, ...]


class Avoid(Command, frozen=True):
    """Note whom a participant does not want to sit with. Private: nobody else ever reads it."""

    word = "avoid"
    person: str
    others: tuple[str, ...]


class Wish(Command, frozen=True):
    """Note with whom a participant would like to talk once more at the end."""

    word = "wish"
    person: str
    other: str


class ChooseStation(Command, frozen=True):
    """Note which station a participant would like to visit."""

    word = "station"
    person: str
    table: str
