"""The journal over HTTP: as a list, or live as it grows."""

from collections.abc import AsyncGenerator

import msgspec
from aiohttp import web

from service.api.access import organised
from service.api.answers import ApiError, answer
from service.api.bodies import query_number
from service.api.services import SERVICES, Services
from service.api.streams import Sent, stream
from service.api.views import JournalEntry
from service.evening import Entry
from service.people.privacy import public_events

LAST = 2**53
"""No journal is longer: versions are whole numbers every JSON reader holds exactly."""

_entry = msgspec.json.Decoder(Entry)
_encode = msgspec.json.Encoder().encode


def routes() -> list[web.AbstractRouteDef]:
    """The address of the journal."""
    return [web.get("/api/v1/evenings/{evening}/journal", journal)]


async def journal(request: web.Request) -> web.StreamResponse:
    """Entries after a version; live for whoever accepts server-sent events."""
    evening = await organised(request)
    after = int(query_number(request, "after", int, 0, LAST) or 0)
    services = request.app[SERVICES]
    if "text/event-stream" in request.headers.get("Accept", ""):
        return await stream(request, _live(services, evening.id, _resumed(request, after)))
    return answer(await _entries(services, evening.id, after))


def _resumed(request: web.Request, after: int) -> int:
    last = request.headers.get("Last-Event-ID")
    if last is None:
        return after
    if not last.isascii() or not last.isdigit() or int(last) > LAST:
        raise ApiError(
            400, "bad_query", "Last-Event-ID is the version of an entry.", parameter="Last-Event-ID"
        )
    return int(last)


async def _live(services: Services, evening: str, after: int) -> AsyncGenerator[Sent, None]:
    """What there is, then what comes; it ends where the reader was too slow, who then resumes."""
    async with services.live.steps(evening) as steps:
        for entry in await _entries(services, evening, after):
            after = entry.version
            yield _sent(entry)
        while (step := await steps.get()) is not None:
            if step.version <= after:
                continue
            if step.version > after + 1:
                return
            after = step.version
            yield _sent(_shown(after, step.entry))


async def _entries(services: Services, evening: str, after: int) -> list[JournalEntry]:
    found = await services.evenings.store.entries(evening, after=after)
    return [_shown(version, _entry.decode(data)) for version, data in found]


def _shown(version: int, entry: Entry) -> JournalEntry:
    return JournalEntry(version, entry.at, entry.by, entry.word, public_events(entry.events))


def _sent(entry: JournalEntry) -> Sent:
    return Sent(str(entry.version), _encode(entry).decode())
