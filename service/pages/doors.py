"""Which evening, and which participant, a token in an address opens."""

from aiohttp import web

from service.api.answers import answer
from service.api.services import Services
from service.evening import Evening
from service.evenings import UnknownEvening
from service.tokens import Kind, read_token


def unknown_token() -> web.Response:
    """Answer a program whose token opens nothing; the page words it in its reader's language."""
    return answer({"code": "unknown_token"}, status=404)


async def evening_behind(services: Services, kind: Kind, token: str) -> Evening | None:
    """Return the evening a desk's, screen's or join page's token opens, or None."""
    claim = read_token(token)
    if claim is None or not services.tokens.holds(claim, kind, 0):
        return None
    try:
        return await services.evenings.load(claim.evening)
    except UnknownEvening:
        return None


async def guest_behind(services: Services, token: str) -> tuple[Evening, str] | None:
    """Return the evening and the participant whose page this token opens, or None."""
    claim = read_token(token)
    if claim is None:
        return None
    try:
        evening = await services.evenings.load(claim.evening)
    except UnknownEvening:
        return None
    for person, slot in evening.people.items():
        if slot.number == claim.number and not slot.forgotten:
            return (evening, person) if services.tokens.holds(claim, "page", slot.page) else None
    return None
