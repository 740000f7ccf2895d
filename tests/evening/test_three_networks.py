"""A whole evening on three networks at once: 30 guests with Telegram, 15 with Matrix, 15 with a browser."""

import asyncio
import itertools
import re
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.telegram.channel import CONCURRENCY
from tests.evening.attendee import Attendee, OnMatrix, OnTelegram, OnThePage, places
from tests.evening.house import PATIENCE, Evening, House, guests, tables_of
from tests.evening.listener import Listener
from tests.evening.telegram_process import Phone, environment, telegram
from tests.fakes.matrix import Homeserver, MatrixPhone, StrictPhone
from tests.fakes.telegram import RemoteBotApi

pytestmark = pytest.mark.timeout(420)
"""Sixty people with real clients on a crowded machine take their time."""

TELEGRAM, MATRIX, WEB = 30, 15, 15
BOT = "@tische:localhost"
HERE = re.escape("Schön, dass Sie da sind.")


class Hall:
    """The people of one evening, what they hold in their hands, and the two who drive."""

    def __init__(self, house: House, evening: Evening, api: RemoteBotApi, homeserver: Homeserver) -> None:
        self.house = house
        self.evening = evening
        self.api = api
        self.homeserver = homeserver
        self.telegram: list[OnTelegram] = []
        self.matrix: list[OnMatrix] = []
        self.web: list[OnThePage] = []
        self.boss: Phone
        self.deputy: MatrixPhone

    @property
    def everybody(self) -> Sequence[Attendee]:
        """All guests."""
        return [*self.telegram, *self.matrix, *self.web]

    async def all_do(self, act: Callable[[Attendee], Awaitable[object]], *, at_once: int = 20) -> None:
        """Let everybody do something, so many at a time."""
        room = asyncio.Semaphore(at_once)

        async def one(attendee: Attendee) -> None:
            async with room:
                await act(attendee)

        await asyncio.gather(*map(one, self.everybody))

    async def all_know_their_table(self, number: int, *, times: int = 1) -> None:
        """Everybody was told their table of this round, the true one, so often at the most and nothing else."""
        seats = tables_of(await self.evening.until(round=number, state="announced"))
        for attendee in self.everybody:
            read = await until_told(attendee, number)
            table = seats[attendee.guest.id]
            assert read[-1] == table, f"{attendee.guest.name} read {read}, sits at {table}"
            assert len(read) <= (times if isinstance(attendee, OnTelegram) else 1), (
                f"{attendee.guest.name}: {read}"
            )
        await self.evening.until(unreached=[])


async def until_told(attendee: Attendee, number: int) -> list[str]:
    end = asyncio.get_running_loop().time() + PATIENCE
    while not (read := (await places(attendee)).get(number)):
        late = asyncio.get_running_loop().time() > end
        assert not late, f"{attendee.guest.name} read only {await attendee.everything()}"
        await asyncio.sleep(0.05)
    return read


async def until_read(attendee: Attendee, words: str) -> str:
    end = asyncio.get_running_loop().time() + PATIENCE
    while not (found := [text for text in await attendee.everything() if words in text]):
        assert asyncio.get_running_loop().time() < end, f"{attendee.guest.name} never read {words!r}"
        await asyncio.sleep(0.05)
    return found[-1]


