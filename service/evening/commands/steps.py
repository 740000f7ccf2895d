"""The steps of an evening, forward and back."""

from service.evening.commands.command import Command
from service.evening.state import Draft, Evening


class Open(Command, frozen=True):
    """Open the check-in."""

    word = "open"


class MakePlan(Command, frozen=True):
    """Make a draft; the proposal comes from the planner."""

    word = "plan"
    proposal: Draft | None = None


class Replan(Command, frozen=True):
    """Replace the draft of the rounds to come by a better one; nobody asked, the planner offers it."""

    word = "replan"
    proposal: Draft


class Begin(Command, frozen=True):
    """Announce the first round."""

    word = "begin"
    confirm: bool = False
    proposal: Draft | None = None


class Next(Command, frozen=True):
    """Take the next step now."""

    word = "next"
    confirm: bool = False


class Break(Command, frozen=True):
    """Stand between two rounds for so many minutes; while a round runs: after it."""

    word = "break"
    minutes: float


class Stop(Command, frozen=True):
    """End the evening."""

    word = "stop"
    confirm: bool = False


class Tick(Command, frozen=True):
    """Time has passed."""

    word = "tick"


class Undo(Command, frozen=True):
    """Take the last act back. `before` and `after` are the evening around that act, from the journal."""

    word = "undo"
    before: Evening | None = None
    after: Evening | None = None
