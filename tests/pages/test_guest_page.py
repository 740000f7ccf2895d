"""The guest's page: every state is shown, every change is unmistakable."""

import copy
import json
from collections.abc import Callable
from itertools import cycle
from typing import Any

import pytest

from tests.pages.looking import PHONE, SMALL, grave_faults, overflow
from tests.pages.tiny_service import Hall
from tests.pages.views import PAGES

pytestmark = pytest.mark.asyncio(loop_scope="session")


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


async def test_an_open_page_says_du_as_soon_as_the_evening_does(look: Callable[..., Any], hall: Hall) -> None:
    """Nobody has to load it again, and it can go back."""
    page = await look("/p/du", PAGES["away"], PHONE)
    await page.locator("#headline", has_text="Sie setzen aus").wait_for()
    for version, anrede, said in ((43, "du", "Du setzt aus"), (44, "sie", "Sie setzen aus")):
        hall.push("du", PAGES["away"] | {"version": version, "anrede": anrede})
        await page.locator("#headline", has_text=said).wait_for()


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
