"""The desk shows who seeks what others offer, and lets an organiser strike out, add, and take up again."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.pages.looking import PHONE, SMALL, TABLET, grave_faults, overflow
from tests.pages.tiny_service import Hall
from tests.pages.views import View, desk_view

pytestmark = pytest.mark.asyncio(loop_scope="session")


def one(seeker: str, offerer: str, seek: str, offer: str, **more: Any) -> View:
    found = {"seeker": seeker, "offerer": offerer, "weight": 0.9, "seek": seek, "offer": offer, "why": ""}
    return {**found, "round": None, "added": False, **more}


MATCHES: View = {
    "matches": [
        one("p1", "p0", "Spannzangen nach Zeichnung", "Spannmittel in Sonderausführung", round=3),
        one("p2", "p3", "Vertriebspartner in Vietnam", "Aluminiumdruckguss", added=True),
    ],
    "consortia": [
        {
            "seeker": "p4",
            "members": [
                one("p4", "p5", "Gehäuse: Guss + Zerspanung", "Guss"),
                one("p4", "p6", "", "Zerspanung"),
            ],
            "round": 2,
        }
    ],
    "open": [{"seeker": "p7", "seek": "Gebrauchte Wälzfräsmaschine"}],
    "struck": [["p8", "p10"]],
}


async def opened(look: Callable[..., Any], hall: Hall, token: str, size: dict[str, int] = TABLET) -> Any:
    hall.matches = MATCHES
    page = await look(f"/d/{token}", desk_view("open"), size)
    await page.get_by_text("2 Treffer").click()
    await page.locator("#match-list .pairs").first.wait_for()
    return page


@pytest.mark.parametrize("size", [SMALL, PHONE, TABLET])
async def test_both_voices_are_read_and_nothing_is_in_the_way(
    size: dict[str, int], look: Callable[..., Any], hall: Hall
) -> None:
    page = await opened(look, hall, "voices", size)
    first = await page.locator("#match-list li").first.inner_text()
    assert [line for line in first.splitlines() if line] == [
        "Tom Berger sucht",
        "Spannzangen nach Zeichnung",
        "Sabine Beyer bietet",
        "Spannmittel in Sonderausführung",
        "Runde 3",
        "Streichen",
    ]
    assert "Gebrauchte Wälzfräsmaschine" in await page.locator("#match-list .open").inner_text()
    assert await overflow(page, "Width") == 0
    assert await grave_faults(page) == []


async def test_a_match_is_struck_out_and_taken_up_again(look: Callable[..., Any], hall: Hall) -> None:
    page = await opened(look, hall, "strike")
    await page.get_by_role("button", name="Streichen: Tom Berger und Sabine Beyer").click()
    await page.get_by_role("button", name="Wieder aufnehmen").click()
    await page.wait_for_function("() => document.querySelectorAll('[aria-busy]').length === 0")
    assert [json.loads(body) for _, _, body in hall.posted] == [
        {"command": "strike", "participant": "p1", "other": "p0"},
        {"command": "match", "participant": "p8", "other": "p10"},
    ]


async def test_a_match_is_added_by_two_names(look: Callable[..., Any], hall: Hall) -> None:
    page = await opened(look, hall, "add")
    await page.get_by_label("Wer sucht").fill("Tom Berger (Berger Linsenbau Ilmenau)")
    await page.get_by_label("Wer bietet es").fill("kaya")
    await page.get_by_role("button", name="Dazu").click()
    await page.wait_for_function("() => document.querySelector('[name=seeker]').value === ''")
    assert [json.loads(body) for _, _, body in hall.posted] == [
        {"command": "match", "participant": "p1", "other": "kaya"}
    ]


async def test_it_is_drawn_anew_when_something_has_changed(look: Callable[..., Any], hall: Hall) -> None:
    page = await opened(look, hall, "anew")
    hall.matches = MATCHES | {"matches": MATCHES["matches"][:1]}
    view = desk_view("open")
    hall.push("anew", view | {"version": 43, "matches": {"known": 1, "open": 1, "key": "b"}})
    await page.get_by_text("Aluminiumdruckguss").wait_for(state="detached")
