"""Who seeks what others offer: by ids and the numbers of the parts, the words lie in the records."""

from service.evening.events.event import Event
from service.evening.matching import Consortium, Match


class MatchesFound(Event, frozen=True, tag="matches"):
    """What people seek and offer was compared anew: `more` matches, and pairs (seeker, offerer) that fit no longer.

    A pair in `less` loses every match it had before those in `more` come. `unmet` and `consortia` are as they
    are now (None: as before).
    """

    more: tuple[Match, ...] = ()
    less: tuple[tuple[str, str], ...] = ()
    unmet: tuple[tuple[str, int], ...] | None = None
    consortia: tuple[Consortium, ...] | None = None


class MatchAdded(Event, frozen=True, tag="paired"):
    """An organiser knows that one offers what the other seeks."""

    seeker: str
    offerer: str


class MatchStruck(Event, frozen=True, tag="struck"):
    """This match counts no longer."""

    seeker: str
    offerer: str


class SharingChosen(Event, frozen=True, tag="shares"):
    """A participant said whether their name may stand beside what they seek and offer."""

    person: str
    shares: bool
