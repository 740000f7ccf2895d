"""A Redis that outlived its service: found by the lock it still holds, ended, its data taken over."""

import asyncio
from pathlib import Path
from time import monotonic
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from service.store.connection import FAULTS
from service.store.errors import DataFolderBusy
from service.store.folder import DataFolder

_END_SECONDS = 15.0

log = structlog.get_logger()


async def answers(socket: Path) -> bool:
    """Whether a Redis behind this socket answers and has loaded its data."""
    client = _client(socket)
    try:
        await client.execute_command("PING")
    except FAULTS:
        return False
    finally:
        await client.aclose()
    return True


async def end_orphan(folder: DataFolder) -> None:
    """Ends the Redis that still holds the folder. Raises `DataFolderBusy` when it neither answers nor ends."""
    until = monotonic() + _END_SECONDS
    pid: int | None = None
    while folder.take_store_lock() is None:
        if monotonic() > until:
            raise DataFolderBusy(folder.path, pid, "a Redis that was left behind")
        pid = await _shut_down(folder) or pid
        await asyncio.sleep(0.05)


async def _shut_down(folder: DataFolder) -> int | None:
    """Asks whoever answers on our socket to end, if it works in our folder; its process id."""
    client = _client(folder.socket())
    pid: int | None = None
    try:
        _, where = await client.execute_command("CONFIG", "GET", "dir")
        if Path(where.decode()) != folder.redis:
            return None
        pid = int((await client.execute_command("INFO", "server"))["process_id"])
        log.warning("orphan_found", pid=pid)
        await client.execute_command("SHUTDOWN", "NOSAVE")
    except FAULTS:
        # It is ending, loading or just ended; the lock tells.
        return pid
    finally:
        await client.aclose()
    return pid


def _client(socket: Path) -> Any:  # redis-py does not type the one method we use of it
    # No repeats: a Redis that shuts down closes the connection, which is the answer.
    return Redis(
        unix_socket_path=str(socket),
        socket_timeout=2,
        socket_connect_timeout=2,
        retry=Retry(NoBackoff(), 0),
        protocol=2,
    )
