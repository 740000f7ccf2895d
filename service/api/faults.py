"""What is answered when a request fails: every exception the service knows, as problem details."""

from typing import Any, cast

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from scheduler import ProblemInvalid
from scheduler.reasons import Reason
from service.api.access import EVENING
from service.api.answers import ApiError, problem
from service.api.language import accepted
from service.api.services import SERVICES
from service.evening.refusals import ConfirmNeeded, NoPlanPossible, Refusal
from service.evenings import UnknownEvening
from service.people.directory import AmbiguousName
from service.store.errors import StoreAway, VersionTaken
from service.wording.names import names_of
from service.wording.reasons import reason_in_words
from service.wording.refused import sentence, texts, texts_of

LARGEST_BODY = 5_000_000
"""Bytes of a request's body; a list of 10,000 people with texts is about that large."""

RETRY_AFTER = 2
"""Seconds until a client should try again when the store is away."""

log = structlog.get_logger()


@web.middleware
async def faults(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn every exception into problem details; a page's own HTML errors pass."""
    try:
        return await handler(request)
    except ApiError as error:
        return problem(error.status, error.code, error.detail, headers=error.headers, **error.more)
    except Refusal as refusal:
        return await refused(request, refusal)
    except UnknownEvening:
        return problem(404, UnknownEvening.code, "There is no such evening.")
    except ProblemInvalid as invalid:
        status = 400 if invalid.code == "not_json" else 422
        return problem(status, invalid.code, f"{invalid.text}.", path=invalid.path)
    except StoreAway as away:
        log.warning("store away", kind=away.kind)
        return _try_later(
            away.code, "The service cannot reach its memory right now; nothing was lost. Try again."
        )
    except VersionTaken as taken:
        return _try_later(taken.code, "Others were faster every time; nothing has changed. Try again.")
    except web.HTTPException as error:
        if error.status < 400 or error.content_type == "text/html":
            raise
        return _plain(error)
    except Exception:
        log.exception("a request failed", method=request.method, route=_route(request))
        return problem(500, "internal", "Something went wrong here. The service's log says what.")


async def refused(request: web.Request, refusal: Refusal, status: int = 409) -> web.Response:
    """Return a refusal as a sentence in the reader's language, with people's names."""
    evening = request.get(EVENING)
    language = accepted(request.headers.get("Accept-Language"))
    names: dict[str, str] = {}
    if evening is None:
        t = texts(language or "de")
    else:
        t = texts_of(evening, language)
        people = await request.app[SERVICES].evenings.people(evening.id)
        names = names_of(evening, people, language)
    more: dict[str, Any] = {}
    if isinstance(refusal, ConfirmNeeded):
        more["what"] = refusal.details
    if isinstance(refusal, AmbiguousName):
        found = cast(tuple[str, ...], refusal.details["candidates"])
        more["candidates"] = [{"id": person, "name": names.get(person, person)} for person in found]
    if isinstance(refusal, NoPlanPossible):
        reasons = cast(tuple[Reason, ...], refusal.details["wishes"])
        more["conflict"] = [reason_in_words(reason, t, names) for reason in reasons]
    return problem(status, refusal.code, sentence(refusal, t, names), **more)


def _plain(error: web.HTTPException) -> web.Response:
    headers = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else None
    match error.status:
        case 404:
            return problem(404, "not_found", "There is nothing at this address.")
        case 405:
            return problem(
                405, "method_not_allowed", f"Here only {error.headers['Allow']} will do.", headers=headers
            )
        case 413:
            return problem(413, "too_large", f"The body is larger than {LARGEST_BODY // 1_000_000} MB.")
    code = error.reason.lower().replace(" ", "_")
    return problem(error.status, code, error.text or error.reason, headers=headers)


def _try_later(code: str, detail: str) -> web.Response:
    return problem(503, code, detail, headers={"Retry-After": str(RETRY_AFTER)})


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "unknown"
