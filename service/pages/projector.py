"""The projector's page: for everybody in the hall, readable at ten metres."""

from typing import Any

from aiohttp import web

from service.api.services import SERVICES
from service.api.streams import stream
from service.evening import Evening
from service.evenings import Outcome
from service.pages.doors import evening_behind
from service.pages.rendering import gone, page, page_words
from service.pages.views import screen_view
from service.pages.watching import watch


def routes() -> list[web.AbstractRouteDef]:
    """The addresses of the projector."""
    return [web.get("/s/{token}", show), web.get("/s/{token}/events", events)]


async def show(request: web.Request) -> web.Response:
    """The page."""
    services, token = request.app[SERVICES], request.match_info["token"]
    evening = await evening_behind(services, "screen", token)
    if evening is None:
        return gone(request)
    people = await services.evenings.people(evening.id)
    view = screen_view(evening, people, services.links, services.evenings.now(), names=_names(request))
    language = evening.settings.language
    context = {"view": view, "words": page_words("screen", evening), "token": token, "language": language}
    return page(request, "screen.html", context)


async def events(request: web.Request) -> web.StreamResponse:
    """The view as it changes."""
    services = request.app[SERVICES]
    evening = await evening_behind(services, "screen", request.match_info["token"])
    if evening is None:
        return gone(request)
    names = _names(request)

    async def draw(now: Evening, steps: list[Outcome]) -> dict[str, Any]:
        people = await services.evenings.people(now.id, now.version)
        return screen_view(now, people, services.links, services.evenings.now(), names=names)

    return await stream(
        request, watch(services.live, lambda: services.evenings.load(evening.id), evening.id, draw)
    )


def _names(request: web.Request) -> bool:
    return "numbers" not in request.query
