"""Waiting until something is the case, woken by every change instead of looking again and again."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Bell:
    """Rung at every change of the server's state."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Let everybody who waits look again."""
        self._rung.set()
        self._rung = asyncio.Event()

    async def until(self, look: Callable[[], T | None], seconds: float) -> T | None:
        """The first thing `look` finds (anything but None), or None after `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                while True:
                    rung = self._rung
                    found = look()
                    if found is not None:
                        return found
                    await rung.wait()
        except TimeoutError:
            return None
