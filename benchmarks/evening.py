"""How long people wait at an evening of 1,000: for a command, and for the last page to hear the gong."""

import asyncio
import time
from typing import Any

import aiohttp

from benchmarks.row import Row, at_most, percentile
from benchmarks.service_process import House, service

PEOPLE = 1000
COMMANDS = 300
GONGS = 5


def rows() -> list[Row]:
    """Measure and return the figures."""
    return asyncio.run(_measure())


async def _measure() -> list[Row]:
    async with service() as house:
        started = [Row("service ready after start", round(house.ready_after, 2), "s")]
        return started + await _example(house) + await _large(house)


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
    evening, token, people = await house.evening(PEOPLE, rounds=7, size=5, clock="manual", change_seconds=60)
    path = f"/api/v1/evenings/{evening}/commands"
    await house.post(path, token, command="open")
    await house.post(path, token, command="plan")
    await house.post(path, token, command="begin", confirm=True)
    took: list[float] = []
    for _ in range(COMMANDS):
        began = time.perf_counter()
        await house.post(path, token, command="next", confirm=True)
        took.append(1000 * (time.perf_counter() - began))
        await house.post(path, token, command="undo")
    found = [
        at_most(
            f"next until it is in the journal, {PEOPLE} people, p99 of {COMMANDS}",
            percentile(took, 0.99),
            "ms",
            10,
        ),
        Row("the same, median", round(percentile(took, 0.5), 2), "ms"),
    ]
    last = await _gongs(house, path, token, people)
    return [
        *found,
        at_most(f"gong until the last of {PEOPLE} open pages, worst of {GONGS}", max(last), "s", 1.0),
        Row("the same, median", round(percentile(last, 0.5), 3), "s"),
    ]


async def _gongs(house: House, path: str, token: str, people: list[dict[str, Any]]) -> list[float]:
    """Open every page and measure, gong by gong, when the last one hears of it."""
    heard: asyncio.Queue[tuple[int, float]] = asyncio.Queue()
    pages = [asyncio.create_task(_page(house, person["links"]["page"], heard)) for person in people]
    for _ in pages:
        await heard.get()
    took = []
    for _ in range(GONGS):
        began = time.perf_counter()
        await house.post(path, token, command="next", confirm=True)
        times = [(await asyncio.wait_for(heard.get(), 30))[1] for _ in pages]
        took.append(max(times) - began)
        await asyncio.sleep(0.5)
    for page in pages:
        page.cancel()
    await asyncio.gather(*pages, return_exceptions=True)
    return took


async def _page(house: House, url: str, heard: "asyncio.Queue[tuple[int, float]]") -> None:
    """One participant's page: reports each whole view that shows another version."""
    async with house.http.get(url + "/events", timeout=aiohttp.ClientTimeout(None)) as response:
        is_view = False
        async for line in response.content:
            if line.startswith(b"event:"):
                is_view = line.strip() == b"event: view"
            elif is_view and line.startswith(b"data:"):
                heard.put_nowait((len(line), time.perf_counter()))
                is_view = False
