"""The disk under the data folder: room, and how fast a write is on it."""

import asyncio
import os
import shutil
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from doctor.case import Case
from doctor.finding import Check, Finding

LITTLE = 200 * 2**20
TOO_LITTLE = 20 * 2**20
WRITES = 20
SLOW_SECONDS = 0.05
BLOCK = b"\0" * 4096


def free_bytes(folder: Path) -> int:
    """Return the free space where this folder lies."""
    return shutil.disk_usage(folder).free


async def check(case: Case, *, free: Callable[[Path], int] = free_bytes) -> list[Finding]:
    """Free space, and the median time until 4 kB are on disk."""
    found, t = Check("disk"), case.t
    folder = case.settings.data.absolute()
    while not folder.exists():
        folder = folder.parent
    try:
        room = free(folder)
        seconds = await asyncio.to_thread(_write_seconds, folder)
    except OSError as error:
        text = t.say("{folder} cannot be written: {why}.", folder=folder, why=error.strerror or error)
        do = t.say("Give the user of the service a folder of its own in TISCHWECHSEL_DATA.")
        return [found.broken("not_writable", text, do=do)]
    values = {
        "free": _size(room),
        "ms": f"{seconds * 1000:.1f}".replace(".", "," if t.language == "de" else "."),
        "folder": folder,
    }
    text = t.say("{free} free in {folder}, a write takes {ms} ms.", **values)
    if room < TOO_LITTLE:
        return [
            found.broken(
                "full", text, do=t.say("Make room now: Redis stops at the first write that does not fit.")
            )
        ]
    if room < LITTLE:
        return [found.look("little_room", text, do=t.say("Make room: at least 200 MB should be free."))]
    if seconds > SLOW_SECONDS:
        do = t.say(
            "That is slow, every command waits for it. No network drive, no memory stick for the data."
        )
        return [found.look("slow", text, do=do)]
    return [found.stands("fine", text)]


def _write_seconds(folder: Path) -> float:
    descriptor, name = tempfile.mkstemp(prefix=".tischwechsel-doctor-", dir=folder)
    taken = []
    try:
        for _ in range(WRITES):
            began = perf_counter()
            os.write(descriptor, BLOCK)
            os.fsync(descriptor)
            taken.append(perf_counter() - began)
    finally:
        os.close(descriptor)
        Path(name).unlink(missing_ok=True)
    return statistics.median(taken)


def _size(number: int) -> str:
    return f"{number // 2**20} MB" if number < 10 * 2**30 else f"{number // 2**30} GB"
