"""A hall to deliver in: evenings on a real Redis, people with chats, a channel, and any number of deliveries."""

import asyncio
from collections.abc import Callable, Collection
from typing import Any, Self, cast

from bot.channel import Channel
from bot.delivery import Delivery
from service.evening import Evening
from service.evening import commands as c
from service.evenings import Evenings, Outcome
from service.live import Live
from service.people.person import Person, PersonRecord
from service.planning import Planner
from service.store import Outbox, Store
from tests.bot.delivery import small_wording
from tests.fakes.channel import FakeChannel

LEASE_MS = 600

PATIENCE = 30
"""Seconds until a test gives up."""


class NoPlanner:
    """Never has a proposal: the core mends drafts itself."""

    async def propose(
        self, evening: Evening, people: object, *, seconds: float = 0, stability: float | None = None
    ) -> None:
        return None


class Clock:
    """Time that passes only when told to."""

    def __init__(self) -> None:
        self.ms = 1_800_000_000_000

    def __call__(self) -> int:
        return self.ms


class Node:
    """One process's share: its own store, evenings, live and delivery, on the hall's Redis and channels."""

    def __init__(
        self,
        url: str,
        clock: Callable[[], int],
        channels: dict[str, Channel],
        *,
        lease_ms: int = LEASE_MS,
        live: type[Live] = Live,
        **faces: Any,
    ) -> None:
        self.store = Store(url, patience=0.5)
        self.evenings = Evenings(self.store, cast(Planner, NoPlanner()), clock)
        self.live = live(self.evenings)
        self.outbox = Outbox(self.store)
        self.delivery = Delivery(
            evenings=self.evenings,
            live=self.live,
            outbox=self.outbox,
            channels=channels,
            now=clock,
            lease_ms=lease_ms,
            **{
                "notices": small_wording.notices,
                "current": small_wording.current,
                "render": small_wording.render,
                **faces,
            },
        )

    async def __aenter__(self) -> Self:
        await self.live.start()
        await self.delivery.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.delivery.close()
        await self.live.close()
        await self.store.close()

    async def leads(self) -> Self:
        """Wait until this node delivers."""
        await until(lambda: self.delivery.leading)
        return self


class Hall:
    """An evening's people and what is done to them, apart from any delivery."""

    def __init__(self, url: str, clock: Clock) -> None:
        self.url = url
        self.clock = clock
        self.channel = FakeChannel()
        self.store = Store(url)
        self.evenings = Evenings(self.store, cast(Planner, NoPlanner()), clock)
        self.outbox = Outbox(self.store)

    def node(self, *channels: Channel, **faces: Any) -> Node:
        """A delivery of its own."""
        return Node(self.url, self.clock, {one.name: one for one in channels or (self.channel,)}, **faces)

    async def evening(
        self, people: int, *, silent: Collection[str] = (), chat: str = "c", **settings: Any
    ) -> str:
        """An open evening with p1, p2 ... of whom all but `silent` have a chat `c1`, `c2` ... in their record.

        Another `chat` than `c` stands before the number then.
        """
        made = await self.evenings.create("Abend", {"size": 5, "clock": "manual", **settings})
        await self.do(made.id, c.Open())
        names = [f"p{n}" for n in range(1, people + 1)]
        records = {
            name: PersonRecord(
                person=Person(name=name.upper()),
                chats={} if name in silent else {"telegram": f"{chat}{name[1:]}"},
            )
            for name in names
        }
        newcomers = {name: c.Newcomer(here=True) for name in names}
        await self.evenings.execute(made.id, c.AddPeople(newcomers), by="organiser", records=records)
        return made.id

    async def link(self, evening: str, *people: str, chat: str = "c") -> None:
        """Bind their chats as a code does, so that the evening itself knows of them."""
        for person in people:
            await self.do(evening, c.LinkChat(person, "telegram", f"{chat}{person[1:]}", 0))

    async def do(self, evening: str, command: c.Command) -> Outcome:
        """Carry a command out as the organiser."""
        return await self.evenings.execute(evening, command, by="organiser")

    async def settled(self, evening: str) -> dict[str, int]:
        """Wait until everything is expanded and nothing waits any more; the tally."""
        await self.expanded(evening)
        async with asyncio.timeout(PATIENCE):
            while await self.outbox.waiting(evening):  # noqa: ASYNC110  (the outbox lies in another process)
                await asyncio.sleep(0.005)
        return await self.outbox.tally(evening)

    async def expanded(self, evening: str) -> None:
        """Wait until the newest entry is expanded."""
        newest = (await self.evenings.load(evening)).version
        async with asyncio.timeout(PATIENCE):
            while await self.outbox.position(evening) < newest:  # noqa: ASYNC110  (see above)
                await asyncio.sleep(0.005)


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110  (what is looked at gives no sign)
            await asyncio.sleep(0.005)
