"""Who may ask: the bearer of the service token, or the organiser of an evening."""

import hmac

from aiohttp import web

from service.api.answers import ApiError
from service.api.services import SERVICES, Services
from service.evening import Evening
from service.evenings import UnknownEvening
from service.tokens import read_token

EVENING = web.RequestKey("evening", Evening)
"""The evening a request concerns, once its organiser is known to be asking."""


def require_service(request: web.Request) -> None:
    """Let the bearer of the service token pass. Raises ApiError 401, or 403 for an organiser."""
    token = _bearer(request)
    if not _is_service(request.app[SERVICES], token):
        claim = read_token(token)
        if claim is not None and request.app[SERVICES].tokens.holds(claim, "organiser", 0):
            raise _forbidden("This needs the service token; an organiser's token opens one evening only.")
        raise _unknown_token()


async def organised(request: web.Request) -> Evening:
    """Return the evening of the address, if its organiser is asking.

    Raises ApiError 401, or 403 for whoever is known but not its organiser, whether it exists or not;
    UnknownEvening for the organiser of an evening that is gone.
    """
    services = request.app[SERVICES]
    token = _bearer(request)
    asked = request.match_info["evening"]
    if _is_service(services, token):
        raise _forbidden(
            "The service token creates evenings; this needs the token of the evening's organiser."
        )
    claim = read_token(token)
    if claim is None:
        raise _unknown_token()
    try:
        evening = await services.evenings.load(claim.evening)
    except UnknownEvening:
        if not services.tokens.holds(claim, "organiser", 0):
            raise _unknown_token() from None
        if claim.evening == asked:
            raise
        raise _forbidden("This token is for another evening.") from None
    if not services.tokens.holds(claim, "organiser", organiser_generation(evening)):
        raise _unknown_token()
    if evening.id != asked:
        raise _forbidden("This token is for another evening.")
    request[EVENING] = evening
    return evening


def organiser_generation(evening: Evening) -> int:
    """Return the generation of the evening's organiser token; older ones are revoked."""
    generation: int = getattr(evening, "organiser_generation", 0)
    return generation


def _bearer(request: web.Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise ApiError(
            401,
            "unauthorized",
            "Send the header Authorization: Bearer TOKEN.",
            headers={"WWW-Authenticate": 'Bearer realm="tischwechsel"'},
        )
    return token.strip()


def _is_service(services: Services, token: str) -> bool:
    return bool(services.service_token) and hmac.compare_digest(
        token.encode("utf-8", "surrogateescape"), services.service_token.encode()
    )


def _unknown_token() -> ApiError:
    return ApiError(
        401,
        "unauthorized",
        "This token opens nothing here; it may have been replaced.",
        headers={"WWW-Authenticate": 'Bearer realm="tischwechsel", error="invalid_token"'},
    )


def _forbidden(detail: str) -> ApiError:
    return ApiError(403, "forbidden", detail)
