"""A Bot API server, and channels in front of it that do not wait long."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from bot.telegram import Patience, TelegramChannel
from tests.bot.reader import Reader
from tests.fakes.telegram import BotApi

QUICK = Patience(request=5.0, poll=5, first=0.02, most=0.1, conflict=0.1, again=0.02, taken=2.0)
Open = Callable[..., Awaitable[TelegramChannel]]


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as server:
        server.no_limits()
        yield server


@pytest.fixture
async def opened(api: BotApi) -> AsyncIterator[Open]:
    """Opens channels and closes them at the end."""
    channels: list[TelegramChannel] = []

    async def open_one(
        *, patience: Patience = QUICK, token: str = api.token, **given: Any
    ) -> TelegramChannel:
        channel = TelegramChannel(token, api=api.url, patience=patience, **given)
        channels.append(channel)
        await channel.start()
        return channel

    yield open_one
    for channel in channels:
        await channel.close()


@pytest.fixture
async def channel(opened: Open) -> TelegramChannel:
    return await opened()


@pytest.fixture
def reader(channel: TelegramChannel) -> Reader:
    return Reader(channel)
