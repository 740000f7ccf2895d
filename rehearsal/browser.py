"""A guest's own page, used as a browser uses it."""

import asyncio
import contextlib
import itertools

import aiohttp
import msgspec

from rehearsal.device import DeviceFailed
from rehearsal.events import read_events
from rehearsal.receipt import PLACE_KINDS, Receipt
from service.clock import Time

AGAIN = 3.0
"""Seconds of the evening until a page that lost its connection comes back, as browsers do."""

PATIENCE = aiohttp.ClientTimeout(total=15)


class Told(msgspec.Struct, frozen=True):
    """What the page is told, as far as a guest looks at it."""

    id: str
    kind: str
    round: int = 0
    table: str | None = None


class Page:
    """One guest's page, open in a browser."""

    def __init__(self, session: aiohttp.ClientSession, person: str, url: str, time: Time) -> None:
        self.receipts: list[Receipt] = []
        self._session = session
        self._person = person
        self._url = url
        self._time = time
        self._last: str | None = None
        self._awake = asyncio.Event()
        self._awake.set()
        self._open = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None
        self._line: asyncio.Task[None] | None = None
        self._numbers = itertools.count(1)

    async def connect(self) -> None:
        """Open the page and its live line."""
        try:
            async with self._session.get(self._url, timeout=PATIENCE) as answer:
                await answer.read()
                if answer.status != 200:
                    raise DeviceFailed(f"the page answered {answer.status}")
            self._listening = asyncio.create_task(self._listen())
            await asyncio.wait_for(self._open.wait(), PATIENCE.total)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise DeviceFailed(f"the page could not be opened: {type(error).__name__}") from error

    async def say(self, word: str) -> None:
        """Tap a word on the page."""
        key = {"Idempotency-Key": f"{self._person}-{next(self._numbers)}"}
        try:
            async with self._session.post(
                f"{self._url}/commands", json={"command": word}, headers=key, timeout=PATIENCE
            ) as answer:
                text = await answer.text()
                if answer.status != 200:
                    raise DeviceFailed(f"“{word}” on the page answered {answer.status}: {text[:200]}")
        except (aiohttp.ClientError, TimeoutError) as error:
            raise DeviceFailed(f"“{word}” on the page: {type(error).__name__}") from error

    async def nap(self, seconds: float) -> None:
        """Lose the live line for so many real seconds, as a phone in a pocket does."""
        self._awake.clear()
        if self._line is not None:
            self._line.cancel()
        await asyncio.sleep(seconds)
        self._awake.set()

    async def close(self) -> None:
        """Close the page."""
        for task in (self._listening, self._line):
            if task is not None:
                task.cancel()
                await asyncio.wait([task])

    async def _listen(self) -> None:
        while True:
            await self._awake.wait()
            self._line = asyncio.create_task(self._hear())
            await asyncio.wait([self._line])
            await asyncio.sleep(AGAIN / self._time.speed)

    async def _hear(self) -> None:
        headers = {"Accept": "text/event-stream"}
        if self._last is not None:
            headers["Last-Event-ID"] = self._last
        with contextlib.suppress(aiohttp.ClientError):
            async with self._session.get(f"{self._url}/events", headers=headers) as answer:
                if answer.status != 200:
                    return
                async for event in read_events(answer.content):
                    self._open.set()
                    if event.name != "message":
                        continue
                    self._last = event.id or self._last
                    told = msgspec.json.decode(event.data, type=Told)
                    self.receipts.append(
                        Receipt(
                            self._person,
                            told.id,
                            self._time.now(),
                            told.kind in PLACE_KINDS,
                            told.round,
                            told.table,
                        )
                    )
