"""A participant's own page: the conversation and the notices in a browser, no account and no app."""

import asyncio
import hashlib
import json
from collections.abc import AsyncGenerator
from typing import Any

import msgspec
from aiohttp import web

from bot.conversation.roles import Guest
from bot.conversation.talk import Conversation
from bot.notice import Notice
from bot.notices import current_place, notices
from bot.web import HERE
from bot.web.hub import Hub, Inbox, News
from bot.web.reach import Reach
from bot.web.view import chats_view, message_data, notice_data, page_view
from service.api.answers import answer
from service.api.bodies import idempotency_key, read_body
from service.api.services import SERVICES, Services
from service.api.streams import Sent, stream
from service.evening import Evening
from service.pages.doors import guest_behind, unknown_token
from service.pages.rendering import gone, page, page_words, words_of
from service.pages.watching import BEAT, view_event
from service.tokens import new_id

WORDS = words_of(HERE)

LONGEST_TEXT = 4000


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a participant says on their page: a free `text`, or a word and what follows it."""

    text: str = ""
    command: str = ""
    name: str = ""
    language: str = ""

    @property
    def whole(self) -> str:
        """Everything as one line."""
        return " ".join(part for part in (self.command, self.text, self.name, self.language) if part)


class WebPages:
    """The handlers of the participants' pages."""

    def __init__(self, conversation: Conversation, hub: Hub, reach: Reach) -> None:
        self._conversation = conversation
        self._hub = hub
        self._reach = reach

    def routes(self) -> list[web.AbstractRouteDef]:
        """Every address of these pages, and their static files."""
        return [
            web.get("/p/{token}", self.show),
            web.get("/p/{token}/view", self.view),
            web.get("/p/{token}/events", self.events),
            web.post("/p/{token}/commands", self.command),
            web.static("/static/web", HERE / "static"),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """The page, complete as it is now: it can be read without any script."""
        services, token = request.app[SERVICES], request.match_info["token"]
        found = await guest_behind(services, token)
        if found is None:
            return gone(request)
        evening, person = found
        language = evening.language_of(person)
        view = await self._view(services, evening, person)
        words = page_words("page", evening, language, WORDS)
        context = {"view": view, "words": words, "token": token, "language": language}
        self._shown(evening, person)
        return page(request, "page.html", context)

    async def view(self, request: web.Request) -> web.Response:
        """The view as JSON, for pages whose live line is down."""
        services = request.app[SERVICES]
        found = await guest_behind(services, request.match_info["token"])
        if found is None:
            return unknown_token()
        evening, person = found
        self._shown(evening, person)
        return answer(await self._view(services, evening, person), headers={"Cache-Control": "no-store"})

    async def command(self, request: web.Request) -> web.Response:
        """The conversation: one text in, one answer out."""
        services = request.app[SERVICES]
        found = await guest_behind(services, request.match_info["token"])
        if found is None:
            return unknown_token()
        evening, person = found
        said = await read_body(request, Said)
        key = idempotency_key(request) or new_id()
        reply = await self._conversation.hear_guest(
            Guest(evening.id, person), said.whole[:LONGEST_TEXT], f"web:{person}:{key}"
        )
        return answer({"reply": message_data(reply)})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Notices and the view, live."""
        services = request.app[SERVICES]
        found = await guest_behind(services, request.match_info["token"])
        if found is None:
            return gone(request)
        evening, person = found
        last = request.headers.get("Last-Event-ID") or request.query.get("last_event_id")
        return await stream(request, self._live(services, evening.id, person, last))

    async def _live(
        self, services: Services, evening_id: str, person: str, last: str | None
    ) -> AsyncGenerator[Sent, None]:
        async with self._hub.page(evening_id, person) as inbox:
            evening = await services.evenings.load(evening_id)
            view = await self._view(services, evening, person)
            yield view_event(view)
            people = await services.evenings.people(evening_id, evening.version)
            for notice in await self._still_holds(services, evening, person, last):
                yield _notice_event(notice_data(notice, evening, people, services.evenings.now()))
            self._shown(evening, person)
            while True:
                news = await _next(inbox)
                if news is BEATING:
                    yield Sent(None, "{}", "beat")
                    continue
                if not isinstance(news, News) or person not in news.evening.people:
                    return
                if news.evening.version <= evening.version:
                    continue
                evening = news.evening
                people = await services.evenings.people(evening_id, evening.version)
                fresh = await self._view(services, evening, person)
                if news.notices or {**fresh, "now": 0, "version": 0} != {**view, "now": 0, "version": 0}:
                    view = fresh
                    yield view_event(view)
                for notice in news.notices:
                    yield _notice_event(notice_data(notice, evening, people, services.evenings.now()))
                self._shown(evening, person)

    async def _still_holds(
        self, services: Services, evening: Evening, person: str, last: str | None
    ) -> list[Notice]:
        """The first connection gets the present place; one that comes back, what it missed and still counts."""
        present = current_place(evening, person)
        version = _version(last)
        if version is None:
            return [present] if present is not None else []
        now = services.evenings.now()
        newest: dict[str, Notice] = {}
        for step in await services.evenings.steps(evening.id, version):
            if step.version > evening.version:
                break  # happened since this page's evening was loaded: it comes as news
            for notice in notices(step):
                if notice.person == person and (notice.expires is None or notice.expires > now):
                    newest[notice.subject] = notice
        newest.pop("place", None)
        missed = [present] if present is not None and present.version > version else []
        return missed + sorted(newest.values(), key=lambda notice: notice.version)

    async def _view(self, services: Services, evening: Evening, person: str) -> dict[str, Any]:
        people = await services.evenings.people(evening.id, evening.version)
        messages = [] if evening.said is None else [_saying(evening.said)]
        chats = chats_view(evening, person, services.links)
        return page_view(evening, person, people, now=services.evenings.now(), messages=messages, chats=chats)

    def _shown(self, evening: Evening, person: str) -> None:
        told = evening.told.get(person)
        if told is not None:
            self._reach.shown(evening.id, person, told.version)


class _Beating:
    """Nothing happened for a while."""


BEATING = _Beating()


async def _next(inbox: Inbox) -> News | _Beating | None:
    try:
        async with asyncio.timeout(BEAT):
            return await inbox.get()
    except TimeoutError:
        return BEATING


def _notice_event(data: dict[str, Any]) -> Sent:
    return Sent(data["id"], json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def _saying(text: str) -> dict[str, Any]:
    """What an organiser said last, for those who come later."""
    id = hashlib.blake2b(text.encode(), digest_size=6).hexdigest()
    return {"id": id, "at": None, "title": text, "body": "", "buttons": []}


def _version(last: str | None) -> int | None:
    number = (last or "").partition(".")[0]
    return int(number) if number.isascii() and number.isdigit() else None
