"""The organiser's desk: the same commands as buttons, the live state, and who is here."""

import contextlib
from typing import Any

from aiohttp import web

from service.api.answers import answer
from service.api.bodies import idempotency_key, read_body
from service.api.commands import WordAsked, carry_out, understood
from service.api.matches import all_matches
from service.api.participants import take_list
from service.api.services import SERVICES, Services
from service.api.streams import stream
from service.evening import Evening, Refusal
from service.evening.foresight import foreseen
from service.evening.refusals import ConfirmNeeded
from service.evenings import Outcome
from service.lists import ListUnreadable
from service.pages.doors import evening_behind, unknown_token
from service.pages.list_preview import list_view
from service.pages.rendering import gone, page, page_words
from service.pages.views import desk_view
from service.pages.watching import watch
from service.people.privacy import public_events
from service.wording.catalogue import Texts
from service.wording.foreseen import Question, question
from service.wording.happened import happened
from service.wording.names import names_of
from service.wording.networks import network_hints
from service.wording.quality import plan_sentence
from service.wording.refused import choices, sentence, texts_of
from service.wording.unreadable import why_unreadable

LOG_LINES = 20
FORESEEN = frozenset({"close", "host", "absent", "leave"})
"""Words that may make others change tables."""


def routes() -> list[web.AbstractRouteDef]:
    """The addresses of the desk."""
    return [
        web.get("/d/{token}", show),
        web.get("/d/{token}/events", events),
        web.post("/d/{token}/commands", command),
        web.post("/d/{token}/participants", participants),
        web.get("/d/{token}/matches", matches),
    ]


async def show(request: web.Request) -> web.Response:
    """The page."""
    services, token = request.app[SERVICES], request.match_info["token"]
    evening = await evening_behind(services, "desk", token)
    if evening is None:
        return gone(request)
    context = {
        "view": await _Desk(services).draw(evening, []),
        "words": page_words("desk", evening),
        "token": token,
        "language": evening.settings.language,
    }
    return page(request, "desk.html", context)


async def events(request: web.Request) -> web.StreamResponse:
    """The view as it changes."""
    services = request.app[SERVICES]
    evening = await evening_behind(services, "desk", request.match_info["token"])
    if evening is None:
        return gone(request)
    desk = _Desk(services)
    return await stream(
        request, watch(services.live, lambda: services.evenings.load(evening.id), evening.id, desk.draw)
    )


async def command(request: web.Request) -> web.Response:
    """Carry out one word; 409 with a sentence when it is refused."""
    services = request.app[SERVICES]
    evening = await evening_behind(services, "desk", request.match_info["token"])
    if evening is None:
        return unknown_token()
    asked = await read_body(request, WordAsked)
    t = texts_of(evening)
    body: dict[str, Any]
    if not asked.confirm and (first := await _shown_first(request, evening, asked, t)) is not None:
        body = {"code": ConfirmNeeded.code, "detail": "\n".join((first.title, *first.lines))}
        return answer(body | {"confirm": {"yes": first.yes, "no": first.no}}, status=409)
    try:
        done = await carry_out(request, evening, asked, idempotency_key(request))
    except Refusal as refusal:
        names = await _names(services, evening)
        body = {"code": refusal.code, "detail": sentence(refusal, t, names)}
        if isinstance(refusal, ConfirmNeeded):
            yes, no = choices(refusal, t)
            body["confirm"] = {"yes": yes, "no": no}
        return answer(body, status=409)
    text = happened(done, t, await _names(services, evening))
    return answer({"version": done.version, "events": public_events(done.entry.events), "text": text or None})


async def _shown_first(request: web.Request, evening: Evening, asked: WordAsked, t: Texts) -> Question | None:
    """What would happen to others, where that should be seen before; what is refused is refused later."""
    services = request.app[SERVICES]
    if asked.command not in FORESEEN:
        return None
    with contextlib.suppress(Refusal):
        ready = await understood(request, evening, asked)
        what = foreseen(evening, ready, services.evenings.now())
        return question(ready, what, t, await _names(services, evening)) if what is not None else None
    return None


async def participants(request: web.Request) -> web.Response:
    """Take a list in, or show what it would do; what is the matter is said in the evening's language."""
    services = request.app[SERVICES]
    evening = await evening_behind(services, "desk", request.match_info["token"])
    if evening is None:
        return unknown_token()
    t = texts_of(evening)
    try:
        taken = await take_list(request, evening)
    except ListUnreadable as unreadable:
        return answer({"code": unreadable.code, "detail": why_unreadable(unreadable, t)}, status=422)
    except Refusal as refusal:
        return answer({"code": refusal.code, "detail": sentence(refusal, t)}, status=409)
    return answer(list_view(taken, await services.evenings.people(evening.id), t))


async def matches(request: web.Request) -> web.Response:
    """Every match, as the API shows it: fetched when an organiser looks, for it would make each view long."""
    services = request.app[SERVICES]
    evening = await evening_behind(services, "desk", request.match_info["token"])
    if evening is None:
        return unknown_token()
    return answer(await all_matches(services, evening), headers={"Cache-Control": "no-store"})


class _Desk:
    """One open desk: keeps the lines of its log, so that each is worded once."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._log: list[dict[str, Any]] | None = None

    async def draw(self, evening: Evening, steps: list[Outcome]) -> dict[str, Any]:
        evenings = self._services.evenings
        if self._log is None:
            found = await evenings.steps(evening.id, max(0, evening.version - LOG_LINES))
            # What happened since this evening was loaded comes as a step of its own.
            steps = [step for step in found if step.version <= evening.version]
            self._log = []
        names = await _names(self._services, evening)
        t = texts_of(evening)
        self._log += [line for step in steps if (line := _line(step, t, names))]
        del self._log[:-LOG_LINES]
        return desk_view(
            evening,
            await evenings.people(evening.id),
            self._services.links,
            await self._services.outbox.reached(evening.id),
            evenings.now(),
            busy=evening.id in evenings.planning,
            plan=_plan(evening, t, names),
            log=list(self._log),
            networks=network_hints(evening, self._services.networks(evening.id), t),
        )


def _line(step: Outcome, t: Texts, names: dict[str, str]) -> dict[str, Any] | None:
    text = happened(step, t, names)
    return {"at": step.entry.at, "text": f"{t.clock(step.entry.at)} {text}"} if text else None


def _plan(evening: Evening, t: Texts, names: dict[str, str]) -> str | None:
    """How good the draft is, until the evening begins: afterwards there is more to look at."""
    if evening.draft is None or evening.begun or evening.phase.step == "ended":
        return None
    return plan_sentence(evening.draft, t, names) or None


async def _names(services: Services, evening: Evening) -> dict[str, str]:
    return names_of(evening, await services.evenings.people(evening.id))
