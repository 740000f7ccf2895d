"""When Redis does not do what we ask, a person is told why."""

import asyncio
from pathlib import Path

import pytest
from redis.exceptions import ResponseError

from service.store import Store, StoreAway
from service.store.connection import kind_of
from tests.redis_server import quick_redis


async def refusal(store: Store) -> StoreAway:
    """What an append is answered."""
    try:
        with pytest.raises(StoreAway) as away:
            await store.append("e", expected=0, entry=b"x", command_id=None, deadline=None, records={})
    finally:
        await store.close()
    return away.value


async def test_nobody_answers(tmp_path: Path) -> None:
    """No Redis there."""
    away = await refusal(Store(f"unix://{tmp_path}/nothing.sock", patience=0.2))
    assert (away.kind, away.code) == ("gone", "store_away")
    assert "does not answer" in away.reason


async def test_somebody_listens_but_never_answers(tmp_path: Path) -> None:
    """Patience ends in the middle of a command too."""

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_unix_server(silent, tmp_path / "s")
    async with server:
        away = await refusal(Store(f"unix://{tmp_path}/s", patience=0.2))
    assert away.kind == "gone"


async def test_redis_wants_a_password() -> None:
    """Waiting does not help: said at once."""
    with quick_redis("--requirepass", "secret") as url:
        assert (await refusal(Store(url))).kind == "access"
        assert (await refusal(Store(f"{url}?password=wrong"))).kind == "access"
        store = Store(f"{url}?password=secret")
        await store.ping()
        await store.close()


async def test_redis_is_a_replica() -> None:
    """It may become the master in a failover, so we wait a little."""
    with quick_redis("--replicaof", "127.0.0.1", "9") as url:
        away = await refusal(Store(url, patience=0.2))
    assert away.kind == "read_only"


async def test_redis_has_no_memory_left() -> None:
    """Nothing is thrown away to make room."""
    with quick_redis("--maxmemory", "1") as url:
        away = await refusal(Store(url))
    assert away.kind == "memory_full"
    assert "maxmemory" in away.reason


def test_a_full_disk_is_recognised_also_inside_a_script() -> None:
    """Redis 6.2 wraps the reason in a sentence."""
    plain = ResponseError("MISCONF Errors writing to the AOF file: No space left on device")
    wrapped = ResponseError("Error running script (call to f_1): @user_script:2: -MISCONF Errors writing")
    assert (kind_of(plain), kind_of(wrapped)) == ("disk_full", "disk_full")
    assert kind_of(ResponseError("wrong number of arguments")) is None


async def test_a_closed_store_says_so() -> None:
    """Instead of opening new connections."""
    other = Store("unix:///nowhere")
    await other.close()
    assert (await refusal(other)).kind == "closed"
