"""Who is here, who is not, and until when."""

from service.evening.commands.command import Command
from service.evening.state import Presence


class ChangePresence(Command, frozen=True):
    """Say that a participant is here, pauses, or has left.

    `noshow` tells an organiser's `absent` (the seat was empty) from somebody who sat there and went.
    """

    person: str
    presence: Presence
    noshow: bool = False


class LeaveAfter(Command, frozen=True):
    """Note that a participant leaves after this round (0: misses all that are to come)."""

    word = "leave"
    person: str
    after: int


class ReportMissing(Command, frozen=True):
    """Note that the seat of `person` is empty, as `seen_by`, a guest at the same table, says."""

    word = "missing"
    person: str
    seen_by: str


class TellInPerson(Command, frozen=True):
    """Note that a participant has been told face to face where they sit now."""

    word = "told"
    person: str
