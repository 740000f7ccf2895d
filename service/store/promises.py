"""What the Redis we use promises: for `doctor`, and for a warning at the start."""

import msgspec
from redis.exceptions import ResponseError

from service.store.errors import StoreAway
from service.store.store import Store


class Promises(msgspec.Struct, frozen=True):
    """What was found. What a hosted Redis does not tell is None.

    `fsync` is `always` (an acknowledged write is on disk), `everysec` (a power cut costs up to 2 s) or `no`;
    `evicts`: it throws data away when its memory is full, which loses evenings.
    """

    engine: str
    cluster: bool
    replica: bool
    appendonly: bool
    fsync: str | None
    evicts: bool
    used_bytes: int


async def promises(store: Store) -> Promises:
    """Asks Redis; in a cluster, one node of it. Raises `StoreAway`."""
    found = await store.connection.command("INFO")
    policy = str(found.get("maxmemory_policy", "noeviction"))
    return Promises(
        engine=str(found["redis_version"]),
        cluster=bool(found.get("cluster_enabled", 0)),
        replica=found.get("role") == "slave",
        appendonly=bool(found.get("aof_enabled", 0)),
        fsync=await _setting(store, "appendfsync"),
        evicts=policy != "noeviction",
        used_bytes=int(found.get("used_memory", 0)),
    )


async def _setting(store: Store, name: str) -> str | None:
    try:
        answer = await store.connection.command("CONFIG GET", name)
    except (ResponseError, StoreAway):
        return None
    found = answer.get(name, answer.get(name.encode()))
    return found.decode() if isinstance(found, bytes) else found
