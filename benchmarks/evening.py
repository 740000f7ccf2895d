"""How long people wait at an evening of 1,000: for a command, and for the last page to hear the gong."""

import asyncio
import time
from typing import Any

import aiohttp
import msgspec

from benchmarks.row import Row, at_most, percentile
from benchmarks.service_process import House, service
from service.store.store import Store

PEOPLE = 1000
ROUNDS = 7
EVENINGS = 20
GONGS = 5


def rows() -> list[Row]:
    """Measure and return the figures."""
    return asyncio.run(_measure())


async def _measure() -> list[Row]:
    async with service() as house:
        started = [
            Row("this machine: a loop after 0.2 s of rest, times slower than at once", coldness(), "x"),
            Row("service ready after start", round(house.ready_after, 2), "s"),
        ]
        return started + await _example(house) + await _large(house)


def coldness() -> float:
    """How many times longer the same loop takes after a rest: virtual machines take idle memory away."""
    things = [(number, str(number)) for number in range(200_000)]

    def loop() -> float:
        began = time.perf_counter()
        sum(number + len(name) for number, name in things[:20_000])
        return time.perf_counter() - began

    hot = min(loop() for _ in range(10))
    rested = []
    for _ in range(5):
        time.sleep(0.2)
        rested.append(loop())
    return round(percentile(rested, 0.5) / hot, 1)


async def _example(house: House) -> list[Row]:
    """50 people at 10 tables of 5 for 7 rounds, planned by the running service."""
    evening, token, _ = await house.evening(50, rounds=7, size=5, clock="manual")
    began = time.perf_counter()
    done = await house.post(f"/api/v1/evenings/{evening}/commands", token, command="plan")
    seconds = time.perf_counter() - began
    repeats = done["events"][-1]["draft"].get("score", {}).get("repeats", 0)
    return [
        at_most("plan 50 people, 10 tables of 5, 7 rounds: draft after", seconds, "s", 1.0),
        at_most("plan 50 people, 10 tables of 5, 7 rounds: repeats", repeats, "", 0),
    ]


async def _large(house: House) -> list[Row]:
    took: list[float] = []
    for _ in range(EVENINGS):
        begun = await _begun(house)
        took += await _commands(house, begun)
    last = await _gongs(house, await _begun(house))
    return [
        at_most(
            f"next until it is in the journal, {PEOPLE} people, p99 of {len(took)}",
            percentile(took, 0.99),
            "ms",
            10,
        ),
        Row("the same, median", round(percentile(took, 0.5), 2), "ms"),
        at_most(f"gong until the last of {PEOPLE} open pages, worst of {GONGS}", max(last), "s", 1.0),
        Row("the same, median", round(percentile(last, 0.5), 3), "s"),
    ]


class Begun(msgspec.Struct, frozen=True):
    """An evening whose first round is announced."""

    id: str
    path: str
    token: str
    people: list[dict[str, Any]]


async def _begun(house: House) -> Begun:
    evening, token, people = await house.evening(PEOPLE, rounds=ROUNDS, size=5, clock="manual")
    path = f"/api/v1/evenings/{evening}/commands"
    for word in ("open", "plan", "begin"):
        await house.post(path, token, command=word, confirm=True)
    return Begun(evening, path, token, people)


async def _commands(house: House, evening: Begun) -> list[float]:
    """Milliseconds from sending `next` until somebody who follows the store sees its entry, to the evening's end."""
    store = Store(house.redis)
    feed = store.feed()
    (version, _), *_ = reversed(await store.entries(evening.id))
    took = []
    for step in range(2 * ROUNDS):
        began = time.perf_counter()
        asked = asyncio.create_task(house.post(evening.path, evening.token, command="next", confirm=True))
        while await anext(feed) != (evening.id, version + 1 + step):
            pass
        took.append(1000 * (time.perf_counter() - began))
        await asked
    await store.close()
    return took


async def _gongs(house: House, evening: Begun) -> list[float]:
    """Open every page and measure, gong by gong, when the last one hears of it."""
    heard: asyncio.Queue[float] = asyncio.Queue()
    pages = [asyncio.create_task(_page(house, person["links"]["page"], heard)) for person in evening.people]
    for _ in pages:
        await asyncio.wait_for(heard.get(), 60)
    took = []
    for _ in range(GONGS):
        began = time.perf_counter()
        await house.post(evening.path, evening.token, command="next", confirm=True)
        times = [await asyncio.wait_for(heard.get(), 30) for _ in pages]
        took.append(max(times) - began)
        await asyncio.sleep(0.5)
    for page in pages:
        page.cancel()
    await asyncio.gather(*pages, return_exceptions=True)
    return took


async def _page(house: House, url: str, heard: "asyncio.Queue[float]") -> None:
    """One participant's page: reports each whole view that shows another version."""
    async with house.http.get(url + "/events", timeout=aiohttp.ClientTimeout(None)) as response:
        is_view = False
        async for line in response.content:
            if line.startswith(b"event:"):
                is_view = line.strip() == b"event: view"
            elif is_view and line.startswith(b"data:"):
                heard.put_nowait(time.perf_counter())
                is_view = False
