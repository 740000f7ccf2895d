"""Desk, phone and projector side by side in a real browser, on a real service."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, Request, expect

from tests.evening.house import PATIENCE, Evening, House, guests, tables_of

pytestmark = [pytest.mark.timeout(300), pytest.mark.asyncio(loop_scope="module")]

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1180, "height": 820}
PROJECTOR = {"width": 1920, "height": 1080}
LONG = PATIENCE * 1000
GUEST = "g1"


class Hall:
    """One evening in three windows; `trouble` is what a console said that should be silent."""

    def __init__(self, chromium: Browser, house: House, evening: Evening, stack: AsyncExitStack) -> None:
        self.chromium = chromium
        self.house = house
        self.evening = evening
        self.trouble: list[str] = []
        self.forgiving = False
        self._stack = stack
        self.desk: Page
        self.phone: Page
        self.screen: Page

    async def window(self, address: str, size: dict[str, int], **more: Any) -> Page:
        """A window of its own, as on a device of its own."""
        context = await self.chromium.new_context(viewport=size, locale="de-DE", **more)  # type: ignore[arg-type]
        self._stack.push_async_callback(context.close)
        page = await context.new_page()
        page.set_default_timeout(LONG)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("requestfailed", self._failed)
        answer = await page.goto(address)
        assert answer is not None
        assert answer.status == 200
        return page

    def _console(self, message: ConsoleMessage) -> None:
        # A refusal is answered with 409, which a browser always writes down.
        if message.type in ("error", "warning") and "409" not in message.text and not self.forgiving:
            self.trouble.append(message.text)

    def _failed(self, request: Request) -> None:
        # Leaving a page ends its line of events; that is no failure.
        if not self.forgiving and not request.url.endswith("/events"):
            self.trouble.append(f"{request.method} {request.url} {request.post_data}: {request.failure}")

    async def press(self, command: str) -> None:
        """Press the desk's big button once it offers this command; say yes where it asks back."""
        button = self.desk.locator(f"#primary[data-command='{command}']:not([aria-disabled])")
        await button.wait_for()
        before = await self.step()
        await button.click()
        dialog = self.desk.locator("#confirm[open]")
        async with asyncio.timeout(PATIENCE):
            while await self.step() == before:
                if await dialog.is_visible():
                    assert await self.step() == before, "asking alone changes nothing"
                    await self.desk.locator("#confirm-yes").click()
                    await dialog.wait_for(state="hidden")
                await asyncio.sleep(0.05)

    async def step(self) -> tuple[object, ...]:
        """Where the evening stands; a better plan for later, which comes by itself, is no step."""
        now = await self.evening.now()
        return now["state"], now["round"], now["planned"]

    async def phone_shows_its_table(self, number: int) -> str:
        """Wait for the phone to show the table the service knows, large; the table."""
        table = tables_of(await self.evening.now())[GUEST]
        await expect(self.phone.locator("#round")).to_have_text(f"Runde {number} von 3", timeout=LONG)
        await expect(self.phone.locator("#number")).to_have_text(table, timeout=LONG)
        return table


@pytest_asyncio.fixture(loop_scope="module")
async def hall(chromium: Browser, tmp_path: Path) -> AsyncIterator[Hall]:
    """Eleven guests and three open windows."""
    async with AsyncExitStack() as stack:
        house = await stack.enter_async_context(House(tmp_path / "data"))
        # A planner that still compiles may take longer than a desk waits for its answer.
        await house.answers("/readyz")
        evening = await house.evening(guests(11), rounds=3, size=3, minutes=8, change_seconds=90)
        hall = Hall(chromium, house, evening, stack)
        hall.desk = await hall.window(evening.links["desk"], DESK)
        hall.phone = await hall.window(evening.guests[0].page, PHONE, is_mobile=True, has_touch=True)
        hall.screen = await hall.window(evening.links["screen"], PROJECTOR)
        yield hall
        assert hall.trouble == []
        assert house.complaints == []


async def test_three_windows_show_one_evening(hall: Hall) -> None:
    await hall.press("open")
    await a_guest_taps_that_they_are_here(hall)
    await a_guest_joins_by_the_form(hall)
    await hall.press("plan")
    await expect(hall.desk.locator("#plan")).to_contain_text("12 Gäste", timeout=LONG)
    await hall.press("begin")
    await hall.phone_shows_its_table(1)
    await the_phone_is_readable_from_afar(hall)
    await the_projector_names_every_seat(hall)
    await hall.press("next")
    await all_count_down_to_the_same_instant(hall)
    await a_late_seat_shows_on_the_phone(hall)
    await hall.press("next")
    await hall.phone_shows_its_table(2)
    await the_windows_outlive_the_service(hall)


async def a_guest_taps_that_they_are_here(hall: Hall) -> None:
    await hall.phone.get_by_role("button", name="Ich bin da").click()
    await expect(hall.phone.locator("#headline")).to_have_text("Schön, dass Sie da sind.", timeout=LONG)
    row = hall.desk.locator(f"#people li[data-id='{GUEST}'][data-presence='here']")
    await row.wait_for()
    await expect(hall.screen.locator("#digits")).to_have_text("1", timeout=LONG)


