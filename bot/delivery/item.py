"""What waits in the outbox: one notice on its way to one address."""

import msgspec

from bot.notice import Notice

WORTH = 6 * 3600 * 1000
"""Milliseconds after which nothing is worth sending any more, even if the notice itself never expires."""

Priority = tuple[int, int, int, int]


class Item(msgspec.Struct, frozen=True, omit_defaults=True):
    """A notice, the channel and address it goes to, and when it came up: `born` (epoch ms), in which `entry`.

    The entry is newer than the notice's version where something is told again: to a chat linked later, or
    after an undo. `doubts` counts sends of which nobody knows whether they were delivered.
    """

    notice: Notice
    channel: str
    address: str
    born: int
    entry: int
    doubts: int = 0

    @property
    def id(self) -> str:
        """Unique within the evening; the same whenever the same entry is expanded."""
        return f"{self.notice.id}.{self.channel}"

    @property
    def key(self) -> str:
        """What a network with idempotency keys is told: unlike ids, never the same for two evenings or entries."""
        return f"{self.notice.evening}.{self.entry}.{self.notice.id}"

    @property
    def uid(self) -> str:
        """Unique among all evenings and channels."""
        return f"{self.notice.evening}.{self.id}"

    @property
    def subject(self) -> tuple[str, str, str]:
        """Items of one subject replace each other: who is told about what on which channel."""
        return (self.notice.person, self.channel, self.notice.subject)

    @property
    def priority(self) -> Priority:
        """Lowest is sent first: the most urgent, then the oldest, then whoever has to walk farthest."""
        return (self.notice.urgency, self.born, -self.notice.walk, self.notice.version)

    def stale(self, now: int) -> bool:
        """Tell whether it is no longer worth sending."""
        expires = self.notice.expires
        return (expires is not None and expires <= now) or now - self.born > WORTH


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Item)


def encode(item: Item) -> bytes:
    """Write an item as the outbox keeps it."""
    return _encoder.encode(item)


def decode(data: bytes) -> Item:
    """Read an item of the outbox. Raises msgspec.DecodeError."""
    return _decoder.decode(data)
