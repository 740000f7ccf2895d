"""The port: free, taken, or ours."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from doctor import running
from doctor.port import check
from tests.doctor.conftest import Examined


@asynccontextmanager
async def answering(**answers: tuple[int, object]) -> AsyncIterator[int]:
    """Something that listens: path -> (status, JSON)."""
    app = web.Application()
    for path, (status, body) in answers.items():

        async def answer(_: web.Request, status: int = status, body: object = body) -> web.Response:
            return web.json_response(body, status=status)

        app.router.add_get(f"/{path}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield runner.addresses[0][1]
    await runner.cleanup()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_a_free_port(case: Examined) -> None:
    (found,) = await check(case(port=free_port()))
    assert (found.state, found.code) == ("stands", "free")


async def test_one_that_another_program_answers_on(case: Examined) -> None:
    async with answering() as port:
        (found,) = await check(case(port=port))
    assert (found.state, found.code) == ("broken", "taken")
    assert found.command == f"tischwechsel serve --port {port + 1}"


async def test_one_that_is_taken_by_something_silent(case: Examined, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "SECONDS", 0.3)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        taken.settimeout(0)
        (found,) = await check(case(port=taken.getsockname()[1]))
    assert (found.state, found.code) == ("broken", "taken")


async def test_our_own_service(case: Examined) -> None:
    ok = (200, {"status": "ok"})
    async with answering(livez=ok, readyz=ok) as port:
        (found,) = await check(case(port=port))
    assert (found.state, found.code) == ("stands", "ours")


async def test_our_own_service_that_is_not_ready(case: Examined) -> None:
    down = (503, {"status": "down", "redis": "gone", "planner": "ok"})
    async with answering(livez=(200, {"status": "ok"}), readyz=down) as port:
        (found,) = await check(case(port=port))
    assert (found.state, found.code) == ("look", "not_ready")
    assert "redis: gone" in found.text


async def test_an_address_this_computer_does_not_have(case: Examined) -> None:
    (found,) = await check(case(host="203.0.113.7", port=free_port()))
    assert (found.state, found.code) == ("broken", "no_such_address")