async def a_guest_joins_by_the_form(hall: Hall) -> None:
    shown = await hall.screen.locator("#address").text_content()
    assert shown == hall.evening.links["join"]
    form = await hall.window(shown, PHONE)
    await form.get_by_label("Name").fill("Späte Petra")
    await form.get_by_label(re.compile("^Firma|^Organisation")).fill("Wolf Logistik")
    await form.locator("form button.primary").click()
    await form.wait_for_url("**/p/**")
    await expect(form.locator("#headline")).to_have_text("Schön, dass Sie da sind.", timeout=LONG)
    await hall.desk.locator("#people li", has_text="Späte Petra").wait_for()
    await expect(hall.screen.locator("#digits")).to_have_text("2", timeout=LONG)
    await form.close()


async def the_phone_is_readable_from_afar(hall: Hall) -> None:
    """The number fills a good part of the screen, and nothing has to be scrolled to be seen."""
    box = await hall.phone.locator("#number").bounding_box()
    assert box is not None
    assert box["height"] > 90
    assert box["y"] + box["height"] < PHONE["height"]
    wide = await hall.phone.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"]
    names = await hall.phone.locator("#with li").all_text_contents()
    now = await hall.evening.now()
    known = {person["id"]: person["name"] for person in now["people"]}
    table = tables_of(now)[GUEST]
    others = {known[p] for p in now["seating"][table] if p != GUEST}
    assert len(names) == len(others)
    assert all(any(name.startswith(other) for name in names) for other in others)


async def the_projector_names_every_seat(hall: Hall) -> None:
    """Every name is somewhere on the projector, page by page where one does not hold them."""
    await expect(hall.screen.locator("body")).to_have_attribute("data-state", "announced", timeout=LONG)
    text = " ".join((await hall.screen.locator("#tables").inner_text()).split())
    for person in (await hall.evening.now())["people"]:
        assert person["name"].split()[-1] in text, person["name"]


async def all_count_down_to_the_same_instant(hall: Hall) -> None:
    deadline = (await hall.evening.until(state="running"))["deadline"]
    for page, where in ((hall.screen, "#digits"), (hall.desk, "#digits"), (hall.phone, "#time")):
        await expect(page.locator("body")).to_be_visible()
        node = page.locator(where)
        await expect(node).to_have_text(re.compile(r"[78]:\d\d"), timeout=LONG)
        # Read by the page itself as it changes: no round trip and no rest of a second counts.
        text, at = await node.evaluate(
            """(node) => new Promise((resolve) => {
                new MutationObserver(() => resolve([node.textContent, Date.now()]))
                    .observe(node, { childList: true, characterData: true, subtree: true });
            })"""
        )
        found = re.search(r"(\d+):(\d\d)", text)
        assert found, text
        shown = int(found[1]) * 60 + int(found[2])
        assert abs(shown - (deadline - at) / 1000) <= 1.0, f"{page.url}: {text}"


async def a_late_seat_shows_on_the_phone(hall: Hall) -> None:
    """Who is marked missing sees no table; who comes back sees one at once."""
    row = hall.desk.locator(f"#people li[data-id='{GUEST}']")
    await row.locator(".acts button").first.click()
    await expect(hall.phone.locator("#headline")).to_be_visible(timeout=LONG)
    await expect(hall.phone.locator("#seat")).to_be_hidden(timeout=LONG)
    assert GUEST not in tables_of(await hall.evening.now())
    await hall.phone.locator("#quick button").first.click()
    await expect(hall.phone.locator("#seat")).to_be_visible(timeout=LONG)
    await hall.phone_shows_its_table(1)
    place = row.locator(".place")
    await expect(place).to_have_text(re.compile(tables_of(await hall.evening.now())[GUEST]), timeout=LONG)


async def the_windows_outlive_the_service(hall: Hall) -> None:
    """kill -9: the pages say that they are alone, go on counting, and come back by themselves."""
    hall.forgiving = True
    table = tables_of(await hall.evening.now())[GUEST]
    await hall.house.kill()
    await expect(hall.phone.locator("#offline")).not_to_be_empty(timeout=LONG)
    await expect(hall.desk.locator("#lost")).not_to_be_empty(timeout=LONG)
    await expect(hall.screen.locator("#lost")).not_to_be_empty(timeout=LONG)
    await expect(hall.phone.locator("#number")).to_have_text(table)
    await expect(hall.screen.locator("#digits")).to_have_text(re.compile(r"\d:\d\d"))
    await hall.house.start()
    await hall.evening.does("next")
    for page in (hall.phone, hall.desk, hall.screen):
        await expect(page.locator("#offline, #lost")).to_be_empty(timeout=LONG)
    await expect(hall.phone.locator("#time")).to_contain_text(re.compile(r"[78]:\d\d"), timeout=LONG)
    await expect(hall.screen.locator("body")).to_have_attribute("data-state", "running", timeout=LONG)
    await expect(hall.desk.locator("body")).to_have_attribute("data-state", "running", timeout=LONG)
    hall.forgiving = False
    await hall.press("next")
    await hall.phone_shows_its_table(3)
    assert time.time() * 1000 < (await hall.evening.now())["deadline"]
