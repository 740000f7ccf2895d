"""Who is to meet and who is not."""

from service.evening.events.event import Event


class PairKeptApart(Event, frozen=True, tag="apart"):
    """These two will not share a table."""

    people: tuple[str, str]


class PairBroughtTogether(Event, frozen=True, tag="together"):
    """These two are to share a table once."""

    people: tuple[str, str]


class KnownDeclared(Event, frozen=True, tag="known"):
    """A participant knows these already, and everybody of this firm."""

    person: str
    others: tuple[str, ...]
    firm: int = 0


class AvoidDeclared(Event, frozen=True, tag="avoided"):
    """A participant does not want to sit with these, nor this firm. Private: neither ever leaves the service."""

    person: str
    others: tuple[str, ...] = ()
    firm: int = 0


class WishMade(Event, frozen=True, tag="wish"):
    """A participant would like to talk to this one once more. Private until both wish it."""

    person: str
    other: str = ""


class StationChosen(Event, frozen=True, tag="station"):
    """A participant would like to visit this station."""

    person: str
    table: str
