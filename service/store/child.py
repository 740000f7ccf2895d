"""One run of redis-server as our child process."""

import asyncio
import os
import signal
import sys
import threading
from collections import deque
from pathlib import Path
from typing import Self

from service.store.engine import Engine

_DISK_FULL = (b"No space left on device", b"Can't recover from AOF write error", b"Disk quota exceeded")
_LINES = 40

# Ends Redis with us, where the kernel offers it. It counts from the thread that starts it, so only the main
# thread may; and it is set by a go-between, as code between fork and exec may hang in a process with threads.
_GUARD = (
    "import ctypes,os,sys;ctypes.CDLL(None).prctl(1,15);"
    "os.getppid()==int(sys.argv[1]) or os._exit(0);os.execv(sys.argv[2],sys.argv[2:])"
)


class Child:
    """A started redis-server; `disk_full` once it has complained of that."""

    def __init__(self, process: asyncio.subprocess.Process, log: int) -> None:
        """Made by `start`."""
        self._process = process
        self._log = log
        self._tail = b""
        self._lines: deque[str] = deque(maxlen=_LINES)
        self.disk_full = False
        asyncio.get_running_loop().add_reader(log, self._read)

    @classmethod
    async def start(cls, engine: Engine, folder: Path, socket: Path, lock: int, *, die_with_us: bool) -> Self:
        """Starts Redis on `folder` and `socket`; it keeps the open file `lock` as long as it lives."""
        words = [
            str(engine.server), "--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700",
            "--dir", str(folder), "--appendonly", "yes", "--appendfsync", "always", "--save", "",
        ]  # fmt: skip
        if die_with_us and _can_guard():
            words = [sys.executable, "-I", "-S", "-c", _GUARD, str(os.getpid()), *words]
        # A pipe of our own, not asyncio's: waiting for the process must not wait for a child of it (a rewrite
        # of its log) that still holds the pipe.
        reading, writing = os.pipe()
        os.set_blocking(reading, False)
        try:
            process = await asyncio.create_subprocess_exec(
                *words,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=writing,
                stderr=writing,
                pass_fds=(lock,),
                # It refuses to start in a language this system does not have, as one often comes along with ssh.
                env=os.environ | {"LC_ALL": "C"},
                # Ctrl-C is for the service, which ends Redis when it has finished.
                start_new_session=True,
            )
        except BaseException:
            os.close(reading)
            raise
        finally:
            os.close(writing)
        return cls(process, reading)

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def status(self) -> int | None:
        """Exit status; negative: ended by that signal; None while it runs."""
        return self._process.returncode

    @property
    def last_words(self) -> str:
        """What it said last that looks like a reason."""
        said = [
            line
            for line in self._lines
            if (" # " in line and "WARNING" not in line) or "***" in line or "FATAL" in line
        ]
        return (said or list(self._lines) or ["it said nothing"])[-1].strip()

    async def ended(self) -> int:
        """Waits for its end; the exit status."""
        status = await self._process.wait()
        self._read()
        self._forget_log()
        return status

    async def end(self, seconds: float = 5.0) -> None:
        """Asks it to end, and kills it if it does not: with every write on disk already, nothing is lost."""
        if self.status is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                async with asyncio.timeout(seconds):
                    await self._process.wait()
            except TimeoutError:
                self._process.kill()
                await self._process.wait()
        self._forget_log()

    def _read(self) -> None:
        while self._log >= 0:
            try:
                got = os.read(self._log, 65536)
            except BlockingIOError:
                return
            if not got:
                self._forget_log()
                return
            *lines, self._tail = (self._tail + got).split(b"\n")
            for line in lines:
                self.disk_full = self.disk_full or any(sign in line for sign in _DISK_FULL)
                self._lines.append(line.decode(errors="replace"))

    def _forget_log(self) -> None:
        if self._log >= 0:
            asyncio.get_running_loop().remove_reader(self._log)
            os.close(self._log)
            self._log = -1


def _can_guard() -> bool:
    in_main = threading.current_thread() is threading.main_thread()
    return sys.platform == "linux" and in_main and bool(sys.executable)
