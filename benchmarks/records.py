"""The most rounds without a repeat that are known anywhere, asked of the planner as the running service has it."""

import asyncio
import csv
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import msgspec

from benchmarks.instances import golf
from benchmarks.row import Row, at_most
from benchmarks.stopwatch import recounted
from scheduler.construct.catalogue import most_rounds
from service.planning import Planner

FACTS = Path(__file__).with_name("records.csv")
SECONDS = 0.5


class Record(msgspec.Struct, frozen=True):
    """Of so many tables with so many seats: rounds published, rounds no schedule can exceed, rounds to reach here."""

    tables: int
    seats: int
    published: int
    upper_bound: int
    reach: int
    source: str

    @property
    def name(self) -> str:
        """The instance that reaches it."""
        return f"{self.tables}-{self.seats}-{self.reach}"


def records() -> list[Record]:
    """Return the facts, smallest hall first."""
    with FACTS.open(encoding="utf-8", newline="") as file:
        return [msgspec.convert(line, Record, strict=False) for line in csv.DictReader(file)]


def rows() -> Iterator[Row]:
    """How long each takes, from the call to the plan; a repeat in one is a row of its own."""
    yield from asyncio.run(_measure())


async def _measure() -> list[Row]:
    planner = Planner(workers=1)
    await planner.start()
    try:
        while not planner.ready:  # noqa: ASYNC110 - a benchmark may ask again and again
            await asyncio.sleep(0.1)
        found = []
        for record in records():
            found += await _record(planner, record)
            if record.published > record.reach:
                found += await _stretch(planner, record)
            known, _ = most_rounds(record.tables, record.seats)
            if known > record.published:
                found += await _beyond(planner, record, known)
        return found
    finally:
        await planner.close()


async def _record(planner: Planner, record: Record) -> list[Row]:
    seconds, repeats = await _planned(planner, record, record.reach)
    row = at_most(f"record {record.name}: planned by the service in", seconds, "s", SECONDS)
    if not repeats:
        return [row]
    return [row, at_most(f"record {record.name}: repeats", repeats, "", 0)]


async def _stretch(planner: Planner, record: Record) -> list[Row]:
    _, repeats = await _planned(planner, record, record.published)
    name = f"{record.tables}-{record.seats}-{record.published}"
    return [Row(f"published {name}, a stretch: repeats in {SECONDS} s", repeats, "")]


async def _beyond(planner: Planner, record: Record, rounds: int) -> list[Row]:
    seconds, repeats = await _planned(planner, record, rounds)
    name = (
        f"beyond the {record.published} rounds published for {record.tables}-{record.seats}: {rounds} rounds"
    )
    return [
        at_most(f"{name}, planned in", seconds, "s", SECONDS),
        at_most(f"{name}, repeats", repeats, "", 0),
    ]


async def _planned(planner: Planner, record: Record, rounds: int) -> tuple[float, int]:
    problem = golf(record.tables, record.seats, rounds)
    began = perf_counter()
    made = await planner.plan(problem, seconds=SECONDS)
    seconds = perf_counter() - began
    return seconds, recounted(problem, made).repeats
