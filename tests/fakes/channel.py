"""A chat network on the spot: keeps what every address reads, fails on order, and is strict about its limits.

Whoever breaks a limit gets an AssertionError and a line in `broken`; `check()` at the end of a test raises it
again, should the caller have swallowed it.
"""

import asyncio
import itertools
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from time import monotonic

import msgspec

from bot.channel import Incoming, Message, Role, TryLater
from bot.turnstile import Turnstile

BURST = 0.1
"""Seconds in which no more than a tenth of the rate may start, but for a few that the event loop held up."""

SLACK = 3


class Received(msgspec.Struct, frozen=True):
    """What an address reads: when it came (monotonic seconds), the key it was sent with, the message."""

    at: float
    address: str
    key: str
    message: Message


class FakeChannel:
    """A channel as `bot.channel.Channel` describes it; `takes` are the seconds one message is under way."""

    def __init__(
        self,
        name: str = "telegram",
        *,
        rate: float = 1000.0,
        concurrency: int = 8,
        per_chat_seconds: float = 0.0,
        takes: float = 0.0,
    ) -> None:
        self.name = name
        self.turns = Turnstile(rate)
        self.concurrency = concurrency
        self.per_chat_seconds = per_chat_seconds
        self.takes = takes
        self.received: list[Received] = []
        self.calls: list[tuple[float, str]] = []
        self.broken: list[str] = []
        self.answers: list[tuple[Incoming, Message]] = []
        self.open = asyncio.Event()
        self.open.set()
        self._faults: defaultdict[str, deque[Exception]] = defaultdict(deque)
        self._under_way: set[str] = set()
        self._last: dict[str, float] = {}
        self._starts: deque[float] = deque()
        self._asked_to_wait = 0.0
        self._unsure: set[str] = set()
        self._incoming: asyncio.Queue[Incoming | None] = asyncio.Queue()
        self._ids = itertools.count(1)

    @property
    def rate(self) -> float:
        """Messages a second."""
        return 1 / self.turns.gap

    @rate.setter
    def rate(self, rate: float) -> None:
        self.turns = Turnstile(rate)

    async def start(self) -> None:
        """Nothing to connect to."""

    async def close(self) -> None:
        """End the stream of what people do."""
        self._incoming.put_nowait(None)

    def fail(self, address: str, *faults: Exception) -> None:
        """Answer the next messages to this address (`*`: to anybody) so. `TryLater(maybe_sent=True)` delivers."""
        self._faults[address].extend(faults)

    def act(self, incoming: Incoming) -> None:
        """Somebody does something."""
        self._incoming.put_nowait(incoming)

    def read_by(self, address: str) -> list[str]:
        """The titles this address reads, in order."""
        return [one.message.title for one in self.received if one.address == address]

    @property
    def busy(self) -> int:
        """How many messages are under way."""
        return len(self._under_way)

    @property
    def keys(self) -> list[str]:
        """The keys of everything received, in order."""
        return [one.key for one in self.received]

    def check(self) -> None:
        """Raise what was broken."""
        assert not self.broken, self.broken
        assert not self._under_way, f"still under way to {self._under_way}"

    async def send(self, address: str, message: Message, *, key: str) -> str:
        """Deliver, or fail as was ordered."""
        now = monotonic()
        self.calls.append((now, key))
        self._demand(isinstance(address, str) and bool(address), "an address is a text")
        self._demand(isinstance(key, str) and bool(key), "a key is a text")
        self._demand_readable(message)
        self._demand_pace(now, address)
        self._under_way.add(address)
        try:
            if self.takes:
                await asyncio.sleep(self.takes)
            await self.open.wait()
            fault = self._fault(address)
            if fault is None:
                self._demand(key not in self.keys or key in self._unsure, f"{key} was delivered already")
            if fault is None or (isinstance(fault, TryLater) and fault.maybe_sent):
                self.received.append(Received(monotonic(), address, key, message))
            if fault is not None:
                if isinstance(fault, TryLater):
                    self._note(fault, address, key)
                raise fault
        finally:
            self._under_way.discard(address)
            self._last[address] = max(monotonic(), self._last.get(address, 0.0))
        return str(next(self._ids))

    async def edit(self, address: str, message_id: str, message: Message) -> None:
        """Replace a message; only its form is looked at."""
        self._demand_readable(message)

    async def answer(self, incoming: Incoming, message: Message) -> None:
        """Keep the reply."""
        self._demand_readable(message)
        self.answers.append((incoming, message))

    async def incoming(self) -> AsyncIterator[Incoming]:
        """What people do."""
        while (found := await self._incoming.get()) is not None:
            yield found

    async def show_menu(self, address: str, role: Role, language: str) -> None:
        """This network has no menus."""

    def start_link(self, code: str) -> str | None:
        """An address that looks like one."""
        self._demand(0 < len(code) <= 64, "a code has 1 to 64 characters")
        return f"https://chat.example/{self.name}?start={code}"

    def _fault(self, address: str) -> Exception | None:
        for name in (address, "*"):
            if self._faults[name]:
                return self._faults[name].popleft()
        return None

    def _note(self, fault: TryLater, address: str, key: str) -> None:
        if fault.maybe_sent:
            self._unsure.add(key)
        if fault.everybody:
            self._asked_to_wait = max(self._asked_to_wait, monotonic() + fault.after)
        else:
            self._last[address] = monotonic() + fault.after - self.per_chat_seconds

    def _demand_pace(self, now: float, address: str) -> None:
        self._demand(address not in self._under_way, f"two at once to {address}")
        self._demand(len(self._under_way) < self.concurrency, f"more than {self.concurrency} under way")
        self._demand(now >= self._asked_to_wait, "sent while everybody was asked to wait")
        opens = self._last.get(address, 0.0) + self.per_chat_seconds
        self._demand(now >= opens, f"too soon again to {address}")
        while self._starts and self._starts[0] <= now - 1:
            self._starts.popleft()
        self._starts.append(now)
        self._demand(len(self._starts) <= self.rate + SLACK, f"faster than {self.rate:g} in a second")
        burst = sum(start > now - BURST for start in self._starts)
        self._demand(burst <= self.rate * BURST + SLACK, f"{burst} at once at {self.rate:g} a second")

    def _demand_readable(self, message: Message) -> None:
        self._demand(isinstance(message, Message), "a Message")
        self._demand(bool(message.title.strip()), "a title")
        self._demand(len(message.text) <= 4096, "at most 4,096 characters")
        for button in itertools.chain.from_iterable(message.buttons):
            self._demand(bool(button.text) and 1 <= len(button.data.encode()) <= 64, "buttons of 1-64 bytes")

    def _demand(self, holds: bool, what: str) -> None:
        if not holds:
            self.broken.append(what)
            raise AssertionError(what)
