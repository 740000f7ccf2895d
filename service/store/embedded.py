"""A Redis of our own in the data folder, for evenings without an administrator."""

import asyncio
import os
from collections.abc import Mapping
from math import inf
from pathlib import Path
from time import monotonic
from urllib.parse import quote

import msgspec
import structlog

from service.store.child import Child
from service.store.ending import end
from service.store.engine import Engine, find_engine
from service.store.errors import EngineFailed
from service.store.folder import DataFolder
from service.store.orphan import answers, end_orphan

ROOM_NEEDED = 16 * 2**20
"""Bytes below which the disk counts as full: Redis ends at the first write that does not fit."""

_START_SECONDS = 120.0
_FULL_RETRY_SECONDS = 5.0
_LOOK_SECONDS = 0.5
_LONGEST_PAUSE = 5.0
_PAUSE_WHEN_KILLED = 0.1
_STEADY_SECONDS = 1.0

log = structlog.get_logger()


class EngineHealth(msgspec.Struct, frozen=True):
    """How the embedded Redis does. `trouble`: None, `restarting`, `disk_full` or `failing`; `reason` in words.

    With `disk_full` it may be running all the same: what is there can be read, the next write ends it.
    """

    running: bool
    trouble: str | None
    reason: str | None
    free_bytes: int
    restarts: int
    engine: str


class EmbeddedRedis:
    """Starts Redis in a folder, keeps it running, ends it.

    Every acknowledged write is on disk. A killed Redis is back in a fraction of a second on the same socket;
    one that ended because the disk is full is started again when there is room.
    """

    def __init__(
        self, data: Path, *, environ: Mapping[str, str] = os.environ, die_with_us: bool = True
    ) -> None:
        """`data` is made if missing; `die_with_us` lets the kernel end Redis with a killed service (Linux)."""
        self._folder = DataFolder(data)
        self._environ = environ
        self._die_with_us = die_with_us
        self._child: Child | None = None
        self._watch: asyncio.Task[None] | None = None
        self._engine: Engine | None = None
        self._trouble: tuple[str, str] | None = None
        self._restarts = 0

    @property
    def pid(self) -> int | None:
        """Process id of the running Redis."""
        return self._child.pid if self._child and self._child.status is None else None

    @property
    def url(self) -> str:
        """The address for `Store`."""
        return f"unix://{quote(str(self._folder.socket()))}"

    def health(self) -> EngineHealth:
        """How it does now; cheap."""
        free = self._folder.free_bytes()
        trouble, reason = self._trouble or (self._full() if free < ROOM_NEEDED else (None, None))
        return EngineHealth(
            running=self.pid is not None and self._trouble is None,
            trouble=trouble,
            reason=reason,
            free_bytes=free,
            restarts=self._restarts,
            engine=self._engine.release if self._engine else "",
        )

    async def start(self) -> str:
        """Starts Redis and gives its address once it answers.

        Call it from the main thread's event loop. Raises `DataFolderBusy`, `DataFolderUnusable`,
        `EngineTooOld`, `ServerMissing`, `EngineFailed`; the data is untouched then.
        """
        self._engine = engine = find_engine(self._environ)
        self._folder.open()
        try:
            self._folder.admit(engine)
            socket = self._folder.socket()
            while (lock := self._folder.take_store_lock()) is None:
                await end_orphan(self._folder)
            self._child = await self._spawn(engine, socket, lock)
            why = await self._until_ready(self._child, socket, _START_SECONDS)
            if why is not None:
                raise EngineFailed(why)
            self._folder.note(engine)
        except BaseException:
            if self._child is not None:
                await self._child.end()
            self._folder.close()
            raise
        self._watch = asyncio.create_task(
            self._supervise(self._child, engine, socket, lock), name="embedded redis"
        )
        log.info("redis_started", engine=engine.release, pid=self._child.pid)
        return self.url

    async def stop(self) -> None:
        """Ends Redis and gives the folder back. Close the stores before."""
        if self._watch is not None:
            await end(self._watch)
            self._watch = None
        if self._child is not None:
            await self._child.end()
            self._child = None
            self._folder.drop_socket()
        self._folder.close()

    async def _supervise(self, child: Child, engine: Engine, socket: Path, lock: int) -> None:
        pause, worked = 0.0, True
        while True:
            began = monotonic()
            status = await child.ended()
            if child.disk_full or (status == 1 and self._folder.free_bytes() < ROOM_NEEDED):
                await self._wait_for_room(began + _FULL_RETRY_SECONDS)
            else:
                # One that worked was killed; one that never came up will hardly do so at once.
                pause = min(pause, _PAUSE_WHEN_KILLED) if worked else pause
                pause = 0.0 if worked and monotonic() - began > _STEADY_SECONDS else pause
                kind = "restarting" if worked else "failing"
                why = f"signal {-status}" if status < 0 else f"status {status}: {child.last_words}"
                self._trouble = (kind, f"Redis ended with {why}")
                log.warning("redis_ended", why=why, pause=pause)
                await asyncio.sleep(pause)
            pause = min(_LONGEST_PAUSE, max(0.05, pause * 2))
            try:
                self._child = child = await self._spawn(engine, socket, lock)
            except OSError as error:
                self._trouble = ("failing", f"Redis cannot be started: {error}")
                await asyncio.sleep(_LONGEST_PAUSE)
                continue
            self._restarts += 1
            worked = await self._until_ready(child, socket) is None
            if worked:
                self._trouble = None
                log.info("redis_restarted", pid=child.pid, restarts=self._restarts)

    async def _wait_for_room(self, until: float) -> None:
        """Until there is room, but not for ever: a Redis on a full disk can be read, and a quota may hide room."""
        log.error("disk_full", free_bytes=self._folder.free_bytes())
        self._trouble = self._full()
        while monotonic() < until:
            await asyncio.sleep(_LOOK_SECONDS)
            if self._folder.free_bytes() >= ROOM_NEEDED:
                return

    def _full(self) -> tuple[str, str]:
        free = self._folder.free_bytes() // 2**20
        return ("disk_full", f"the disk is full, {free} MB free: nothing can be saved")

    async def _spawn(self, engine: Engine, socket: Path, lock: int) -> Child:
        return await Child.start(engine, self._folder.redis, socket, lock, die_with_us=self._die_with_us)

    async def _until_ready(self, child: Child, socket: Path, seconds: float = inf) -> str | None:
        """Waits until Redis answers and has loaded its data; else why not."""
        until = monotonic() + seconds
        while child.status is None:
            if await answers(socket):
                return None
            if monotonic() > until:
                return f"it does not answer after {seconds:.0f} s"
            await asyncio.sleep(0.01)
        await child.ended()
        if child.disk_full or self._folder.free_bytes() < ROOM_NEEDED:
            return f"the disk is full, {self._folder.free_bytes() // 2**20} MB free"
        return child.last_words
