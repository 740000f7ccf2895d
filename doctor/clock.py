"""The clock: beside Redis, Telegram and Matrix, whose answers carry the time; and whether time zones are known."""

import asyncio
import datetime
import email.utils
import time
import zoneinfo

import aiohttp

from bot.telegram.probe import TELEGRAM
from doctor.case import Case
from doctor.finding import Check, Finding
from service.store import Store, StoreAway, answered
from service.wording.catalogue import Texts

ZONE = "Europe/Berlin"
LOOK, BROKEN = 2.0, 30.0
SECONDS = 8.0
HALF_A_SECOND = 0.5
"""A Date header has whole seconds, cut off."""


async def check(case: Case) -> list[Finding]:
    """The farthest any of them is from our clock."""
    found, t = Check("clock"), case.t
    try:
        now = datetime.datetime.now(zoneinfo.ZoneInfo(ZONE))
    except zoneinfo.ZoneInfoNotFoundError:
        text = t.say("There is no time zone data on this computer.")
        return [found.broken("no_zones", text, do=t.say("Install it:"), command="pip install tzdata")]
    skews = await _skews(case)
    clock = t.say("{time} in {zone}", time=f"{now:%H:%M}", zone=ZONE)
    if not skews:
        return [found.stands("alone", t.say("{clock}; nobody here to compare with.", clock=clock))]
    who, skew = max(skews.items(), key=lambda item: abs(item[1]))
    seconds = round(abs(skew))
    if abs(skew) <= LOOK:
        return [
            found.stands(
                "fine", t.say("{clock}, agrees with {names}.", clock=clock, names=_listed(list(skews), t))
            )
        ]
    text = (
        t.say("It is {n} s fast, says {who}.", n=seconds, who=who)
        if skew > 0
        else t.say("It is {n} s slow, says {who}.", n=seconds, who=who)
    )
    do = t.say("Let the computer set its clock by the network:")
    command = "sudo timedatectl set-ntp true"
    if abs(skew) > BROKEN:
        return [found.broken("wrong", text, do=do, command=command)]
    return [found.look("off", text, do=do, command=command)]


def _listed(names: list[str], t: Texts) -> str:
    if len(names) == 1:
        return names[0]
    return t.say("{some} and {last}", some=", ".join(names[:-1]), last=names[-1])


async def _skews(case: Case) -> dict[str, float]:
    """Return by how many seconds our clock is fast, by who says so; who does not answer is left out."""
    settings = case.settings
    asked: dict[str, asyncio.Task[float | None]] = {}
    async with asyncio.TaskGroup() as tasks:
        if settings.redis_url is not None:
            asked["Redis"] = tasks.create_task(_beside_redis(settings.redis_url))
        if settings.telegram_token is not None:
            asked["Telegram"] = tasks.create_task(_beside(settings.telegram_api or TELEGRAM))
        if settings.matrix_homeserver is not None:
            asked["Matrix"] = tasks.create_task(
                _beside(f"{settings.matrix_homeserver.rstrip('/')}/_matrix/client/versions")
            )
    return {name: skew for name, task in asked.items() if (skew := task.result()) is not None}


async def _beside_redis(url: str) -> float | None:
    store = Store(url, patience=SECONDS / 2)
    try:
        await answered(store)
        began = time.time()
        said = await answered(store)
        return (began + time.time()) / 2 - said.clock / 1000
    except StoreAway:
        return None
    finally:
        await store.close()


async def _beside(address: str) -> float | None:
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with aiohttp.ClientSession(timeout=timeout, trust_env=True) as session:
            began = time.time()
            async with session.get(address, allow_redirects=False) as answer:
                middle = (began + time.time()) / 2
                said = email.utils.parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, OSError, TimeoutError, KeyError, ValueError):
        return None
    return middle - said.timestamp() - HALF_A_SECOND
