"""kill -9 amid an evening: it goes on where it was, nobody stays untold, nobody hears twice without need."""

import asyncio
import os
import re
import signal
import time
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bot.telegram.channel import CONCURRENCY
from tests.evening.house import PATIENCE, Evening, House, guests, tables_of
from tests.evening.listener import Listener
from tests.evening.telegram_process import Phone, environment, telegram
from tests.fakes.telegram import RemoteBotApi

pytestmark = pytest.mark.timeout(300)
"""A whole evening of processes on a crowded machine takes its time."""

GUESTS = 80
TOLD_BEFORE = 50
"""So many have been told when the blow falls: more than may be doubled, fewer than there are."""

PLACE = re.compile(r"Tisch (\S+)[ \n].*Runde (\d) von 4", re.DOTALL)


class Hall:
    """Eighty guests with Telegram; three of them have their page open too."""

    def __init__(self, api: RemoteBotApi, house: House, evening: Evening, phones: dict[str, Phone]) -> None:
        self.api = api
        self.house = house
        self.evening = evening
        self.phones = phones

    async def told(self, number: int) -> dict[str, list[str]]:
        """What everybody read about their place in this round: participant -> tables, in order."""
        read = await asyncio.gather(*(phone.everything() for phone in self.phones.values()))
        places = ([found for text in texts if (found := PLACE.match(text))] for texts in read)
        return {
            person: [found[1] for found in mine if int(found[2]) == number]
            for person, mine in zip(self.phones, places, strict=True)
        }

    async def until_told(self, number: int, people: int) -> None:
        """Wait until so many know their place in this round."""
        async with asyncio.timeout(PATIENCE):
            while sum(map(bool, (await self.told(number)).values())) < people:  # noqa: ASYNC110 - another process acts
                await asyncio.sleep(0.05)

    async def delivered(self) -> int:
        """How many messages were delivered so far."""
        counts: dict[str, int] = msgspec.json.decode(await self.api.look("counts"))["delivered"]
        return sum(counts.values())

    async def announce(self, number: int) -> dict[str, Any]:
        """Announce this round; returns amid the sending, with the evening as it is now."""
        before = await self.delivered()
        await self.evening.does("begin" if number == 1 else "next", confirm=True)
        now = await self.evening.now()
        assert (now["state"], now["round"]) == ("announced", number)
        async with asyncio.timeout(PATIENCE):
            while await self.delivered() < before + TOLD_BEFORE:  # noqa: ASYNC110 - another process acts
                await asyncio.sleep(0.01)
        return now


