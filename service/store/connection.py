"""The way to Redis: two clients, one place that repeats and translates."""

import asyncio
import random
import secrets
from collections.abc import Awaitable, Callable, Sequence
from importlib import resources
from typing import Any, TypeVar

from redis import exceptions as fault
from redis.asyncio import BlockingConnectionPool, Redis, RedisCluster
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.commands.core import AsyncScript

from service.store.errors import StoreAway

PATIENCE = 4.0
"""Seconds a command is repeated for before `StoreAway`: a killed Redis is back in a fraction, a failover in ~3 s."""

BLOCK_MS = 4000
"""How long a reader waits in Redis. Shorter than its socket's timeout, or the answer would never be seen."""

FIRST_PAUSE, LONGEST_PAUSE = 0.01, 0.1

FAULTS: tuple[type[Exception], ...] = (
    fault.RedisError,
    fault.RedisClusterException,
    OSError,
    # Lost connections of redis-py 8 also surface as these (redis/redis-py#4287).
    AttributeError,
    TypeError,
)

_LOST = (fault.ConnectionError, fault.TimeoutError, OSError, AttributeError, TypeError)

# In this order: the first that fits. Most are kinds of ConnectionError too.
_KINDS: tuple[tuple[str, tuple[type[Exception], ...], str], ...] = (
    ("access", (fault.AuthenticationError, fault.AuthorizationError, fault.NoPermissionError), "NOAUTH "),
    ("loading", (fault.BusyLoadingError,), "LOADING "),
    ("read_only", (fault.ReadOnlyError,), "READONLY "),
    ("memory_full", (fault.OutOfMemoryError,), "OOM command not allowed"),
    ("disk_full", (), "MISCONF "),
    ("cluster", (fault.ClusterError, fault.AskError, fault.TryAgainError), "NOREPLICAS "),
    ("cluster", (fault.RedisClusterException,), "CLUSTERDOWN "),
    ("gone", _LOST, "max number of clients reached"),
)

_LASTING = frozenset({"access", "memory_full", "disk_full"})
"""Waiting a few seconds does not help here."""

_REASONS = {
    "access": "Redis refuses us: check user and password in REDIS_URL",
    "loading": "Redis is still loading its data from disk and will answer soon",
    "read_only": "Redis is read-only: REDIS_URL leads to a replica, or a failover is under way",
    "memory_full": "Redis has no memory left: raise its maxmemory, or erase old evenings",
    "disk_full": "Redis cannot write to its disk: is it full?",
    "cluster": "the Redis Cluster is not complete, or has too few replicas",
    "gone": "Redis does not answer",
}

T = TypeVar("T")
Client = Redis | RedisCluster


