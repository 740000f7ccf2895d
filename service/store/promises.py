"""What the Redis we use promises: for `doctor`, and for a warning at the start."""

from time import monotonic

import msgspec
from redis.exceptions import ResponseError

from service.store import keys
from service.store.errors import StoreAway
from service.store.store import Store


class Promises(msgspec.Struct, frozen=True):
    """What was found. What a hosted Redis does not tell is None.

    `fsync` is `always` (an acknowledged write is on disk), `everysec` (a power cut costs up to 2 s) or `no`;
    `saves`: it writes snapshots now and then; `evicts`: it throws data away when its memory is full, which loses
    evenings; `most_bytes` is its `maxmemory`, 0 for no limit; `replicas` are those connected, of this node.
    """

    engine: str
    cluster: bool
    replica: bool
    appendonly: bool
    fsync: str | None
    saves: bool | None
    evicts: bool
    used_bytes: int
    most_bytes: int
    replicas: int


class Answered(msgspec.Struct, frozen=True):
    """How Redis took a small write: after so many seconds, and what its clock said (epoch ms)."""

    seconds: float
    clock: int


async def promises(store: Store) -> Promises:
    """Asks Redis; in a cluster, one node of it. Raises `StoreAway`."""
    found = await store.connection.command("INFO")
    policy = str(found.get("maxmemory_policy", "noeviction"))
    points = await _setting(store, "save")
    return Promises(
        engine=str(found["redis_version"]),
        cluster=bool(found.get("cluster_enabled", 0)),
        replica=found.get("role") == "slave",
        appendonly=bool(found.get("aof_enabled", 0)),
        fsync=await _setting(store, "appendfsync"),
        saves=None if points is None else bool(points),
        evicts=policy != "noeviction",
        used_bytes=int(found.get("used_memory", 0)),
        most_bytes=int(found.get("maxmemory", 0)),
        replicas=int(found.get("connected_slaves", 0)),
    )


async def answered(store: Store) -> Answered:
    """Writes a key that is gone a second later, and asks for its time. Raises `StoreAway`."""
    began = monotonic()
    now, micro = await store.connection.script("probe", [keys.probe()], [])
    return Answered(seconds=monotonic() - began, clock=int(now) * 1000 + int(micro) // 1000)


async def _setting(store: Store, name: str) -> str | None:
    try:
        answer = await store.connection.command("CONFIG GET", name)
    except (ResponseError, StoreAway):
        return None
    found = answer.get(name, answer.get(name.encode()))
    return found.decode() if isinstance(found, bytes) else found
