"""The desk: every state is shown, every button does one thing once."""

import json
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from tests.pages.looking import PHONE, SMALL, TABLET, grave_faults, overflow
from tests.pages.tiny_service import Hall
from tests.pages.views import DESKS

pytestmark = pytest.mark.asyncio(loop_scope="session")


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
