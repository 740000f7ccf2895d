"""What the tests of the store share."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from service.store import Feed, Store
from service.store.feed import Heard
from tests.redis_server import redis_url, store

__all__ = ["redis_url", "store"]


@pytest.fixture
def put() -> Callable[..., Awaitable[int]]:
    """`await put(store, evening, expected)` appends a plain entry and gives its version."""

    async def plain(store: Store, evening: str, expected: int, entry: bytes = b"x") -> int:
        done = await store.append(
            evening, expected=expected, entry=entry, command_id=None, deadline=None, records={}
        )
        return done.version

    return plain


@pytest.fixture
def hear() -> Callable[[Feed], Awaitable[Heard]]:
    """`await hear(feed)`: the next thing it says; a feed that stays silent fails the test."""

    async def one(feed: Feed) -> Heard:
        async with asyncio.timeout(10):
            return await anext(feed)

    return one


@pytest.fixture
def engine_script(tmp_path: Path) -> Callable[[str], Path]:
    """`engine_script(text)`: a shell script that stands in for redis-server, for what a real one rarely does."""

    def write(text: str) -> Path:
        path = tmp_path / "redis-server"
        path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    return write


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], Awaitable[None]]:
    """`await until(condition)`: waits for what another process does."""

    async def met(condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not condition():  # noqa: ASYNC110  (no event reaches us from over there)
                await asyncio.sleep(0.01)

    return met
