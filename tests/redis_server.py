"""A real Redis for tests: a quick one for the session, or the embedded one with all it promises.

In a `conftest.py`: `from tests.redis_server import redis_url, store  # noqa: F401`. Every test that asks for
`store` begins with an empty Redis. Tests that kill Redis, or look at the folder, take `embedded_redis`.
"""

import contextlib
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest

from service.store import EmbeddedRedis, Store
from service.store.engine import find_engine


@contextmanager
def quick_redis(*options: str) -> Iterator[str]:
    """A redis-server that keeps nothing on disk; the address of its socket. `options` as on its command line."""
    # Not pytest's folder: its path may be too long for a socket.
    folder = Path(tempfile.mkdtemp(prefix="tw-redis-"))
    where = folder / "redis.sock"
    process = subprocess.Popen(
        [find_engine().server, "--port", "0", "--unixsocket", where, "--dir", folder, "--save", "", *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(where, process)
        yield f"unix://{where}"
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


@asynccontextmanager
async def embedded_redis(data: Path | None = None) -> AsyncIterator[EmbeddedRedis]:
    """The embedded Redis, started, on `data` (kept) or on a temporary folder; `.url` is for `Store`."""
    folder = data or Path(tempfile.mkdtemp(prefix="tw-data-"))
    redis = EmbeddedRedis(folder)
    await redis.start()
    try:
        yield redis
    finally:
        await redis.stop()
        if data is None:
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of one quick Redis for the whole session."""
    with quick_redis() as url:
        yield url


@pytest.fixture
async def store(redis_url: str) -> AsyncIterator[Store]:
    """A store on the session's Redis, empty at first."""
    opened = Store(redis_url)
    await opened.connection.command("FLUSHALL")
    yield opened
    await opened.close()


def _wait_for(where: Path, process: subprocess.Popen[bytes]) -> None:
    for _ in range(1000):
        with socket.socket(socket.AF_UNIX) as probe, contextlib.suppress(OSError):
            probe.connect(str(where))
            probe.sendall(b"PING\r\n")
            # Without a password it says PONG, with one NOAUTH: both times it is there.
            if probe.recv(64):
                return
        assert process.poll() is None, "redis-server ended at once"
        time.sleep(0.01)
    raise AssertionError("redis-server does not answer")
