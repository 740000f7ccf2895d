"""A Bot API server whose clock is moved by hand, and plain calls to it."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import aiohttp
import pytest

from tests.fakes.telegram import BotApi

Call = Callable[..., Coroutine[Any, Any, dict[str, Any]]]


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def api(clock: Clock) -> AsyncIterator[BotApi]:
    async with BotApi(clock=clock) as server:
        yield server


@pytest.fixture
async def call(api: BotApi) -> AsyncIterator[Call]:
    async with aiohttp.ClientSession() as session:

        async def one(method: str, *, token: str = api.token, **given: object) -> dict[str, Any]:
            async with session.post(f"{api.url}/bot{token}/{method}", json=given) as answer:
                body: dict[str, Any] = await answer.json()
                assert body["ok"] == (answer.status == 200)
                if not body["ok"]:
                    assert body["error_code"] == answer.status
                return body

        yield one
