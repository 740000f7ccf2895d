"""One seeks what another offers: found, looked at, struck out and added at the desk, seated, and told to both."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
import pytest_asyncio

from tests.evening.house import PATIENCE, Evening, House
from tests.evening.listener import Listener

pytestmark = [pytest.mark.timeout(300), pytest.mark.asyncio(loop_scope="module")]

TOM, SABINE, INES, ALI = "tom", "sabine", "ines", "ali"
GUESTS: list[dict[str, Any]] = [
    {"id": TOM, "name": "Tom Berger", "organisation": "Berger Optik", "seeks": "Spannzangen nach Zeichnung"},
    {
        "id": SABINE,
        "name": "Sabine Beyer",
        "organisation": "Beyer Spannwerk",
        "offers": "Spannzangen und Spannmittel in Sonderausführung",
    },
    {
        "id": INES,
        "name": "Ines Roth",
        "organisation": "Roth Maschinen",
        "seeks": "Vertriebspartner in Vietnam",
    },
    {"id": ALI, "name": "Ali Kaya", "organisation": "Kaya Guss", "offers": "Aluminiumdruckguss bis 4 kg"},
    *({"id": f"g{n}", "name": f"Gast Nummer{n}", "organisation": f"Firma {n}"} for n in range(1, 9)),
]


class Desk:
    """The matches as the desk and the API show them."""

    def __init__(self, evening: Evening) -> None:
        self.evening = evening

    async def matches(self) -> dict[str, Any]:
        answer = await self.evening.house.ask("GET", self.evening.links["desk"] + "/matches")
        assert answer.status == 200, answer.body
        found: dict[str, Any] = answer.body
        return found

    async def pairs(self) -> set[tuple[str, str]]:
        return {(one["seeker"], one["offerer"]) for one in (await self.matches())["matches"]}

    async def until(self, *pairs: tuple[str, str]) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE):
            while await self.pairs() != set(pairs):  # noqa: ASYNC110  (another process is waited for)
                await asyncio.sleep(0.1)
        return await self.matches()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """One service for all evenings here: each of them has people of its own."""
    async with House(tmp_path_factory.mktemp("matches") / "data") as opened:
        yield opened
        assert opened.complaints == []


@pytest_asyncio.fixture(loop_scope="module")
async def evening(house: House) -> Evening:
    made = await house.evening(GUESTS, rounds=3, size=4, minutes=8)
    await made.does("open")
    return made


async def comes(evening: Evening, person: str) -> dict[str, Any]:
    return await says(evening, person, "here")


async def says(evening: Evening, person: str, word: str, text: str = "") -> dict[str, Any]:
    page = next(guest.page for guest in evening.guests if guest.id == person)
    answer = await evening.house.ask("POST", page + "/commands", {"command": word, "text": text})
    assert answer.status == 200, answer.body
    reply: dict[str, Any] = answer.body["reply"]
    return reply


async def test_both_are_seated_and_read_why_once_both_agree(evening: Evening) -> None:
    await Desk(evening).until((TOM, SABINE))
    for person in (TOM, SABINE):
        asked = await comes(evening, person)
        assert "mit Ihrem Namen" in asked["body"]
        assert [button["text"] for row in asked["buttons"] for button in row] == ["Ja, gern", "Lieber nicht"]
        assert (await says(evening, person, "share", "ja"))["title"] == "Danke."
    for guest in evening.guests[2:]:
        await comes(evening, guest.id)
    await evening.does("plan")
    (match,) = (await Desk(evening).matches())["matches"]
    assert (match["seek"], match["round"]) == ("Spannzangen nach Zeichnung", 1)
    await evening.does("begin")
    async with AsyncExitStack() as stack:
        pages = {
            person: await stack.enter_async_context(Listener(evening.house.http, guest.page))
            for person, guest in zip((TOM, SABINE, INES, ALI), evening.guests, strict=False)
        }
        tom = await pages[TOM].hears("table")
        sabine = await pages[SABINE].hears("table")
        assert tom["table"] == sabine["table"]
        assert "Sabine Beyer" in tom["text"].splitlines()[-1]
        assert "Spannzangen" in tom["text"].splitlines()[-1]
        assert "Tom Berger sucht" in sabine["text"].splitlines()[-1]
        assert "Spannzangen" in pages[SABINE].view["place"]["topic"]
        for other in (INES, ALI):
            assert "Spannzangen" not in (await pages[other].hears("table"))["text"]


@pytest.mark.parametrize("silent", [TOM, SABINE])
async def test_without_consent_both_get_the_seat_and_no_sentence(evening: Evening, silent: str) -> None:
    await Desk(evening).until((TOM, SABINE))
    for guest in evening.guests:
        await comes(evening, guest.id)
    await says(evening, TOM if silent == SABINE else SABINE, "share", "ja")
    await says(evening, silent, "share", "nein")
    await evening.does("plan")
    await evening.does("begin")
    seats = (await evening.now())["seating"]
    assert any({TOM, SABINE} <= set(people) for people in seats.values())
    for person in (TOM, SABINE):
        page = next(guest.page for guest in evening.guests if guest.id == person)
        async with Listener(evening.house.http, page) as line:
            assert "Spannzangen" not in (await line.hears("table"))["text"]


async def test_organisers_strike_out_and_add(evening: Evening) -> None:
    desk = Desk(evening)
    await desk.until((TOM, SABINE))
    struck = await evening.at_desk("strike", participant=TOM, other=SABINE)
    assert (struck.status, struck.body["text"]) == (
        200,
        "Tom Berger und Sabine Beyer: Der Treffer ist gestrichen.",
    )
    added = await evening.at_desk("match", participant="Ines Roth", other=ALI)
    assert added.status == 200, added.body
    now = await desk.until((INES, ALI))
    assert now["struck"] == [[TOM, SABINE]]
    (match,) = now["matches"]
    assert match["added"]
    over_http = await evening.ask("GET", "/matches")
    assert over_http.body == now
    again = await evening.at_desk("strike", participant=TOM, other=SABINE)
    assert (again.status, again.body["code"]) == (409, "not_matched")
    await evening.does("undo")
    await evening.does("undo")
    await desk.until((TOM, SABINE))


async def test_what_nobody_here_offers_is_a_list_until_somebody_comes_who_does(evening: Evening) -> None:
    desk = Desk(evening)
    now = await desk.until((TOM, SABINE))
    assert now["open"] == [{"seeker": INES, "seek": "Vertriebspartner in Vietnam"}]
    await says(evening, ALI, "offer", "Vertriebspartner in Vietnam und Thailand")
    assert (await desk.until((TOM, SABINE), (INES, ALI)))["open"] == []


async def test_a_guest_who_says_late_what_they_seek_meets_who_offers_it(evening: Evening) -> None:
    await Desk(evening).until((TOM, SABINE))
    for guest in evening.guests:
        await comes(evening, guest.id)
    await evening.does("plan")
    await evening.does("begin")
    await evening.does("next")
    first = (await evening.now())["seating"]
    apart = next(
        g for g in ("g1", "g2", "g3", "g4", "g5") if not any({g, ALI} <= set(p) for p in first.values())
    )
    await says(evening, apart, "seek", "Wer gießt uns Gehäuse? Aluminiumdruckguss gesucht")
    await Desk(evening).until((TOM, SABINE), (apart, ALI))
    async with asyncio.timeout(PATIENCE):
        while True:
            match = next(one for one in (await Desk(evening).matches())["matches"] if one["seeker"] == apart)
            if match["round"] is not None:
                break
            await asyncio.sleep(0.1)
    assert match["round"] in (2, 3)
