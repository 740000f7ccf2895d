"""Files and chats on the guest's page: a contact can be saved, a code copied."""

import asyncio
import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.pages.looking import PHONE, SMALL, grave_faults, overflow
from tests.pages.tiny_service import Hall
from tests.pages.views import PAGES

pytestmark = pytest.mark.asyncio(loop_scope="session")

CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Tom Berger\r\nEND:VCARD\r\n"
FILE = {"name": "tom-berger.vcf", "url": "data:text/vcard;base64," + base64.b64encode(CARD).decode()}
CHATS = {
    "telegram": "https://t.me/TischBot?start=abc",
    "matrix": {
        "user": "@tisch:hs.example",
        "link": "https://matrix.to/#/@tisch:hs.example",
        "code": "rkxvt5ufys-12-b2gysqssigl6mu2a7fqu",
    },
}


async def test_a_contact_that_comes_is_a_file_to_save(look: Callable[..., Any], hall: Hall) -> None:
    """The page's own rules allow it, and what is saved is what was sent."""
    page = await look("/p/contact", PAGES["running"], PHONE)
    await page.wait_for_function("() => document.querySelector('#time').textContent !== ''")
    told = {"id": "9.p1.contact", "kind": "contact", "title": "Sie sind jetzt mit Tom Berger in Kontakt."}
    hall.push("contact", told | {"text": told["title"] + "\ntom@example.org", "files": [FILE]}, None)
    link = page.get_by_role("link", name="tom-berger.vcf")
    await link.wait_for()
    async with page.expect_download() as saving:
        await link.click()
    saved = await saving.value
    assert saved.suggested_filename == "tom-berger.vcf"
    assert await asyncio.to_thread(Path(await saved.path()).read_bytes) == CARD


async def test_an_answer_may_carry_a_file(look: Callable[..., Any], hall: Hall) -> None:
    hall.answers = [(200, {"reply": {"title": "1 Kontakt", "body": "", "buttons": [], "files": [FILE]}})]
    page = await look("/p/contacts", PAGES["running"], PHONE)
    await page.get_by_role("textbox").fill("kontakte")
    await page.get_by_role("button", name="Senden").click()
    await page.get_by_role("link", name="tom-berger.vcf").wait_for()
    assert await grave_faults(page) == []


async def test_the_way_into_a_chat_is_on_the_page(look: Callable[..., Any], hall: Hall) -> None:
    """Whoever has no chat finds Telegram's link, and Matrix's address with the code to send there."""
    page = await look("/p/chats", PAGES["running"] | {"chats": CHATS}, PHONE)
    await page.get_by_text("Lieber im Chat").click()
    assert (
        await page.get_by_role("link", name="In Telegram öffnen").get_attribute("href") == CHATS["telegram"]
    )
    assert await page.get_by_text("In Matrix @tisch:hs.example anschreiben").is_visible()
    assert await page.locator("#code").inner_text() == CHATS["matrix"]["code"]  # type: ignore[index]
    assert await page.get_by_role("button", name="Code kopieren").is_visible()
    await page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert await grave_faults(page) == []
    await page.set_viewport_size(SMALL)
    assert await overflow(page, "Width") == 0
    bound = PAGES["running"] | {"version": 43, "chats": None}
    hall.push("chats", bound)
    await page.locator("#chats").wait_for(state="hidden")
