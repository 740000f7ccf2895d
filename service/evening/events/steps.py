"""The steps of an evening, forward and back."""

import msgspec

from service.evening.events.event import Event
from service.evening.state import Act, Draft, Organiser, Pair, Phase, Seating, Settings, Slot


class CheckInOpened(Event, frozen=True, tag="opened"):
    """Guests may say that they are here."""


class PlanMade(Event, frozen=True, tag="planned"):
    """There is a draft for all rounds still to come."""

    draft: Draft


class RoundAnnounced(Event, frozen=True, tag="announced"):
    """Everybody knows their table and walks there until the gong (None: by command).

    `changed` counts the seats that differ from the draft.
    """

    seating: Seating
    deadline: int | None
    changed: int = 0


class RoundStarted(Event, frozen=True, tag="started"):
    """The gong: talking time runs until `deadline` (None: by command)."""

    round: int
    deadline: int | None


class SoonCalled(Event, frozen=True, tag="soon"):
    """Everybody was told that the round is about to end."""

    round: int


class RoundEnded(Event, frozen=True, tag="over"):
    """The gong: this round is over."""

    round: int


class BreakAsked(Event, frozen=True, tag="break_asked"):
    """A break follows the running round."""

    minutes: float


class BreakStarted(Event, frozen=True, tag="break"):
    """The evening stands between two rounds until `deadline` (None: by command).

    `announcement` is the seating that had been announced already and comes after the break.
    """

    deadline: int | None
    announcement: Seating | None = None


class EveningEnded(Event, frozen=True, tag="ended"):
    """That was the last round."""


class ActUndone(Event, frozen=True, tag="undone"):
    """An act was taken back: what it had changed is as before.

    `phase`, `settings`, `apart`, `together`, `closed`, `organisers`, `struck`, `paired`: None where the act had not touched them; `draft` counts where `draft_changed`;
    `people` had other slots before (None: they were not on the list).
    """

    act: Act
    phase: Phase | None = None
    settings: Settings | None = None
    draft: Draft | None = None
    draft_changed: bool = False
    people: dict[str, Slot | None] = msgspec.field(default_factory=dict)
    apart: tuple[Pair, ...] | None = None
    together: tuple[Pair, ...] | None = None
    closed: tuple[str, ...] | None = None
    organisers: dict[str, Organiser] | None = None
    struck: tuple[tuple[str, str], ...] | None = None
    paired: tuple[tuple[str, str], ...] | None = None
