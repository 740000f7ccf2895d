"""One channel's sending: at its pace, most urgent first, until each item has ended one way or another."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from time import monotonic

import structlog

from bot.channel import Channel, Gone, Message, Rejected, TryLater
from bot.delivery.backoff import backoff
from bot.delivery.fault import fault
from bot.delivery.item import Item
from bot.delivery.lanes import Lanes
from bot.delivery.ledger import PATIENCE, Ledger
from bot.delivery.lost_chat import lose_chat
from bot.delivery.pace import Pace
from bot.delivery.status import ChannelStatus
from bot.notice import Notice
from service.evening import Evening
from service.evenings import Evenings, UnknownEvening
from service.people.person import PersonRecord
from service.store import StoreAway

Render = Callable[[Notice, Evening, Mapping[str, PersonRecord]], Message]

LONGEST_SEND = 60.0
"""Seconds after which a channel that does not answer is taken for one that may have sent."""

BROKEN = 3
"""So often a message is tried at which the channel itself fails, before it counts as rejected."""

log = structlog.get_logger()


class Sender:
    """Sends what is added, while `run` runs; what is under way then still comes to its end."""

    def __init__(
        self, channel: Channel, evenings: Evenings, ledger: Ledger, render: Render, now: Callable[[], int]
    ) -> None:
        """`now` gives UTC epoch milliseconds."""
        self._channel = channel
        self._evenings = evenings
        self._ledger = ledger
        self._render = render
        self._now = now
        self._apart = float(getattr(channel, "per_chat_seconds", 0.0))
        self._pace = Pace(channel.name)
        self._lanes = Lanes()
        self._sending: dict[asyncio.Task[None], Item] = {}
        self._tries: dict[str, int] = {}
        self._sent_yet = 0
        self._news = asyncio.Event()
        self._running = False

    def add(self, item: Item) -> None:
        """Let an item be sent as soon as it is its turn."""
        if item.uid not in self._ledger.under_way:
            self._lanes.add(item)
            self._news.set()

    def drop(self, item: Item) -> None:
        """Do not send this one."""
        self._lanes.drop(item.uid)
        self._tries.pop(item.uid, None)

    def drop_all(self, evening: str | None = None) -> None:
        """Do not send anything of this evening, or of any."""
        if evening is None:
            self._lanes.drop_all()
            return
        for item in self._lanes.items():
            if item.notice.evening == evening:
                self._lanes.drop(item.uid)

    async def run(self) -> None:
        """Send until cancelled."""
        self._running = True
        try:
            while True:
                self._news.clear()
                wait = self._wait()
                if wait == 0:
                    # What is most urgent is decided as late as possible: when it is our turn.
                    await self._channel.turns.turn()
                    await self._use_turn()
                    continue
                with suppress(TimeoutError):
                    async with asyncio.timeout(wait):
                        await self._news.wait()
        finally:
            self._running = False

    async def finish(self, seconds: float) -> None:
        """Wait at most so long for what is under way, then let go of it."""
        if self._sending:
            _, late = await asyncio.wait(self._sending, timeout=seconds)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late)

    def status(self, evening: str | None) -> ChannelStatus:
        """How the channel stands, for one evening or for all."""
        waiting = [*self._lanes.items(), *self._sending.values()]
        asked = [item for item in waiting if evening in (None, item.notice.evening)]
        now = self._now()
        limited = self._pace.limited(monotonic())
        return ChannelStatus(
            channel=self._channel.name,
            waiting=len(asked),
            oldest=max(0, now - min(item.born for item in asked)) if asked else 0,
            limited_until=now + round(limited * 1000) if limited else None,
            people=frozenset(item.notice.person for item in asked),
            sent=self._sent_yet,
        )

    def _wait(self) -> float | None:
        """Seconds until a message may go; None: not before something has changed."""
        # After a refusal one message finds out whether the network is there again.
        most = 1 if self._pace.strikes else self._channel.concurrency
        if not len(self._lanes) or len(self._sending) >= most:
            return None
        now = monotonic()
        limited = self._pace.limited(now)
        if limited or self._lanes.ready(now):
            return limited
        opens = self._lanes.opens()
        return None if opens is None else opens - now

    async def _use_turn(self) -> None:
        """Send the most urgent notice that is still worth it: those that are not cost no turn."""
        while self._wait() == 0:
            item = self._lanes.take(monotonic())
            if item is not None and await self._send(item):
                return

    async def _send(self, item: Item) -> bool:
        """Send an item in a task of its own, if it is still worth it. Its lane is closed already."""
        self._ledger.under_way.add(item.uid)
        started = False
        try:
            found = await self._prepare(item)
            if found is None:
                return False
            message, participant = found
            if item.uid in self._ledger.replaced:
                await self._settle(item, "replaced")
                return False
            task = asyncio.create_task(self._deliver(item, message, participant))
            self._sending[task] = item
            task.add_done_callback(self._sent)
            started = True
        except StoreAway:
            self._lanes.add(item)
            await asyncio.sleep(PATIENCE)
        finally:
            if not started:
                self._ledger.under_way.discard(item.uid)
                self._lanes.release(item.address, monotonic())
        return started

    async def _prepare(self, item: Item) -> tuple[Message, bool] | None:
        """Put the notice into words; None if it ended instead. Also tells whether it is for a participant."""
        notice = item.notice
        ended: str | None = "stale"
        if not item.stale(self._now()):
            try:
                evening = self._ledger.known(notice.evening) or await self._evenings.load(notice.evening)
                people = await self._evenings.people(notice.evening, evening.version)
                record = people.get(notice.person)
                if record is not None and record.chats.get(item.channel) == item.address:
                    return self._render(notice, evening, people), notice.person in evening.people
                ended = "unlinked"
            except StoreAway:
                raise
            except UnknownEvening:
                ended = None
            except Exception as error:
                log.error("a notice has no words", evening=notice.evening, item=item.id, **fault(error))
                ended = "rejected"
        await self._settle(item, ended)
        return None

    async def _deliver(self, item: Item, message: Message, participant: bool) -> None:
        wait = self._apart
        try:
            if self._pace.limited(monotonic()):
                # While this one was put into words, another was refused for everybody.
                wait = 0.0
                self._wait_again(item)
                return
            try:
                async with asyncio.timeout(LONGEST_SEND):
                    await self._channel.send(item.address, message, key=item.key)
            except TryLater as later:
                wait = await self._again(item, later)
            except TimeoutError:
                wait = await self._again(item, TryLater(0, maybe_sent=True))
            except Gone:
                self._pace.well()
                await self._gone(item)
            except Rejected as refused:
                self._pace.well()
                log.error(
                    "a notice was rejected", evening=item.notice.evening, item=item.id, code=refused.code
                )
                await self._settle(item, "rejected")
            except Exception as error:
                log.error("a channel failed", evening=item.notice.evening, item=item.id, **fault(error))
                wait = await self._broken(item)
            else:
                self._pace.well()
                self._sent_yet += 1
                opens = monotonic() + wait
                await self._settle(item, "sent", reached=participant and item.notice.topic == "place")
                wait = max(0.0, opens - monotonic())
        finally:
            self._ledger.under_way.discard(item.uid)
            self._lanes.release(item.address, monotonic() + wait)

    def _sent(self, task: asyncio.Task[None]) -> None:
        del self._sending[task]
        self._news.set()

    async def _again(self, item: Item, later: TryLater) -> float:
        """It did not get through: let it wait, unless that is no use. Returns the seconds its chat must wait."""
        tries = self._tries[item.uid] = self._tries.get(item.uid, 0) + 1
        if later.everybody:
            self._pace.close(monotonic(), later.after)
        if later.maybe_sent:
            if item.notice.topic != "place" or item.doubts:
                await self._settle(item, "unknown")
                return self._apart
            item = await self._ledger.doubt(item)
        if item.uid in self._ledger.replaced:
            await self._settle(item, "replaced")
            return self._apart
        self._wait_again(item)
        return self._apart if later.everybody else backoff(item.uid, tries, max(later.after, self._apart))

    def _wait_again(self, item: Item) -> None:
        if self._running:
            self._lanes.add(item)

    async def _broken(self, item: Item) -> float:
        if self._tries.get(item.uid, 0) + 1 < BROKEN:
            return await self._again(item, TryLater(0))
        await self._settle(item, "rejected")
        return self._apart

    async def _gone(self, item: Item) -> None:
        """Nobody is at this address any more: the evenings hear it, and nothing else is tried there."""
        items = [item, *self._lanes.to(item.address)]
        for one in items[1:]:
            self._lanes.drop(one.uid)
        self._ledger.under_way |= {one.uid for one in items}
        try:
            for one in {(i.notice.evening, i.notice.person): i for i in items}.values():
                await lose_chat(self._evenings, one)
            for one in items:
                await self._settle(one, "gone")
        finally:
            self._ledger.under_way -= {one.uid for one in items}

    async def _settle(self, item: Item, result: str | None, *, reached: bool = False) -> None:
        await self._ledger.settle(item, result, reached=reached)
        self._tries.pop(item.uid, None)
