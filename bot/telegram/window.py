"""Never more messages in any second than Telegram takes, whatever the line and this machine do to their spacing."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

SECOND = 1.0
REMEMBERED = 100
UNSURE = 0.05
"""Seconds by which the way of one message may be shorter than all the last ones took."""


class Window:
    """Counts a message from its beginning until a second after it must have arrived over there.

    When it arrived nobody knows. Yet what the way there and back takes at the least, taken from its answer, and
    the same way ahead of the next one, leave a second between both: whoever begins a message when fewer than
    `most` count is not the one too many. So a long line costs nothing, only one of changing length does.
    """

    def __init__(self, most: int) -> None:
        """`most` messages in any second."""
        self._most = most
        self._under_way = 0
        self._answered: deque[float] = deque()
        self._took: deque[float] = deque(maxlen=REMEMBERED)
        self._order = asyncio.Lock()
        self._one_ended = asyncio.Event()

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Send within; waits for a place, first come, first served."""
        async with self._order:
            await self._free_place()
            self._under_way += 1
        began = monotonic()
        try:
            yield
        finally:
            now = monotonic()
            self._under_way -= 1
            self._answered.append(now)
            self._took.append(now - began)
            self._one_ended.set()

    async def _free_place(self) -> None:
        while True:
            now = monotonic()
            counts = SECOND - max(0.0, min(self._took, default=0.0) - UNSURE)
            while self._answered and self._answered[0] <= now - counts:
                self._answered.popleft()
            if self._under_way + len(self._answered) < self._most:
                return
            if self._answered:
                await asyncio.sleep(self._answered[0] + counts - now)
            else:
                self._one_ended.clear()
                await self._one_ended.wait()
