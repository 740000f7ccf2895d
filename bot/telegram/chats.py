"""How close together messages to one chat may come: a short burst, then one a second; in a group far fewer."""

import asyncio
from time import monotonic

import msgspec

KEPT = 5_000


class Measure(msgspec.Struct, frozen=True):
    """`burst` messages at once, then one every `apart` seconds."""

    burst: int
    apart: float


PERSON = Measure(3, 1.0)  # Telegram: one a second, short bursts pass
GROUP = Measure(4, 4.0)  # Telegram: 20 a minute


class Chats:
    """When each chat may read the next message. Ids of groups are negative."""

    def __init__(self) -> None:
        self._due: dict[int, float] = {}

    def wait(self, chat: int, *, spare: int = 0) -> float:
        """Seconds until one more is welcome, with `spare` of the burst left after it."""
        measure = _measure(chat)
        ahead = self._due.get(chat, 0.0) - monotonic()
        return max(0.0, ahead - (measure.burst - 1 - spare) * measure.apart)

    async def turn(self, chat: int, *, spare: int = 0) -> None:
        """Wait for that, and count one message."""
        while wait := self.wait(chat, spare=spare):  # noqa: ASYNC110  (what is waited for is time)
            await asyncio.sleep(wait)
        now = monotonic()
        if len(self._due) >= KEPT:
            self._due = {other: due for other, due in self._due.items() if due > now}
        self._due[chat] = max(now, self._due.get(chat, 0.0)) + _measure(chat).apart


def _measure(chat: int) -> Measure:
    return GROUP if chat < 0 else PERSON
