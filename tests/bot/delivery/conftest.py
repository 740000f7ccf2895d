"""What the tests of delivery share."""

from collections.abc import AsyncIterator

import pytest

from service.store import Store
from tests.bot.delivery.hall import Clock, Hall
from tests.redis_server import redis_url, store

__all__ = ["redis_url", "store"]


@pytest.fixture
async def hall(redis_url: str, store: Store) -> AsyncIterator[Hall]:
    """A hall on an empty Redis; whoever broke a limit of its channel fails the test."""
    made = Hall(redis_url, Clock())
    yield made
    await made.store.close()
    made.channel.check()
