"""A chat network in this process with Telegram's pace in time-lapse, its moods, and the guests' phones in it."""

import asyncio
import itertools
import random
from collections import Counter
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

from bot.channel import Gone, Incoming, Message, Role, TryLater
from bot.turnstile import Turnstile
from rehearsal.course import Course
from rehearsal.device import DeviceFailed
from rehearsal.receipt import Receipt, read_message
from service.clock import Time

RATE = 28.0
"""Messages a second the network takes from one bot."""

APART = 1.0
"""Seconds between two messages to one phone."""

TAKES = (0.04, 0.25)
"""Seconds one message is under way."""

REFUSED = 0.02
TIMED_OUT_BUT_SENT = 0.01
TIMED_OUT = 0.01
"""Shares of the messages that fail at the first try: asked to come later; timed out, and arrived; timed out."""

PATIENCE = 15.0
"""Real seconds a guest waits for an answer."""


class Phones:
    """The network, as a channel of the service named `telegram`; all times are shortened by `time.speed`."""

    name = "telegram"

    def __init__(self, time: Time, seed: int, course: Course) -> None:
        self.turns = Turnstile(RATE * time.speed)
        self.per_chat_seconds = APART / time.speed
        self.concurrency = 16
        self.course = course
        self.time = time
        self._seed = seed
        self._phones: dict[str, Phone] = {}
        self._incoming: asyncio.Queue[Incoming | None] = asyncio.Queue()
        self._answers: dict[str, asyncio.Future[Message]] = {}
        self._tries: Counter[str] = Counter()
        self._numbers = itertools.count(1)

    def phone(self, person: str, link: str) -> "Phone":
        """Return a new phone of this person, who was given this start link."""
        phone = Phone(self, f"{1000 + len(self._phones)}", person, link)
        self._phones[phone.address] = phone
        return phone

    async def start(self) -> None:
        """It is there already."""

    async def close(self) -> None:
        """End the stream of what people do."""
        self._incoming.put_nowait(None)

    async def send(self, address: str, message: Message, *, key: str) -> str:
        """Carry a message to a phone, one at a time; by the seed a few fail at first."""
        phone = self._phones.get(address)
        if phone is None:
            raise Gone
        if phone.busy:
            self.course.crowded += 1
            raise TryLater(self.per_chat_seconds)
        phone.busy = True
        try:
            await self._carry(phone, message, key)
        finally:
            phone.busy = False
        return str(next(self._numbers))

    async def _carry(self, phone: "Phone", message: Message, key: str) -> None:
        _evening, _entry, notice = key.split(".", 2)
        self._tries[key] += 1
        chance = random.Random(f"{self._seed} {notice} {self._tries[key]}")
        await asyncio.sleep(chance.uniform(*TAKES) / self.time.speed)
        luck = chance.random() if self._tries[key] == 1 else 1.0
        if luck < REFUSED:
            self.course.refused_sends += 1
            raise TryLater(3 * self.per_chat_seconds)
        if luck < REFUSED + TIMED_OUT:
            raise TryLater(0, maybe_sent=True)
        phone.read(notice, message)
        if luck < REFUSED + TIMED_OUT + TIMED_OUT_BUT_SENT:
            self.course.timed_out.add((phone.person, notice))
            raise TryLater(0, maybe_sent=True)

    async def edit(self, address: str, message_id: str, message: Message) -> None:
        """Nobody looks at old messages here."""

    async def answer(self, incoming: Incoming, message: Message) -> None:
        """Show the answer to whoever waits for it."""
        waiting = self._answers.get(incoming.id)
        if waiting is not None and not waiting.done():
            waiting.set_result(message)

    async def incoming(self) -> AsyncIterator[Incoming]:
        """What people do, in order."""
        while (found := await self._incoming.get()) is not None:
            yield found

    async def show_menu(self, address: str, role: Role, language: str) -> None:
        """This network has no menus."""

    def start_link(self, code: str) -> str | None:
        """An address that looks like Telegram's."""
        return f"https://t.me/rehearsal_bot?start={code}"

    async def ask(self, address: str, text: str, *, tapped: bool) -> Message:
        """Type a text or tap a button, and wait for the answer. Raises DeviceFailed."""
        number = f"in{next(self._numbers)}"
        self._answers[number] = asyncio.get_running_loop().create_future()
        self._incoming.put_nowait(
            Incoming(channel=self.name, address=address, id=number, text=text, tapped=tapped, language="de")
        )
        try:
            return await asyncio.wait_for(self._answers[number], PATIENCE)
        except TimeoutError:
            raise DeviceFailed(f"no answer to “{text.split(maxsplit=1)[0]}” in the chat") from None
        finally:
            del self._answers[number]


class Phone:
    """One guest's phone with the chat open."""

    def __init__(self, network: Phones, address: str, person: str, link: str) -> None:
        self.address = address
        self.person = person
        self.busy = False
        self.receipts: list[Receipt] = []
        self._network = network
        self._code = parse_qs(urlsplit(link).query)["start"][0]
        self._buttons: set[str] = set()

    def read(self, notice: str, message: Message) -> None:
        """A notice arrives."""
        self.receipts.append(read_message(self.person, notice, message, self._network.time.now()))
        self._see(message)

    async def connect(self) -> None:
        """Bind this chat with the start code."""
        self._see(await self._network.ask(self.address, f"/start {self._code}", tapped=False))

    async def say(self, word: str) -> None:
        """Tap the word where a button offers it, else type it."""
        self._see(await self._network.ask(self.address, word, tapped=word in self._buttons))

    async def nap(self, seconds: float) -> None:
        """The network keeps messages for it: nothing is missed."""

    async def close(self) -> None:
        """Nothing to let go of."""

    def _see(self, message: Message) -> None:
        self._buttons |= {button.data for row in message.buttons for button in row}
