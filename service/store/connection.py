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

FIRST_PAUSE, LONGEST_PAUSE = 0.01, 0.2

FAULTS: tuple[type[Exception], ...] = (
    fault.RedisError,
    fault.RedisClusterException,
    OSError,
    # Lost connections of redis-py 8 also surface as these (redis/redis-py#4287).
    AttributeError,
    TypeError,
)

_PASSING = (
    fault.ConnectionError,
    fault.TimeoutError,
    fault.ReadOnlyError,
    fault.ClusterError,
    fault.TryAgainError,
    fault.RedisClusterException,
    OSError,
    AttributeError,
    TypeError,
)
_ACCESS = (fault.AuthenticationError, fault.AuthorizationError, fault.NoPermissionError)

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
        self.readers = _client(url, socket_timeout=BLOCK_MS / 1000 + 2, connections=16)
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
                        return await act()
                    except FAULTS as error:
                        away = self._judge(error)
                        if away is not None:
                            raise away from error
                        last = error
                        if isinstance(error, fault.ReadOnlyError):
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

    def _judge(self, error: Exception) -> StoreAway | None:
        """None when waiting may help, else what to tell; programming faults are raised as they are."""
        if isinstance(error, _ACCESS):
            return explain(error)
        if isinstance(error, _PASSING):
            return None
        away = explain(error)
        if away.kind == "gone":
            raise error
        return away

    async def _reconnect(self) -> None:
        """After a failover the name leads to another machine, old connections still to the former master."""
        if isinstance(self._commands, Redis):
            await self._commands.connection_pool.disconnect(inuse_connections=False)


def nonce() -> str:
    """A mark of one call, so that its own repeat is told from somebody else's."""
    return secrets.token_hex(8)


def explain(error: Exception | None) -> StoreAway:  # noqa: PLR0911  (one line for each cause)
    """What to tell the person who runs the service."""
    text = str(error)
    if isinstance(error, _ACCESS) or text.startswith("NOAUTH"):
        return StoreAway("access", f"Redis refuses us, check user and password in REDIS_URL: {text}")
    if isinstance(error, fault.BusyLoadingError):
        return StoreAway("loading", "Redis is still loading its data from disk; it will answer soon")
    if isinstance(error, fault.ReadOnlyError):
        return StoreAway(
            "read_only", "Redis is read-only: REDIS_URL leads to a replica, or a failover is under way"
        )
    if isinstance(error, fault.OutOfMemoryError):
        return StoreAway("memory_full", "Redis has no memory left: raise maxmemory, or erase old evenings")
    if text.startswith("MISCONF"):
        return StoreAway("disk_full", f"Redis cannot write to its disk, is it full? It says: {text}")
    if isinstance(error, fault.MovedError):
        return StoreAway("cluster", "this is a Redis Cluster: begin REDIS_URL with redis+cluster://")
    if isinstance(error, fault.ClusterError | fault.RedisClusterException):
        return StoreAway("cluster", f"the Redis Cluster is not complete: {text}")
    return StoreAway("gone", f"Redis does not answer: {text if error else 'no reply in time'}")


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
