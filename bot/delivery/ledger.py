"""What this process knows of the outbox, kept in step with it: nothing counts before the outbox has it."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import TypeVar

import msgspec
import structlog
from msgspec.structs import replace

from bot.delivery.item import Item, decode, encode
from service.evening import Evening
from service.store import Outbox, StoreAway

PATIENCE = 0.3
"""Seconds until a lost store is asked again."""

log = structlog.get_logger()
T = TypeVar("T")


async def insist(act: Callable[[], Awaitable[T]]) -> T:
    """Do `act` until the store is there to take it. Every step of the outbox may be repeated."""
    while True:
        try:
            return await act()
        except StoreAway:
            await asyncio.sleep(PATIENCE)


class Book:
    """One evening: the version expanded last, the evening as it was then (if known), and what waits.

    `held` are items that are not handed to the senders yet, because newer ones may still replace them.
    """

    def __init__(self, evening: str, position: int, waiting: dict[str, Item]) -> None:
        self.evening = evening
        self.position = position
        self.after: Evening | None = None
        self.waiting = waiting
        self.held = list(waiting.values())


class Ledger:
    """All books, and what is being sent right now.

    What is under way outlives the lease: its result is noted as soon as there is one, so that a short loss
    of the store sends nothing twice.
    """

    def __init__(self, outbox: Outbox, now: Callable[[], int]) -> None:
        """`now` gives UTC epoch milliseconds."""
        self._outbox = outbox
        self._now = now
        self.books: dict[str, Book] = {}
        self.under_way: set[str] = set()
        self.replaced: set[str] = set()
        self._settled: dict[str, set[str]] = {}

    async def open(self, evening: str) -> Book:
        """Read the evening's book from the outbox. Raises StoreAway."""
        settled = self._settled.setdefault(evening, set())
        try:
            position = await self._outbox.position(evening)
            raw = await self._outbox.waiting(evening)
        finally:
            del self._settled[evening]
        waiting = {name: item for name, data in raw.items() if (item := _readable(evening, name, data))}
        # What was sent while we read is in the answer still.
        book = Book(evening, position, {n: item for n, item in waiting.items() if item.uid not in settled})
        self.books[evening] = book
        return book

    async def expand(self, book: Book, after: Evening, items: Sequence[Item], drop: Collection[Item]) -> bool:
        """Entry `after.version` becomes `items`, `drop` waits no longer. Raises StoreAway.

        False: somebody else did it, or the evening was erased; the book is closed then.
        """
        data = {item.id: encode(item) for item in items}
        try:
            done = await self._outbox.expand(book.evening, after.version, data, [item.id for item in drop])
        except StoreAway:
            # It may have happened all the same: the book has to be read again.
            self.books.pop(book.evening, None)
            raise
        if not done:
            self.books.pop(book.evening, None)
            return False
        for item in drop:
            book.waiting.pop(item.id, None)
        gone = {item.id for item in drop}
        book.waiting |= {item.id: item for item in items}
        book.held = [item for item in book.held if item.id not in gone] + list(items)
        book.position, book.after = after.version, after
        return True

    def known(self, evening: str) -> Evening | None:
        """The evening as it was when its last entry was expanded, where we know it: no store is asked."""
        book = self.books.get(evening)
        return book.after if book is not None else None

    async def settle(self, item: Item, result: str | None, *, reached: bool = False) -> None:
        """The item waits no longer and counts as `result` (None: not at all); its person was `reached` by it."""
        notice = item.notice
        evening = notice.evening
        whom = (notice.person, notice.version, item.channel) if reached else None
        await insist(lambda: self._outbox.settle(evening, item.id, result, self._now(), reached=whom))
        if evening in self._settled:
            self._settled[evening].add(item.uid)
        self.replaced.discard(item.uid)
        if book := self.books.get(evening):
            book.waiting.pop(item.id, None)

    async def doubt(self, item: Item) -> Item:
        """Note that this item may have been delivered; return it as it is kept now."""
        doubted = replace(item, doubts=item.doubts + 1)
        evening = item.notice.evening
        await insist(lambda: self._outbox.replace(evening, item.id, encode(doubted)))
        if (book := self.books.get(evening)) and item.id in book.waiting:
            book.waiting[item.id] = doubted
        return doubted


def _readable(evening: str, name: str, data: bytes) -> Item | None:
    try:
        return decode(data)
    except msgspec.DecodeError:
        # Written by another version of the service: not ours to send, nor to throw away.
        log.error("an item of the outbox cannot be read", evening=evening, item=name)
        return None
