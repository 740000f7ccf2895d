"""Lists of people coming in, as JSON, CSV or Excel."""

import asyncio
from collections import defaultdict
from collections.abc import Callable

from aiohttp import web

from service.api.access import organised
from service.api.answers import ApiError, answer
from service.api.bodies import KEY_REUSED, idempotency_key, query_switch
from service.api.metrics import METRICS
from service.api.services import SERVICES, Services
from service.api.views import GuestView, ImportView
from service.evening import Evening
from service.lists import ListUnreadable, read_list, read_people_json
from service.lists.report import PeopleList
from service.people.guest_list import GuestList, ListTaken

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLES = ("text/csv", XLSX, "text/tab-separated-values", "text/plain", "application/octet-stream")
"""Types of lists that are told apart by their content."""

RESERVED = frozenset({"organiser", "clock", "planner", "guest"})
"""Ids that stand for somebody else in the journal."""

IMPORTS = web.AppKey("imports", defaultdict[str, asyncio.Lock])
"""Two imports of one list at once would add everybody twice, so an evening has one at a time."""


def routes() -> list[web.AbstractRouteDef]:
    """The address of lists."""
    return [web.post("/api/v1/evenings/{evening}/participants", participants)]


async def participants(request: web.Request) -> web.Response:
    """Put the people of a list on the evening's; those who are there already stay as they are."""
    return await take_list(request, await organised(request))


async def take_list(request: web.Request, evening: Evening) -> web.Response:
    """Take the list in the request's body in for this evening. Raises ApiError."""
    preview = query_switch(request, "preview")
    skip_bad = query_switch(request, "skip_bad")
    command_id = idempotency_key(request)
    read = await _read(request)
    if reserved := next((p.id for p in read.people if p.id in RESERVED), None):
        raise ApiError(
            422, "reserved_id", f"The id “{reserved}” is used by the service itself.", value=reserved
        )
    if read.report.bad_rows and not skip_bad and not preview:
        detail = "Rows of the list cannot be taken; nothing was stored. Mend them, or add ?skip_bad=1."
        raise ApiError(422, "bad_rows", detail, report=read.report)
    services = request.app[SERVICES]
    async with request.app[IMPORTS][evening.id]:
        with request.app[METRICS].command("people") as timer:
            timer.result = "preview" if preview else "done"
            taken = await GuestList(services.evenings).take_people(
                evening.id, read, skip_bad=skip_bad, preview=preview, key=command_id
            )
    evening = await services.evenings.load(evening.id)
    if taken.stored and not evening.people.keys() >= set(taken.ids):
        raise ApiError(422, "idempotency_key_reused", KEY_REUSED)
    return answer(_view(services, evening, read, taken))


async def _read(request: web.Request) -> PeopleList:
    data = await request.read()
    kind = request.content_type.lower()
    if kind == "application/json":
        read: Callable[[bytes], PeopleList] = read_people_json
    elif kind in TABLES:
        read = read_list
    else:
        what = f"A list comes as application/json, text/csv or {XLSX}."
        raise ApiError(
            415, "unsupported_media_type", what, headers={"Accept": f"application/json, text/csv, {XLSX}"}
        )
    try:
        return await asyncio.to_thread(read, data)
    except ListUnreadable as unreadable:
        status = {"not_json": 400, "too_large": 413}.get(unreadable.code, 422)
        text = f"The list cannot be read: {unreadable.text}."
        raise ApiError(status, unreadable.code, text, row=unreadable.row, column=unreadable.column) from None


def _view(services: Services, evening: Evening, read: PeopleList, taken: ListTaken) -> ImportView:
    """Show everybody in the list's order; whoever is not on the evening's list (a preview) has no links."""
    links = services.links
    people = tuple(
        GuestView(person, listed.name, links.token(evening, person), links.person(evening, person))
        if (slot := evening.people.get(person)) is not None and not slot.forgotten
        else GuestView(listed.id, listed.name, None, None)
        for person, listed in zip(taken.ids, read.people, strict=True)
    )
    return ImportView(people, taken.report, new=taken.new, known=taken.known)
