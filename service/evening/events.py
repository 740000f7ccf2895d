"""What happened: facts in the past tense, small, free of personal data, readable for years.

New fields always get a default, so that an old journal opens with a new version.
"""

import msgspec

from service.evening.state import Act, Draft, Organiser, Phase, Presence, Seating, Settings, Slot


class Event(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="event"):
    """Something that happened in an evening."""


class EveningCreated(Event, frozen=True, tag="created"):
    """The evening exists."""

    name: str
    settings: Settings


class SettingsChanged(Event, frozen=True, tag="settings"):
    """The evening is run differently from now on."""

    settings: Settings


class PeopleAdded(Event, frozen=True, tag="people"):
    """Participants came onto the list."""

    people: dict[str, Slot]


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


class EveningEnded(Event, frozen=True, tag="ended"):
    """That was the last round."""


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


class Said(Event, frozen=True, tag="said"):
    """An organiser said something to everybody."""

    text: str


class LanguageChosen(Event, frozen=True, tag="language"):
    """A participant or organiser reads another language from now on."""

    person: str
    language: str


class ChatLinked(Event, frozen=True, tag="chat"):
    """A participant is reached on this channel too; the code that bound it is spent."""

    person: str
    channel: str


class ChatLost(Event, frozen=True, tag="chat_lost"):
    """A participant can no longer be reached on this channel."""

    person: str
    channel: str


class OrganiserLinked(Event, frozen=True, tag="organiser"):
    """An organiser drives from a chat; the code that bound it is spent."""

    organiser: str
    who: Organiser


class ActUndone(Event, frozen=True, tag="undone"):
    """An act was taken back: what it had changed is as before.

    `phase`, `settings`: None where the act had not touched them; `draft` counts where `draft_changed`;
    `people` had other slots before (None: they were not on the list).
    """

    act: Act
    phase: Phase | None = None
    settings: Settings | None = None
    draft: Draft | None = None
    draft_changed: bool = False
    people: dict[str, Slot | None] = {}


AnyEvent = (
    EveningCreated
    | SettingsChanged
    | PeopleAdded
    | CheckInOpened
    | PlanMade
    | RoundAnnounced
    | RoundStarted
    | SoonCalled
    | RoundEnded
    | BreakAsked
    | BreakStarted
    | Held
    | ClockWasAway
    | Resumed
    | Extended
    | EveningEnded
    | PresenceChanged
    | SeatTaken
    | SeatLeft
    | Said
    | LanguageChosen
    | ChatLinked
    | ChatLost
    | OrganiserLinked
    | ActUndone
)


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """The events of one command, one line of the journal.

    `at` is when, `by` who (`organiser`, `clock`, `planner` or a participant's id), `word` the command's.
    """

    at: int
    by: str
    word: str
    events: tuple[AnyEvent, ...]
