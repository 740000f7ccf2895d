"""A chat network in another process: a channel that speaks to it over loopback, and a service to be killed.

`python distant_network.py REDIS_URL NETWORK_URL` delivers over that channel until it is killed.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from time import time

import aiohttp

from bot.channel import Incoming, Message, TryLater
from tests.bot.delivery.hall import Node

RATE = 400.0
CONCURRENCY = 8


class DistantChannel:
    """A `bot.channel.Channel` whose network is the FakeChannel of the process that runs the test."""

    name = "telegram"
    rate = RATE
    concurrency = CONCURRENCY

    def __init__(self, base: str) -> None:
        self._base = base
        self._session = aiohttp.ClientSession()

    async def start(self) -> None:
        """Nothing to do."""

    async def close(self) -> None:
        """Let go of the connections."""
        await self._session.close()

    async def send(self, address: str, message: Message, *, key: str) -> str:
        """Hand the message over."""
        body = {
            "address": address,
            "title": message.title,
            "body": message.body,
            "key": key,
            "sender": os.getpid(),
        }
        async with self._session.post(f"{self._base}/send", json=body) as answer:
            if answer.status != 200:
                raise TryLater(0.1)
            return await answer.text()

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

    def start_link(self, code: str) -> str | None:
        """None."""
        return None


async def main(redis: str, network: str) -> None:
    """Deliver until killed."""
    channel = DistantChannel(network)
    async with Node(redis, lambda: round(time() * 1000), {channel.name: channel}):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
