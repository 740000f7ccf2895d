"""An evening of twelve guests to talk about, on a real Redis."""

from collections.abc import AsyncIterator

import pytest

from service.store import Store
from tests.bot.conversation.talking import Talking
from tests.redis_server import redis_url, store

__all__ = ["redis_url", "store"]


@pytest.fixture
async def talking(store: Store) -> AsyncIterator[Talking]:
    hall = Talking(store)
    await hall.set_up()
    yield hall
    await hall.evenings.close()
