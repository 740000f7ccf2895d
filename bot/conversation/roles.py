"""What somebody who writes to the bot may be: a guest, an organiser, both, or a stranger."""

import msgspec


class Guest(msgspec.Struct, frozen=True):
    """A participant of an evening."""

    evening: str
    person: str


class Organiser(msgspec.Struct, frozen=True):
    """Somebody who drives an evening."""

    evening: str
    id: str


class Creator(msgspec.Struct, frozen=True):
    """Somebody who may make evenings."""


class Somebody(msgspec.Struct, frozen=True):
    """All that one chat stands for, in the evening that is meant now.

    `past`: it belonged to an evening that is deleted, or to somebody who was. `joining` is the evening whose
    list they are about to be put on: their name is the next thing they say.
    """

    guest: Guest | None = None
    organiser: Organiser | None = None
    creator: Creator | None = None
    past: bool = False
    joining: str | None = None

    @property
    def stranger(self) -> bool:
        """Nothing is known of this chat."""
        return self.guest is None and self.organiser is None and self.creator is None
