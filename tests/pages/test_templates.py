"""The pages with made-up evenings: every state is shown, readable by everybody, and fits its screen."""

import asyncio
import contextlib
import copy
import csv
import json
import re
import time
import unicodedata
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from itertools import cycle
from pathlib import Path
from typing import Any

import jinja2
import pytest
import pytest_asyncio
import segno
from aiohttp import web
from aiohttp_sse import sse_response
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, ConsoleMessage, Page

pytestmark = pytest.mark.asyncio(loop_scope="session")

View = dict[str, Any]

ROOT = Path(__file__).parents[2]
SERVICE = ROOT / "service" / "pages"
WEB = ROOT / "bot" / "web"
POLICY = "default-src 'self'"
PHONE = {"width": 390, "height": 844}
SMALL = {"width": 320, "height": 640}
TABLET = {"width": 820, "height": 1180}
PROJECTOR = {"width": 1920, "height": 1080}

with (ROOT / "examples" / "evening50.csv").open(encoding="utf-8-sig", newline="") as example:
    GUESTS = [
        (row["Vorname"], row["Nachname"], row["Firma"]) for row in csv.DictReader(example, delimiter=";")
    ]


def someone(i: int) -> dict[str, str | None]:
    """The i-th guest: those of the example evening, then their first names with others' surnames."""
    first, _, firm = GUESTS[i % 50]
    return {
        "name": f"{first} {GUESTS[(i + i // 50 * 7) % 50][1]}",
        "organisation": None if i % 11 == 10 else firm,
    }


def screen_view(state: str, *, tables: int = 10, size: int = 5, language: str = "de", **changes: Any) -> View:
    """What the projector is told in one state, with its clock running from now."""
    now = int(time.time() * 1000)
    seated = state in {"announced", "running", "between", "ended"}
    people = tables * size
    deadline = {"announced": now + 47_000, "running": now + 441_000, "between": now + 620_000}.get(state)
    view: View = {
        "now": now,
        "name": "Netzwerkabend Suhl",
        "state": state,
        "paused": False,
        "round": 2 if seated else None,
        "rounds": 7,
        "deadline": deadline,
        "started": now - 39_000 if deadline else None,
        "remaining": None,
        "starts_at": None if seated else now + 720_000,
        "tables": [
            {
                "id": str(t + 1),
                "topic": None,
                "people": [someone(t * size + i) for i in range(size - (t % 4 == 3 and size > 2))],
            }
            for t in range(tables if seated else 0)
        ],
        "resting": [],
        "here": people - 6,
        "expected": 6,
        "people": people,
        "join": {
            "url": "http://192.168.178.20:8080/j/K7M4QX",
            "qr": segno.make("http://192.168.178.20:8080/j/K7M4QX").svg_inline(scale=4),
        },
        "names": True,
        "language": language,
        "timezone": "Europe/Berlin",
        "version": 42,
        "message": None,
    }
    return view | changes


def desk_view(state: str, *, guests: int = 24, **changes: Any) -> View:
    """What the organiser's desk is told in one state."""
    base = "http://192.168.178.20:8080"
    presences = [
        {0: "expected", 4: "away", 9: "left"}.get(i % 12, "here") if i < 24 else "here" for i in range(guests)
    ]
    everyone = [
        someone(i)
        | {
            "id": f"p{i}",
            "presence": presences[i],
            "table": str(i % 10 + 1)
            if state in {"announced", "running"} and presences[i] == "here"
            else None,
            "unreached": i in {2, 14},
            "links": {
                "page": f"{base}/p/tokentokentoken{i}",
                "telegram": None if i % 2 else "https://t.me/tw_bot?start=a",
            },
        }
        for i in range(guests)
    ]
    extra: View = {
        "people": guests,
        "here": sum(person["presence"] == "here" for person in everyone),
        "everyone": everyone,
        "planned": True,
        "plan": {"rounds": 7, "tables": 10, "people": guests, "repeats": 0, "resting": 0},
        "clock": "auto",
        "settings": {
            "rounds": 7,
            "minutes": 8,
            "change_seconds": 90,
            "size": 5,
            "clock": "auto",
            "language": "de",
        },
        "undo": "next",
        "log": [
            {"at": 1, "text": "18:31 Geöffnet"},
            {"at": 2, "text": "18:33 Runde 1 angesagt"},
            {"at": 3, "text": "18:42 Runde 2 angesagt"},
        ],
        "links": {"screen": f"{base}/s/abc", "join": f"{base}/j/K7M4QX", "telegram": None},
        "busy": False,
    }
    return screen_view(state, **changes) | extra | changes


