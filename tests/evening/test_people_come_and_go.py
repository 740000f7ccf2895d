"""A hall is never as planned: late guests, an empty chair, early leavers, paper cards, a sick host, a guest of honour."""

import asyncio
import datetime
import zoneinfo
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.evening.house import Evening, House, guests, tables_of
from tests.evening.listener import Listener
from tests.evening.telegram_process import Phone, environment, telegram

pytestmark = pytest.mark.timeout(300)

WITH_A_PAGE = [f"g{n}" for n in range(1, 10)]
ON_PAPER = ["g10", "g11"]
MISSING = "g12"
VISITOR = "vip"


class Hall:
    """The organiser with Telegram and a desk, everybody's page, and what the evening says over the API."""

    def __init__(self, evening: Evening, boss: Phone, desk: Listener, pages: dict[str, Listener]) -> None:
        self.evening = evening
        self.boss = boss
        self.desk = desk
        self.pages = pages

    async def tables(self) -> dict[str, str]:
        return tables_of(await self.evening.now())

    async def says(self, person: str, text: str) -> None:
        """Somebody says something on their page."""
        page = self.pages[person].page
        answer = await self.evening.house.ask("POST", page + "/commands", {"command": text})
        assert answer.status == 200, answer.body

    def places(self, person: str) -> list[tuple[str, str | None]]:
        """Every place that a page was told."""
        return [(n["kind"], n["table"]) for n in self.pages[person].told("table", "changed", "rest")]

    async def nobody_is_forgotten(self, *gone: str) -> None:
        """Everybody who attends has a place, and every page of theirs shows it."""
        now = await self.evening.now()
        seated = tables_of(now)
        for person in now["people"]:
            if person["presence"] in ("here", "expected") and person["id"] not in (VISITOR, *gone):
                assert person["id"] in seated or person["id"] in now["resting"], person
        for person, page in self.pages.items():
            if person in seated:
                await page.until(
                    lambda page=page, table=seated[person]: page.view["place"]["table"] == table or None,
                    f"table {seated[person]}",
                )


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    """Twelve guests at tables of four, one of them never comes; a guest of honour; a host of table 1."""
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(telegram("--no-limits"))
        house = await stack.enter_async_context(House(tmp_path / "data", environment=environment(api)))
        people = [*guests(12), {"id": VISITOR, "name": "Dr. Anna Voigt", "organisation": "Landrätin"}]
        evening = await house.evening(people, rounds=4, size=4, minutes=2.5, change_seconds=60)
        links = (await evening.ask("GET", "/links")).body["evening"]
        boss = Phone(await api.user(900, language="de", name="Leitung"))
        await boss.starts(links["telegram"].partition("?start=")[2])
        desk = await stack.enter_async_context(Listener(house.http, evening.links["desk"]))
        pages = {
            guest.id: await stack.enter_async_context(Listener(house.http, guest.page))
            for guest in evening.guests
            if guest.id in (*WITH_A_PAGE, VISITOR)
        }
        yield Hall(evening, boss, desk, pages)
        assert house.complaints == []


def window(minutes_from: int, minutes_until: int) -> str:
    """Times of day so many minutes from now, where the evening is."""
    now = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Berlin"))
    ends = (now + datetime.timedelta(minutes=minutes) for minutes in (minutes_from, minutes_until))
    return "-".join(f"{end:%H:%M}" for end in ends)


async def test_whoever_comes_and_goes_nobody_is_without_a_table_and_only_who_moves_is_told(
    hall: Hall,
) -> None:
    evening = hall.evening
    await evening.does("open")
    await asyncio.gather(*(hall.says(person, "here") for person in WITH_A_PAGE))
    for person in ON_PAPER:
        await evening.does("back", participant=person)
    await evening.does("host", participant="g1", table="1")
    await evening.does("visit", participant=VISITOR, time=window(120, 180))
    await evening.does("begin", confirm=True)
    assert hall.pages[VISITOR].view["place"]["kind"] == "none", "their window is not open yet"
    await evening.does("next")
    started = asyncio.get_running_loop().time()
    for person in WITH_A_PAGE:
        await hall.pages[person].hears("table", round=1)
    await hall.nobody_is_forgotten()

    await a_guest_of_honour_comes(hall)
    await a_chair_is_empty(hall)
    await somebody_comes_late(hall)
    await somebody_on_paper_is_moved(hall)
    host = await the_host_falls_ill(hall)
    await evening.does("leave", participant="g9", round=1)
    await hall.nobody_is_forgotten()

    soon = await hall.pages[host].hears("visitor")
    assert asyncio.get_running_loop().time() - started >= 29, "two minutes before the gong, not earlier"
    assert soon["title"] == "In 2 Minuten kommt Dr. Anna Voigt (Landrätin) an Ihren Tisch."
    assert (await hall.pages[VISITOR].hears("visiting"))["title"] == "Gleich Tisch 1."
    assert not any(page.told("visitor") for person, page in hall.pages.items() if person != host)

    await the_next_round_knows_it_all(hall, host)
    await evening.does("stop", confirm=True)
    for page in hall.pages.values():
        ids = [notice["id"] for notice in page.notices]
        assert len(ids) == len(set(ids)), "something was told twice"


