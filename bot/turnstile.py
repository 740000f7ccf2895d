"""One network's turns to send: evenly spaced, none caught up with, answers before notices."""

import asyncio
from collections import deque
from time import monotonic


class Turnstile:
    """Lets one message after the other pass, `rate` a second.

    Even spacing is what keeps a sender below a network's limit: a bucket that lets a second's worth go at once
    passes twice the rate in its first second. Turns that nobody wanted are gone.
    """

    def __init__(self, rate: float) -> None:
        """`rate` in messages a second."""
        self.gap = 1 / rate
        self._slot = 0.0
        self._urgent: deque[asyncio.Future[None]] = deque()
        self._others: deque[asyncio.Future[None]] = deque()
        self._task: asyncio.Task[None] | None = None

    async def turn(self, *, urgent: bool = False) -> None:
        """Return when it is our turn; who is `urgent` (somebody waits for an answer) goes before all others."""
        waiting = self._urgent if urgent else self._others
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiting.append(mine)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._let_pass())
        try:
            await mine
        except asyncio.CancelledError:
            if mine in waiting:
                waiting.remove(mine)
            raise

    async def _let_pass(self) -> None:
        while self._urgent or self._others:
            wait = self._slot - monotonic()
            if wait > 0:
                await asyncio.sleep(wait)
                continue
            waiting = self._urgent or self._others
            first = waiting.popleft()
            if not first.done():
                self._slot = max(monotonic(), self._slot + self.gap)
                first.set_result(None)
