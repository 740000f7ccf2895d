"""One holder at a time, among any number of processes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from time import monotonic

from service.store import keys
from service.store.connection import Connection, nonce
from service.store.ending import end
from service.store.errors import LeaseLost, StoreAway
from service.store.store import Store


@asynccontextmanager
async def lease(store: Store, name: str, ttl_ms: int = 3000) -> AsyncIterator[None]:
    """Waits until we are the holder of `name`, then runs the block.

    The lease is renewed three times in its life of `ttl_ms`. When it may have run out (Redis away, or somebody
    else has it), the block is cancelled and `LeaseLost` is raised. Waiting raises `StoreAway`.
    The clock of a stopped machine stands still, so what the block does must still bear being done twice.
    """
    connection, key, token = store.connection, keys.lease(name), nonce()
    until = await _acquire(connection, key, token, ttl_ms)
    holder = asyncio.current_task()
    assert holder is not None  # noqa: S101  (an async with always runs in a task)
    stops = 0

    async def renew() -> None:
        nonlocal stops
        await _keep(connection, key, token, ttl_ms, until)
        while True:
            # Again and again, as for `end` in ending.py; a block that goes on would not be alone.
            stops += 1
            holder.cancel()
            await asyncio.sleep(0.05)

    renewal = asyncio.create_task(renew(), name=f"lease {name}")
    try:
        yield
    except asyncio.CancelledError:
        # Others may want us to end too; then that is what happened.
        if holder.cancelling() != stops:
            raise
    finally:
        renewal.cancel()
        for _ in range(stops):
            holder.uncancel()
        await end(renewal)
        if not stops:
            with suppress(StoreAway):
                await connection.script("lease_free", (key,), (token,))
    if stops:
        raise LeaseLost(name)


async def _acquire(connection: Connection, key: str, token: str, ttl_ms: int) -> float:
    """The monotonic second until which the lease is surely ours."""
    while True:
        asked = monotonic()
        if (
            await connection.script("lease_hold", (key,), (token, ttl_ms))
            and monotonic() < asked + ttl_ms / 1000
        ):
            return asked + ttl_ms / 1000
        await asyncio.sleep(ttl_ms / 1000 / 6)


async def _keep(connection: Connection, key: str, token: str, ttl_ms: int, until: float) -> None:
    """Renews as long as it can; returns when the lease is not surely ours any more."""
    while (left := until - monotonic()) > 0:
        await asyncio.sleep(min(left, ttl_ms / 3000))
        asked = monotonic()
        try:
            async with asyncio.timeout(max(0.0, until - asked)):
                if not await connection.script("lease_hold", (key,), (token, ttl_ms)):
                    return
        except (TimeoutError, StoreAway):
            continue
        until = asked + ttl_ms / 1000
