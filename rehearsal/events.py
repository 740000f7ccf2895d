"""Server-sent events as a client reads them."""

from collections.abc import AsyncIterator

import msgspec
from aiohttp import StreamReader


class Event(msgspec.Struct, frozen=True):
    """One event: its name (`message` where none is given), its data, and its id if it has one."""

    name: str
    data: str
    id: str | None = None


async def read_events(stream: StreamReader) -> AsyncIterator[Event]:
    """Read events (https://html.spec.whatwg.org/multipage/server-sent-events.html) until the stream ends."""
    name, id = "message", None
    data: list[str] = []
    async for raw in stream:
        line = raw.decode().rstrip("\r\n")
        if not line:
            if data:
                yield Event(name, "\n".join(data), id)
            name, data, id = "message", [], None
            continue
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "data":
            data.append(value)
        elif field == "event":
            name = value
        elif field == "id":
            id = value
