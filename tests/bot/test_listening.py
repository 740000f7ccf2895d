"""Everybody is answered in the order they spoke, whatever happens meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import cast

import pytest

from bot.channel import Incoming, Message, Rejected, TryLater
from bot.conversation.talk import Conversation
from bot.listening import Listening
from service.store.errors import StoreAway
from tests.fakes.channel import FakeChannel

Hear = Callable[[Incoming], Awaitable[Message]]


class Stubborn(FakeChannel):
    """A channel whose answers fail as ordered first."""

    def __init__(self) -> None:
        super().__init__()
        self.troubles: list[Exception] = []
        self.tried = 0
        self._more = asyncio.Condition()

    async def answer(self, incoming: Incoming, message: Message) -> None:
        self.tried += 1
        if self.troubles:
            raise self.troubles.pop(0)
        await super().answer(incoming, message)
        async with self._more:
            self._more.notify_all()

    async def answered(self, count: int) -> None:
        """Wait for so many answers."""
        async with self._more:
            await self._more.wait_for(lambda: len(self.answers) >= count)


class Somebody:
    """Answers as a test wants it."""

    def __init__(self, hear: Hear) -> None:
        self.hear = hear


def said(address: str, number: int, text: str = "tisch", language: str = "de") -> Incoming:
    return Incoming(
        channel="telegram", address=address, id=f"{address}{number}", text=text, language=language
    )


async def echo(incoming: Incoming) -> Message:
    return Message(incoming.id)


@pytest.fixture
async def channel() -> AsyncIterator[Stubborn]:
    made = Stubborn()
    yield made
    made.check()


async def heard(channel: Stubborn, hear: Hear, *incoming: Incoming, answers: int | None = None) -> list[str]:
    """The titles of the answers to all of this."""
    listening = Listening({"telegram": channel}, cast(Conversation, Somebody(hear)))
    await listening.start()
    for one in incoming:
        channel.act(one)
    async with asyncio.timeout(20):
        await channel.answered(len(incoming) if answers is None else answers)
    await listening.close()
    return [message.title for _, message in channel.answers]


async def test_each_is_answered_in_their_order(channel: Stubborn) -> None:
    done = asyncio.Event()

    async def slow_first(incoming: Incoming) -> Message:
        if incoming.id == "a1":
            await done.wait()
        if incoming.address == "b":
            done.set()
        return Message(incoming.id)

    order = await heard(channel, slow_first, said("a", 1), said("a", 2), said("b", 1))
    assert [one for one in order if one.startswith("a")] == ["a1", "a2"]
    assert order[0] == "b1", "nobody waits for somebody else's planning"


async def test_what_cannot_be_done_just_now_is_said(channel: Stubborn) -> None:
    async def away(incoming: Incoming) -> Message:
        if incoming.address == "a":
            raise StoreAway("gone")
        raise RuntimeError("a fault of ours")

    titles = await heard(channel, away, said("a", 1), said("b", 1, language="en"))
    assert titles == ["Das hat gerade nicht geklappt.", "That didn't work just now."]


async def test_an_answer_the_network_puts_off_comes_later(channel: Stubborn) -> None:
    channel.troubles = [TryLater(0.01), TryLater(0.01)]
    assert await heard(channel, echo, said("a", 1)) == ["a1"]
    assert channel.tried == 3


async def test_an_answer_that_may_have_come_is_not_sent_twice(channel: Stubborn) -> None:
    channel.troubles = [TryLater(0.01, maybe_sent=True)]
    assert await heard(channel, echo, said("a", 1), said("a", 2), answers=1) == ["a2"]


async def test_an_answer_that_is_refused_holds_nobody_up(channel: Stubborn) -> None:
    channel.troubles = [Rejected("no")]
    assert await heard(channel, echo, said("a", 1), said("a", 2), answers=1) == ["a2"]
