"""The real application over loopback, with a real Redis and real planning workers."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from aiohttp.test_utils import TestClient, TestServer

from service.api.app import make_app
from service.api.services import Services
from service.clock import WallTime
from service.evenings import Evenings
from service.live import Live
from service.planning import Planner
from service.store import Outbox, Store
from service.tokens import TokenKey
from tests.redis_server import redis_url, store
from tests.service.api.caller import SERVICE_TOKEN, Caller

__all__ = ["redis_url", "store"]


@pytest.fixture(scope="session")
def planner() -> Iterator[Planner]:
    """One planner for the whole session, compiled."""
    made = Planner(workers=1)

    async def start() -> None:
        await made.start()
        while not made.ready:  # noqa: ASYNC110  (the planner tells nobody when it is)
            await asyncio.sleep(0.05)

    asyncio.run(start())
    yield made
    asyncio.run(made.close())


@pytest.fixture
async def services(store: Store, planner: Planner) -> AsyncIterator[Services]:
    """The service, with nothing stored; the bots have been reached at `bot.example`."""
    evenings = Evenings(store, planner, WallTime().now)
    live = Live(evenings)
    await live.start()
    yield Services(
        evenings=evenings,
        live=live,
        planner=planner,
        tokens=TokenKey(b"a key for tests"),
        service_token=SERVICE_TOKEN,
        public_url="https://abend.example/",
        telegram_link=lambda code: f"https://t.me/tischbot?start={code}",
        matrix_link=lambda code: None,
        outbox=Outbox(store),
    )
    await live.close()
    await evenings.close()


@pytest.fixture
async def api(services: Services) -> AsyncIterator[Caller]:
    """A client of the application, on loopback."""
    async with TestClient(TestServer(make_app(services))) as client:
        yield Caller(client, services)
