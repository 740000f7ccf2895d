"""The data folder of an embedded Redis: who may use it, which engine wrote it, where the socket lies.

```
data/                 0700
  service.lock        locked by the service; its process id inside
  store.lock          locked as long as our Redis lives, whether or not the service still does
  engine              version of the newest Redis that has written here
  socket              where the socket lies, when the folder's path is too long for one
  redis.sock
  redis/              what Redis writes
```
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
from pathlib import Path
from weakref import WeakSet

from service.store.engine import Engine
from service.store.errors import DataFolderBusy, DataFolderUnusable, EngineTooOld

LONGEST_SOCKET = 103
"""Bytes. Linux takes 107, macOS 103; some engines cut a longer path silently and put the socket elsewhere."""

_SPLIT_LOG = (7, 0)
"""From here on Redis keeps its log in `appendonlydir`; an older one would not see it and begin empty."""


_held: "WeakSet[DataFolder]" = WeakSet()


class DataFolder:
    """One data folder, held while `open`."""

    def __init__(self, path: Path) -> None:
        """Nothing is touched before `open`."""
        self.path = path.absolute()
        self.redis = self.path / "redis"
        self._service_lock: int | None = None
        self._store_lock: int | None = None
        self._socket: Path | None = None

    def open(self) -> None:
        """Makes the folder (0700) and takes it. Raises `DataFolderBusy`, `DataFolderUnusable`."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.chmod(0o700)
            self.redis.mkdir(mode=0o700, exist_ok=True)
            lock = os.open(self.path / "service.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise DataFolderUnusable(self.path, str(error)) from error
        if not _locked(lock):
            pid = _number_in(lock)
            os.close(lock)
            raise DataFolderBusy(self.path, pid)
        self._service_lock = lock
        _held.add(self)
        # On a full disk the number is missing in messages, nothing else.
        with contextlib.suppress(OSError):
            os.ftruncate(lock, 0)
            os.pwrite(lock, str(os.getpid()).encode(), 0)

    def close(self) -> None:
        """Lets go of everything; the lock of a Redis that still lives stays."""
        for lock in (self._store_lock, self._service_lock):
            if lock is not None:
                os.close(lock)
        self._store_lock = self._service_lock = None

    def take_store_lock(self) -> int | None:
        """The descriptor to hand on to Redis; None while a Redis from before still lives."""
        if self._store_lock is None:
            lock = os.open(self.path / "store.lock", os.O_RDWR | os.O_CREAT, 0o600)
            if not _locked(lock):
                os.close(lock)
                return None
            self._store_lock = lock
        return self._store_lock

    def socket(self) -> Path:
        """Where the socket lies: in the folder, or in a short 0700 folder of its own, noted in `socket`."""
        if self._socket is None:
            self._socket = self._place_socket()
        return self._socket

    def drop_socket(self) -> None:
        """Removes the socket, and the folder made for it."""
        socket = self.socket()
        socket.unlink(missing_ok=True)
        if socket.parent != self.path:
            shutil.rmtree(socket.parent, ignore_errors=True)
            (self.path / "socket").unlink(missing_ok=True)

    def admit(self, engine: Engine) -> None:
        """Raises `EngineTooOld` when this engine would not see, or not read, what a newer one wrote."""
        with contextlib.suppress(FileNotFoundError, ValueError):
            noted = (self.path / "engine").read_text(encoding="utf-8").strip()
            if engine.version[:2] < tuple(int(part) for part in noted.split("."))[:2]:
                raise EngineTooOld(engine.release, noted, f"{self.path} was written by Redis {noted}")
        if engine.version[:2] < _SPLIT_LOG and (self.redis / "appendonlydir").exists():
            raise EngineTooOld(engine.release, "7.0", f"{self.path} was written by Redis 7 or newer")

    def note(self, engine: Engine) -> None:
        """Writes down that this engine has written here."""
        fresh = self.path / "engine.new"
        with contextlib.suppress(OSError):
            fresh.write_text(engine.release + "\n", encoding="utf-8")
            fresh.replace(self.path / "engine")

    def free_bytes(self) -> int:
        """Free space where the data lies."""
        place = self.path
        while not place.exists():
            place = place.parent
        return shutil.disk_usage(place).free

    def _place_socket(self) -> Path:
        inside = self.path / "redis.sock"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET:
            return inside
        note = self.path / "socket"
        if note.exists():
            noted = Path(note.read_text(encoding="utf-8"))
            if _ours_alone(noted.parent):
                return noted
        home = os.environ.get("XDG_RUNTIME_DIR", "")
        short = 0 < len(os.fsencode(home)) < LONGEST_SOCKET // 2 and os.access(home, os.W_OK)
        outside = Path(tempfile.mkdtemp(prefix="tischwechsel-", dir=home if short else "/tmp")) / "redis.sock"  # noqa: S108  (a fresh 0700 folder in it)
        note.write_text(str(outside), encoding="utf-8")
        return outside


def user_of(path: Path) -> int | None:
    """The process that holds the data folder (0 where it is not known), None where it is free or not there."""
    try:
        lock = os.open(path / "service.lock", os.O_RDONLY)
    except OSError:
        return None
    try:
        # Shared, and given back at once: a service that starts right now is not turned away by it for long.
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _number_in(lock) or 0
    finally:
        os.close(lock)
    return None


def _let_go_in_child() -> None:
    """A forked worker that outlives the service must not keep the folder busy; our own locks stay."""
    for folder in list(_held):
        folder.close()


os.register_at_fork(after_in_child=_let_go_in_child)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _number_in(descriptor: int) -> int | None:
    text = os.pread(descriptor, 20, 0).strip()
    return int(text) if text.isdigit() else None


def _ours_alone(folder: Path) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    return (
        found.st_uid == os.getuid()
        and found.st_mode & 0o077 == 0
        and folder.is_dir()
        and not folder.is_symlink()
    )