async def test_an_evening_outlives_its_service_and_its_redis(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(telegram("--no-limits"))
        house = await stack.enter_async_context(House(tmp_path / "data", environment=environment(api)))
        await house.says("start=service")
        evening = await house.evening(guests(GUESTS), rounds=4, size=4, minutes=8, change_seconds=300)
        phones = {
            guest.id: Phone(await api.user(number, language="de"))
            for number, guest in enumerate(evening.guests, start=1)
        }
        pairs = list(zip(phones.values(), evening.guests, strict=True))
        await asyncio.gather(*(phone.starts(guest.code) for phone, guest in pairs))
        pages = [
            await stack.enter_async_context(Listener(house.http, guest.page)) for guest in evening.guests[:3]
        ]
        hall = Hall(api, house, evening, phones)
        await evening.does("open")
        await evening.does("plan")
        await hall.announce(1)
        await hall.until_told(1, GUESTS)
        await evening.does("next")
        await the_service_is_killed(hall, pages)
        await evening.does("next")
        await redis_is_killed(hall, pages)
        for person, tables in (await hall.told(1)).items():
            assert len(tables) == 1, f"{person} heard of round 1 again"


async def the_service_is_killed(hall: Hall, pages: list[Listener]) -> None:
    before = await hall.announce(2)
    await hall.house.kill()
    at_death = await hall.told(2)
    assert not all(at_death.values()), "the blow came too late to show anything"
    await hall.house.start()

    after = await hall.evening.now()
    for part in ("version", "state", "round", "deadline", "paused", "seating", "resting"):
        assert after[part] == before[part], part
    await hall.until_told(2, GUESTS)
    # What might still come twice would come now: everybody in the hall reads one thing more, sent after it.
    await hall.evening.does("say", text="Es geht weiter.")
    await asyncio.gather(*(phone.reads("Es geht weiter.") for phone in hall.phones.values()))
    told = await hall.told(2)
    tables = tables_of(before)
    for person, read in told.items():
        assert set(read) == {tables[person]}, person
        assert len(read) <= 2
    again = [person for person, read in told.items() if len(read) == 2]
    assert len(again) <= CONCURRENCY
    assert all(at_death[person] for person in again), "only what was under way may come twice"
    await hall.evening.until(unreached=[])
    for page in pages:
        await page.until(lambda page=page: page.lines == 2 or None, "the line again")  # type: ignore[misc]
        await page.hears("say", text="Es geht weiter.")
        assert [notice["round"] for notice in page.told("table", "changed")] == [1, 2]
        assert_nothing_twice(page)


async def redis_is_killed(hall: Hall, pages: list[Listener]) -> None:
    before = await hall.announce(3)
    dead = hall.house.redis
    os.kill(dead, signal.SIGKILL)
    await hall.house.says('"redis_restarted"')
    assert hall.house.redis != dead
    await hall.until_told(3, GUESTS)
    await hall.evening.does("say", text="Und weiter.")
    await asyncio.gather(*(phone.reads("Und weiter.") for phone in hall.phones.values()))
    tables = tables_of(before)
    for person, read in (await hall.told(3)).items():
        assert read == [tables[person]], "the service lived on: nothing was in doubt"
    after = await hall.evening.now()
    for part in ("state", "round", "deadline", "seating"):
        assert after[part] == before[part], part
    await hall.evening.until(unreached=[])
    for page in pages:
        await page.hears("say", text="Und weiter.")
        assert [notice["round"] for notice in page.told("table", "changed")] == [1, 2, 3]
        assert_nothing_twice(page)


def assert_nothing_twice(page: Listener) -> None:
    repeated = [id for id, times in Counter(notice["id"] for notice in page.notices).items() if times > 1]
    assert not repeated


async def test_a_gong_missed_by_little_is_made_up_and_one_missed_by_much_is_asked_about(
    tmp_path: Path,
) -> None:
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(telegram("--no-limits"))
        house = await stack.enter_async_context(House(tmp_path / "data", environment=environment(api)))
        await house.says("start=service")
        patient = await house.evening(guests(4), rounds=2, size=2, minutes=8, change_seconds=120)
        strict = await house.evening(guests(4), rounds=2, size=2, minutes=8, change_seconds=1)
        links = (await strict.ask("GET", "/links")).body["evening"]
        boss = Phone(await api.user(1, language="de"))
        await boss.starts(links["telegram"].partition("?start=")[2])
        page = await stack.enter_async_context(Listener(house.http, strict.guests[0].page))
        due = {}
        for evening in (patient, strict):
            await evening.does("open")
            await evening.does("begin", confirm=True)
            await evening.does("next")
        for evening in (patient, strict):
            await evening.does("extend", minutes=-7.95)
            due[evening.id] = (await evening.now())["deadline"]
        await boss.catches_up()
        await house.kill()
        # More than five seconds count as away, or more than the time to change tables if that is longer.
        await asyncio.sleep(max(due.values()) / 1000 + 5.3 - time.time())
        await house.start()

        now = await patient.until(state="announced")
        assert (now["round"], now["paused"]) == (2, False)
        gong = now["deadline"] - 120_000
        assert due[patient.id] + 5_000 <= gong <= time.time() * 1000, "everybody has the whole time to walk"

        now = await strict.until(paused=True)
        assert (now["state"], now["round"], now["deadline"]) == ("running", 1, None)
        held = await page.hears("held")
        assert held["text"].startswith("Kurze Pause.")
        asked = await boss.reads("Der Dienst war weg, die Uhr steht.")
        assert "Gong" in asked.text
        assert asked.buttons, "what to do is a tap away"
        longer = await boss.taps(asked.buttons[0][1])
        assert longer.text
        assert (await strict.now())["paused"], "more time alone does not start the clock"
        await strict.does("resume")
        now = await strict.now()
        assert (now["state"], now["paused"]) == ("running", False)
        assert 170_000 < now["deadline"] - time.time() * 1000 <= 180_000
        assert_nothing_twice(page)
        assert len(page.told("held")) == 1
