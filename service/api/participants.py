"""Lists of people coming in, as JSON, CSV or Excel."""

import asyncio
from collections.abc import Callable, Mapping

from aiohttp import web

from service.api.access import organised
from service.api.answers import ApiError, answer
from service.api.bodies import KEY_REUSED, idempotency_key, query_switch
from service.api.metrics import METRICS
from service.api.services import SERVICES, Services
from service.api.views import GuestView, ImportView, QuestionView
from service.evening import Evening
from service.lists import ListUnreadable, read_list, read_pasted, read_people_json
from service.lists.report import PeopleList
from service.people.guest_list import GuestList, ListTaken
from service.people.person import Person, PersonRecord
from service.people.recognition import Question

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLES = ("text/csv", XLSX, "text/tab-separated-values", "application/octet-stream")
"""Types of files that are told apart by their content."""

PASTED = "text/plain"
"""Pasted text: it may do without headings."""

RESERVED = frozenset({"organiser", "clock", "planner", "matcher", "guest"})
"""Ids that stand for somebody else in the journal."""

FIRST = 5
"""So many people of a list are shown as they were read."""


def routes() -> list[web.AbstractRouteDef]:
    """The address of lists."""
    return [web.post("/api/v1/evenings/{evening}/participants", participants)]


async def participants(request: web.Request) -> web.Response:
    """Put the people of a list on the evening's; those who are there already are brought up to date."""
    evening = await organised(request)
    try:
        taken = await take_list(request, evening)
    except ListUnreadable as unreadable:
        status = {"not_json": 400, "too_large": 413}.get(unreadable.code, 422)
        text = f"The list cannot be read: {unreadable.text}."
        raise ApiError(status, unreadable.code, text, row=unreadable.row, column=unreadable.column) from None
    services = request.app[SERVICES]
    return answer(await import_view(services, await services.evenings.load(evening.id), taken))


async def take_list(request: web.Request, evening: Evening) -> ListTaken:
    """Take the list in the request's body in for this evening. Raises ApiError, ListUnreadable, Refusal."""
    preview = query_switch(request, "preview")
    skip_bad = query_switch(request, "skip_bad")
    same = frozenset(request.query.getall("same", ()))
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
    with request.app[METRICS].command("people") as timer:
        timer.result = "preview" if preview else "done"
        taken = await GuestList(services.evenings).take_people(
            evening.id, read, skip_bad=skip_bad, preview=preview, same=same, key=command_id
        )
    evening = await services.evenings.load(evening.id)
    if taken.stored and not evening.people.keys() >= set(taken.ids):
        raise ApiError(422, "idempotency_key_reused", KEY_REUSED)
    return taken


async def _read(request: web.Request) -> PeopleList:
    data = await request.read()
    kind = request.content_type.lower()
    if kind == "application/json":
        read: Callable[[bytes], PeopleList] = read_people_json
    elif kind == PASTED:
        read = read_pasted
    elif kind in TABLES:
        read = read_list
    else:
        what = f"A list comes as application/json, text/csv, {PASTED} or {XLSX}."
        raise ApiError(
            415, "unsupported_media_type", what, headers={"Accept": f"application/json, text/csv, {XLSX}"}
        )
    return await asyncio.to_thread(read, data)


async def import_view(services: Services, evening: Evening, taken: ListTaken) -> ImportView:
    """Show everybody in the list's order; whoever is not on the evening's list (a preview) has no links."""
    links, records = services.links, await services.evenings.people(evening.id)
    listed = taken.listed.people
    people = tuple(
        GuestView(id, person.name, links.token(evening, id), links.person(evening, id))
        if (slot := evening.people.get(id)) is not None and not slot.forgotten
        else GuestView(person.id, person.name, None, None)
        for id, person in zip(taken.ids, listed, strict=True)
    )
    return ImportView(
        people,
        taken.report,
        new=taken.new,
        known=taken.known,
        changed=taken.changed,
        same=taken.same,
        changes=taken.changes,
        questions=tuple(_question(one, listed[one.at], records) for one in taken.questions),
        first=listed[:FIRST],
    )


def _question(question: Question, person: Person, records: Mapping[str, PersonRecord]) -> QuestionView:
    known = records.get(question.known)
    firm = known.person.organisation if known is not None else None
    return QuestionView(person.name, person.organisation, question.known, firm, question.why)
