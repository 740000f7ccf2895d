"""Somebody at an evening, on whichever network: they read, they say something, they tap what the message offers."""

import asyncio
import re
from typing import Any, Protocol

from tests.evening.house import PATIENCE, Guest, House
from tests.evening.listener import Listener
from tests.evening.telegram_process import Phone
from tests.fakes.matrix import MatrixPhone, StrictPhone

PLACE = re.compile(r"(?:Tisch|Table) (\S+)[ \n].*?(?:Runde|Round) (\d+) ", re.DOTALL)
"""A notice of one's table: the table, and the round."""


class Attendee(Protocol):
    """A guest with a phone."""

    guest: Guest

    async def arrives(self) -> str:
        """Connect the phone with the code of one's card; what was read then."""

    async def reads(self, words: str) -> str:
        """Wait for a message with this pattern that was not read yet."""

    async def says(self, text: str, answer: str) -> str:
        """Type something and wait for an answer with this pattern."""

    async def taps(self, button: str, answer: str) -> str:
        """Tap the button of this name in the newest message that has it, and wait for such an answer."""

    async def agrees(self, answer: str) -> str:
        """Tap the first button of the newest message that has any, and wait for such an answer."""

    async def everything(self) -> list[str]:
        """All that was read, oldest first."""


class OnTelegram:
    """A guest with Telegram."""

    def __init__(self, guest: Guest, phone: Phone) -> None:
        self.guest = guest
        self.phone = phone

    async def arrives(self) -> str:
        return (await self.phone.starts(self.guest.code)).text

    async def reads(self, words: str) -> str:
        seen: list[str] = []
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    letter = await self.phone.next_letter()
                    seen.append(letter.text)
                    if re.search(words, letter.text):
                        return letter.text
        except (AssertionError, TimeoutError):
            raise AssertionError(f"{self.guest.name} did not read {words!r} but {seen}") from None

    async def says(self, text: str, answer: str) -> str:
        await self.phone.catches_up()
        await self.phone.user.types(text)
        return await self.reads(answer)

    async def taps(self, button: str, answer: str) -> str:
        await self.phone.catches_up()
        await self.phone.user.taps(button)
        return await self.reads(answer)

    async def agrees(self, answer: str) -> str:
        letters = await self.phone.user.inbox()
        return await self.taps(next(one.buttons[0][0] for one in reversed(letters) if one.buttons), answer)

    async def everything(self) -> list[str]:
        return await self.phone.everything()


class OnMatrix:
    """A guest with Matrix, who opened an encrypted chat with the bot."""

    def __init__(self, guest: Guest, phone: MatrixPhone | StrictPhone, bot: str) -> None:
        self.guest = guest
        self.phone = phone
        self.bot = bot
        self._read = 0

    async def arrives(self) -> str:
        await self.phone.invites(self.bot)
        await self.reads("Guten Abend|Good evening")
        return await self.says(self.guest.matrix_code, "Willkommen|Welcome")

    async def reads(self, words: str) -> str:
        end = asyncio.get_running_loop().time() + PATIENCE
        while True:
            for place, letter in enumerate(self.phone.letters[self._read :], start=self._read + 1):
                if re.search(words, letter.text):
                    self._read = place
                    return letter.text
            seen = [letter.text for letter in self.phone.letters[self._read :]]
            late = asyncio.get_running_loop().time() > end
            assert not late, f"{self.guest.name} did not read {words!r} but {seen}"
            await asyncio.sleep(0.02)

    async def says(self, text: str, answer: str) -> str:
        self._read = len(self.phone.letters)
        await self.phone.says(text)
        return await self.reads(answer)

    async def taps(self, button: str, answer: str) -> str:
        """The reaction that stands before the button in the newest message that has it."""
        return await self._reacts(re.compile(rf"^(✅|\d+) · {re.escape(button)}$", re.MULTILINE), answer)

    async def agrees(self, answer: str) -> str:
        return await self._reacts(re.compile(r"^(✅|1) · .+$", re.MULTILINE), answer)

    async def _reacts(self, offer: re.Pattern[str], answer: str) -> str:
        letter, sign = next(
            (letter, found[1])
            for letter in reversed(self.phone.letters)
            if (found := offer.search(letter.text))
        )
        self._read = len(self.phone.letters)
        await self.phone.taps(letter, sign if sign == "✅" else f"{sign}\ufe0f\u20e3")
        return await self.reads(answer)

    async def everything(self) -> list[str]:
        return [letter.text or f"<{letter.failure}>" for letter in self.phone.letters]


class OnThePage:
    """A guest with nothing but a browser: the page of their card is open."""

    def __init__(self, guest: Guest, house: House, page: Listener) -> None:
        self.guest = guest
        self.house = house
        self.page = page
        self._read = 0
        self._answers: list[dict[str, Any]] = []

    async def arrives(self) -> str:
        return str((await self.page.until(lambda: self.page.views or None, "the page"))[-1]["name"])

    async def reads(self, words: str) -> str:
        def look() -> str | None:
            for place, notice in enumerate(self.page.notices[self._read :], start=self._read):
                if re.search(words, notice["text"]):
                    self._read = place + 1
                    return str(notice["text"])
            return None

        return await self.page.until(look, words)

    async def says(self, text: str, answer: str) -> str:
        asked = await self.house.ask("POST", self.guest.page + "/commands", {"text": text})
        assert asked.status == 200, asked.body
        reply = asked.body["reply"]
        self._answers.append(reply)
        told = f"{reply['title']}\n{reply['body']}".strip()
        assert re.search(answer, told), f"{self.guest.name}: {text}: {told!r}"
        return told

    async def taps(self, button: str, answer: str) -> str:
        offered = (b for reply in reversed(self._answers) for row in reply["buttons"] for b in row)
        data = next((b["data"] for b in offered if b["text"] == button), button)
        return await self.says(data, answer)

    async def agrees(self, answer: str) -> str:
        offered = (b for reply in reversed(self._answers) for row in reply["buttons"] for b in row)
        return await self.says(next(b["data"] for b in offered), answer)

    async def everything(self) -> list[str]:
        return [notice["text"] for notice in self.page.notices]


async def places(attendee: Attendee) -> dict[int, list[str]]:
    """The tables a guest was sent to, by round."""
    told: dict[int, list[str]] = {}
    for text in await attendee.everything():
        if found := PLACE.match(text):
            told.setdefault(int(found[2]), []).append(found[1])
    return told
