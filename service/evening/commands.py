"""What can be asked of an evening: one type a word, arguments already understood.

`confirm` says that the asker has seen what would happen and wants it. `word` is the word of the conversation.
"""

from typing import ClassVar

import msgspec

from service.evening.state import Draft, Evening, Presence, Settings


class Command(msgspec.Struct, frozen=True):
    """Something asked of an evening."""

    word: ClassVar[str] = ""


class Create(Command, frozen=True):
    """Let there be an evening."""

    word = "new"
    name: str
    settings: Settings


class Newcomer(msgspec.Struct, frozen=True, omit_defaults=True):
    """A participant to be added: what the rules need to know."""

    absent: tuple[int, ...] = ()
    table: str | None = None
    group: str | None = None
    here: bool = False
    language: str | None = None


class AddPeople(Command, frozen=True):
    """Put participants on the list; ids are new to the evening."""

    word = "people"
    people: dict[str, Newcomer]


class Configure(Command, frozen=True):
    """Change settings; only what is named changes. Values as typed by a person or given in JSON."""

    word = "settings"
    changes: dict[str, str | int | float | None]


class Open(Command, frozen=True):
    """Open the check-in."""

    word = "open"


class MakePlan(Command, frozen=True):
    """Make a draft; the proposal comes from the planner."""

    word = "plan"
    proposal: Draft | None = None


class Replan(Command, frozen=True):
    """Replace the draft of the rounds to come by a better one; nobody asked, the planner offers it."""

    word = "replan"
    proposal: Draft


class Begin(Command, frozen=True):
    """Announce the first round."""

    word = "begin"
    confirm: bool = False
    proposal: Draft | None = None


class Next(Command, frozen=True):
    """Take the next step now."""

    word = "next"
    confirm: bool = False


class Break(Command, frozen=True):
    """Stand between two rounds for so many minutes; while a round runs: after it."""

    word = "break"
    minutes: float


class Hold(Command, frozen=True):
    """Stop the clock."""

    word = "hold"


class Resume(Command, frozen=True):
    """Let the clock run again."""

    word = "resume"


class Extend(Command, frozen=True):
    """Give this step so many more minutes."""

    word = "extend"
    minutes: float


class Stop(Command, frozen=True):
    """End the evening."""

    word = "stop"
    confirm: bool = False


class ChangePresence(Command, frozen=True):
    """Say that a participant is here, pauses, or has left.

    `noshow` tells an organiser's `absent` (the seat was empty) from somebody who sat there and went.
    """

    person: str
    presence: Presence
    noshow: bool = False


class Say(Command, frozen=True):
    """Tell everybody something."""

    word = "say"
    text: str


class ChooseLanguage(Command, frozen=True):
    """Read another language."""

    word = "language"
    person: str
    language: str


class LinkChat(Command, frozen=True):
    """Reach a participant on this channel too."""

    word = "start"
    person: str
    channel: str
    address: str
    code: int


class LinkOrganiser(Command, frozen=True):
    """Let somebody drive the evening from a chat."""

    word = "start"
    organiser: str
    channel: str
    address: str
    language: str
    code: int


class LoseChat(Command, frozen=True):
    """Stop using a channel on which a participant is gone."""

    word = "gone"
    person: str
    channel: str


class Undo(Command, frozen=True):
    """Take the last act back. `before` and `after` are the evening around that act, from the journal."""

    word = "undo"
    before: Evening | None = None
    after: Evening | None = None


class Tick(Command, frozen=True):
    """Time has passed."""

    word = "tick"
