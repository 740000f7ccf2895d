"""How a channel stands, for the desk and the doctor."""

import msgspec


class ChannelStatus(msgspec.Struct, frozen=True):
    """`waiting` notices for `people` are still to be sent, the `oldest` came up so many milliseconds ago (0: none).

    `limited_until` (epoch ms) is set while the network asks us to wait, or is away. `sent` have gone through
    since we began, of whatever evening.
    """

    channel: str
    waiting: int
    oldest: int
    limited_until: int | None
    people: frozenset[str] = frozenset()
    sent: int = 0
