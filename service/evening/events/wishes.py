"""Who is to meet and who is not."""

from service.evening.events.event import Event


class PairKeptApart(Event, frozen=True, tag="apart"):
    """These two will not share a table."""

    people: tuple[str, str]


class PairBroughtTogether(Event, frozen=True, tag="together"):
    """These two are to share a table once."""

    people: tuple[str, str]


class KnownDeclared(Event, frozen=True, tag="known"):
    """A participant knows these already."""

    person: str
    others: tuple[str, ...]


class AvoidDeclared(Event, frozen=True, tag="avoided"):
    """A participant does not want to sit with these. Private: `others` never leaves the service."""

    person: str
    others: tuple[str, ...] = ()


class WishMade(Event, frozen=True, tag="wish"):
    """A participant would like to talk to this one once more. Private until both wish it."""

    person: str
    other: str = ""


class StationChosen(Event, frozen=True, tag="station"):
    """A participant would like to visit this station."""

    person: str
    table: str
