"""The clock of an evening."""

from service.evening.commands.command import Command


class Hold(Command, frozen=True):
    """Stop the clock."""

    word = "hold"


class Resume(Command, frozen=True):
    """Let the clock run again."""

    word = "resume"


class Extend(Command, frozen=True):
    """Give this step so many more minutes."""

    word = "extend"
    minutes: float
