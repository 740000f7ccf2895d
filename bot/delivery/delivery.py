"""Delivery as the rest of the service sees it: started, closed, asked how it stands."""

import asyncio
from collections.abc import Callable, Mapping

import structlog

from bot.channel import Channel
from bot.delivery.expansion import Current, Notices
from bot.delivery.fault import fault
from bot.delivery.follower import Follower
from bot.delivery.ledger import PATIENCE, Ledger
from bot.delivery.sender import Render, Sender
from bot.delivery.status import ChannelStatus
from service.evenings import Evenings, Outcome
from service.live import Live
from service.store import LeaseLost, Outbox, StoreAway, lease

LEASE = "delivery"
LEASE_MS = 3000
FINISH = 5.0
"""Seconds that what is under way has to come to its end when we close."""

log = structlog.get_logger()


class Delivery:
    """Tells people, each once, at the pace of each network, most urgent first.

    Of any number of processes one delivers: who holds the lease. A crash may double what was just being
    sent, at most `concurrency` messages a channel, and loses nothing.
    """

    def __init__(
        self,
        *,
        evenings: Evenings,
        live: Live,
        outbox: Outbox,
        channels: Mapping[str, Channel],
        notices: Notices,
        current: Current,
        render: Render,
        now: Callable[[], int],
        lease_ms: int = LEASE_MS,
    ) -> None:
        """`channels` by name as in PersonRecord.chats; they are started and closed by who made them.

        `notices` gives an entry's notices, `current` the one of the place a person has now, `render` its words.
        `now` gives UTC epoch milliseconds.
        """
        self._store = evenings.store
        self._live = live
        self._lease_ms = lease_ms
        self._ledger = Ledger(outbox, now)
        self._senders = {
            name: Sender(channel, evenings, self._ledger, render, now) for name, channel in channels.items()
        }
        self._follower = Follower(
            evenings=evenings,
            ledger=self._ledger,
            senders=self._senders,
            notices=notices,
            current=current,
            now=now,
        )
        self._unlisten: Callable[[], None] | None = None
        self._task: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()
        self.leading = False
        """We hold the lease: this process is the one that delivers."""

    async def start(self) -> None:
        """Begin; what fell due while nobody delivered is caught up with. Returns at once."""
        self._unlisten = self._live.listen(self._hear)
        self._task = asyncio.create_task(self._run(), name="delivery")

    async def close(self) -> None:
        """Send nothing more, let what is under way come to its end, and free the lease."""
        if self._task is None or self._unlisten is None:
            return
        self._unlisten()
        self._closing.set()
        await asyncio.wait([self._task])
        self._task = None

    def status(self, evening: str | None = None) -> tuple[ChannelStatus, ...]:
        """How each channel stands, for one evening or for all; nothing waits where `leading` is False."""
        return tuple(sender.status(evening) for sender in self._senders.values())

    def _hear(self, step: Outcome) -> None:
        if self.leading:
            self._follower.hear(step)

    async def _run(self) -> None:
        """Deliver whenever we hold the lease, until we close."""
        closing = asyncio.create_task(self._closing.wait())
        while not closing.done():
            # A task of its own for each lease: losing one cancels it.
            holding = asyncio.create_task(self._hold())
            await asyncio.wait([holding, closing], return_when=asyncio.FIRST_COMPLETED)
            holding.cancel()
            await asyncio.wait([holding])
            error = None if holding.cancelled() else holding.exception()
            if isinstance(error, LeaseLost | StoreAway):
                log.warning("delivery waits for the store", reason=error.code)
            elif error is not None:
                log.error("delivery begins anew", **fault(_innermost(error)))
            await asyncio.wait([closing], timeout=PATIENCE)
        for sender in self._senders.values():
            await sender.finish(0)

    async def _hold(self) -> None:
        async with lease(self._store, LEASE, self._lease_ms):
            try:
                await self._lead()
            finally:
                if self._closing.is_set():
                    await asyncio.gather(*(sender.finish(FINISH) for sender in self._senders.values()))

    async def _lead(self) -> None:
        self.leading = True
        feed = self._store.feed()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._follower.run())
                group.create_task(self._follower.listen(feed))
                for sender in self._senders.values():
                    group.create_task(sender.run())
        finally:
            self.leading = False
            self._follower.forget_all()
            await feed.aclose()


def _innermost(error: BaseException) -> BaseException:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
