"""A whole evening on real processes: the desk drives, every page and the projector follow."""

import asyncio
from collections import Counter
from contextlib import AsyncExitStack
from itertools import combinations
from typing import Any

import pytest

from tests.evening.house import Evening, House, guests, tables_of
from tests.evening.listener import Listener

pytestmark = pytest.mark.timeout(300)
"""A whole evening of processes on a crowded machine takes its time."""

GUESTS = 12
ROUNDS = 3


class Hall:
    """One evening with everybody's page and the projector open."""

    def __init__(self, evening: Evening, pages: dict[str, Listener], screen: Listener) -> None:
        self.evening = evening
        self.pages = pages
        self.screen = screen

    async def desk(self, word: str, **arguments: Any) -> Any:
        """Press a button; where the desk asks back, press it again and mean it."""
        answer = await self.evening.at_desk(word, **arguments)
        if answer.status == 409 and answer.body["code"] == "confirm_needed":
            assert answer.body["detail"]
            assert set(answer.body["confirm"]) == {"yes", "no"}
            answer = await self.evening.at_desk(word, **arguments, confirm=True)
        assert answer.status == 200, answer.body
        return answer.body

    async def all_show(self, **wanted: Any) -> list[dict[str, Any]]:
        """Wait until every page and the projector show this."""
        lines = [*self.pages.values(), self.screen]
        return await asyncio.gather(*(line.shows(**wanted) for line in lines))


async def test_three_rounds_reach_every_page_once(house: House) -> None:
    evening = await house.evening(guests(GUESTS), rounds=ROUNDS, size=3, minutes=8, change_seconds=60)
    async with AsyncExitStack() as stack:
        pages = {
            guest.id: await stack.enter_async_context(Listener(house.http, guest.page))
            for guest in evening.guests
        }
        screen = await stack.enter_async_context(Listener(house.http, evening.links["screen"]))
        hall = Hall(evening, pages, screen)
        await everybody_checks_in(hall)
        met: Counter[frozenset[str]] = Counter()
        for number in range(1, ROUNDS + 1):
            met.update(await one_round(hall, number))
        assert max(met.values()) == 1, "two sat together twice"
        assert len(met) == ROUNDS * GUESTS
        await the_evening_ends(hall)


async def everybody_checks_in(hall: Hall) -> None:
    await hall.desk("open")
    await hall.all_show(state="open")
    for number, (person, page) in enumerate(hall.pages.items(), start=1):
        said = await hall.evening.house.ask("POST", page.page + "/commands", {"command": "here"})
        assert said.status == 200, said.body
        assert said.body["reply"]["title"] == "Schön, dass Sie da sind."
        await hall.screen.shows(here=number)
        assert hall.pages[person].view["state"] == "open"
    planned = await hall.desk("plan")
    assert [one["event"] for one in planned["events"]] == ["planned"]
    assert not any(page.told("table") for page in hall.pages.values()), "a draft is told to nobody"


async def one_round(hall: Hall, number: int) -> list[frozenset[str]]:
    """Announce and start round `number` at the desk; the pairs that meet in it."""
    await hall.desk("begin" if number == 1 else "next")
    now = await hall.evening.now()
    assert (now["state"], now["round"], now["resting"]) == ("announced", number, [])
    views = await hall.all_show(state="announced", round=number)
    assert {view["deadline"] for view in views} == {now["deadline"]}
    tables = tables_of(now)
    assert set(tables) == set(hall.pages)
    for person, page in hall.pages.items():
        told = await page.hears("table", round=number)
        assert told["table"] == tables[person]
        assert told["text"].startswith(f"Tisch {tables[person]}\n")
        assert page.view["place"]["table"] == tables[person]
        others = {p["name"] for p in now["people"] if tables[p["id"]] == tables[person]} - {
            name_of(hall, person)
        }
        assert {name.partition(" (")[0] for name in told["with"]} == others
    projected = {t["id"]: {p["name"] for p in t["people"]} for t in hall.screen.view["tables"]}
    assert projected == {
        table: {name_of(hall, p) for p in people} for table, people in now["seating"].items()
    }

    await hall.desk("next")
    views = await hall.all_show(state="running", round=number)
    started = await hall.evening.now()
    assert {view["deadline"] for view in views} == {started["deadline"]}
    assert started["seating"] == now["seating"]
    for page in hall.pages.values():
        await page.hears("gong", round=number)
    return [frozenset(pair) for people in now["seating"].values() for pair in combinations(people, 2)]


async def the_evening_ends(hall: Hall) -> None:
    await hall.desk("next")
    await hall.all_show(state="ended")
    for page in hall.pages.values():
        ended = await page.hears("ended")
        assert "6" in ended["text"], "met two new people in each of three rounds"
        assert [notice["round"] for notice in page.told("table", "changed", "rest")] == [1, 2, 3]
        ids = [notice["id"] for notice in page.notices]
        assert len(ids) == len(set(ids)), "something was told twice"
        assert page.lines == 1
    # Who opens the page only now is told that it is over, and no table.
    async with Listener(hall.evening.house.http, hall.evening.guests[0].page) as late:
        assert late.view["state"] == "ended"
        assert late.view["place"]["kind"] == "none"


def name_of(hall: Hall, person: str) -> str:
    return next(guest.name for guest in hall.evening.guests if guest.id == person)


async def test_a_seat_changes_and_only_those_it_concerns_are_told(house: House) -> None:
    evening = await house.evening(guests(9), rounds=3, size=3, minutes=8)
    for word in ("open", "plan"):
        await evening.does(word)
    await evening.does("begin", confirm=True)
    first = await evening.now()
    assert set(first["unreached"]) == {guest.id for guest in evening.guests}, "nobody has looked yet"
    gone = first["seating"]["1"][0]
    async with AsyncExitStack() as stack:
        pages = {
            guest.id: await stack.enter_async_context(Listener(house.http, guest.page))
            for guest in evening.guests
        }
        for page in pages.values():
            await page.hears("table", round=1)
        await evening.until(unreached=[])
        await evening.does("absent", participant=gone)
        assert (
            await pages[gone].shows(
                place={**pages[gone].view["place"], "kind": "none", "table": None, "with": [], "until": None}
            )
        )["me"]["presence"] == "away"
        added = await evening.does("add", name="Späte Petra", organisation="Wolf Logistik")
        new = next(iter(added["events"][0]["people"]))
        table = tables_of(await evening.now())[new]
        for person, page in pages.items():
            if tables_of(first)[person] == table and person != gone:
                joined = await page.hears("joins")
                assert joined["with"] == ["Späte Petra (Wolf Logistik)"]
        await evening.does("say", text="Das Buffet ist eröffnet.")
        for person, page in pages.items():
            await page.hears("say")
            assert [n["kind"] for n in page.told("table", "changed", "rest")] == ["table"]
            assert bool(page.told("joins")) == (tables_of(first)[person] == table and person != gone)
