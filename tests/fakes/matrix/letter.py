"""What a person finds in a chat, and waiting for it."""

import asyncio
import re
from typing import Any

import msgspec

from tests.fakes.telegram.bell import Bell


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """One message as a person sees it.

    `kind` is its msgtype (m.text buzzes, m.notice does not). An edit is a letter of its own which `replaces`
    another event. `file` are the decrypted bytes. `at` is the server's time in ms. `shield` (none, grey, red) and
    `failure` (why it can't be read, text is empty then) are what a strict client shows; others leave them None.
    """

    event: str
    text: str
    html: str | None = None
    kind: str = "m.text"
    at: int = 0
    encrypted: bool = False
    file: bytes | None = None
    replaces: str | None = None
    sender: str = ""
    room: str = ""
    shield: str | None = None
    failure: str | None = None


class Letters:
    """The letters of one phone: all of them in order, and which were looked at."""

    def __init__(self) -> None:
        self.all: list[Letter] = []
        self.bell = Bell()
        self._looked_at: set[str] = set()
        self.broken: BaseException | None = None

    def add(self, letter: Letter) -> None:
        """Put a letter into the box; the same event again replaces it (it can be read now)."""
        for place, one in enumerate(self.all):
            if one.event == letter.event:
                self.all[place] = letter
                break
        else:
            self.all.append(letter)
        self.bell.ring()

    async def next(self, pattern: str, seconds: float, *, failed: bool = False) -> Letter:
        """The first letter nobody looked at whose text has `pattern`; AssertionError with all of them if none comes."""
        wanted = re.compile(pattern, re.DOTALL)

        def look() -> Letter | None:
            if self.broken is not None:
                raise RuntimeError("the phone fell to the floor") from self.broken
            for one in self.all:
                if one.event in self._looked_at or (one.failure is not None) != failed:
                    continue
                if wanted.search(one.text if one.failure is None else one.failure):
                    return one
            return None

        found = await self.bell.until(look, seconds)
        if found is None:
            raise AssertionError(f"nothing with {pattern!r} came within {seconds:g} s but {self.all}")
        self._looked_at.add(found.event)
        return found

    def watch(self, task: asyncio.Task[Any]) -> None:
        """Let whoever waits for a letter know if the task that fetches them breaks."""

        def ended(done: asyncio.Task[Any]) -> None:
            if not done.cancelled() and done.exception() is not None:
                self.broken = done.exception()
                self.bell.ring()

        task.add_done_callback(ended)
