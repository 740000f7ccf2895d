"""One network's turns to send: evenly spaced, answers before notices."""

import asyncio
from collections import deque
from time import monotonic


class Turnstile:
    """Lets one message after the other pass, `rate` a second.

    Even spacing is what keeps a sender below a network's limit: a bucket that lets a second's worth go at once
    passes twice the rate in its first second. Turns that nobody wanted are gone, but for the `late` last ones,
    which are made up for (a busy machine wakes us late): n turns never take less than n - 1 - `late` gaps.
    """

    def __init__(self, rate: float, *, late: int = 1) -> None:
        """`rate` in messages a second."""
        self.gap = 1 / rate
        self._late = (late - 1) * self.gap
        self._slot = 0.0
        self._urgent: deque[asyncio.Future[None]] = deque()
        self._others: deque[asyncio.Future[None]] = deque()
        self._timer: asyncio.TimerHandle | None = None

    async def turn(self, *, urgent: bool = False) -> None:
        """Return when it is our turn; who is `urgent` (somebody waits for an answer) goes before all others."""
        now = monotonic()
        if self._slot <= now and not self._urgent and not self._others:
            self._pass(now)
            return
        waiting = self._urgent if urgent else self._others
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiting.append(mine)
        if self._timer is None:
            self._wind(now)
        try:
            await mine
        except asyncio.CancelledError:
            if mine in waiting:
                waiting.remove(mine)
            raise

    def hold(self, seconds: float) -> None:
        """Let nobody pass for so long: the network asked everybody to wait."""
        self._slot = max(self._slot, monotonic() + seconds)

    def _pass(self, now: float) -> None:
        self._slot = max(now - self._late, self._slot + self.gap)

    def _wind(self, now: float) -> None:
        self._timer = asyncio.get_running_loop().call_later(max(0.0, self._slot - now), self._let_pass)

    def _let_pass(self) -> None:
        self._timer = None
        now = monotonic()
        while self._slot <= now and (waiting := self._urgent or self._others):
            first = waiting.popleft()
            if not first.done():
                self._pass(now)
                first.set_result(None)
        if self._urgent or self._others:
            self._wind(now)
