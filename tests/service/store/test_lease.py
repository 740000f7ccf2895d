"""A lease has one holder at a time."""

import asyncio

import pytest

from service.store import LeaseLost, Store, lease
from service.store import keys as names


async def test_of_many_who_want_it_one_holds_it_at_a_time(store: Store) -> None:
    """The others wait for their turn."""
    inside = most = turns = 0

    async def work() -> None:
        nonlocal inside, most, turns
        async with lease(store, "delivery", ttl_ms=300):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.01)
            inside -= 1
            turns += 1

    await asyncio.gather(*(work() for _ in range(5)))
    assert (most, turns) == (1, 5)


async def test_a_lease_is_renewed_for_as_long_as_it_is_held(store: Store) -> None:
    """Nobody gets in, however short its life is."""
    async with lease(store, "delivery", ttl_ms=500):
        await asyncio.sleep(0.7)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2), lease(store, "delivery", ttl_ms=500):
                pytest.fail("two holders")
    async with asyncio.timeout(5), lease(store, "delivery", ttl_ms=500):
        pass


async def test_who_loses_the_lease_is_stopped(store: Store) -> None:
    """What runs under it must not go on beside the next holder, and does not take the lease from them."""
    with pytest.raises(LeaseLost):
        async with lease(store, "delivery", ttl_ms=300):
            await store.connection.command("SET", names.lease("delivery"), "somebody else")
            await asyncio.sleep(30)
    assert await store.connection.command("GET", names.lease("delivery")) == b"somebody else"


async def test_who_cannot_renew_is_stopped_before_the_lease_runs_out(store: Store) -> None:
    """Redis stands still: we cannot know who holds it, so we stop."""
    with pytest.raises(LeaseLost):
        async with lease(store, "delivery", ttl_ms=300):
            await store.connection.command("CLIENT", "PAUSE", 1000, "WRITE")
            await asyncio.sleep(30)


async def test_an_error_in_the_block_is_raised_as_it_is(store: Store) -> None:
    """And the lease is free at once."""
    with pytest.raises(KeyError):
        async with lease(store, "delivery"):
            raise KeyError
    async with asyncio.timeout(1), lease(store, "delivery"):
        pass
