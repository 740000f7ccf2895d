"""How much a bot may send: about 30 messages a second in all, one a second to one chat, short bursts pass.

Telegram promises no exact numbers; these are the ones its FAQ names.
"""

import math
from collections import deque
from collections.abc import Callable

from .errors import too_many


class Limits:
    """A sliding window of one second over everything, a bucket of `burst` for each chat."""

    def __init__(
        self, clock: Callable[[], float], *, overall: int = 30, per_chat: float = 1.0, burst: int = 4
    ) -> None:
        self.clock = clock
        self.overall = overall
        self.per_chat = per_chat
        self.burst = burst
        self.refused = 0
        self._window: deque[float] = deque()
        self._chats: dict[int, tuple[float, float]] = {}

    def spend(self, chat: int) -> None:
        """Count one message to this chat; 429 if that is one too many (a refused one does not count)."""
        now = self.clock()
        while self._window and self._window[0] <= now - 1.0:
            self._window.popleft()
        level, since = self._chats.get(chat, (float(self.burst), now))
        level = min(float(self.burst), level + (now - since) * self.per_chat)
        wait = 0.0
        if len(self._window) >= self.overall:
            wait = self._window[0] + 1.0 - now
        if level < 1.0:
            wait = max(wait, (1.0 - level) / self.per_chat)
        if wait > 0:
            self.refused += 1
            raise too_many(max(1, math.ceil(wait)))
        self._window.append(now)
        self._chats[chat] = (level - 1.0, now)
