"""Who seeks what others offer, over HTTP."""

from aiohttp import web

from service.api.access import organised
from service.api.answers import answer
from service.api.language import accepted
from service.api.services import SERVICES, Services
from service.evening import Evening
from service.people.matches_view import MatchesView, matches_view
from service.wording.names import names_of
from service.wording.refused import texts_of


def routes() -> list[web.AbstractRouteDef]:
    """The address of the matches."""
    return [web.get("/api/v1/evenings/{evening}/matches", matches)]


async def matches(request: web.Request) -> web.Response:
    """Every match that counts, consortia, and what nobody here offers."""
    evening = await organised(request)
    return answer(
        await all_matches(request.app[SERVICES], evening, accepted(request.headers.get("Accept-Language")))
    )


async def all_matches(services: Services, evening: Evening, language: str | None = None) -> MatchesView:
    """Return the matches as they are now, in the evening's language unless the reader has another."""
    people = await services.evenings.people(evening.id, evening.version)
    return matches_view(evening, people, names_of(evening, people), texts_of(evening, language))
