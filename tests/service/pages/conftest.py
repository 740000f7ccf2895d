"""The real pages on the real service."""

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestClient, TestServer
from msgspec.structs import replace

from service import pages
from service.api.app import make_app
from service.api.services import Services
from service.pages.rendering import set_up_templates
from tests.redis_server import redis_url, store
from tests.service.api.caller import Caller
from tests.service.api.conftest import planner, services

__all__ = ["planner", "redis_url", "services", "store"]


@pytest.fixture
async def api(services: Services) -> AsyncIterator[Caller]:
    """A client of the application with its pages; Matrix is there too."""
    whole = replace(services, matrix_link=lambda code: "https://matrix.to/#/@tisch:abend.example")
    app = make_app(whole, pages.routes())
    set_up_templates(app)
    async with TestClient(TestServer(app)) as client:
        yield Caller(client, whole)
