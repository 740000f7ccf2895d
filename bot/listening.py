"""Listens to every channel and lets the conversation answer: many people at once, each in their own order."""

import asyncio
import contextlib
from collections.abc import Mapping

import structlog

from bot.channel import Channel, ChannelError, Incoming, Message, TryLater
from bot.conversation.talk import Conversation
from bot.wording import FOLDER
from service.store.errors import StoreAway
from service.wording.catalogue import Texts

AT_ONCE = 32
TRIES = 5

PATIENCE = 0.25
"""Seconds to wait for a command before the next is taken: a channel may count what was taken as done, so
what is quick is finished first; only what takes long (planning) is left behind."""

log = structlog.get_logger()


class Listening:
    """Takes what people do on each channel and answers there."""

    def __init__(self, channels: Mapping[str, Channel], conversation: Conversation) -> None:
        self._channels = channels
        self._conversation = conversation
        self._tasks: set[asyncio.Task[None]] = set()
        self._turns: dict[tuple[str, str], asyncio.Task[None]] = {}
        self._places = asyncio.Semaphore(AT_ONCE)

    async def start(self) -> None:
        """Begin to listen."""
        for channel in self._channels.values():
            self._keep(asyncio.create_task(self._listen(channel)))

    async def close(self) -> None:
        """Stop listening; answers under way are given up."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _listen(self, channel: Channel) -> None:
        async for incoming in channel.incoming():
            await self._places.acquire()
            turn = (channel.name, incoming.address)
            heard = asyncio.Event()
            task = asyncio.create_task(self._take_turn(channel, incoming, self._turns.get(turn), heard))
            self._turns[turn] = task
            self._keep(task)
            with contextlib.suppress(TimeoutError):
                # Not wait_for: in Python 3.11 it may swallow that we are told to stop.
                async with asyncio.timeout(PATIENCE):
                    await heard.wait()

    async def _take_turn(
        self,
        channel: Channel,
        incoming: Incoming,
        earlier: asyncio.Task[None] | None,
        heard: asyncio.Event,
    ) -> None:
        try:
            if earlier is not None:
                await asyncio.wait([earlier])
            message = await self._hear(channel, incoming)
            heard.set()
            await _answer(channel, incoming, message)
        finally:
            heard.set()
            self._places.release()
            turn = (channel.name, incoming.address)
            if self._turns.get(turn) is asyncio.current_task():
                del self._turns[turn]

    async def _hear(self, channel: Channel, incoming: Incoming) -> Message:
        try:
            return await self._conversation.hear(incoming)
        except StoreAway:
            return _sorry(incoming)
        except Exception:
            log.exception("a message could not be answered", channel=channel.name)
            return _sorry(incoming)

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _answer(channel: Channel, incoming: Incoming, message: Message) -> None:
    for _ in range(TRIES):
        try:
            await channel.answer(incoming, message)
        except TryLater as later:
            if later.maybe_sent:
                return
            await asyncio.sleep(later.after)
        except ChannelError as error:
            log.info("an answer was not taken", channel=channel.name, code=error.code)
            return
        else:
            return


def _sorry(incoming: Incoming) -> Message:
    t = Texts(FOLDER, incoming.language or "de")
    return Message(t.say("That didn't work just now."), t.say("Please send it again in a minute."))
