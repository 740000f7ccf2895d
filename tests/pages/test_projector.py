"""The projector's page: every state is shown, readable by everybody, and fits its screen."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.pages.looking import PROJECTOR, SMALL, grave_faults, overflow
from tests.pages.tiny_service import Hall
from tests.pages.views import SCREENS, screen_view

pytestmark = pytest.mark.asyncio(loop_scope="session")


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


async def test_an_open_projector_says_du_as_soon_as_the_evening_does(
    look: Callable[..., Any], hall: Hall
) -> None:
    page = await look("/s/du", SCREENS["paused"])
    await page.get_by_text("Bleiben Sie, wo Sie sind").wait_for()
    hall.push("du", SCREENS["paused"] | {"version": 43, "anrede": "du"})
    await page.get_by_text("Bleib, wo du bist").wait_for()


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
