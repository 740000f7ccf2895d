"""Redis: what it must promise, and what is said where it does not."""

import asyncio
import os
from functools import partial
from pathlib import Path

import pytest

from doctor import store
from doctor.store import check
from service.store import Store, promises
from tests.doctor.conftest import Examined
from tests.redis_server import embedded_redis, quick_redis

LOGGED = ("--appendonly", "yes")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "PATIENCE", 0.5)


async def test_the_one_inside_is_tried_and_leaves_nothing_behind(case: Examined, tmp_path: Path) -> None:
    (found,) = await check(case())
    assert (found.state, found.code) == ("stands", "embedded")
    assert os.listdir(tmp_path) == []


async def test_the_data_that_is_there_is_loaded_and_kept(case: Examined, tmp_path: Path) -> None:
    async with embedded_redis(tmp_path / "data"):
        pass
    (found,) = await check(case())
    assert found.state == "stands"
    async with embedded_redis(tmp_path / "data"):
        assert (tmp_path / "data" / "redis").is_dir()


async def test_the_one_of_a_running_service_is_asked(case: Examined, tmp_path: Path) -> None:
    async with embedded_redis(tmp_path / "data") as redis:
        (found,) = await check(case())
        assert (found.state, found.code) == ("stands", "embedded")
        assert str(os.getpid()) in found.text
        assert redis.health().running


async def test_a_missing_server(case: Examined) -> None:
    (found,) = await check(case(REDIS_SERVER="/nowhere/redis-server"))
    assert (found.state, found.code) == ("broken", "missing")
    assert found.command


async def test_a_server_that_is_too_old(case: Examined, tmp_path: Path) -> None:
    old = tmp_path / "redis-server"
    old.write_text("#!/bin/sh\necho 'Redis server v=5.0.14 sha=0'\n")
    old.chmod(0o700)
    (found,) = await check(case(REDIS_SERVER=str(old)))
    assert (found.state, found.code) == ("broken", "too_old")
    assert "5.0.14" in found.text


async def test_a_server_that_ends_at_once_is_told_with_its_last_words(case: Examined, tmp_path: Path) -> None:
    bad = tmp_path / "redis-server"
    bad.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo "Redis server v=8.0.0" || { echo "# no memory"; exit 3; }\n'
    )
    bad.chmod(0o700)
    (found,) = await check(case(REDIS_SERVER=str(bad)))
    assert (found.state, found.code) == ("broken", "does_not_start")
    assert "no memory" in found.text


async def test_a_data_folder_that_is_a_file(case: Examined, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (found,) = await check(case(TISCHWECHSEL_DATA=str(tmp_path / "file" / "data")))
    assert (found.state, found.code) == ("broken", "folder")


@pytest.mark.parametrize(
    ("options", "state", "code"),
    [
        ((*LOGGED, "--appendfsync", "always"), "stands", "external"),
        (LOGGED, "stands", "everysec"),
        ((*LOGGED, "--appendfsync", "no"), "look", "fsync_no"),
        (("--save", "900 1"), "look", "snapshots_only"),
        ((), "broken", "not_kept"),
        ((*LOGGED, "--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru"), "broken", "evicts"),
        ((*LOGGED, "--maxmemory-policy", "allkeys-lru"), "stands", "everysec"),
        ((*LOGGED, "--rename-command", "CONFIG", ""), "stands", "external"),
        (("--rename-command", "CONFIG", ""), "look", "persistence_unknown"),
    ],
)
async def test_what_another_redis_promises(
    case: Examined, options: tuple[str, ...], state: str, code: str
) -> None:
    with quick_redis(*options) as url:
        (found,) = await check(case(REDIS_URL=url))
    assert (found.state, found.code) == (state, code)


async def test_a_full_memory(case: Examined) -> None:
    with quick_redis(*LOGGED, "--maxmemory", "1") as url:
        (found,) = await check(case(REDIS_URL=url))
    assert (found.state, found.code) == ("broken", "memory_full")


async def test_a_replica(case: Examined) -> None:
    with quick_redis("--replicaof", "127.0.0.1", "1") as url:
        (found,) = await check(case(REDIS_URL=url))
    assert (found.state, found.code) == ("broken", "replica")


async def test_a_password_that_is_wrong_is_not_shown(case: Examined) -> None:
    with quick_redis("--requirepass", "right") as url:
        where = url.removeprefix("unix://")
        (found,) = await check(case(REDIS_URL=f"unix://user:hunter2@{where}"))
    assert (found.state, found.code) == ("broken", "access")
    assert "hunter2" not in found.text + found.do


async def test_a_memory_that_is_nearly_full(case: Examined) -> None:
    with quick_redis(*LOGGED) as url:
        opened = Store(url)
        await opened.connection.command("SETRANGE", "much", 30_000_000, b"x")
        used = (await promises(opened)).used_bytes
        await opened.connection.command("CONFIG SET", "maxmemory", int(used * 1.15))
        (found,) = await check(case(REDIS_URL=url))
        await opened.close()
    assert (found.state, found.code) == ("look", "memory")


async def test_one_that_is_slow(case: Examined, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "SLOW_SECONDS", 0.0)
    with quick_redis(*LOGGED) as url:
        (found,) = await check(case(REDIS_URL=url))
    assert (found.state, found.code) == ("look", "slow")


async def refusing(error: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer every command with this error."""
    while data := await reader.read(65536):
        commands = sum(line.startswith(b"*") for line in data.split(b"\r\n"))
        writer.write((b"-" + error + b"\r\n") * commands)
    writer.close()


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (b"LOADING Redis is loading the dataset in memory", "loading"),
        (b"MISCONF Errors writing to the AOF file: No space left on device", "disk_full"),
        (b"CLUSTERDOWN The cluster is down", "cluster"),
        (b"READONLY You can't write against a read only replica.", "read_only"),
        (b"NOAUTH Authentication required.", "access"),
    ],
)
async def test_one_that_refuses(case: Examined, error: bytes, code: str) -> None:
    async with await asyncio.start_server(partial(refusing, error), "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        (found,) = await check(case(REDIS_URL=f"redis://127.0.0.1:{port}"))
    assert (found.state, found.code) == ("broken", code)
    assert found.do


async def test_one_that_does_not_answer(case: Examined) -> None:
    (found,) = await check(case(REDIS_URL="redis://:hunter2@127.0.0.1:1/0"))
    assert (found.state, found.code) == ("broken", "gone")
    assert "127.0.0.1:1" in found.text
    assert "hunter2" not in found.text
