"""Tables and seats as an organiser changed them by hand."""

import msgspec

from service.evening.events.event import Event


class HostAppointed(Event, frozen=True, tag="host"):
    """A participant is the host of this table from now on, and whoever was is no longer."""

    person: str
    table: str


class HostsGiven(Event, frozen=True, tag="hosts"):
    """These tables have these hosts from now on, of those who had offered it."""

    hosts: dict[str, str]


class TableClosed(Event, frozen=True, tag="closed"):
    """This table is not used any more; who always sat there always sits at the one in `moved` from now on."""

    table: str
    moved: dict[str, str] = msgspec.field(default_factory=dict)


class VisitBegun(Event, frozen=True, tag="visit"):
    """A participant is a guest of honour: at another table every round, in no count.

    `window`: only between these minutes of the day; `route`: these tables first, one a round.
    """

    person: str
    window: tuple[int, int] | None = None
    route: tuple[str, ...] = ()


class VisitCalled(Event, frozen=True, tag="visit_called"):
    """In two minutes a guest of honour comes to this table in the running round; or (`ends`) their time is over."""

    person: str
    table: str | None = None
    ends: bool = False


class VisitorCame(Event, frozen=True, tag="visitor_came"):
    """The window of a guest of honour has begun; it ends at `until`."""

    person: str
    until: int


class VisitorWent(Event, frozen=True, tag="visitor_went"):
    """The window of a guest of honour is over."""

    person: str
