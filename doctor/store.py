"""Redis: is it there, can it start, and does what it promises suffice for an evening?"""

import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from doctor.case import Case
from doctor.finding import Check, Finding
from service.store import (
    DataFolderBusy,
    DataFolderUnusable,
    EmbeddedRedis,
    EngineFailed,
    EngineTooOld,
    Promises,
    ServerMissing,
    Store,
    StoreAway,
    answered,
    promises,
)
from service.store.engine import FLOOR
from service.wording.catalogue import Texts

SLOW_SECONDS = 0.1
FULL_SHARE = 0.8
PATIENCE = 5.0


async def check(case: Case) -> list[Finding]:
    """The Redis of the settings, or the one that runs inside."""
    if case.settings.redis_url is not None:
        return [await _external(case, case.settings.redis_url)]
    return [await _embedded(case)]


async def _embedded(case: Case) -> Finding:
    found, t, data = Check("redis"), case.t, case.settings.data
    # Where there is no data yet, none is left behind.
    try:
        trial = None if data.is_dir() else _trial(data)
    except DataFolderUnusable as unusable:
        return _unusable(case, unusable)
    redis = EmbeddedRedis(trial or data, environ=case.environment)
    try:
        url = await redis.start()
        return await _asked(case, Store(url, patience=PATIENCE), t.say("inside, it starts"), embedded=True)
    except DataFolderBusy as busy:
        # Its service runs: ask the Redis that is there.
        where = t.say("inside, in the running service (process {pid})", pid=busy.pid or "?")
        return await _asked(case, Store(redis.url, patience=PATIENCE), where, embedded=True)
    except ServerMissing:
        do = t.say("Install one, or name one that runs elsewhere in REDIS_URL.")
        return found.broken(
            "missing", t.say("No redis-server was found."), do=do, command="apt-get install redis-server"
        )
    except EngineTooOld as old:
        text = t.say("Redis {found} is too old, {needed} is needed.", found=old.found, needed=old.needed)
        return found.broken("too_old", text, do=t.say("Install a newer one, or name one in REDIS_SERVER."))
    except DataFolderUnusable as unusable:
        return _unusable(case, unusable)
    except EngineFailed as failed:
        text = t.say(
            "Redis does not start: {why}.", why=str(failed).removeprefix("Redis did not start: ").rstrip(".")
        )
        return found.broken("does_not_start", text, do=t.say("The data is untouched. Is the disk full?"))
    finally:
        await redis.stop()
        if trial is not None:
            shutil.rmtree(trial, ignore_errors=True)


def _unusable(case: Case, unusable: DataFolderUnusable) -> Finding:
    text = case.t.say("The data folder {folder} cannot be used.", folder=unusable.folder)
    do = case.t.say("Make it writable, or choose another in TISCHWECHSEL_DATA.")
    return Check("redis").broken("folder", text, do=do)


def _trial(data: Path) -> Path:
    """Return a folder that may go again, on the disk where the data will lie."""
    place = data.absolute()
    while not place.exists():
        place = place.parent
    try:
        return Path(tempfile.mkdtemp(prefix=".tischwechsel-doctor-", dir=place))
    except OSError as error:
        raise DataFolderUnusable(data, error.strerror or "?") from error


async def _external(case: Case, url: str) -> Finding:
    parts = urlsplit(url)
    # User and password stay out of it.
    where = parts.path if parts.scheme == "unix" else f"{parts.hostname or 'localhost'}:{parts.port or 6379}"
    return await _asked(case, Store(url, patience=PATIENCE), where, embedded=False)


