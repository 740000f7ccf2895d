"""Templates, words and static files of the pages."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp_jinja2
import jinja2
from aiohttp import web
from aiohttp.typedefs import Handler

from service.evening import Evening
from service.store.errors import StoreAway

HERE = Path(__file__).parent


def words_of(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the words of the pages in a folder: language -> page -> words; `de_du` holds what differs there."""
    found: dict[str, dict[str, Any]] = json.loads((folder / "words.json").read_text(encoding="utf-8"))
    return found


WORDS = words_of(HERE)


def page_words(
    name: str,
    evening: Evening,
    language: str | None = None,
    words: Mapping[str, Mapping[str, Any]] = WORDS,
) -> dict[str, Any]:
    """Return the words of a page as this evening addresses people, in its language unless the reader has another.

    What differs between `sie` and `du` is there in both, under `anrede`: an open page goes on when it changes.
    """
    language = language or evening.settings.language
    usual, du = words[language][name], words.get(f"{language}_du", {}).get(name, {})
    anrede = {"sie": {key: usual[key] for key in du}, "du": du}
    return {**usual, **anrede[evening.settings.anrede], "anrede": anrede}


def set_up_templates(app: web.Application, *folders: Path) -> None:
    """Let handlers render the templates of these rooms; what is not marked safe is escaped."""
    loader = jinja2.FileSystemLoader([HERE / "templates", *(folder / "templates" for folder in folders)])
    aiohttp_jinja2.setup(app, loader=loader, autoescape=True, enable_async=False)
    app.middlewares.append(apologise)


@web.middleware
async def apologise(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Show people a page that comes back by itself when the store is away; programs get problem details."""
    try:
        return await handler(request)
    except StoreAway:
        if request.method != "GET" or "text/html" not in request.headers.get("Accept", ""):
            raise
        return page(request, "unavailable.html", {"language": "de"}, status=503)


def page(request: web.Request, template: str, context: dict[str, Any], *, status: int = 200) -> web.Response:
    """Render a page; it is never kept by caches, for its address grants access."""
    response = aiohttp_jinja2.render_template(template, request, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def gone(request: web.Request) -> web.Response:
    """Say, in both languages, that this address leads nowhere (any more)."""
    return page(request, "gone.html", {"language": "de"}, status=404)
