"""The desk: who must be told in person is ticked, hosts are named, tables closed, guests honoured, seats swapped."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.pages.looking import PHONE, TABLET, grave_faults, overflow
from tests.pages.tiny_service import Hall
from tests.pages.views import DESKS

pytestmark = pytest.mark.asyncio(loop_scope="session")


def sent(hall: Hall) -> list[dict[str, Any]]:
    return [json.loads(body) for _, _, body in hall.posted]


async def test_who_must_be_told_stands_on_top_and_is_ticked(look: Callable[..., Any], hall: Hall) -> None:
    page = await look("/d/tell", DESKS["somebody to tell"], PHONE)
    panel = page.get_by_role("region", name="Persönlich sagen")
    assert await panel.locator("li").count() == 2
    assert "Tisch 9, nicht mehr Tisch 7" in await panel.inner_text()
    assert await overflow(page, "Width") == 0
    assert await grave_faults(page) == []
    hall.answers = [(200, {"version": 43, "events": [], "text": None})]
    await panel.locator("button").first.click()
    hall.push("tell", DESKS["running"] | {"version": 43})
    await panel.wait_for(state="hidden")
    assert sent(hall) == [{"command": "told", "participant": "p3"}]


async def test_tables_are_closed_and_given_a_host(look: Callable[..., Any], hall: Hall) -> None:
    hall.answers = [(200, {"version": 43, "events": [], "text": None})] * 2
    page = await look("/d/tables", DESKS["running"], TABLET)
    await page.locator("#hall > summary").click()
    assert await grave_faults(page) == []
    async with page.expect_response("**/commands"):
        await page.get_by_role("button", name="Tisch 2 schließen").click()
    await page.get_by_role("button", name="Gastgeber von Tisch 5 bestimmen").click()
    await page.locator("#pick-who").select_option("p3")
    async with page.expect_response("**/commands"):
        await page.get_by_role("button", name="Bestimmen", exact=True).click()
    assert sent(hall) == [
        {"command": "close", "table": "2"},
        {"command": "host", "table": "5", "participant": "p3"},
    ]


async def test_a_guest_of_honour_gets_times_and_tables(look: Callable[..., Any], hall: Hall) -> None:
    hall.answers = [(200, {"version": 43, "events": [], "text": None})]
    page = await look("/d/honour", DESKS["running"], TABLET)
    await page.locator("#hall > summary").click()
    form = page.locator("#visit")
    await form.get_by_label("Gast").select_option("p6")
    await form.get_by_label("von").fill("18:45")
    await form.get_by_label("bis").fill("19:30")
    await form.get_by_label("Tische der Reihe nach").fill("3, 5")
    async with page.expect_response("**/commands"):
        await form.get_by_role("button").click()
    assert sent(hall) == [{"command": "visit", "participant": "p6", "time": "18:45-19:30", "table": "3, 5"}]


async def test_two_change_seats(look: Callable[..., Any], hall: Hall) -> None:
    hall.answers = [(200, {"version": 43, "events": [], "text": None})]
    page = await look("/d/swap", DESKS["running"], TABLET)
    await page.locator('#people > li[data-id="p3"] summary').click()
    await page.locator("#swap-p3").click()
    await page.locator("#pick-who").select_option("p6")
    async with page.expect_response("**/commands"):
        await page.locator("#pick-yes").click()
    assert sent(hall) == [{"command": "swap", "participant": "p3", "other": "p6"}]
