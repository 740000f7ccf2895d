"""The list of guests to take along: for Excel, and for whatever reads CSV."""

import asyncio

from aiohttp import web

from service.api.participants import XLSX
from service.api.services import SERVICES
from service.lists.write import as_csv, as_workbook
from service.pages.doors import evening_behind
from service.pages.rendering import gone
from service.people.listing import listing
from service.wording.refused import texts_of

WRITERS = {"csv": (as_csv, "text/csv"), "xlsx": (as_workbook, XLSX)}


def routes() -> list[web.AbstractRouteDef]:
    """The addresses of the list."""
    return [web.get("/d/{token}/list.{kind:csv|xlsx}", show)]


async def show(request: web.Request) -> web.Response:
    """Return everybody on the list, sorted by surname, as a file."""
    services = request.app[SERVICES]
    evening = await evening_behind(services, "desk", request.match_info["token"])
    if evening is None:
        return gone(request)
    kind = request.match_info["kind"]
    write, content_type = WRITERS[kind]
    people = await services.evenings.people(evening.id)
    head, rows = listing(evening.people, people, texts_of(evening))
    data = await asyncio.to_thread(write, head, rows)
    name = {"de": "Gaeste", "en": "Guests"}[evening.settings.language]
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{name}.{kind}"',
    }
    return web.Response(body=data, content_type=content_type, headers=headers)
