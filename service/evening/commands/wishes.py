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
    """Note whom a participant knows already: they count as met. With `firm` also who comes from there later."""

    word = "known"
    person: str
    others: tuple[str, ...]
    firm: int = 0


class Avoid(Command, frozen=True):
    """Note whom a participant does not want to sit with. Private: nobody else ever reads it.

    With `firm` it holds for who comes from there later, too.
    """

    word = "avoid"
    person: str
    others: tuple[str, ...]
    firm: int = 0


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
