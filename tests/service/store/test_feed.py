"""The feed tells every listener what was appended."""

import asyncio
import os

from service.store import Store
from service.store.feed import LISTENER_LIMIT
from tests.redis_server import embedded_redis


async def test_a_listener_hears_every_append_from_the_moment_it_listens(
    redis_url: str, store: Store, put, hear
) -> None:
    """Also of other processes, of every shard, and nothing from before."""
    await put(store, "before", 0)
    other = Store(redis_url)
    feed = store.feed()
    assert await store.entries("before") == [(1, b"x")]
    evenings = [f"e{n}" for n in range(12)]
    for evening in evenings:
        await put(other, evening, 0)
    assert sorted([await hear(feed) for _ in evenings]) == sorted((evening, 1) for evening in evenings)
    await other.close()


async def test_many_listeners_each_hear_everything(store: Store, put, hear) -> None:
    """One reader serves them all."""
    feeds = [store.feed() for _ in range(50)]
    await put(store, "e", 0)
    await put(store, "e", 1)
    for feed in feeds:
        assert [await hear(feed), await hear(feed)] == [("e", 1), ("e", 2)]


async def test_erasing_is_heard_as_version_0(store: Store, put, hear) -> None:
    """Pages that show the evening can close."""
    await put(store, "e", 0)
    feed = store.feed()
    await store.erase("e")
    assert await hear(feed) == ("e", 0)


async def test_a_listener_that_is_too_slow_is_told_that_it_missed_something(store: Store, put, hear) -> None:
    """It costs a bounded amount of memory and holds up nobody."""
    slow, quick = store.feed(), store.feed()
    for start in range(0, LISTENER_LIMIT + 1, 205):
        heard = [put(store, f"e{start + n}", 0) for n in range(205)]
        await asyncio.gather(*heard)
        for _ in heard:
            assert (await hear(quick))[1] == 1
    assert await hear(slow) == (None, 0)


async def test_a_listener_goes_on_after_redis_was_killed(put, hear) -> None:
    """It is told that something may have been missed, then hears what is new."""
    async with embedded_redis() as redis:
        store = Store(redis.url)
        feed = store.feed()
        await put(store, "e", 0)
        assert await hear(feed) == ("e", 1)
        os.kill(redis.pid, 9)
        while await hear(feed) != (None, 0):
            pass
        await put(store, "f", 0)
        while await hear(feed) != ("f", 1):
            pass
        await store.close()


async def test_a_feed_ends_when_the_store_is_closed(redis_url: str) -> None:
    """Whoever listens leaves its loop, and a later listener does not hang."""
    store = Store(redis_url)
    feed = store.feed()
    listening = asyncio.create_task(_all(feed))
    await store.ping()
    await store.close()
    assert await listening == []
    assert await _all(store.feed()) == []


async def _all(feed) -> list:
    async with asyncio.timeout(5):
        return [heard async for heard in feed]
