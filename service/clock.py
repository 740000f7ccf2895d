"""The clock: whatever deadline has passed, it ticks that evening. Any number of clocks may run at once."""

import asyncio
import time
from typing import Protocol

import structlog

from service.evening import wake_at
from service.evening.commands import Tick
from service.evening.refusals import Refusal
from service.evenings import Evenings, Outcome, UnknownEvening
from service.live import Live
from service.store.errors import StoreAway, VersionTaken

LONGEST_NAP = 5.0
"""Seconds: so often the deadlines are looked at even if nobody said that one has moved."""

RETRY = 0.25
"""Seconds until an evening whose deadline could not be served is tried again."""

log = structlog.get_logger()


class Time(Protocol):
    """What time it is."""

    speed: float

    def now(self) -> int:
        """UTC epoch milliseconds."""


class WallTime:
    """The machine's time, steady: it neither jumps nor turns back while the service runs."""

    speed = 1.0

    def __init__(self) -> None:
        self._start = time.time() - time.monotonic()

    def now(self) -> int:
        """UTC epoch milliseconds."""
        wall = time.time()
        steady = self._start + time.monotonic()
        if abs(wall - steady) > 2:
            self._start = wall - time.monotonic()
            return round(wall * 1000)
        return round(steady * 1000)


class FastTime:
    """Time-lapse: `speed` seconds pass in one."""

    def __init__(self, speed: float) -> None:
        self.speed = speed
        self._wall = time.time()
        self._start = time.monotonic()

    def now(self) -> int:
        """UTC epoch milliseconds of the time-lapse."""
        return round((self._wall + (time.monotonic() - self._start) * self.speed) * 1000)


class Clock:
    """Ticks evenings whose deadline has passed."""

    def __init__(self, evenings: Evenings, live: Live, time: Time) -> None:
        self._evenings = evenings
        self._live = live
        self._time = time
        self._moved = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to watch; what fell due while nobody watched is ticked at once."""
        self._live.listen(self._look_again)
        self._task = asyncio.create_task(self._watch())

    async def close(self) -> None:
        """Stop watching."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    def _look_again(self, step: Outcome) -> None:
        if step.before.phase != step.after.phase or wake_at(step.before) != wake_at(step.after):
            self._moved.set()

    async def _watch(self) -> None:
        while True:
            self._moved.clear()
            try:
                nap = await self._serve()
            except StoreAway:
                nap = RETRY
            except Exception:
                log.exception("the clock stumbled")
                nap = RETRY
            try:
                # Not wait_for: in Python 3.11 it may swallow that we are told to stop.
                async with asyncio.timeout(nap):
                    await self._moved.wait()
            except TimeoutError:
                continue

    async def _serve(self) -> float:
        """Tick everything that is due and return how many seconds there are until the next deadline."""
        nap = LONGEST_NAP
        for evening, deadline in await self._evenings.store.deadlines():
            left = (deadline - self._time.now()) / 1000 / self._time.speed
            if left > 0:
                return min(nap, left + 0.001)
            nap = min(nap, await self._tick(evening, deadline))
        return nap

    async def _tick(self, evening: str, deadline: int) -> float:
        try:
            await self._evenings.execute(evening, Tick(), by="clock")
        except (Refusal, UnknownEvening, VersionTaken) as refusal:
            log.debug(
                "nothing to tick", evening=evening, deadline=deadline, code=getattr(refusal, "code", "")
            )
            return RETRY
        return 0.0