def page_view(state: str, *, kind: str = "table", presence: str = "here", **changes: Any) -> View:
    """What one guest's page is told in one state."""
    now = int(time.time() * 1000)
    seated = state in {"announced", "running"}
    deadline = {"announced": now + 47_000, "running": now + 252_000, "between": now + 620_000}.get(state)
    place: View = {
        "kind": "none",
        "table": None,
        "with": [],
        "until": None,
        "topic": None,
        "next_table": None,
    }
    if seated and kind == "table":
        names = ["Tom Berger (Berger Optik)", "Ines Roth (Glas Roth)", "Ali Kaya (Kaya Guss)"]
        place |= {"kind": "table", "table": "7", "with": names, "until": deadline}
    elif seated and kind == "rest":
        place |= {"kind": "rest", "until": deadline, "next_table": "3"}
    commands = [{"word": "here", "text": "Ich bin da"}]
    if presence == "here":
        commands = [{"word": "pause", "text": "Ich setze aus"}, {"word": "missing", "text": "Platz ist leer"}]
    view: View = {
        "now": now,
        "name": "Netzwerkabend Suhl",
        "me": {"name": "Sabine Beyer", "presence": presence},
        "state": state,
        "paused": False,
        "round": 2 if seated else None,
        "rounds": 7,
        "deadline": deadline,
        "remaining": None,
        "place": place,
        "language": "de",
        "timezone": "Europe/Berlin",
        "version": 42,
        "messages": [
            {
                "id": "n1",
                "at": now - 900_000,
                "title": "Willkommen beim Netzwerkabend Suhl, Frau Beyer!",
                "body": "",
                "buttons": [],
            },
            {
                "id": "n2",
                "at": now - 60_000,
                "title": "Tisch 7",
                "body": "mit Tom Berger (Berger Optik), Ines Roth (Glas Roth)\nTom Berger sucht Spannzangen nach Zeichnung – das fertigen Sie.",
                "buttons": [[{"text": "Tom Berger merken", "data": "contact Tom Berger"}]],
            },
        ],
        "commands": commands,
    }
    return view | changes


class Hall:
    """A tiny service: scenes by token, their events on demand, and what was posted."""

    def __init__(self) -> None:
        self.scenes: dict[str, View] = {}
        self.variables: View = {}
        self.listeners: dict[str, list[asyncio.Queue[tuple[str | None, View]]]] = {}
        self.posted: list[tuple[str, dict[str, str], Any]] = []
        self.answers: list[tuple[int, View]] = []
        self.away = False
        self.connected: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self.base = ""
        loader = jinja2.ChoiceLoader(
            [jinja2.FileSystemLoader(SERVICE / "templates"), jinja2.FileSystemLoader(WEB / "templates")]
        )
        self.templates = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
        self.words = {
            language: json.loads((SERVICE / "words.json").read_text())[language]
            | json.loads((WEB / "words.json").read_text())[language]
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


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def hall() -> AsyncIterator[Hall]:
    """The tiny service on a free port."""
    hall = Hall()
    runner = web.AppRunner(hall.app(), shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    hall.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield hall
    await runner.cleanup()


def complains(said: ConsoleMessage) -> bool:
    """Whether the console was told of a fault; an answer that refuses is noted there too and is none."""
    return said.type in {"error", "warning"} and not re.search(r"status of (409|503)", said.text)


@pytest_asyncio.fixture(loop_scope="session")
async def look(browser: Browser, hall: Hall) -> AsyncIterator[Callable[..., Any]]:
    """Opens an address at a size; afterwards nothing may have been complained about in the console."""
    contexts = []
    complaints: list[str] = []

    async def open_page(
        path: str, view: View | None = None, size: dict[str, int] = PROJECTOR, **options: Any
    ) -> Page:
        context = await browser.new_context(viewport=size, reduced_motion="reduce", **options)
        contexts.append(context)
        page = await context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if complains(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if view is not None:
            hall.scenes[path.split("/")[2]] = view
        await page.goto(hall.base + path, wait_until="load")
        return page

    hall.posted.clear()
    hall.answers.clear()
    hall.variables = {"error": None}
    yield open_page
    for context in contexts:
        await context.close()
    assert complaints == []


async def grave_faults(page: Page) -> list[str]:
    """What axe finds serious or worse: rule and first element."""
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
    results = await Axe().run(page, options=rules)
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:120]} {fault['nodes'][0].get('failureSummary', '')[:200]}"
        for fault in results.response["violations"]
        if fault["impact"] in {"serious", "critical"}
    ]


