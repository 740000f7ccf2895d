"""A homeserver, people with phones on it, and channels in front of it that do not wait long."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.channel import Incoming
from bot.matrix import MatrixChannel, Patience
from tests.fakes.matrix import Homeserver
from tests.fakes.matrix.fixtures import homeserver  # noqa: F401

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
Open = Callable[..., Awaitable[MatrixChannel]]


class Reader:
    """Reads a channel the way the bot does: one after the other."""

    def __init__(self, channel: MatrixChannel) -> None:
        self._items = channel.incoming()

    async def next(self) -> Incoming:
        return await anext(self._items)

    async def texts(self, count: int) -> list[str]:
        return [(await self.next()).text for _ in range(count)]


@pytest.fixture
def bot(request: pytest.FixtureRequest) -> str:
    """A name for this test's bot: accounts are not shared."""
    name = "".join(letter for letter in request.node.name.lower() if letter.isalnum())
    return f"bot{name[-60:]}"


@pytest.fixture
async def opened(homeserver: Homeserver, bot: str, tmp_path: Path) -> AsyncIterator[Open]:  # noqa: F811
    """Opens channels and closes them at the end."""
    channels: list[MatrixChannel] = []

    async def open_one(*, patience: Patience = QUICK, data: Path = tmp_path, **given: str) -> MatrixChannel:
        if not channels and "user" not in given:
            await homeserver.register(bot, "secret")
        wanted = {"user": f"@{bot}:{homeserver.name}", "password": "secret", **given}
        channel = MatrixChannel(wanted.pop("url", homeserver.url), data=data, patience=patience, **wanted)  # type: ignore[arg-type]
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
