"""How much a bot may send: about 30 messages a second in all, one a second to one chat, short bursts pass; 20 a
minute to one group; up to 1,000 a second in all for whoever pays.

Telegram promises no exact numbers; these are the ones its FAQ names.
"""

import math
from collections import defaultdict, deque
from collections.abc import Callable

from .errors import too_many

PAID = 1000
STARS_EACH = 0.1
GROUP = 20
GROUP_SECONDS = 60.0


class Limits:
    """A sliding window of one second over everything, a bucket of `burst` for each chat, a minute for each group.

    What goes beyond `overall` costs a tenth of a star, if the bot allows it and has `stars` left.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        *,
        overall: int = 30,
        per_chat: float = 1.0,
        burst: int = 4,
        stars: float = 0.0,
    ) -> None:
        self.clock = clock
        self.overall = overall
        self.per_chat = per_chat
        self.burst = burst
        self.stars = stars
        self.refused = 0
        self._window: deque[float] = deque()
        self._groups: defaultdict[int, deque[float]] = defaultdict(deque)
        self._chats: dict[int, tuple[float, float]] = {}

    def spend(self, chat: int, *, pays: bool = False) -> None:
        """Count one message to this chat; 429 if that is one too many (a refused one does not count)."""
        now = self.clock()
        group = self._groups[chat] if chat < 0 else deque[float]()
        level, since = self._chats.get(chat, (float(self.burst), now))
        level = min(float(self.burst), level + (now - since) * self.per_chat)
        wait = _over(group, now, GROUP, GROUP_SECONDS)
        if level < 1.0:
            wait = max(wait, (1.0 - level) / self.per_chat)
        free = _over(self._window, now, self.overall, 1.0)
        if free and pays and self.stars >= STARS_EACH:
            free = _over(self._window, now, PAID, 1.0)
            self.stars -= 0.0 if wait or free else STARS_EACH
        wait = max(wait, free)
        if wait > 0:
            self.refused += 1
            raise too_many(max(1, math.ceil(wait)))
        self._window.append(now)
        self._chats[chat] = (level - 1.0, now)
        if chat < 0:
            group.append(now)


def _over(window: deque[float], now: float, most: int, seconds: float) -> float:
    """Seconds until one more fits into the window."""
    while window and window[0] <= now - seconds:
        window.popleft()
    return window[len(window) - most] + seconds - now if len(window) >= most else 0.0
