"""When a channel may send: evenly spaced slots, no catching up, and pauses the network asked for."""

from bot.delivery.backoff import backoff


class Pace:
    """Slots of one channel; instants are seconds of a monotonic clock.

    Even spacing is what keeps a sender below a network's limit: a bucket that lets a second's worth go at
    once passes twice the rate in its first second.
    """

    def __init__(self, name: str, rate: float) -> None:
        """`rate` in messages a second."""
        self._name = name
        self._gap = 1 / rate
        self._slot = 0.0
        self._closed_until = 0.0
        self.strikes = 0

    def opens(self) -> float:
        """The instant from which the next message may go."""
        return max(self._slot, self._closed_until)

    def limited(self, now: float) -> float:
        """Seconds the whole channel still has to wait because the network asked for it."""
        return max(0.0, self._closed_until - now)

    def took(self, now: float) -> None:
        """A message goes now. Slots that passed unused are gone."""
        self._slot = now + self._gap

    def close(self, now: float, asked: float) -> None:
        """The network asks everybody to wait; messages that were under way together count as one refusal."""
        if now >= self._closed_until:
            self.strikes += 1
        wait = backoff(self._name, max(1, self.strikes), asked)
        self._closed_until = max(self._closed_until, now + wait)

    def well(self) -> None:
        """A message went through."""
        self.strikes = 0
