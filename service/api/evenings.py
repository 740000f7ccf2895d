"""Evenings: made, looked at, linked to, taken along."""

from typing import Annotated, Any

import msgspec
from aiohttp import web

from service.api.access import organised, require_service
from service.api.answers import answer
from service.api.bodies import idempotency_key, read_body
from service.api.faults import refused
from service.api.metrics import METRICS
from service.api.services import SERVICES
from service.api.views import CreatedEvening, LinksView, PersonWithLinks, evening_view
from service.evening.refusals import BadSetting, UnknownSetting
from service.export import export_evening

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=r"\S")]


class NewEvening(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An evening to be made; settings left out have their defaults."""

    name: Name
    settings: dict[str, Any] = {}


def routes() -> list[web.AbstractRouteDef]:
    """The addresses of evenings."""
    return [
        web.post("/api/v1/evenings", create),
        web.get("/api/v1/evenings/{evening}", show),
        web.get("/api/v1/evenings/{evening}/links", links),
        web.get("/api/v1/evenings/{evening}/export", export),
    ]


async def create(request: web.Request) -> web.Response:
    """Make an evening; 201 with its id, its organiser's token and its links."""
    require_service(request)
    new = await read_body(request, NewEvening)
    command_id = idempotency_key(request)
    services = request.app[SERVICES]
    try:
        with request.app[METRICS].command("new"):
            evening = await services.evenings.create(new.name, new.settings, command_id=command_id)
    except (UnknownSetting, BadSetting) as refusal:
        # Nothing is there yet that it could be in conflict with.
        return await refused(request, refusal, 422)
    token = services.tokens.token("organiser", evening.id)
    view = CreatedEvening(evening.id, token, services.links.evening(evening))
    return answer(view, status=201, headers={"Location": f"/api/v1/evenings/{evening.id}"})


async def show(request: web.Request) -> web.Response:
    """The evening as it is now."""
    evening = await organised(request)
    services = request.app[SERVICES]
    people = await services.evenings.people(evening.id)
    reached = await services.outbox.reached(evening.id) if evening.live else {}
    return answer(evening_view(evening, people, reached))


async def links(request: web.Request) -> web.Response:
    """All links as they are now."""
    evening = await organised(request)
    build = request.app[SERVICES].links
    people = tuple(
        PersonWithLinks(person, build.person(evening, person))
        for person, slot in evening.people.items()
        if not slot.forgotten
    )
    return answer(LinksView(build.evening(evening), people))


async def export(request: web.Request) -> web.Response:
    """Everything stored of the evening."""
    evening = await organised(request)
    services = request.app[SERVICES]
    whole = await export_evening(services.evenings, services.outbox, evening.id)
    name = f'attachment; filename="tischwechsel-{evening.id}.json"'
    return answer(whole, headers={"Content-Disposition": name})
