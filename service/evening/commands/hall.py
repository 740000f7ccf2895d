"""Tables and seats as an organiser changes them by hand."""

from service.evening.commands.command import Command


class Swap(Command, frozen=True):
    """Let two participants change seats in the round that is on."""

    word = "swap"
    one: str
    other: str


class AppointHost(Command, frozen=True):
    """Let a participant be the host of this table from now on, instead of whoever was."""

    word = "host"
    person: str
    table: str


class CloseTable(Command, frozen=True):
    """Use this table no more, from now on."""

    word = "close"
    table: str


class Visit(Command, frozen=True):
    """Let a participant be a guest of honour: on no seat of the plan, but at another table every round.

    `time` is the window as it is typed, `18:45-19:30` (None: the whole evening), `route` the tables they visit first.
    """

    word = "visit"
    person: str
    time: str | None = None
    route: tuple[str, ...] = ()
