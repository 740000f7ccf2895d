"""The clock is held beside whoever tells the time in its answers."""

import email.utils
import time
import zoneinfo
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from doctor import Case, clock
from doctor.clock import check
from tests.doctor.conftest import Examined
from tests.redis_server import quick_redis


@asynccontextmanager
async def said(seconds: float) -> AsyncIterator[str]:
    """A server whose clock is so many seconds ahead of ours."""

    async def answer(_: web.Request) -> web.Response:
        return web.json_response(
            {}, headers={"Date": email.utils.formatdate(time.time() + seconds, usegmt=True)}
        )

    app = web.Application()
    app.router.add_route("*", "/{any:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_alone_there_is_nobody_to_compare_with(case: Examined) -> None:
    (found,) = await check(case())
    assert (found.state, found.code) == ("stands", "alone")


@pytest.mark.parametrize(
    ("ahead", "state", "code", "word"),
    [
        (0, "stands", "fine", "Telegram"),
        (-10, "look", "off", "10 s fast"),
        (10, "look", "off", "10 s slow"),
        (-3600, "broken", "wrong", "fast"),
        (40, "broken", "wrong", "slow"),
    ],
)
async def test_a_clock_that_is_off(case: Examined, ahead: float, state: str, code: str, word: str) -> None:
    async with said(ahead) as server:
        (found,) = await check(case(TELEGRAM_TOKEN="1:x", TELEGRAM_API=server))
    assert (found.state, found.code) == (state, code)
    # A Date header has whole seconds.
    assert (
        word in found.text or word.replace("10", "11") in found.text or word.replace("10", "9") in found.text
    )


async def test_the_farthest_of_several_counts(case: Examined) -> None:
    with quick_redis() as url:
        async with said(0) as telegram, said(100) as matrix:
            (found,) = await check(
                case(
                    REDIS_URL=url,
                    TELEGRAM_TOKEN="1:x",
                    TELEGRAM_API=telegram,
                    MATRIX_HOMESERVER=matrix,
                    MATRIX_USER="@tables:localhost",
                    MATRIX_PASSWORD="x",
                )
            )
            assert (found.state, found.code) == ("broken", "wrong")
            assert "Matrix" in found.text
            (found,) = await check(case(REDIS_URL=url, TELEGRAM_TOKEN="1:x", TELEGRAM_API=telegram))
    assert (found.state, found.code) == ("stands", "fine")
    assert "Redis and Telegram" in found.text


async def test_who_does_not_answer_is_left_out(case: Examined, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "SECONDS", 0.5)
    (found,) = await check(
        case(TELEGRAM_TOKEN="1:x", TELEGRAM_API="http://127.0.0.1:1", REDIS_URL="redis://127.0.0.1:1")
    )
    assert (found.state, found.code) == ("stands", "alone")


async def test_without_time_zones(case: Examined, monkeypatch: pytest.MonkeyPatch) -> None:
    class Nowhere(zoneinfo.ZoneInfo):
        def __new__(cls, key: str) -> "Nowhere":
            raise zoneinfo.ZoneInfoNotFoundError(key)

    made: Case = case()
    monkeypatch.setattr(zoneinfo, "ZoneInfo", Nowhere)
    (found,) = await check(made)
    assert (found.state, found.code) == ("broken", "no_zones")