async def overflow(page: Page, direction: str) -> int:
    """How many pixels the page is larger than its window, `Width` or `Height`."""
    return int(
        await page.evaluate(
            f"document.scrollingElement.scroll{direction} - document.scrollingElement.client{direction}"
        )
    )


SCREENS = {
    "created": screen_view("created"),
    "open": screen_view("open"),
    "open without names to join": screen_view(
        "open", join=None, people=0, here=0, expected=0, starts_at=None
    ),
    "announced": screen_view("announced"),
    "announced, numbers only": screen_view("announced", names=False),
    "announced, a crowd": screen_view("announced", tables=40, size=5),
    "running": screen_view("running", message="Das Buffet ist eröffnet."),
    "running by hand": screen_view("running", deadline=None, started=None),
    "between": screen_view("between"),
    "paused": screen_view("running", paused=True, remaining=253_000, deadline=None),
    "ended": screen_view("ended"),
    "english": screen_view("announced", language="en", resting=[someone(60)]),
}
DESKS = {
    "created": desk_view("created", guests=0, planned=False, plan=None, undo=None, log=[]),
    "open": desk_view("open", planned=False, plan=None),
    "planning": desk_view("open", planned=False, plan=None, busy=True),
    "running": desk_view("running"),
    "paused": desk_view("running", paused=True, remaining=200_000, deadline=None),
    "by hand": desk_view("running", deadline=None, clock="manual"),
    "between": desk_view("between"),
    "ended": desk_view("ended"),
    "english": desk_view("announced", language="en"),
}
PAGES = {
    "before": page_view("open", presence="expected"),
    "here": page_view("open"),
    "announced": page_view("announced"),
    "running": page_view("running"),
    "resting": page_view("running", kind="rest"),
    "away": page_view("running", presence="away"),
    "between": page_view("between"),
    "paused": page_view("running", paused=True, remaining=200_000, deadline=None),
    "ended": page_view("ended"),
    "english": page_view("running", language="en"),
}


@pytest.mark.parametrize("state", SCREENS)
async def test_the_projector_shows_every_state_without_a_scrollbar(
    state: str, look: Callable[..., Any]
) -> None:
    """At full size nothing scrolls and axe has nothing serious to say; narrow it becomes a page to read."""
    page = await look("/s/state", SCREENS[state])
    assert await page.locator("#headline").inner_text()
    assert (await overflow(page, "Width"), await overflow(page, "Height")) == (0, 0)
    if state in {"open", "announced", "announced, a crowd", "running", "paused"}:
        assert await grave_faults(page) == []
    await page.set_viewport_size(SMALL)
    assert await overflow(page, "Width") == 0


@pytest.mark.parametrize("tables", [2, 10, 64])
@pytest.mark.parametrize("state", ["announced", "running"])
async def test_any_number_of_tables_fits_the_projector(
    state: str, tables: int, look: Callable[..., Any]
) -> None:
    """From 2 to 64 tables of 5 every card and name stays inside the picture, at both common resolutions."""
    page = await look("/s/many", screen_view(state, tables=tables, message="Bitte die Gläser mitnehmen."))
    for size in (PROJECTOR, {"width": 1280, "height": 720}, {"width": 1024, "height": 768}):
        await page.set_viewport_size(size)
        await page.wait_for_timeout(120)
        assert (await overflow(page, "Width"), await overflow(page, "Height")) == (0, 0)
        spilled = await page.evaluate(
            """() => [...document.querySelectorAll("#tables, .table, .name, .table .people, #gong, #lead, #join, footer")]
                .filter((node) => node.offsetParent)
                .filter((node) => {
                    const box = node.getBoundingClientRect();
                    return box.bottom > innerHeight + 1 || box.right > innerWidth + 1 || box.top < -1
                        || node.scrollHeight > node.clientHeight + 2 && !node.matches("#gong, footer");
                })
                .map((node) => `${node.id}.${node.className} ${node.scrollHeight}>${node.clientHeight}`)"""
        )
        assert spilled == []


