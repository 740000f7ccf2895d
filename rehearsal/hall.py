"""The hall: what everybody in it sees and hears, taken from the evening's live journal."""

import asyncio
from collections.abc import Callable
from typing import Any

import aiohttp
import msgspec

from rehearsal.course import RehearsalStopped
from rehearsal.events import read_events
from service.clock import Time

GRACE = 45.0
"""Real seconds beyond the longest step after which an evening in which nothing happens is given up."""

BREAK_MINUTES = 10.0


class EveningOver(Exception):
    """The evening ended while somebody still waited for something."""

    code = "evening_over"


class Hall:
    """Where the evening stands. `started` and `over` are the last rounds whose gongs have sounded.

    `asked`: the service has held the evening because its clock was away, and nobody has answered yet.
    """

    def __init__(self, time: Time, minutes: float, show: Callable[[int, str], None]) -> None:
        """`minutes` is the talk of a round; `show(rounds over, what)` is told what happens just now."""
        self.time = time
        self.minutes = minutes
        self.version = 0
        self.announced = 0
        self.started = 0
        self.over = 0
        self.asked = False
        self.in_break = False
        self.ended = False
        self._show = show
        self._changed = asyncio.Event()

    async def until(self, reached: Callable[[], bool]) -> None:
        """Wait until this is so. Raises EveningOver when it no longer can be."""
        while not reached():
            if self.ended:
                raise EveningOver
            await self._changed.wait()

    async def in_talk(self, round: int, share: float) -> None:
        """Wait until so much (0..1) of the talk of this round is over."""
        await self.until(lambda: self.started >= round)
        await self.wait(share * self.minutes * 60)

    async def wait(self, seconds: float) -> None:
        """Let so many seconds of the evening pass."""
        await asyncio.sleep(seconds / self.time.speed)

    async def watch(self, session: aiohttp.ClientSession, journal: str, token: str) -> None:
        """Follow the journal until the evening has ended. Raises RehearsalStopped when nothing happens."""
        headers = {"Authorization": f"Bearer {token}", "Accept": "text/event-stream"}
        longest = max(self.minutes, BREAK_MINUTES) * 60 / self.time.speed + GRACE
        while not self.ended:
            url = f"{journal}?after={self.version}"
            try:
                async with session.get(url, headers=headers) as answer, asyncio.timeout(longest) as patience:
                    if answer.status != 200:
                        raise RehearsalStopped(f"the journal answers {answer.status}")
                    async for event in read_events(answer.content):
                        patience.reschedule(asyncio.get_running_loop().time() + longest)
                        self._hear(msgspec.json.decode(event.data))
                        if self.ended:
                            return
            except TimeoutError:
                where = f"after round {self.over}, version {self.version}"
                raise RehearsalStopped(f"nothing has happened for {longest:.0f} s ({where})") from None
            except aiohttp.ClientError:
                await asyncio.sleep(0.1)

    def _hear(self, entry: dict[str, Any]) -> None:
        self.version = entry["version"]
        for event in entry["events"]:
            self._take(event)
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    def _take(self, event: dict[str, Any]) -> None:
        match event["event"]:
            case "opened":
                self._say("Einlass")
            case "announced":
                self.announced = event["seating"]["round"]
                self.in_break = False
                self._say(f"Runde {self.announced}: alle gehen zu ihren Tischen")
            case "started":
                self.started = event["round"]
                self._say(f"Runde {self.started}: Gong")
            case "soon":
                self._say(f"Runde {self.started}: noch 2 Minuten")
            case "over":
                self.over = event["round"]
            case "break":
                self.in_break = True
                self._say("Kaffeepause")
            case "held":
                self._say(f"Runde {self.started}: angehalten")
            case "away":
                self.asked = True
                self._say(f"Gong {event['late'] / 1000:.0f} s zu spät: der Dienst fragt")
            case "resumed":
                self._say(f"Runde {self.announced}: es geht weiter")
            case "ended":
                self.ended = True
                self._say("Ende")

    def _say(self, what: str) -> None:
        self._show(self.over, what)
