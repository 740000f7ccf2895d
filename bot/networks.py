"""Looks at every network now and then, so that an organiser sees in time which of them is in trouble."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from time import monotonic

from bot.channel import Channel
from bot.delivery.status import ChannelStatus
from service.networks import NetworkStanding

LOOK = 1.0
"""Seconds between two looks."""

PATIENT = 5.0
"""Seconds of being asked to wait again and again, after which a network is slow."""

LATELY = 10.0
"""Seconds without being asked to wait, after which it is slow no more."""

WINDOW = 60.0
"""Seconds over which the pace of a slow network is measured."""


class Watched:
    """What was seen of one network; `now` is seconds of a monotonic clock."""

    def __init__(self) -> None:
        self._trouble: str | None = None
        self._since = 0.0
        self._asked_first: float | None = None
        self._asked_last = 0.0
        self._sent: deque[tuple[float, int]] = deque()

    def look(self, trouble: str | None, status: ChannelStatus, now: float) -> None:
        """Take in how it stands now."""
        if trouble != self._trouble:
            self._trouble, self._since = trouble, now
        if trouble is None and status.limited_until is not None:
            if self._asked_first is None:
                self._asked_first = now
            self._asked_last = now
        elif trouble is not None or not status.waiting or now - self._asked_last > LATELY:
            self._asked_first = None
            self._sent.clear()
        if self._asked_first is not None:
            # What went out before it was slow says nothing about its pace now.
            self._sent.append((now, status.sent))
            while self._sent[0][0] < now - WINDOW:
                self._sent.popleft()

    def lasting(self, trouble: str | None, now: float) -> float:
        """Seconds this trouble has lasted."""
        return now - self._since if trouble == self._trouble else 0.0

    def slow(self, now: float) -> bool:
        """Whether it has kept asking us to wait."""
        return self._asked_first is not None and now - self._asked_first >= PATIENT

    def left(self, waiting: int) -> float | None:
        """Seconds until so many are sent; None while nobody can tell."""
        if len(self._sent) < 2:
            return None
        (begun, before), (ended, after) = self._sent[0], self._sent[-1]
        if ended == begun or after == before:
            return None
        return waiting * (ended - begun) / (after - before)


class NetworksSeen:
    """How the networks of these channels stand; a channel in trouble says so in its `trouble`."""

    def __init__(
        self,
        channels: Mapping[str, Channel],
        status: Callable[[str | None], tuple[ChannelStatus, ...]],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """`status` is that of Delivery, `clock` gives seconds."""
        self._channels = channels
        self._status = status
        self._clock = clock
        self._watched = {name: Watched() for name in channels}
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to look. Returns at once."""
        self._task = asyncio.create_task(self._run(), name="networks")

    async def close(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    def look(self) -> None:
        """Look once; `start` does it again and again."""
        now = self._clock()
        for status in self._status(None):
            self._watched[status.channel].look(self._trouble(status.channel), status, now)

    def standings(self, evening: str | None) -> tuple[NetworkStanding, ...]:
        """How each network stands, for one evening or for all."""
        every = {status.channel: status for status in self._status(None)}
        own = {status.channel: status for status in self._status(evening)} if evening else every
        return tuple(self._standing(own[name], every[name]) for name in every)

    def _standing(self, own: ChannelStatus, every: ChannelStatus) -> NetworkStanding:
        now, trouble = self._clock(), self._trouble(own.channel)
        watched = self._watched[own.channel]
        # Notices of several evenings share one line: this one's are out with the last of all at the latest.
        left = watched.left(every.waiting)
        return NetworkStanding(
            name=own.channel,
            trouble=trouble,
            lasting=round(watched.lasting(trouble, now) * 1000) if trouble else 0,
            waiting=own.waiting,
            oldest=own.oldest,
            people=own.people,
            limited_until=own.limited_until,
            slow=watched.slow(now),
            left=None if left is None else round(left * 1000),
        )

    def _trouble(self, channel: str) -> str | None:
        trouble: str | None = getattr(self._channels[channel], "trouble", None)
        return trouble

    async def _run(self) -> None:
        while True:
            self.look()
            await asyncio.sleep(LOOK)
