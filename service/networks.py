"""How the networks that carry messages stand, as whoever looks after them tells the rest of the service."""

from collections.abc import Callable

import msgspec

NEW = "new"
"""The trouble of a network that was never reached yet."""


class NetworkStanding(msgspec.Struct, frozen=True, kw_only=True):
    """One network, `name` as in a participant's channels.

    `trouble`: None while all is well, "new" (not reached yet), "away", "token" (we are not let in), "webhook"
    (our address is refused) or "conflict" (a second program receives); `lasting` is how long by now.
    `waiting` notices are still to be sent, the `oldest` came up so long ago; they are for `people` (of the
    evening that was asked about). `limited_until` (epoch ms): the network asks us to wait till then. `slow`: it
    has kept asking for a while; then everybody knows what waits in about `left`, None while nobody can tell.
    All spans are milliseconds.
    """

    name: str
    trouble: str | None = None
    lasting: int = 0
    waiting: int = 0
    oldest: int = 0
    people: frozenset[str] = frozenset()
    limited_until: int | None = None
    slow: bool = False
    left: int | None = None

    @property
    def state(self) -> str:
        """One word for probes: "ok", "starting", "limited", or the trouble."""
        if self.trouble == NEW:
            return "starting"
        return self.trouble or ("limited" if self.slow else "ok")

    @property
    def degraded(self) -> bool:
        """Not everything gets through. Being slow is none: it all comes, later."""
        return self.trouble not in (None, NEW)


Networks = Callable[[str | None], tuple[NetworkStanding, ...]]
"""How each network stands, for one evening (its id) or all of them (None)."""


def no_networks(evening: str | None) -> tuple[NetworkStanding, ...]:
    """What there is to say of networks where nobody carries messages."""
    return ()