async def test_sixty_guests_on_three_networks(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        hall = await open_house(stack, tmp_path)
        await everybody_arrives(stack, hall)
        await everybody_checks_in(hall)
        await the_first_round(hall)
        await both_networks_fail(hall)
        await the_service_is_killed(hall)
        await two_exchange_contacts_and_one_is_forgotten(hall)
        await the_evening_ends(hall)
        await every_letter_was_readable(hall)
        assert hall.house.complaints == []


async def open_house(stack: AsyncExitStack, folder: Path) -> Hall:
    api = await stack.enter_async_context(telegram())
    homeserver = await stack.enter_async_context(Homeserver())
    await homeserver.register("tische", "geheim", shown="Tischwechsel")
    networks = environment(api, MATRIX_HOMESERVER=homeserver.url, MATRIX_USER=BOT, MATRIX_PASSWORD="geheim")
    house = await stack.enter_async_context(House(folder / "data", environment=networks))
    await house.says("start=service")
    await house.says('"matrix_reached"')
    people = guests(TELEGRAM + MATRIX + WEB)
    evening = await house.evening(people, rounds=3, size=5, minutes=30, change_seconds=600)
    return Hall(house, evening, api, homeserver)


async def everybody_arrives(stack: AsyncExitStack, hall: Hall) -> None:
    waiting = iter(hall.evening.guests)
    links = (await hall.evening.ask("GET", "/links")).body["evening"]
    hall.boss = Phone(await hall.api.user(1, language="de"))
    assert (await hall.boss.starts(links["telegram"].partition("?start=")[2])).text.startswith("Sie leiten")
    for guest in itertools.islice(waiting, TELEGRAM):
        phone = Phone(await hall.api.user(100 + len(hall.telegram), language="de", name=guest.name))
        hall.telegram.append(OnTelegram(guest, phone))
    for number, guest in enumerate(itertools.islice(waiting, MATRIX)):
        kind = StrictPhone if number == 0 else MatrixPhone
        phone = await stack.enter_async_context(kind(hall.homeserver, f"gast{number}"))
        hall.matrix.append(OnMatrix(guest, phone, BOT))
    for guest in waiting:
        page = await stack.enter_async_context(Listener(hall.house.http, guest.page))
        hall.web.append(OnThePage(guest, hall.house, page))
    await hall.all_do(lambda attendee: attendee.arrives())
    links = (await hall.evening.ask("GET", "/links")).body["evening"]
    hall.deputy = await stack.enter_async_context(MatrixPhone(hall.homeserver, "stellvertretung"))
    deputy = OnMatrix(hall.evening.guests[0], hall.deputy, BOT)
    await hall.deputy.invites(BOT)
    await deputy.reads("Guten Abend")
    await deputy.says(links["matrix"].partition("?start=")[2], "Sie leiten")


async def everybody_checks_in(hall: Hall) -> None:
    assert (await hall.boss.says("/oeffnen")).text.startswith("Der Einlass ist offen.")

    async def checks_in(attendee: Attendee) -> None:
        if isinstance(attendee, OnThePage):
            await attendee.says("hier", HERE)
        else:
            await attendee.reads("Der Einlass ist offen")
            await attendee.taps("Ich bin da", HERE)

    await hall.all_do(checks_in)
    now = await hall.evening.now()
    assert {person["presence"] for person in now["people"]} == {"here"}


async def the_first_round(hall: Hall) -> None:
    assert "60 Gäste" in (await hall.boss.says("/plan")).text
    await hall.deputy.says("!los")
    await hall.deputy.hears("Runde 1 ist angesagt")
    await hall.all_know_their_table(1)
    status = (await hall.boss.says("/stand")).text
    assert "60 da" in status, status
    assert (await hall.boss.says("/weiter")).text.startswith("Runde 1 läuft bis")


async def both_networks_fail(hall: Hall) -> None:
    """Both networks fail while everybody is told the second round; the pages do not notice."""
    await hall.homeserver.kill()
    for kind in ("429", "502", "reset", "504-after"):
        await hall.api.fail(kind, 2)
    await hall.evening.does("next", confirm=True)
    for attendee in hall.web:
        await until_told(attendee, 2)
    silent = set((await hall.evening.now())["unreached"])
    assert {attendee.guest.id for attendee in hall.matrix} <= silent
    await hall.homeserver.start()
    # A server that fails after a message was taken leaves us in doubt: it may come twice, never not at all.
    await hall.all_know_their_table(2, times=2)
    assert (await hall.boss.says("/weiter")).text.startswith("Runde 2 läuft bis")


async def the_service_is_killed(hall: Hall) -> None:
    """kill -9 amid the third announcement: Matrix hears everything once, Telegram doubles what was under way."""
    await hall.evening.does("next", confirm=True)
    await until_told(hall.web[0], 3)
    await hall.house.kill()
    await hall.house.start()
    await hall.all_know_their_table(3, times=2)
    twice = [one.guest.name for one in hall.telegram if len((await places(one))[3]) > 1]
    assert len(twice) <= CONCURRENCY
    await hall.evening.does("next")


async def two_exchange_contacts_and_one_is_forgotten(hall: Hall) -> None:
    seats = tables_of(await hall.evening.now())
    one, other = next(
        (one, other)
        for one in hall.telegram
        for other in hall.matrix
        if seats[one.guest.id] == seats[other.guest.id] and isinstance(other.phone, MatrixPhone)
    )
    for mine, theirs in ((one, other), (other, one)):
        await mine.says(f"kontakt {theirs.guest.name}", "in Verbindung bleiben")
        await mine.agrees(".")
    for mine, theirs in ((one, other), (other, one)):
        told = await until_read(mine, "in Kontakt")
        assert theirs.guest.name in told
    gone = hall.web[-1]
    await gone.says("vergiss", "")
    await gone.taps("Alles löschen", "")
    assert (await hall.house.ask("GET", gone.guest.page)).status in (404, 410)
    people = {person["id"]: person for person in (await hall.evening.now())["people"]}
    assert people[gone.guest.id]["presence"] == "left"
    assert gone.guest.name not in people[gone.guest.id]["name"]


async def the_evening_ends(hall: Hall) -> None:
    await hall.deputy.says("!ende")
    question = await hall.deputy.hears("beenden")
    assert "1" in question.text
    await hall.deputy.says("1")
    await hall.deputy.hears("Der Abend ist vorbei")
    for attendee in (*hall.telegram, *hall.matrix):
        await attendee.reads("Das war die letzte Runde")


async def every_letter_was_readable(hall: Hall) -> None:
    for attendee in hall.matrix:
        assert attendee.phone.letters
        for letter in attendee.phone.letters:
            assert letter.encrypted or isinstance(attendee.phone, StrictPhone), letter
            assert letter.failure is None, letter
            if isinstance(attendee.phone, StrictPhone):
                assert letter.shield == "none", letter
        if isinstance(attendee.phone, MatrixPhone):
            assert attendee.phone.undecryptable == []
        buzzing = [letter for letter in attendee.phone.letters if letter.text.startswith("Tisch ")]
        assert {letter.kind for letter in buzzing} == {"m.text"}, "a table must buzz"
