"""Pauses of a whole channel: what the network asked for, longer each time it asks again."""

from bot.delivery.backoff import backoff

LONGEST = 4.0
"""Seconds after which one message tries again, however long a network is away: it costs next to nothing, and
when the network is back, everybody waits."""


class Pace:
    """When one channel may send again; instants are seconds of a monotonic clock.

    How close together messages may go is the channel's own `turns`.
    """

    def __init__(self, name: str) -> None:
        """`name` decides where in their spread the pauses lie."""
        self._name = name
        self._closed_until = 0.0
        self.strikes = 0

    def limited(self, now: float) -> float:
        """Seconds the whole channel still has to wait because the network asked for it."""
        return max(0.0, self._closed_until - now)

    def close(self, now: float, asked: float) -> None:
        """The network asks everybody to wait; messages that were under way together count as one refusal."""
        if now >= self._closed_until:
            self.strikes += 1
        wait = backoff(self._name, max(1, self.strikes), asked, longest=LONGEST)
        self._closed_until = max(self._closed_until, now + wait)

    def well(self) -> None:
        """A message went through."""
        self.strikes = 0
