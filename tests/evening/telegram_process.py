"""Telegram in a process of its own, so that what people read outlives the death of the service."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec

from tests.evening.house import PATIENCE, ROOT
from tests.fakes.telegram import RemoteBotApi
from tests.fakes.telegram.remote import RemoteUser
from tests.fakes.telegram.world import Letter

TOKEN = "1000000:test-token"


@asynccontextmanager
async def telegram(*words: str) -> AsyncIterator[RemoteBotApi]:
    """The server, and those who play its people."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.fakes.telegram", "--token", TOKEN, *words,
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        assert child.stdout is not None
        async with asyncio.timeout(PATIENCE):
            url = (await child.stdout.readline()).decode().strip()
        async with RemoteBotApi(url) as api:
            yield api
    finally:
        child.kill()
        await child.wait()


def environment(api: RemoteBotApi, **more: str) -> dict[str, str]:
    """What the service has to be told."""
    return {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API": api.url} | more


class Phone:
    """Somebody with Telegram who remembers what they have read."""

    def __init__(self, user: RemoteUser) -> None:
        self.user = user
        self._read = 0

    async def says(self, text: str) -> Letter:
        """Type something; the answer to it."""
        await self.catches_up()
        await self.user.types(text)
        return await self.next_letter()

    async def taps(self, button: str) -> Letter:
        """Tap a button of the newest message that has it; the answer."""
        await self.catches_up()
        await self.user.taps(button)
        return await self.next_letter()

    async def starts(self, code: str = "") -> Letter:
        """Open the bot's link; the answer."""
        await self.catches_up()
        await self.user.starts(code)
        return await self.next_letter()

    async def sends(self, name: str, data: bytes) -> Letter:
        """Send a file; the answer."""
        await self.catches_up()
        await self.user.sends_file(name, data)
        return await self.next_letter()

    async def next_letter(self) -> Letter:
        """The oldest message that was not read yet."""
        letters = await self.user.inbox(after=self._read, wait=PATIENCE)
        assert letters, f"{self.user.id} read nothing more"
        self._read = letters[0].id
        return letters[0]

    async def reads(self, what: str) -> Letter:
        """Wait for a message with these words that was not read yet, and read on to it."""
        seen: list[str] = []
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    letter = await self.next_letter()
                    if what in letter.text:
                        return letter
                    seen.append(letter.text)
        except (AssertionError, TimeoutError):
            raise AssertionError(f"{self.user.id} did not read {what!r}, but {seen}") from None

    async def catches_up(self) -> None:
        """Read everything that is there."""
        self._read = max((letter.id for letter in await self.user.inbox()), default=0)

    async def everything(self) -> list[str]:
        """Every message as it reads now, oldest first."""
        return [letter.text for letter in await self.user.inbox()]


async def calls(api: RemoteBotApi) -> dict[tuple[str, int], int]:
    """How often each method was answered with each status."""
    counts = msgspec.json.decode(await api.look("counts"))
    return {(method, status): number for method, status, number in counts["calls"]}
