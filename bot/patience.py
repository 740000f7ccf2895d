"""How long to wait for a network, and how long before asking again."""

from collections.abc import Iterator

import msgspec


class Patience(msgspec.Struct, frozen=True, kw_only=True):
    """Waits in seconds: `request` for an answer; `first` to `most`, the growing pause while the network is away."""

    request: float
    first: float
    most: float

    def pauses(self) -> Iterator[float]:
        """Pauses between attempts, doubling up to `most`, without end."""
        pause = self.first
        while True:
            yield pause
            pause = min(self.most, pause * 2)
