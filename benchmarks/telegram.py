"""How fast 1,000 people are told over Telegram at its true limits, and how long an answer takes meanwhile.

The service and the network are processes of their own; the guests' phones are played from here.
"""

import asyncio
import time
from typing import Any

import msgspec

from benchmarks.row import Row, at_least, at_most
from benchmarks.service_process import House, service
from tests.evening.telegram_process import TOKEN, telegram
from tests.fakes.telegram import RemoteBotApi
from tests.fakes.telegram.remote import RemoteUser

PEOPLE = 1000
ASKING = 20
FIRST = 100_000
"""The Telegram id of the first guest."""

PATIENCE = 180.0
MINUTES = 8


def rows() -> list[Row]:
    """Measure and return the figures."""
    return asyncio.run(_measure())


async def _measure() -> list[Row]:
    async with telegram() as api, service(TELEGRAM_TOKEN=TOKEN, TELEGRAM_API=api.url) as house:
        evening, token, _ = await house.evening(PEOPLE, rounds=7, size=5, clock="auto", minutes=MINUTES)
        path = f"/api/v1/evenings/{evening}"
        began = time.time()
        guests = await _bound(house, api, path, token)
        found = await _rate("answers to 1,000 who connect their chat, together", api, began)
        began = time.time()
        await house.post(f"{path}/commands", token, command="open")
        await _delivered(api, 2)
        found += await _rate("1,000 invitations to check in", api, began)
        await house.post(f"{path}/commands", token, command="plan")
        began = time.time()
        await house.post(f"{path}/commands", token, command="begin", confirm=True)
        gong = (await _look(house, path, token))["deadline"]
        waits = await _ask(api, guests, 3)
        await _delivered(api, 3)
        found += await _rate(f"1,000 tables, {ASKING} commands meanwhile", api, began)
        times = [at for at in await api.times() if at >= began * 1000]
        early = sum(at <= gong for at in times) / len(times)
        return [
            *found,
            at_least("the same: out before the gong that starts their round", 100 * early, "%", 99),
            at_most(f"a command's answer meanwhile, longest of {len(waits)}", max(waits), "s", 1.0),
            Row("the same, median", round(sorted(waits)[len(waits) // 2], 3), "s"),
            at_most("refusals (429) in all", (await _counts(api))["refused"], "", 0),
        ]


async def _bound(house: House, api: RemoteBotApi, path: str, token: str) -> list[RemoteUser]:
    """Everybody presses Start on their own link and reads the welcome."""
    async with asyncio.timeout(PATIENCE):
        while True:
            people = (await _look(house, f"{path}/links", token))["people"]
            if people[0]["links"]["telegram"]:
                break
            await asyncio.sleep(0.2)
        guests = []
        for number, person in enumerate(people):
            guest = await api.user(FIRST + number, language="de")
            await guest.starts(person["links"]["telegram"].partition("start=")[2])
            guests.append(guest)
    await _delivered(api, 1)
    return guests


async def _ask(api: RemoteBotApi, guests: list[RemoteUser], told: int) -> list[float]:
    """Seconds some guests wait for an answer, one after the other, each after having been told."""
    waits: list[float] = []
    asked: set[int] = set()
    while len(waits) < ASKING:
        await asyncio.sleep(1.0)
        delivered = (await _counts(api))["delivered"]
        ready = (g for g in guests if delivered.get(str(g.id), 0) >= told and g.id not in asked)
        guest = next(ready, None)
        if guest is None:
            continue
        asked.add(guest.id)
        last = (await guest.inbox())[-1].id
        began = time.perf_counter()
        await guest.types("/tisch")
        answers = await guest.inbox(after=last, wait=30)
        waits.append(time.perf_counter() - began if answers else 30.0)
    return waits


async def _delivered(api: RemoteBotApi, each: int) -> None:
    """Wait until everybody has read so many messages."""
    async with asyncio.timeout(PATIENCE):
        while True:
            delivered = (await _counts(api))["delivered"]
            if len(delivered) >= PEOPLE and min(delivered.values()) >= each:
                return
            await asyncio.sleep(0.5)


async def _rate(name: str, api: RemoteBotApi, began: float) -> list[Row]:
    times = [at for at in await api.times() if at >= began * 1000]
    seconds = (times[-1] - times[0]) / 1000
    return [
        at_least(f"{name}: messages a second", (len(times) - 1) / seconds, "/s", 28),
        Row("the same: after the command the last one came", round(times[-1] / 1000 - began, 1), "s"),
    ]


async def _counts(api: RemoteBotApi) -> dict[str, Any]:
    counts: dict[str, Any] = msgspec.json.decode(await api.look("counts"))
    return counts


async def _look(house: House, path: str, token: str) -> Any:
    async with house.http.get(house.url + path, headers={"Authorization": f"Bearer {token}"}) as response:
        response.raise_for_status()
        return await response.json()