async def a_guest_of_honour_comes(hall: Hall) -> None:
    """In the window they sit at a table of their route, on a chair of their own; who is there reads it."""
    before = await hall.tables()
    refused = await hall.evening.says("visit", participant=VISITOR, time="19:30-18:45")
    assert (refused.status, refused.body["code"]) == (409, "bad_window")
    await hall.evening.does("visit", participant=VISITOR, time=window(-1, 90), table="2,1")
    assert (await hall.pages[VISITOR].hears("table"))["table"] == "2"
    for person, table in before.items():
        if table == "2" and person in hall.pages:
            assert (await hall.pages[person].hears("joins"))["with"] == ["Dr. Anna Voigt (Landrätin)"]
    assert await hall.tables() == before


async def a_chair_is_empty(hall: Hall) -> None:
    """A neighbour says it; the table has people enough and nobody moves."""
    before = await hall.tables()
    beside = next(p for p in WITH_A_PAGE if before[p] == before[MISSING])
    await hall.says(beside, "missing Gast Nummer12")
    after = await hall.tables()
    assert before.items() - after.items() == {(MISSING, before[MISSING])}
    assert all(len(hall.places(person)) == 1 for person in WITH_A_PAGE)


async def somebody_comes_late(hall: Hall) -> None:
    """They get the free chair at once; whom they join is told, nobody else."""
    before = await hall.tables()
    done = await hall.evening.does("add", name="Späte Petra", organisation="Wolf Logistik")
    late = next(iter(done["events"][0]["people"]))
    table = (await hall.tables())[late]
    for person in WITH_A_PAGE:
        if before[person] == table:
            await hall.pages[person].until(
                lambda page=hall.pages[person]: (
                    any("Späte Petra (Wolf Logistik)" in n["with"] for n in page.told("joins")) or None
                ),
                "who joins",
            )
    assert late in (await hall.evening.now())["tell_in_person"], "she has no phone"
    await hall.evening.does("told", participant=late)


async def somebody_on_paper_is_moved(hall: Hall) -> None:
    """It stands on the desk and in the chat until somebody ticks it."""
    tables = await hall.tables()
    moved = ON_PAPER[0]
    other = next(p for p in WITH_A_PAGE if tables[p] != tables[moved] and p != "g1")
    await hall.evening.does("swap", participant=moved, other=other)
    assert (await hall.pages[other].hears("changed"))["table"] == tables[moved]
    where = f"Tisch {tables[other]}, nicht mehr Tisch {tables[moved]}"
    rows = [
        {
            "id": moved,
            "name": "Gast Nummer10",
            "organisation": "Firma 10",
            "table": tables[other],
            "where": where,
        }
    ]
    await hall.desk.shows(in_person=rows)
    status = await hall.boss.says("/stand")
    assert f"Persönlich sagen: Nummer10 ({where})." in status.text
    listed = await hall.boss.says("/gesagt")
    assert listed.text == f"1 Gast persönlich Bescheid sagen:\nGast Nummer10 (Firma 10): {where}"
    ticked = await hall.boss.taps("Gesagt: Gast Nummer10")
    assert ticked.text == "Niemandem muss etwas persönlich gesagt werden."
    assert (await hall.evening.now())["tell_in_person"] == []


async def the_host_falls_ill(hall: Hall) -> str:
    """Their table goes on; the organiser reads it and names another one with a tap; what a closed table costs is shown."""
    before = await hall.tables()
    await hall.says("g1", "leave")
    told = await hall.boss.reads("Tisch 1 geht ohne Gastgeber weiter")
    offered = [text for row in told.buttons for text in row]
    assert offered[-1] == "Tisch 1 schließen"
    name = next(text for text in offered if text.startswith("Gastgeber: "))
    done = await hall.boss.taps(name)
    assert "Gastgeber von Tisch 1" in done.text
    number = name.partition("Nummer")[2].split()[0]
    now = await hall.tables()
    assert {p: t for p, t in before.items() if p != "g1"} == now, "nobody had to move"
    asked = await hall.boss.says("/zu 3")
    assert asked.text.startswith("Tisch 3 schließen?")
    assert all(
        f"Nummer{p[1:]}" in asked.text for p, table in now.items() if table == "3" and p in WITH_A_PAGE
    )
    assert await hall.tables() == now
    await hall.boss.taps("Lassen")
    return f"g{number}"


async def the_next_round_knows_it_all(hall: Hall, host: str) -> None:
    await hall.evening.does("next", confirm=True)
    await hall.evening.until(state="announced", round=2)
    seated = await hall.tables()
    assert seated[host] == "1"
    assert not {"g1", "g9", MISSING, VISITOR} & set(seated)
    assert (await hall.pages[VISITOR].hears("table", round=2))["table"] == "1"
    assert (await hall.evening.now())["tell_in_person"] == []
    await hall.nobody_is_forgotten("g9")
