"""Everything that happens, as it happens: each entry of each journal once, in order, to whoever listens."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import structlog

from service.evening import Evening
from service.evenings import Evenings, Outcome
from service.store.errors import StoreAway

log = structlog.get_logger()

Listener = Callable[[Outcome], None]

PATIENCE = 0.3
"""Seconds until a lost store is asked again."""


class Live:
    """Follows the feed of all evenings and hands each step to its listeners.

    Listeners are plain functions called on the event loop; they must be quick and put longer work into a
    queue of their own. One that fails is logged and does not stop the others.
    """

    def __init__(self, evenings: Evenings) -> None:
        self._evenings = evenings
        self._listeners: list[Listener] = []
        self._missed: list[Callable[[], None]] = []
        self._at: dict[str, Evening] = {}
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Follow from now on."""
        feed = self._evenings.store.feed()
        self._task = asyncio.create_task(self._follow(feed))

    async def close(self) -> None:
        """Stop following."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    def listen(self, listener: Listener, missed: Callable[[], None] = lambda: None) -> Callable[[], None]:
        """Call `listener` with every step from now on, and `missed` when some may be missing; return what ends that."""
        self._listeners.append(listener)
        self._missed.append(missed)

        def end() -> None:
            self._listeners.remove(listener)
            self._missed.remove(missed)

        return end

    @asynccontextmanager
    async def steps(self, evening: str, room: int = 256) -> AsyncIterator["asyncio.Queue[Outcome | None]"]:
        """A queue of this evening's steps; None says that some may be missing and the reader must start anew."""
        queue: asyncio.Queue[Outcome | None] = asyncio.Queue(room + 1)

        def put(step: Outcome | None) -> None:
            if queue.qsize() <= room and (step is None or step.after.id == evening):
                queue.put_nowait(step if queue.qsize() < room else None)

        end = self.listen(put, lambda: put(None))
        try:
            yield queue
        finally:
            end()

    async def _follow(self, feed: AsyncIterator[tuple[str | None, int]]) -> None:
        async for evening, version in feed:
            if evening is not None:
                await self._catch_up(evening, version)
                continue
            for one in list(self._at):
                await self._catch_up(one, version)
            for tell in list(self._missed):
                tell()

    async def _catch_up(self, evening: str, version: int) -> None:
        known = self._at.get(evening)
        after = known.version if known is not None else max(0, version - 1)
        if 0 < version <= after:
            return
        while True:
            try:
                steps = await self._evenings.steps(evening, after, known)
                break
            except StoreAway:
                await asyncio.sleep(PATIENCE)
            except Exception:
                log.exception("a journal could not be followed", evening=evening, after=after)
                return
        for step in steps:
            self._at[evening] = step.after
            for listener in list(self._listeners):
                try:
                    listener(step)
                except Exception:
                    log.exception("a listener failed", evening=evening, version=step.version)
