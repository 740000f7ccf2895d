"""What a server needs to run as a process of its own: a port, a folder, a log, a word that it is ready."""

import asyncio
import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LOGS = ROOT / ".pytest_cache" / "homeserver"
LOGS_KEPT = 20
STARTS_WITHIN = 60.0


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def new_folder() -> Path:
    """In memory where the system has such a place: on a disk the time of a message wanders with other work."""
    shm = Path("/dev/shm")
    place = shm if os.access(shm, os.W_OK) else Path(tempfile.gettempdir())
    for left in place.glob("tw-homeserver-*-*"):  # of tests that were killed
        if not _lives(int(left.name.split("-")[2])):
            shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"tw-homeserver-{os.getpid()}-", dir=place))


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def log_file(name: str) -> Path:
    """A new log beside those of the last runs."""
    LOGS.mkdir(parents=True, exist_ok=True)
    for old in sorted(LOGS.glob("*.log"), key=lambda one: one.stat().st_mtime)[: -LOGS_KEPT + 1]:
        old.unlink(missing_ok=True)
    return LOGS / f"{name}.log"


@contextlib.contextmanager
def ready_socket(where: Path) -> Iterator[tuple[socket.socket, str]]:
    """A place for the word READY=1, as systemd gives one: nobody has to ask again and again."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ready:
        ready.setblocking(False)
        ready.bind(str(where))
        try:
            yield ready, str(where)
        finally:
            where.unlink(missing_ok=True)


async def said_ready(ready: socket.socket, process: subprocess.Popen[bytes]) -> bool:
    """Wait for the word; False if the process ended or stays silent."""
    loop = asyncio.get_running_loop()
    until = loop.time() + STARTS_WITHIN
    while process.poll() is None and loop.time() < until:
        with contextlib.suppress(TimeoutError):
            if b"READY=1" in await asyncio.wait_for(loop.sock_recv(ready, 1024), 0.3):
                return True
    return False


async def ended(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Wait for the end; False if it lives on after `seconds`."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        await asyncio.to_thread(process.wait, seconds)
    return process.returncode is not None
