"""A chat network in another process: a channel that speaks to it over loopback, and a service to be killed.

`python distant_network.py REDIS_URL PORT` delivers over that channel until it is killed.
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from time import time

from bot.channel import Incoming, Message, Role, TryLater
from bot.turnstile import Turnstile
from tests.bot.delivery.hall import Node

RATE = 400.0
CONCURRENCY = 8


class DistantChannel:
    """A `bot.channel.Channel` whose network is the FakeChannel of the process that runs the test."""

    name = "telegram"
    concurrency = CONCURRENCY

    def __init__(self, port: int) -> None:
        self.turns = Turnstile(RATE)
        self._port = port

    async def start(self) -> None:
        """Nothing to do."""

    async def close(self) -> None:
        """Nothing to do."""

    async def send(self, address: str, message: Message, *, key: str) -> str:
        """Hand the message over, one line there, one line back."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            data = {"address": address, "title": message.title, "key": key, "sender": os.getpid()}
            writer.write(json.dumps(data).encode() + b"\n")
            answer = await reader.readline()
        finally:
            writer.close()
        if not answer:
            raise TryLater(0.1)
        return answer.decode().strip()

    async def edit(self, address: str, message_id: str, message: Message) -> None:
        """Not asked for here."""
        raise NotImplementedError

    async def answer(self, incoming: Incoming, message: Message) -> None:
        """Not asked for here."""
        raise NotImplementedError

    async def incoming(self) -> AsyncIterator[Incoming]:
        """Nobody does anything."""
        for nothing in ():
            yield nothing

    async def show_menu(self, address: str, role: Role, language: str) -> None:
        """This network has no menus."""

    def start_link(self, code: str) -> str | None:
        """None."""
        return None


async def main(redis: str, port: str) -> None:
    """Deliver until killed."""
    channel = DistantChannel(int(port))
    async with Node(redis, lambda: round(time() * 1000), {channel.name: channel}, lease_ms=3000):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
