"""Who is here, and the seats that follow from it."""

from service.evening.events.event import Event
from service.evening.state import Presence


class PresenceChanged(Event, frozen=True, tag="presence"):
    """A participant came, paused, went or did not show up."""

    person: str
    presence: Presence


class SeatTaken(Event, frozen=True, tag="seat"):
    """A participant sits at this table in the current round (None: rests this round)."""

    person: str
    table: str | None


class SeatLeft(Event, frozen=True, tag="unseated"):
    """A participant is no longer seated in the current round; `met` says whether they had sat there."""

    person: str
    met: bool


class AbsenceChanged(Event, frozen=True, tag="absence"):
    """A participant will miss these rounds (counted from 1)."""

    person: str
    absent: tuple[int, ...]


class ToldInPerson(Event, frozen=True, tag="told"):
    """Somebody has told a participant face to face where they sit now."""

    person: str
