"""The desk's cards: on paper for exactly those whom no phone reaches, or for everybody."""

import asyncio
from collections.abc import Collection

from aiohttp import web

from service.api.services import SERVICES, Services
from service.cards import cards_pdf
from service.evening import Evening
from service.pages.doors import evening_behind
from service.pages.rendering import gone
from service.reach import unreached


def routes() -> list[web.AbstractRouteDef]:
    """The address of the cards."""
    return [web.get("/d/{token}/cards", show)]


async def show(request: web.Request) -> web.Response:
    """Return a PDF: `?only=unreached`, `?only=no_chat`, `?person=ID` (as often as wanted), else everybody."""
    services = request.app[SERVICES]
    evening = await evening_behind(services, "desk", request.match_info["token"])
    if evening is None:
        return gone(request)
    only, wanted = request.query.get("only", "all"), request.query.getall("person", [])
    persons = await _chosen(services, evening, only, wanted)
    if persons is None:
        return gone(request)
    people = await services.evenings.people(evening.id)
    language, now = evening.settings.language, services.evenings.now()
    pdf = await asyncio.to_thread(cards_pdf, evening, people, services.links, persons, language, now=now)
    name = {"de": "Karten", "en": "Cards"}[language]
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'inline; filename="{name}.pdf"',
        # What our pages may load is no business of a browser's PDF viewer; some would stay empty.
        "Content-Security-Policy": "frame-ancestors 'none'",
    }
    return web.Response(body=pdf, content_type="application/pdf", headers=headers)


async def _chosen(
    services: Services, evening: Evening, only: str, wanted: Collection[str]
) -> list[str] | None:
    """Return whose cards are asked for; None where nobody could know what is meant."""
    if wanted:
        return list(wanted) if all(person in evening.people for person in wanted) else None
    match only:
        case "unreached":
            return unreached(evening, await services.outbox.reached(evening.id))
        case "no_chat":
            return [person for person in evening.taking_part() if not evening.people[person].channels]
        case "all":
            return [person for person, slot in evening.people.items() if slot.presence != "left"]
        case _:
            return None
