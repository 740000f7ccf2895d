"""Server-sent events: one client, one bounded source, heartbeats, and an end when the service stops."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress

import msgspec
import structlog
from aiohttp import web
from aiohttp_sse import EventSourceResponse, sse_response

from service.store.errors import StoreAway

HEARTBEAT = 15.0
"""Seconds between two signs of life; proxies cut silent connections after 30 s and more."""

STALLED = 30.0
"""Seconds a client may leave what was sent unread before it is cut off; it comes back with `Last-Event-ID`."""

OPEN = web.AppKey("open_streams", set[EventSourceResponse])

log = structlog.get_logger()


class Sent(msgspec.Struct, frozen=True):
    """One event: its id, by which a client resumes (None: not resumable), its data (JSON), and its name."""

    id: str | None
    data: str
    event: str | None = None


async def stream(request: web.Request, source: AsyncGenerator[Sent, None]) -> web.StreamResponse:
    """Send everything the source gives until it ends, the client goes, or the service stops."""
    async with (
        aclosing(source),
        sse_response(request, sep="\n", ping_interval=HEARTBEAT, send_timeout=STALLED) as response,
    ):
        sender = asyncio.create_task(_send(response, source))
        gone = asyncio.create_task(response.wait())
        streams = request.app[OPEN]
        streams.add(response)
        try:
            await asyncio.wait({sender, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            streams.discard(response)
            for task in (sender, gone):
                task.cancel()
            await asyncio.gather(sender, gone, return_exceptions=True)
        # An answer has begun: ending it is all that can still be said, and the client comes back.
        error = None if sender.cancelled() else sender.exception()
        if error is not None and not isinstance(error, StoreAway):
            log.error("a stream failed", exc_info=error)
    return response


async def close_streams(app: web.Application) -> None:
    """End all open streams, so that the service can stop at once."""
    streams = app[OPEN]
    for response in tuple(streams):
        response.stop_streaming()


async def _send(response: EventSourceResponse, source: AsyncGenerator[Sent, None]) -> None:
    # A client that has gone or stalled ends its stream; both are everyday.
    with suppress(ConnectionError, TimeoutError):
        # Headers alone may wait in a proxy; a comment brings them through, and the client knows it is heard.
        await response.write(b": here\n\n")
        async for event in source:
            await response.send(event.data, id=event.id, event=event.event)