class Connection:
    """Commands to one Redis (or Redis Cluster), repeated over short losses.

    `redis://`, `rediss://` and `unix://` as redis-py reads them; `redis+cluster://` and `rediss+cluster://`
    for a cluster. Everything sent here must bear being sent twice: a lost answer is no proof of a lost command.
    """

    def __init__(self, url: str, *, patience: float = PATIENCE, jitter: random.Random | None = None) -> None:
        """`patience` in seconds; `jitter` spreads the repeats."""
        self._patience = patience
        self._jitter = jitter or random.Random()  # noqa: S311  (spreads retries; nothing rests on its being secret)
        self._commands = _client(url, socket_timeout=3.0, connections=64)
        self.readers = _client(url, socket_timeout=BLOCK_MS / 1000 + 6, connections=16)
        self._scripts: dict[str, AsyncScript] = {}
        self._closed = False
        self.opening: asyncio.Event | None = None
        """While set and not fired, a feed looks for its place; commands wait for it (see `feed.py`)."""

    async def command(self, *words: str | bytes | int, patience: float | None = None) -> Any:
        """One command; the answer as redis-py gives it in protocol 2, strings as bytes. Raises `StoreAway`."""
        return await self.run(lambda: self._commands.execute_command(*words), patience)

    async def script(self, name: str, keys: Sequence[str], args: Sequence[str | bytes | int]) -> Any:
        """Runs `name.lua` of this package in one step. Raises `StoreAway`."""
        script = self._scripts.get(name)
        if script is None:
            text = resources.files(__package__).joinpath(f"{name}.lua").read_text(encoding="utf-8")
            script = self._scripts[name] = self._commands.register_script(text)
        found = script
        return await self.run(lambda: found(keys=keys, args=args))

    async def run(self, act: Callable[[], Awaitable[T]], patience: float | None = None) -> T:
        """Does `act`, again and again over passing faults, for `patience` seconds; then raises `StoreAway`."""
        if self._closed:
            raise StoreAway("closed", "the store was closed")
        last: Exception | None = None
        tries = 0
        try:
            async with asyncio.timeout(self._patience if patience is None else patience):
                if self.opening is not None:
                    await self.opening.wait()
                while True:
                    try:
                        return await _heeding_cancellation(act)
                    except FAULTS as error:
                        if self._closed:
                            raise StoreAway("closed", "the store was closed") from error
                        kind = kind_of(error)
                        if kind is None:
                            raise
                        if kind in _LASTING or isinstance(error, fault.MovedError):
                            raise explain(error) from error
                        last = error
                        if kind == "read_only":
                            await self._reconnect()
                    await asyncio.sleep(self.pause(tries))
                    tries += 1
        except TimeoutError:
            raise explain(last) from last

    def pause(self, tries: int) -> float:
        """Seconds to wait after so many failed tries: growing, and never the same for two of us."""
        top: float = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(tries, 10))
        return self._jitter.uniform(top / 2, top)

    async def close(self) -> None:
        """Closes all connections; every later command raises `StoreAway`."""
        self._closed = True
        await self._commands.aclose()
        await self.readers.aclose()

    async def _reconnect(self) -> None:
        """After a failover the name leads to another machine, old connections still to the former master."""
        if isinstance(self._commands, Redis):
            await self._commands.connection_pool.disconnect(inuse_connections=False)


async def _heeding_cancellation(act: Callable[[], Awaitable[T]]) -> T:
    """Does `act`; a cancellation that got lost in it (see `ending.py`) is made good afterwards."""
    task = asyncio.current_task()
    before = task.cancelling() if task else 0
    try:
        return await act()
    finally:
        if task and task.cancelling() > before:
            raise asyncio.CancelledError


def nonce() -> str:
    """A mark of one call, so that its own repeat is told from somebody else's."""
    return secrets.token_hex(8)


def kind_of(error: Exception) -> str | None:
    """The `kind` of `StoreAway` this fault is; None when it is a fault of ours and must be raised as it is."""
    # On a Unix socket, what Redis said at the greeting comes wrapped in a lost connection.
    if isinstance(error.__cause__, fault.RedisError):
        error = error.__cause__
    text = str(error)
    for kind, types, sign in _KINDS:
        # Inside a script, old engines wrap the code in a sentence: look for it, not only for the type.
        if isinstance(error, types) or (isinstance(error, fault.ResponseError) and sign in text):
            return kind
    return None


def explain(error: Exception | None) -> StoreAway:
    """What to tell the person who runs the service."""
    kind = (error and kind_of(error)) or "gone"
    if isinstance(error, fault.MovedError):
        return StoreAway("cluster", "this is a Redis Cluster: begin REDIS_URL with redis+cluster://")
    return StoreAway(kind, f"{_REASONS[kind]} ({error})" if error else _REASONS[kind])


def _client(url: str, *, socket_timeout: float, connections: int) -> Client:
    """A client that never repeats by itself: repeating is done in one place, above."""
    retry = Retry(NoBackoff(), 0)
    scheme, _, rest = url.partition("://")
    if scheme.endswith("+cluster"):
        return RedisCluster.from_url(
            f"{scheme.removesuffix('+cluster')}://{rest}",
            socket_timeout=socket_timeout,
            socket_connect_timeout=1.5,
            max_connections=connections * 4,
            protocol=2,
        )
    pool = BlockingConnectionPool.from_url(
        url,
        socket_timeout=socket_timeout,
        socket_connect_timeout=1.5,
        max_connections=connections,
        timeout=2,
        retry=retry,
        protocol=2,
    )
    return Redis.from_pool(pool)