async def test_the_ticking_clock_moves_nothing(look: Callable[..., Any]) -> None:
    """Every box stays where it is while the seconds change, also when the count of digits does."""
    view = screen_view("running")
    view["deadline"] = view["now"] + 600_900
    page = await look("/s/ticks", view)
    boxes = """() => ["header", "#lead", "#gong", "#tables", "footer"].map((name) => {
        const box = document.querySelector(name).getBoundingClientRect();
        return [box.x, box.y, box.width, box.height];
    })"""
    before, shown = await page.evaluate(boxes), await page.locator("#digits").inner_text()
    await page.wait_for_function(
        "(shown) => document.getElementById('digits').textContent !== shown", arg=shown
    )
    assert await page.evaluate(boxes) == before


async def test_the_clock_follows_the_server_not_the_machine(look: Callable[..., Any]) -> None:
    """A machine whose clock is an hour wrong shows the same countdown."""
    view = screen_view("running")
    shift = 3_600_000
    for key in ("now", "deadline", "started"):
        view[key] += shift
    page = await look("/s/shifted", view)
    assert (await page.locator("#digits").inner_text()).startswith("7:")


async def test_a_change_of_state_reaches_the_projector(look: Callable[..., Any], hall: Hall) -> None:
    """A view sent over the open line replaces what is shown; an older one does not."""
    page = await look("/s/live", screen_view("announced"))
    await page.wait_for_function(
        "() => document.querySelector('#headline').textContent === 'Bitte zu den Tischen'"
    )
    hall.push("live", screen_view("running", version=43))
    await page.wait_for_function("() => document.querySelector('#headline').textContent === 'Gute Gespräche'")
    hall.push("live", screen_view("ended", version=41))
    hall.push("live", screen_view("between", version=44))
    await page.wait_for_function("() => document.querySelector('#headline').textContent === 'Pause'")


async def test_a_lost_connection_is_said_discreetly_while_the_clock_goes_on(
    look: Callable[..., Any], hall: Hall
) -> None:
    """Without a line the seconds go on; when the service is back the page finds it by itself."""
    page = await look("/s/away", screen_view("running"))
    await page.wait_for_function("() => document.querySelector('#digits').textContent !== ''")
    await hall.connected["away"].wait()
    hall.away = True
    hall.push("away", {}, "end")
    await page.get_by_text("Verbindung unterbrochen, Uhr läuft weiter").wait_for()
    shown = await page.locator("#digits").inner_text()
    await page.wait_for_function(
        "(shown) => document.getElementById('digits').textContent !== shown", arg=shown
    )
    hall.away = False
    await page.wait_for_function("() => document.querySelector('#lost').textContent === ''")


async def test_a_crowd_is_listed_by_name_in_pages_that_can_be_held(look: Callable[..., Any]) -> None:
    """More than 100 guests: names by the alphabet, page after page, with a button against the turning."""
    page = await look("/s/crowd", screen_view("announced", tables=40, size=5))
    first = await page.locator(".name").first.inner_text()
    await page.get_by_role("button", name="Nächste Seite").click()
    assert await page.locator(".name").first.inner_text() != first
    await page.get_by_role("button", name="Blättern anhalten").click()
    assert await page.get_by_role("button", name="Weiterblättern").is_visible()


@pytest.mark.parametrize("state", DESKS)
async def test_the_desk_shows_every_state(state: str, look: Callable[..., Any]) -> None:
    """On a tablet nothing serious is found by axe, and at 320 px nothing has to be scrolled sideways."""
    page = await look("/d/state", DESKS[state], TABLET)
    assert await page.locator("#primary b").inner_text()
    if state in {"created", "planning", "running", "paused"}:
        assert await grave_faults(page) == []
    await page.set_viewport_size(SMALL)
    assert await overflow(page, "Width") == 0


