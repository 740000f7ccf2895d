"""An open page's line: server-sent events, heard as a browser hears them, over restarts of the service too."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Self, TypeVar

import aiohttp
import msgspec

from tests.evening.house import PATIENCE
from tests.fakes.telegram.bell import Bell

T = TypeVar("T")


class Heard(msgspec.Struct, frozen=True):
    """One event; `line` counts the connections from 1."""

    event: str
    id: str | None
    data: Any
    line: int


class Listener:
    """Hears everything at one address; a lost line is opened anew with `Last-Event-ID`."""

    def __init__(self, http: aiohttp.ClientSession, page: str) -> None:
        """`page` is the page's address, without `/events`."""
        self.page = page
        self.heard: list[Heard] = []
        self.last: str | None = None
        self.lines = 0
        self._http = http
        self._bell = Bell()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._listen())
        await self.until(lambda: self.views or None, "a first view")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    @property
    def views(self) -> list[dict[str, Any]]:
        """Every view that came, oldest first."""
        return [one.data for one in self.heard if one.event == "view"]

    @property
    def view(self) -> dict[str, Any]:
        """What the page shows now."""
        return self.views[-1]

    @property
    def notices(self) -> list[dict[str, Any]]:
        """Every notice that came, oldest first."""
        return [one.data for one in self.heard if one.event == "message"]

    def told(self, *kinds: str) -> list[dict[str, Any]]:
        """The notices of these kinds."""
        return [notice for notice in self.notices if notice["kind"] in kinds]

    async def until(self, look: Callable[[], T | None], what: str) -> T:
        """Wait until `look` finds something."""
        found = await self._bell.until(look, PATIENCE)
        assert found is not None, f"{self.page} never heard {what}; last: {self.heard[-3:]}"
        return found

    async def shows(self, **wanted: Any) -> dict[str, Any]:
        """Wait until the page's view is so: `state="running", round=2`."""

        def look() -> dict[str, Any] | None:
            if self.views and all(self.view[name] == value for name, value in wanted.items()):
                return self.view
            return None

        return await self.until(look, str(wanted))

    async def hears(self, kind: str, **wanted: Any) -> dict[str, Any]:
        """Wait for a notice of this kind."""

        def look() -> dict[str, Any] | None:
            fitting = (n for n in self.told(kind) if all(n[name] == value for name, value in wanted.items()))
            return next(fitting, None)

        return await self.until(look, f"{kind} {wanted}")

    async def _listen(self) -> None:
        while True:
            with suppress(aiohttp.ClientError, ConnectionError):
                await self._one_line()
            await asyncio.sleep(0.05)

    async def _one_line(self) -> None:
        headers = {"Accept": "text/event-stream"} | ({"Last-Event-ID": self.last} if self.last else {})
        endless = aiohttp.ClientTimeout(total=None)
        async with self._http.get(self.page + "/events", headers=headers, timeout=endless) as answer:
            if answer.status == 503:
                return  # the service is there, its store not yet
            assert answer.status == 200, answer.status
            self.lines += 1
            name, id, data = "message", None, list[str]()
            async for raw in answer.content:
                field, _, value = raw.decode().rstrip("\r\n").partition(":")
                value = value.removeprefix(" ")
                match field:
                    case "" if data:
                        self.heard.append(Heard(name, id, msgspec.json.decode("\n".join(data)), self.lines))
                        self.last = id or self.last
                        name, id, data = "message", None, []
                        self._bell.ring()
                    case "event":
                        name = value
                    case "id":
                        id = value
                    case "data":
                        data.append(value)
