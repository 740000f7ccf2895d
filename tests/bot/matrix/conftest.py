"""A homeserver, people with phones on it, and channels in front of it that do not wait long."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.matrix import MatrixChannel, Patience
from tests.bot.reader import Reader
from tests.fakes.matrix import Homeserver, MatrixPhone

QUICK = Patience(
    request=10.0,
    poll=10.0,
    first=0.05,
    most=0.3,
    refused=0.3,
    settle=0.02,
    keys=1.0,
    stranger=3600.0,
    join=0.05,
)
PASSWORD = "secret"
Open = Callable[..., Awaitable[MatrixChannel]]


class Hall:
    """The people of one test, and how each comes to talk with the bot."""

    def __init__(self, homeserver: Homeserver, name: str, stack: AsyncExitStack) -> None:
        self.homeserver = homeserver
        self.name = name
        self._stack = stack

    async def phone(self, name: str) -> MatrixPhone:
        return await self._stack.enter_async_context(MatrixPhone(self.homeserver, f"{name}-{self.name}"))

    async def guest(
        self, name: str, channel: MatrixChannel, reader: Reader, *, encrypted: bool = True
    ) -> MatrixPhone:
        """Somebody who opened a chat with the bot, which was let in and heard of it."""
        phone = await self.phone(name)
        await phone.invites(channel.user, encrypted=encrypted)
        item = await reader.next()
        assert (item.channel, item.address, item.text) == ("matrix", phone.user, "/start")
        return phone


@pytest.fixture(scope="session")
def homeserver() -> Iterator[Homeserver]:
    """One homeserver for all tests here: it takes seconds to start. Whoever stops it takes one of their own."""
    server = Homeserver()
    # A loop of its own: the server goes by no loop, and those of the tests end with each test.
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(server.start())
        yield server
    finally:
        loop.run_until_complete(server.close())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """A name for this test: accounts are not shared."""
    return re.sub(r"[^a-z0-9]+", "-", request.node.name.lower().removeprefix("test_")).strip("-")[-100:]


@pytest.fixture
async def hall(homeserver: Homeserver, name: str) -> AsyncIterator[Hall]:
    async with AsyncExitStack() as stack:
        yield Hall(homeserver, name, stack)


@pytest.fixture
async def opened(homeserver: Homeserver, name: str, tmp_path: Path) -> AsyncIterator[Open]:
    """Opens channels of this test's bot, closes them at the end."""
    channels: list[MatrixChannel] = []
    bot = await homeserver.register(f"bot-{name}", PASSWORD)

    async def open_one(
        *,
        patience: Patience = QUICK,
        data: Path = tmp_path,
        url: str = homeserver.url,
        password: str | None = PASSWORD,
        access_token: str | None = None,
    ) -> MatrixChannel:
        channel = MatrixChannel(
            url, bot, password=password, access_token=access_token, data=data, patience=patience
        )
        channels.append(channel)
        await channel.start()
        return channel

    yield open_one
    for channel in channels:
        await channel.close()


@pytest.fixture
async def channel(opened: Open) -> MatrixChannel:
    return await opened()


@pytest.fixture
def reader(channel: MatrixChannel) -> Reader:
    return Reader(channel)
