"""The same code runs on Redis Cluster: every step stays within one hash slot."""

import asyncio
import socket
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from service.store import Links, Outbox, Store, StoreAway, VersionTaken, lease, promises
from service.store.engine import find_engine


def free_port() -> int:
    """A port of this machine nobody listens on; low enough for the cluster's own one beside it."""
    for port in range(23100, 23999):
        with socket.socket() as one, socket.socket() as two:
            try:
                one.bind(("127.0.0.1", port))
                two.bind(("127.0.0.1", port + 10000))
            except OSError:
                continue
            return port
    raise AssertionError("no free port")


@pytest.fixture
async def node(tmp_path: Path) -> AsyncIterator[int]:
    """A Redis in cluster mode that has no slots yet; its port."""
    port = free_port()
    words = [
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--cluster-enabled",
        "yes",
        "--save",
        "",
        "--dir",
        tmp_path,
    ]
    process = await asyncio.create_subprocess_exec(
        find_engine().server, *words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    client = Redis(port=port)
    await client.ping()
    await client.aclose()
    yield port
    process.kill()
    await process.wait()


@pytest.fixture
async def cluster(node: int) -> str:
    """The address of a cluster of one node that has all slots: enough for it to refuse what crosses them."""
    client = Redis(port=node)
    await client.execute_command("CLUSTER", "ADDSLOTS", *range(16384))
    async with asyncio.timeout(20):
        while (await client.execute_command("CLUSTER INFO"))["cluster_state"] != "ok":  # noqa: ASYNC110  (no event)
            await asyncio.sleep(0.01)
    await client.aclose()
    return f"redis+cluster://127.0.0.1:{node}"


async def test_everything_works_on_a_cluster(cluster: str, put, hear) -> None:
    """Journal, feed, outbox, chats, lease, erasing."""
    store = Store(cluster)
    feed, outbox, links = store.feed(), Outbox(store), Links(store)
    evenings = [f"e{n}" for n in range(8)]
    for number, evening in enumerate(evenings):
        await store.append(
            evening, expected=0, entry=b"x", command_id="c", deadline=number, records={"p": b"r", "q": None}
        )
        assert await hear(feed) == (evening, 1)
        with pytest.raises(VersionTaken):
            await put(store, evening, 0)
        await store.save_snapshot(evening, 1, b"s")
        assert await store.snapshot(evening) == (1, b"s")
        assert await outbox.expand(evening, 1, {"n": b"x", "m": b"y"}, drop=["o"])
        assert await outbox.settle(evening, "n", "sent", 1)
        assert await outbox.replace(evening, "m", b"z")
        await outbox.mark_reached(evening, {"p": 1}, channel="web")
        await links.link_chat("telegram", evening, b"c")
    assert await store.deadlines() == [(evening, n) for n, evening in enumerate(evenings)]
    async with lease(store, "delivery"):
        await store.erase("e0")
    assert await hear(feed) == ("e0", 0)
    assert await store.evenings() == evenings[1:]
    found = await promises(store)
    assert (found.cluster, found.fsync) == (True, "everysec")
    await store.close()


async def test_a_cluster_that_is_not_complete_is_explained(node: int) -> None:
    """Nobody serves the slot that is asked for."""
    store = Store(f"redis://127.0.0.1:{node}", patience=0.2)
    with pytest.raises(StoreAway) as away:
        await store.entries("e")
    assert away.value.kind == "cluster"
    await store.close()
