"""A tiny service that shows the pages with made-up views and notes what they send."""

import asyncio
import contextlib
import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import jinja2
from aiohttp import web
from aiohttp_sse import sse_response

from service.evening import Evening
from service.pages.rendering import page_words, words_of
from tests.pages.views import ROOT, View

SERVICE = ROOT / "service" / "pages"
WEB = ROOT / "bot" / "web"
POLICY = "default-src 'self'"


class Hall:
    """A tiny service: scenes by token, their events on demand, and what was posted."""

    def __init__(self) -> None:
        self.scenes: dict[str, View] = {}
        self.variables: View = {}
        self.listeners: dict[str, list[asyncio.Queue[tuple[str | None, View]]]] = {}
        self.posted: list[tuple[str, dict[str, str], Any]] = []
        self.answers: list[tuple[int, View]] = []
        self.away = False
        self.matches: View = {"matches": [], "consortia": [], "open": [], "struck": []}
        self.connected: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self.base = ""
        loader = jinja2.ChoiceLoader(
            [jinja2.FileSystemLoader(SERVICE / "templates"), jinja2.FileSystemLoader(WEB / "templates")]
        )
        self.templates = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
        self.words = {
            language: {
                name: page_words(name, Evening("e"), language, words)
                for words in (words_of(SERVICE), words_of(WEB))
                for name in words[language]
            }
            for language in ("de", "en")
        }

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_static("/static/pages", SERVICE / "static")
        app.router.add_static("/static/web", WEB / "static")
        for letter, name in {"s": "screen", "d": "desk", "p": "page"}.items():
            app.router.add_get(f"/{letter}/{{token}}", self._page(name))
            app.router.add_get(f"/{letter}/{{token}}/events", self._events)
            app.router.add_post(f"/{letter}/{{token}}/{{what}}", self._post)
        app.router.add_get("/p/{token}/view", self._view)
        app.router.add_get("/d/{token}/matches", self._matches)
        for name in ("join", "gone", "unavailable"):
            app.router.add_get(f"/{name}", self._plain(name))
        return app

    def push(self, token: str, view: View, event: str | None = "view") -> None:
        """Sends an event to every page that shows this scene; a view is kept for later."""
        if event == "view":
            self.scenes[token] = view
        for queue in self.listeners.get(token, []):
            queue.put_nowait((event, view))

    def _answer(self, template: str, **variables: Any) -> web.Response:
        text = self.templates.get_template(f"{template}.html").render(**variables)
        return web.Response(text=text, content_type="text/html", headers={"Content-Security-Policy": POLICY})

    def _page(self, name: str) -> Callable[[web.Request], Any]:
        async def handler(request: web.Request) -> web.Response:
            token = request.match_info["token"]
            view = self.scenes[token]
            language = view["language"]
            return self._answer(
                name, view=view, words=self.words[language][name], token=token, language=language
            )

        return handler

    def _plain(self, name: str) -> Callable[[web.Request], Any]:
        async def handler(request: web.Request) -> web.Response:
            language = request.query.get("language", "de")
            return self._answer(
                name,
                name="Netzwerkabend Suhl",
                words=self.words[language]["join"],
                language=language,
                **self.variables,
            )

        return handler

    async def _view(self, request: web.Request) -> web.Response:
        return web.json_response(self.scenes[request.match_info["token"]])

    async def _matches(self, request: web.Request) -> web.Response:
        return web.json_response(self.matches)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        if self.away:
            return web.Response(status=503)
        token = request.match_info["token"]
        queue: asyncio.Queue[tuple[str | None, View]] = asyncio.Queue()
        self.listeners.setdefault(token, []).append(queue)
        queue.put_nowait(("view", self.scenes[token]))
        self.connected[token].set()
        async with sse_response(request) as response:
            with contextlib.suppress(ConnectionError):
                while True:
                    event, data = await queue.get()
                    if event == "end":
                        break
                    await response.send(json.dumps(data), event=event, id=data.get("id"))
        return response

    async def _post(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.posted.append((request.path_qs, dict(request.headers), body))
        status, answer = (
            self.answers.pop(0) if self.answers else (200, {"version": 43, "events": [], "text": None})
        )
        return web.json_response(answer, status=status)
