"""The description of the API is valid, complete, and true."""

import asyncio
import re
import threading
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
import schemathesis
from aiohttp.test_utils import TestServer
from hypothesis import HealthCheck, Phase, given, settings
from openapi_spec_validator import validate
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from service.api.app import make_app
from service.api.openapi import description
from service.api.services import Services
from service.clock import WallTime
from service.evenings import Evenings
from service.live import Live
from service.planning import Planner
from service.store import Outbox, Store
from service.tokens import TokenKey
from tests.service.api.caller import SERVICE_TOKEN, Caller

DESCRIBED = msgspec.json.decode(msgspec.json.encode(description()))
OPERATIONS = [
    (method, path)
    for path, item in DESCRIBED["paths"].items()
    for method in item
    if method in ("get", "post")
]


class Server(msgspec.Struct):
    """A service in a thread of its own, as schemathesis calls it without an event loop."""

    url: str
    evening: str
    organiser: str


@pytest.fixture(scope="module")
def server(redis_url: str, planner: Planner) -> Iterator[Server]:
    """The service with one evening that three guests are on the list of."""
    up, down = threading.Event(), asyncio.Event()
    found: dict[str, Any] = {}

    async def serve() -> None:
        store = Store(redis_url)
        evenings = Evenings(store, planner, WallTime().now)
        live = Live(evenings)
        tokens = TokenKey(b"another key for tests")
        nowhere = str
        outbox = Outbox(store)
        services = Services(
            evenings, live, planner, tokens, SERVICE_TOKEN, "http://x", nowhere, nowhere, outbox
        )
        await live.start()
        evening = await evenings.create("Abend", {"rounds": 1, "size": 3})
        async with TestServer(make_app(services)) as running:
            found["loop"] = asyncio.get_running_loop()
            found["server"] = Server(
                str(running.make_url("")).rstrip("/"), evening.id, tokens.token("organiser", evening.id)
            )
            up.set()
            await down.wait()
        await live.close()
        await evenings.close()
        await store.close()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert up.wait(30)
    yield found["server"]
    found["loop"].call_soon_threadsafe(down.set)
    thread.join(30)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_the_api_keeps_to_its_description(server: Server, method: str, path: str) -> None:
    """Whatever is sent, the answer has a status, a type and a shape that the description names."""
    schema = schemathesis.openapi.from_dict(DESCRIBED)
    token = SERVICE_TOKEN if path in ("/api/v1/plans", "/api/v1/evenings") else server.organiser

    @settings(
        max_examples=8,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=schema[path][method.upper()].as_strategy())
    def answers(case: Case) -> None:
        if "{evening}" in path:
            case.path_parameters = {"evening": server.evening}
        if path == "/api/v1/plans":
            case.query = {"seconds": 0.01}
        response = case.call(base_url=server.url, headers={"Authorization": f"Bearer {token}"})
        case.validate_response(
            response,
            checks=[
                not_a_server_error,
                status_code_conformance,
                content_type_conformance,
                response_schema_conformance,
            ],
        )

    answers()


def test_the_description_is_valid() -> None:
    validate(DESCRIBED)
    text = msgspec.json.encode(DESCRIBED).decode()
    named = set(re.findall(r"#/components/schemas/([\w.]+)", text))
    assert named <= DESCRIBED["components"]["schemas"].keys()


async def test_every_address_is_described_and_nothing_else(api: Caller) -> None:
    assert (await api.get("/api/v1/openapi.json")).body == DESCRIBED
    served = {
        (route.method.lower(), route.resource.canonical)
        for route in api.client.app.router.routes()
        if route.resource is not None and route.method != "HEAD"
    }
    assert served == set(OPERATIONS)