async def test_the_desk_asks_before_a_risky_act_and_repeats_it_confirmed(
    look: Callable[..., Any], hall: Hall
) -> None:
    """`confirm_needed` becomes a question in the service's words; yes sends the command again, confirmed."""
    hall.answers = [
        (
            409,
            {
                "code": "confirm_needed",
                "detail": "Die Runde läuft noch bis 18:50. Jetzt beenden?",
                "confirm": {"yes": "Beenden", "no": "Lassen"},
            },
        ),
        (200, {"version": 43, "events": [], "text": "Runde 3 ist angesagt."}),
    ]
    page = await look("/d/ask", DESKS["running"], TABLET)
    await page.get_by_role("button", name="Gong jetzt").click()
    dialog = page.get_by_role("dialog")
    assert "18:50" in await dialog.inner_text()
    await dialog.get_by_role("button", name="Beenden").click()
    await page.get_by_text("Runde 3 ist angesagt.").wait_for()
    sent = [json.loads(body) for _, _, body in hall.posted]
    assert sent == [{"command": "next"}, {"command": "next", "confirm": True}]
    keys = [headers["Idempotency-Key"] for _, headers, _ in hall.posted]
    assert len(set(keys)) == len(keys)


async def test_a_command_lost_on_the_way_is_repeated_with_the_same_key(
    look: Callable[..., Any], hall: Hall
) -> None:
    """Without an answer the desk says so, and the second try can't count twice."""
    page = await look("/d/lost", DESKS["running"], TABLET)
    hall.answers = [(503, {})]
    await page.get_by_role("button", name="Anhalten").click()
    await page.get_by_role("button", name="Noch einmal").click()
    await page.wait_for_function("() => document.querySelector('#answer').textContent === ''")
    keys = [headers["Idempotency-Key"] for _, headers, _ in hall.posted]
    assert len(keys) == 2
    assert len(set(keys)) == 1


async def test_guests_are_found_by_name_and_marked_with_one_tap(look: Callable[..., Any], hall: Hall) -> None:
    """Searching forgives accents; tapping sends the guest's id."""
    page = await look("/d/guests", DESKS["running"], PHONE)
    wanted = next(person for person in DESKS["running"]["everyone"] if not person["name"].isascii())
    plain = unicodedata.normalize("NFD", wanted["name"]).encode("ascii", "ignore").decode()
    await page.get_by_role("searchbox").fill(plain.lower())
    assert await page.locator("#people li b").all_inner_texts() == [wanted["name"]]
    await page.locator("#people li .acts button").first.click()
    await page.wait_for_function("() => !document.querySelector('#people [aria-busy]')")
    sent = json.loads(hall.posted[0][2])
    assert sent["command"] in {"absent", "back"}
    assert sent["participant"].startswith("p")


async def test_a_list_is_shown_before_it_is_taken(look: Callable[..., Any], hall: Hall) -> None:
    """First a preview with the rows in error, then the good ones on a second word."""
    report = {
        "people": 49,
        "columns": {},
        "unknown_columns": ["Sternzeichen"],
        "bad_rows": [{"row": 12, "column": None, "why": "kein Nachname"}],
        "warnings": [],
        "duplicates": [],
    }
    hall.answers = [(200, {"people": [], "report": report}), (200, {"people": [{}] * 49, "report": report})]
    page = await look("/d/list", DESKS["open"], TABLET)
    await page.get_by_text("Gästeliste laden").click()
    upload = {"name": "gäste.csv", "mimeType": "text/csv", "buffer": b"Name\nTom Berger"}
    await page.locator("#file").set_input_files(files=[upload])
    await page.get_by_text("Zeile 12: kein Nachname").wait_for()
    await page.get_by_role("button", name="49 übernehmen").click()
    await page.get_by_text("49 Gäste übernommen.").wait_for()
    assert [path.split("?")[1] for path, _, _ in hall.posted] == ["preview=1", "skip_bad=1"]


