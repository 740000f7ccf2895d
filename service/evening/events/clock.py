"""The clock of an evening."""

from service.evening.events.event import Event


class Held(Event, frozen=True, tag="held"):
    """The clock stands still; `remaining` is what was left on it (None: it runs by command)."""

    remaining: int | None


class ClockWasAway(Event, frozen=True, tag="away"):
    """A gong was missed by `late` milliseconds, so the evening waits for an organiser's word."""

    late: int


class Resumed(Event, frozen=True, tag="resumed"):
    """The clock runs again."""

    deadline: int | None


class Extended(Event, frozen=True, tag="extended"):
    """This step lasts longer: its new deadline, or what remains of it while the evening is held."""

    deadline: int | None
    remaining: int | None = None
