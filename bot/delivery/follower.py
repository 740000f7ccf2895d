"""Follows every journal and turns each entry into items once, whatever of the feed was missed."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping

import structlog

from bot.delivery.expansion import Current, Notices, items_of, outdated, tellings_of
from bot.delivery.fault import fault
from bot.delivery.item import Item
from bot.delivery.ledger import PATIENCE, Book, Ledger, insist
from bot.delivery.sender import Sender
from service.evenings import Evenings, Outcome
from service.store import Feed, StoreAway

RETRY = 5.0
"""Seconds until an evening that could not be followed is looked at again."""

log = structlog.get_logger()


class Follower:
    """Expands what `hear` is told and what the journals say, and hands the items to the senders."""

    def __init__(
        self,
        *,
        evenings: Evenings,
        ledger: Ledger,
        senders: Mapping[str, Sender],
        notices: Notices,
        current: Current,
        now: Callable[[], int],
    ) -> None:
        """`now` gives UTC epoch milliseconds."""
        self._evenings = evenings
        self._ledger = ledger
        self._senders = senders
        self._notices = notices
        self._current = current
        self._now = now
        self._heard: dict[str, list[Outcome]] = {}
        self._behind: deque[str] = deque()
        self._news = asyncio.Event()

    def hear(self, step: Outcome) -> None:
        """Take one step of an evening in."""
        self._heard.setdefault(step.after.id, []).append(step)
        self._news.set()

    def forget_all(self) -> None:
        """Know nothing any more: from now on somebody else may do the work."""
        self._heard.clear()
        self._behind.clear()
        self._ledger.books.clear()
        for sender in self._senders.values():
            sender.drop_all()

    async def run(self) -> None:
        """Expand until cancelled; steps just heard come before journals to be looked through."""
        await self._look_everywhere()
        while True:
            self._news.clear()
            if self._heard:
                await self._follow(next(iter(self._heard)))
            elif self._behind:
                await self._follow(self._behind.popleft())
            else:
                await self._news.wait()

    async def listen(self, feed: Feed) -> None:
        """Hear of what Live does not hand on: that something may have been missed, that an evening is erased."""
        async for evening, version in feed:
            if evening is None:
                await self._look_everywhere()
            elif version == 0:
                self._forget(evening)

    async def _look_everywhere(self) -> None:
        """Look through every journal, those with a deadline first."""
        store = self._evenings.store
        soon = [evening for evening, _ in await insist(store.deadlines)]
        known = await insist(store.evenings)
        for evening in self._ledger.books.keys() - set(known):
            self._forget(evening)
        self._behind = deque(dict.fromkeys((*soon, *known)))
        self._news.set()

    async def _follow(self, evening: str) -> None:
        try:
            await self._catch_up(evening)
        except StoreAway:
            self._behind.append(evening)
            await asyncio.sleep(PATIENCE)
        except Exception as error:
            log.error("a journal could not be followed", evening=evening, **fault(error))
            self._forget(evening)
            asyncio.get_running_loop().call_later(RETRY, self._look_again, evening)

    def _look_again(self, evening: str) -> None:
        self._behind.append(evening)
        self._news.set()

    async def _catch_up(self, evening: str) -> None:
        """Expand everything above the evening's position, then let the senders have it."""
        heard = self._heard.pop(evening, [])
        book = self._ledger.books.get(evening)
        if book is None:
            self._drop(evening)
            book = await self._ledger.open(evening)
            heard = []
        steps = [step for step in heard if step.version > book.position]
        if not steps or steps[0].before.version != book.position:
            steps = await self._evenings.steps(evening, book.position, book.after)
        for step in steps:
            if not await self._expand(book, step):
                self._look_again(evening)
                return
        await self._hand_over(book)

    async def _expand(self, book: Book, step: Outcome) -> bool:
        people = await self._evenings.people(book.evening, step.version)
        reachable = any(record.chats for record in people.values())
        try:
            tellings = tellings_of(step, self._notices, self._current) if reachable else []
        except Exception as error:
            # The next gong must not wait for an entry nobody can word.
            log.error("an entry gives no notices", evening=book.evening, version=step.version, **fault(error))
            tellings = []
        items = items_of(step, tellings, people, self._senders.keys(), self._now())
        old = self._withdraw(outdated(book.waiting.values(), items))
        return await self._ledger.expand(book, step.after, items, old)

    async def _hand_over(self, book: Book) -> None:
        held, book.held = book.held, []
        # A crash can leave both behind: a notice that was under way, and the one that replaced it meanwhile.
        for item in self._withdraw(outdated(held, held)):
            await self._ledger.settle(item, "replaced")
        now = self._now()
        for item in held:
            if item.id not in book.waiting or item.uid in self._ledger.replaced:
                continue
            if sender := self._senders.get(item.channel):
                sender.add(item)
            elif item.stale(now):
                await self._ledger.settle(item, "stale")

    def _withdraw(self, items: list[Item]) -> list[Item]:
        """Take these back from the senders; return those that are not under way."""
        for item in items:
            if item.uid in self._ledger.under_way:
                self._ledger.replaced.add(item.uid)
            elif sender := self._senders.get(item.channel):
                sender.drop(item)
        return [item for item in items if item.uid not in self._ledger.under_way]

    def _drop(self, evening: str) -> None:
        for sender in self._senders.values():
            sender.drop_all(evening)

    def _forget(self, evening: str) -> None:
        self._heard.pop(evening, None)
        self._ledger.books.pop(evening, None)
        self._drop(evening)