@pytest.mark.parametrize(
    ("state", "scheme"), [*zip(PAGES, cycle(["light", "dark"]), strict=False), ("running", "light")]
)
async def test_the_guests_page_shows_every_state(state: str, scheme: str, look: Callable[..., Any]) -> None:
    """On a phone, light or dark: nothing serious from axe, nothing to scroll sideways at 320 px."""
    page = await look("/p/state", PAGES[state], PHONE, color_scheme=scheme)
    assert await page.locator("#place h2:visible").inner_text()
    await page.evaluate(
        "scrollTo(0, document.body.scrollHeight)"
    )  # what lies half under the text field is no target yet
    if state not in {"away", "between", "ended", "english"}:
        assert await grave_faults(page) == []
    await page.set_viewport_size(SMALL)
    assert await overflow(page, "Width") == 0


async def test_a_changed_table_is_unmistakable(look: Callable[..., Any], hall: Hall) -> None:
    """Another table in the same round: the number, a word, and an announcement to screen readers."""
    page = await look("/p/change", PAGES["running"], PHONE)
    moved = copy.deepcopy(PAGES["running"])
    moved["version"] = 43
    moved["place"]["table"] = "9"
    await page.wait_for_function("() => document.querySelector('#time').textContent !== ''")
    hall.push("change", moved)
    await page.get_by_text("geändert, nicht mehr Tisch 7", exact=True).first.wait_for()
    assert await page.locator("#number").inner_text() == "9"
    await page.wait_for_function("() => document.querySelector('#alarm').textContent.startsWith('Tisch 9')")


async def test_a_notice_is_shown_once(look: Callable[..., Any], hall: Hall) -> None:
    """What the organiser says appears; repeating the same notice after a reconnect changes nothing."""
    page = await look("/p/say", PAGES["running"], PHONE)
    await page.wait_for_function("() => document.querySelector('#time').textContent !== ''")
    hall.push("say", {"id": "x1", "kind": "say", "title": "", "text": "Das Buffet ist eröffnet."}, None)
    await page.get_by_text("Das Buffet ist eröffnet.").wait_for()
    hall.push("say", {"id": "x2", "kind": "soon", "text": "Noch 2 Minuten."}, None)
    hall.push("say", {"id": "x1", "kind": "say", "title": "", "text": "Das Buffet ist eröffnet."}, None)
    await page.get_by_text("Noch 2 Minuten.").wait_for()


async def test_a_guest_talks_by_button_and_by_word(look: Callable[..., Any], hall: Hall) -> None:
    """Buttons and the text field hold the same conversation as the chats."""
    hall.answers = [
        (
            200,
            {
                "reply": {
                    "title": "Sie setzen aus.",
                    "body": "",
                    "buttons": [[{"text": "Zurück", "data": "back"}]],
                }
            },
        ),
        (200, {"reply": {"title": "Ihr Tisch: 7", "body": "", "buttons": []}}),
    ]
    page = await look("/p/talk", PAGES["running"], PHONE)
    await page.get_by_role("button", name="Ich setze aus").click()
    await page.get_by_role("button", name="Zurück").wait_for()
    await page.get_by_role("textbox").fill("tisch")
    await page.get_by_role("button", name="Senden").click()
    await page.get_by_text("Ihr Tisch: 7").wait_for()
    assert [json.loads(body) for _, _, body in hall.posted] == [{"text": "pause"}, {"text": "tisch"}]


async def test_the_guests_page_names_the_table_without_javascript(look: Callable[..., Any]) -> None:
    """The seat is in the page itself, for browsers that run no scripts."""
    page = await look("/p/plain", PAGES["running"], PHONE, java_script_enabled=False)
    assert await page.locator("#number").inner_text() == "7"
    assert "Tom Berger" in await page.locator("#with").inner_text()


@pytest.mark.parametrize("path", ["/join", "/join?language=en", "/gone", "/unavailable"])
async def test_the_small_pages_are_readable_by_everybody(
    path: str, look: Callable[..., Any], hall: Hall
) -> None:
    """Joining, a dead link and a moment's absence: axe is content and nothing scrolls sideways."""
    hall.variables = {
        "error": "Bitte tragen Sie Ihren Namen ein.",
        "values": {"name": "", "seeks": "<b>Beschichter</b>"},
    }
    page = await look(path, None, SMALL)
    assert await grave_faults(page) == []
    assert await overflow(page, "Width") == 0
