"""Who appended what, as it happens: one reader a process, any number of listeners."""

import asyncio
from collections import deque
from typing import Self
from weakref import WeakSet

import structlog

from service.store import keys
from service.store.connection import BLOCK_MS, FAULTS, Connection, explain
from service.store.ending import end

LISTENER_LIMIT = 1024

Heard = tuple[str | None, int]
MISSED: Heard = (None, 0)

log = structlog.get_logger()


class Feed:
    """One listener: an async iterator of `(evening, version)`.

    `(evening, 0)` says the evening was erased; `(None, 0)` says something may have been missed (a lost
    connection, or we were too slow): look at everything. Ends when the store is closed.
    """

    def __init__(self) -> None:
        """Made by `Store.feed()`."""
        self._heard: deque[Heard] = deque()
        self._news = asyncio.Event()
        self._closed = False

    def __aiter__(self) -> Self:
        """Itself."""
        return self

    async def __anext__(self) -> Heard:
        """The next thing heard."""
        while not self._heard:
            if self._closed:
                raise StopAsyncIteration
            self._news.clear()
            await self._news.wait()
        return self._heard.popleft()

    async def aclose(self) -> None:
        """Stops listening."""
        self.end()

    def hear(self, heard: Heard) -> None:
        """Takes one thing in; with a full queue everything in it becomes one `(None, 0)`."""
        if self._closed or (heard == MISSED and self._heard and self._heard[-1] == MISSED):
            return
        if len(self._heard) >= LISTENER_LIMIT:
            self._heard.clear()
            heard = MISSED
        self._heard.append(heard)
        self._news.set()

    def end(self) -> None:
        """No more will come."""
        self._closed = True
        self._news.set()


class FeedReader:
    """Reads the feeds of all shards, one blocked read each, and tells every listener at once."""

    def __init__(self, connection: Connection) -> None:
        """Nothing is read before the first `listen`."""
        self._connection = connection
        self._listeners: WeakSet[Feed] = WeakSet()
        self._tasks: list[asyncio.Task[None]] = []
        self._searching: set[int] = set()
        self._missed = False
        self._closed = False

    def listen(self) -> Feed:
        """A listener from this moment on: whatever this process asks the store from now on, it asks later."""
        feed = Feed()
        if self._closed:
            feed.end()
            return feed
        self._listeners.add(feed)
        if not self._tasks:
            self._connection.opening = asyncio.Event()
            self._searching = set(range(keys.SHARDS))
            self._tasks = [
                asyncio.create_task(self._follow(shard), name=f"feed of shard {shard}")
                for shard in range(keys.SHARDS)
            ]
        return feed

    async def close(self) -> None:
        """Ends the reading and every listener."""
        self._closed = True
        await end(*self._tasks)
        self._opened()
        for feed in list(self._listeners):
            feed.end()

    async def _follow(self, shard: int) -> None:
        key, last, tries = keys.feed(shard), b"", 0
        read = self._connection.readers.execute_command
        while True:
            try:
                if not last:
                    newest = await read("XREVRANGE", key, "+", "-", "COUNT", 1)
                    last = newest[0][0] if newest else b"0-0"
                    self._found(shard)
                answer = await read("XREAD", "COUNT", 512, "BLOCK", BLOCK_MS, "STREAMS", key, last)
                tries = 0
                for _, entries in answer or ():
                    for at, fields in entries:
                        last = at
                        self._tell((fields[b"evening"].decode(), int(fields[b"version"])))
            except FAULTS as error:
                # What was last read may be gone after a failover, so we start from the end and say so.
                last = b""
                self._lost(shard, error)
                await asyncio.sleep(self._connection.pause(tries))
                tries += 1

    def _found(self, shard: int) -> None:
        self._searching.discard(shard)
        if not self._searching:
            self._opened()
            if self._missed:
                self._missed = False
                self._tell(MISSED)

    def _lost(self, shard: int, error: Exception) -> None:
        if not self._missed:
            away = explain(error)
            log.warning("feed_lost", shard=shard, kind=away.kind, error=type(error).__name__)
        self._missed = True
        self._searching.add(shard)
        # Those who wait for our place shall hear themselves what is wrong.
        self._opened()

    def _opened(self) -> None:
        if self._connection.opening is not None:
            self._connection.opening.set()
            self._connection.opening = None

    def _tell(self, heard: Heard) -> None:
        for feed in list(self._listeners):
            feed.hear(heard)
