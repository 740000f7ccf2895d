"""What came in and is not dealt with yet: once each, in order per address, confirmed only when taken.

An update counts as taken when the reader asks for the one after it. Until then its network keeps it, so a
process that dies in between gets it again; within one process it is never handed out twice.
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable

import structlog

from bot.channel import Incoming

log = structlog.get_logger()

REMEMBERED = 10_000


class Inbox:
    """Between whoever receives updates, numbered as they came, and the one reader of `items`."""

    def __init__(self) -> None:
        self._open: dict[int, asyncio.Future[None]] = {}
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._last: dict[str, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._ready: asyncio.Queue[tuple[int, Incoming] | None] = asyncio.Queue()
        self._given: list[int] = []
        self._closed = False

    @property
    def closed(self) -> bool:
        """Nothing is taken in any more."""
        return self._closed

    @property
    def oldest(self) -> int | None:
        """The lowest number that was not taken yet."""
        return min(self._open, default=None)

    def offer(self, number: int, address: str, make: Callable[[], Awaitable[Incoming | None]]) -> None:
        """Take in an update unless it was seen before; `make` (None: nobody needs it) may take its time,
        later ones of the same address wait for it, others do not.
        """
        if number in self._seen or self._closed:
            return
        self._seen[number] = None
        while len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        self._open[number] = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(self._prepare(number, make, self._last.get(address)))
        self._last[address] = task
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._forget(address, done))

    async def taken(self, number: int, seconds: float) -> bool:
        """Wait until this one was taken, at most so long."""
        waiting = self._open.get(number)
        if waiting is not None:
            await asyncio.wait([waiting], timeout=seconds)
        return number not in self._open

    async def all_taken(self, seconds: float) -> None:
        """Wait until nothing is open, at most so long."""
        if self._open:
            await asyncio.wait(list(self._open.values()), timeout=seconds)

    async def items(self) -> AsyncIterator[Incoming]:
        """What people did; ends when the inbox is closed."""
        while True:
            for number in self._given:
                self._settle(number)
            self._given.clear()
            found = None if self._closed else await self._ready.get()
            if found is None or self._closed:
                return
            self._given.append(found[0])
            yield found[1]

    async def close(self) -> None:
        """End the reader; what it did not take stays open."""
        self._closed = True
        self._ready.put_nowait(None)
        for waiting in self._open.values():
            waiting.cancel()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _prepare(
        self,
        number: int,
        make: Callable[[], Awaitable[Incoming | None]],
        before: asyncio.Task[None] | None,
    ) -> None:
        try:
            item = await make()
        except Exception:
            log.exception("update_unreadable", number=number)
            item = None
        if before is not None:
            await asyncio.wait([before])
        if item is None:
            self._settle(number)
        else:
            self._ready.put_nowait((number, item))

    def _settle(self, number: int) -> None:
        waiting = self._open.pop(number)
        if not waiting.done():
            waiting.set_result(None)

    def _forget(self, address: str, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if self._last.get(address) is task:
            del self._last[address]
