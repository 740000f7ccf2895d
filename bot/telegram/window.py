"""Never more messages in any second than Telegram takes, whatever the line and this machine do to their spacing."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

SECOND = 1.0


class Window:
    """Counts a message from its first byte until a second after its answer.

    When it arrived over there nobody knows, only that it was in between: whoever begins a message when fewer
    than `most` count can't be the one too many.
    """

    def __init__(self, most: int) -> None:
        """`most` messages in any second."""
        self._most = most
        self._under_way = 0
        self._ended: deque[float] = deque()
        self._order = asyncio.Lock()
        self._one_ended = asyncio.Event()

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Send within; waits for a place, first come, first served."""
        async with self._order:
            await self._free_place()
            self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._ended.append(monotonic())
            self._one_ended.set()

    async def _free_place(self) -> None:
        while True:
            now = monotonic()
            while self._ended and self._ended[0] <= now - SECOND:
                self._ended.popleft()
            if self._under_way + len(self._ended) < self._most:
                return
            if self._ended:
                await asyncio.sleep(self._ended[0] + SECOND - now)
            else:
                self._one_ended.clear()
                await self._one_ended.wait()