async def _asked(case: Case, store: Store, where: str, *, embedded: bool) -> Finding:
    found, t = Check("redis"), case.t
    try:
        asked = await promises(store)
        # A replica takes no writes; that is said better than by its refusal.
        write = None if asked.replica else await answered(store)
    except StoreAway as away:
        return _away(found, t, away, where)
    finally:
        await store.close()
    release = tuple(int(part) for part in asked.engine.split(".")[:2])
    text = t.say("Redis {version}, {where}", version=asked.engine, where=where)
    if release < FLOOR:
        needed = ".".join(map(str, FLOOR))
        return found.broken(
            "too_old",
            t.say("{redis}, is too old.", redis=text),
            do=t.say("At least {needed}.", needed=needed),
        )
    weak = _weakness(found, t, asked, text)
    if weak is not None and weak.state == "broken":
        return weak
    if write is not None and write.seconds > SLOW_SECONDS:
        slow = t.say("{redis}, needs {ms} ms for a write.", redis=text, ms=round(write.seconds * 1000))
        return found.look(
            "slow", slow, do=t.say("Every command waits that long. A nearer Redis or a faster disk helps.")
        )
    if weak is not None:
        return weak
    kept = (
        t.say("what is acknowledged is on disk") if asked.fsync == "always" else t.say("keeps a log on disk")
    )
    return found.stands("embedded" if embedded else "external", f"{text}, {kept}{_company(t, asked)}.")


def _weakness(found: Check, t: Texts, asked: Promises, text: str) -> Finding | None:
    if asked.replica:
        do = t.say("Name the main Redis in REDIS_URL: this one is a copy and takes no writes.")
        return found.broken("replica", t.say("{redis}, is a replica.", redis=text), do=do)
    if not asked.appendonly and not asked.saves:
        if asked.saves is None:
            do = t.say("Ask its operator whether a restart keeps everything.")
            return found.look(
                "persistence_unknown", t.say("{redis}, does not say what it keeps.", redis=text), do=do
            )
        return found.broken(
            "not_kept",
            t.say("{redis}, keeps nothing on disk: a restart loses the evening.", redis=text),
            do=t.say("Switch its log on:"),
            command="redis-cli CONFIG SET appendonly yes",
        )
    if asked.evicts and asked.most_bytes:
        return found.broken(
            "evicts",
            t.say("{redis}, throws data away when its memory is full.", redis=text),
            do=t.say("Forbid it:"),
            command="redis-cli CONFIG SET maxmemory-policy noeviction",
        )
    if not asked.appendonly:
        return found.look(
            "snapshots_only",
            t.say("{redis}, saves only now and then: a crash loses minutes.", redis=text),
            do=t.say("Switch its log on:"),
            command="redis-cli CONFIG SET appendonly yes",
        )
    if asked.most_bytes and asked.used_bytes > FULL_SHARE * asked.most_bytes:
        share = f"{round(100 * asked.used_bytes / asked.most_bytes)} %"
        do = t.say("Raise its maxmemory, or erase old evenings.")
        return found.look("memory", t.say("{redis}, memory {share} full.", redis=text, share=share), do=do)
    if asked.fsync == "no":
        return found.look(
            "fsync_no",
            t.say("{redis}, a power cut can cost half a minute.", redis=text),
            do=t.say("Let it write at once:"),
            command="redis-cli CONFIG SET appendfsync always",
        )
    if asked.fsync == "everysec":
        return found.stands(
            "everysec",
            t.say(
                "{redis}, a power cut can cost up to two seconds{company}.",
                redis=text,
                company=_company(t, asked),
            ),
        )
    return None


def _company(t: Texts, asked: Promises) -> str:
    if asked.cluster:
        return t.say(", cluster")
    return t.count(", {n} replica", ", {n} replicas", asked.replicas) if asked.replicas else ""


def _away(found: Check, t: Texts, away: StoreAway, where: str) -> Finding:
    text, do = {
        "access": (t.say("refuses us"), t.say("Check user and password in REDIS_URL.")),
        "loading": (t.say("is still loading its data"), t.say("Wait a little and try again.")),
        "read_only": (
            t.say("is read-only"),
            t.say("REDIS_URL leads to a replica, or a failover is under way."),
        ),
        "disk_full": (t.say("cannot write to its disk"), t.say("Is its disk full?")),
        "memory_full": (t.say("has no memory left"), t.say("Raise its maxmemory, or erase old evenings.")),
        "cluster": (t.say("is an incomplete cluster"), t.say("Look at redis-cli cluster info.")),
    }.get(away.kind, (t.say("does not answer"), t.say("Does it run? Is the address in REDIS_URL right?")))
    return found.broken(away.kind, t.say("Redis ({where}) {what}.", where=where, what=text), do=do)
