"""A whole evening in Telegram chats: the service and the network are processes, people type and tap."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.evening.house import House, free_port, guests
from tests.evening.listener import Listener
from tests.evening.telegram_process import Phone, calls, environment, telegram
from tests.fakes.telegram import RemoteBotApi
from tests.fakes.telegram.world import Letter

pytestmark = pytest.mark.timeout(300)
"""A whole evening of processes on a crowded machine takes its time."""

NAMES = [
    "Sabine Beyer",
    "Tom Berger",
    "Ines Roth",
    "Ali Kaya",
    "Petra Wolf",
    "Jörg Weiß",
    "Kim Archer",
    "Karsten Ott",
    "Ömer Yildiz",
    "Ulrike Jahn",
    "Zoë Vogel",
    "Beate Kühn",
]
ENGLISH = "Kim Archer"
HERE = NAMES[:6]
PLACE = re.compile(r"(?:Tisch|Table) (\S+)( – [^\n]*)?\n.*(?:Runde|Round) (\d)", re.DOTALL)


def guest_list() -> bytes:
    """Twelve guests as a CSV file of Excel."""
    rows = ["Vorname;Nachname;Firma;Sprachen"]
    for name in NAMES:
        first, last = name.split()
        rows.append(f"{first};{last};Firma {last};{'Englisch' if name == ENGLISH else 'Deutsch'}")
    return "\r\n".join(rows).encode("cp1252")


class Hall:
    """The people of one evening and their phones; the desk's view is what their words are held against."""

    def __init__(self, api: RemoteBotApi, boss: Phone, desk: Listener, phones: dict[str, Phone]) -> None:
        self.api = api
        self.boss = boss
        self.desk = desk
        self.phones = phones
        self.used: list[str] = []

    def tables(self) -> dict[str, str]:
        """Who sits where by the desk: name -> table."""
        return {p["name"]: p["table"] for p in self.desk.view["everyone"]}

    def codes(self) -> dict[str, str]:
        """The codes that bind the guests' chats."""
        links = {p["name"]: p["links"]["telegram"] for p in self.desk.view["everyone"]}
        return {name: link.partition("?start=")[2] for name, link in links.items()}

    async def says(self, text: str, answer: str) -> Letter:
        """The organiser types something and reads an answer that begins so."""
        letter = await self.boss.says(text)
        assert letter.text.startswith(answer), f"{text}: {letter.text!r}"
        return letter

    async def taps(self, button: str, answer: str) -> Letter:
        """The organiser taps a button."""
        letter = await self.boss.taps(button)
        assert letter.text.startswith(answer), f"[{button}]: {letter.text!r}"
        return letter

    async def all_read_their_table(self, number: int, *besides: str) -> None:
        """Everybody's next message is their table of this round, as the desk shows it."""
        await self.desk.shows(round=number)
        for name, phone in self.phones.items():
            if name not in besides:
                letter = await phone.next_letter()
                place = PLACE.match(letter.text)
                assert place is not None, f"{name} read {letter.text!r}"
                assert (place[1], int(place[3])) == (self.tables()[name], number)
                assert letter.text.startswith("Table" if name == ENGLISH else "Tisch")


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    """An evening somebody has made in their chat: the list is in, everybody's chat is bound."""
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(telegram("--no-limits"))
        house = await stack.enter_async_context(House(tmp_path / "data", environment=environment(api)))
        boss = Phone(await api.user(1, language="de", name="Leitung"))
        refused = await boss.says("/neu Netzwerkabend Suhl")
        assert refused.text.startswith(("Guten Abend", "Das kann nur die Leitung")), refused.text
        start = await house.says(r"https://t\.me/TischwechselTestBot\?start=(service\S+)")
        hall = Hall(api, boss, Listener(house.http, ""), {})
        assert (await boss.starts(start[1])).text.startswith("Von hier aus können Sie Abende anlegen")
        await hall.says("/neu Netzwerkabend Suhl", "„Netzwerkabend Suhl“ ist angelegt")
        taken = await boss.sends("gaeste.csv", guest_list())
        assert taken.text.startswith("12 Gäste: 12 neu."), taken.text
        assert (await boss.taps("12 übernehmen")).text.startswith("12 Gäste übernommen.")
        await hall.says("/einstellungen runden=3 minuten=8 plaetze=3", "3 Runden, 8 Minuten")
        links = await hall.says("/links", "Die Links")
        found = re.search(r"http\S+/d/\S+", links.text)
        assert found, links.text
        hall.desk = await stack.enter_async_context(Listener(house.http, found[0]))
        for number, (name, code) in enumerate(hall.codes().items()):
            phone = Phone(await api.user(100 + number, language="en" if name == ENGLISH else "de", name=name))
            hall.phones[name] = phone
            hall.used.append(code)
            welcome = await phone.starts(code)
            assert name in welcome.text.splitlines()[0], welcome.text
        yield hall
        assert house.complaints == []
        assert {s for _, s in await calls(api)} <= {0, 200, 403}, "the network refused what the bot sent"


async def test_an_evening_is_driven_and_followed_in_chats(hall: Hall) -> None:
    assert list(hall.phones) == NAMES
    await strangers_stay_strangers(hall)
    await half_of_them_check_in(hall)
    await hall.says("/plan", "12 Gäste, 4 Tische, 3 Runden: keine Wiederholung")
    await hall.says("/los", "Runde 1 ist angesagt.")
    await hall.all_read_their_table(1)
    await hall.says("/weiter", "Runde 1 läuft bis")
    await the_organiser_looks(hall)
    await somebody_is_missing_and_comes_back(hall)
    await everybody_is_told(hall, "Das Buffet ist eröffnet.")
    await the_next_round_is_taken_back_and_comes(hall)
    await one_blocks_the_bot(hall)
    await the_evening_ends(hall)


async def strangers_stay_strangers(hall: Hall) -> None:
    stranger = Phone(await hall.api.user(900, language="de", name="Fremd"))
    assert (await stranger.starts()).text.startswith("Guten Abend, hier ist Tischwechsel.")
    unknown = await stranger.starts("gibtesnicht-1-aaaaaaaaaaaaaaaaaaaa")
    assert unknown.text.startswith("Diesen Code kenne ich nicht.")
    used = await stranger.starts(hall.used[1])
    assert used.text.startswith("Dieser Code ist schon benutzt."), used.text
    assert (await stranger.says("/tisch")).text.startswith("Guten Abend, hier ist Tischwechsel.")


async def half_of_them_check_in(hall: Hall) -> None:
    await hall.says("/oeffnen", "Der Einlass ist offen.")
    for name, phone in hall.phones.items():
        asked = await phone.next_letter()
        button = "I'm here" if name == ENGLISH else "Ich bin da"
        assert asked.buttons == ((button,),), asked
        if name in HERE:
            answer = await phone.taps(button)
            assert answer.text.startswith("Schön, dass Sie da sind."), answer.text
    assert (await hall.desk.shows(here=len(HERE)))["expected"] == len(NAMES) - len(HERE)
    # Whoever types it instead is understood too, umlauts or not.
    assert (await hall.phones["Ines Roth"].says("Hier!")).text
    before = hall.desk.view["version"]
    for word in ("/weiter", "/los", "/oeffnen", "/ende ok", "/sagen Haha"):
        told = await hall.phones["Tom Berger"].says(word)
        assert told.text.startswith("Das kann nur die Leitung."), told.text
    assert hall.desk.view["version"] == before


async def the_organiser_looks(hall: Hall) -> None:
    status = await hall.says("/stand", "Runde 1 von 3, noch ")
    assert "6 da, 6 fehlen (Archer, Ott, Yildiz, Jahn, Vogel, Kühn)" in status.text
    assert "nicht erreicht" not in status.text
    table = await hall.says("/tisch 2", "Tisch 2, Runde 1\n")
    seated = {line.partition(" (")[0] for line in table.text.splitlines()[1:]}
    assert seated == {name for name, t in hall.tables().items() if t == "2"}
    await hall.says("/tisch 77", "Einen Tisch „77“ gibt es")
    for asked in ("Weiss", "jörg weiß", "Weiß Firma"):
        found = await hall.says(f"/wer {asked}", "Jörg Weiß (Firma Weiß): ist da")
        assert f"Tisch {hall.tables()['Jörg Weiß']}" in found.text
    await hall.says("/wer Mustermann", "„Mustermann“ steht nicht auf der Liste.")


async def somebody_is_missing_and_comes_back(hall: Hall) -> None:
    was = hall.tables()
    with_tom = [name for name in NAMES if was[name] == was["Tom Berger"] and name != "Tom Berger"]
    await hall.says("/fehlt Berger", "Tom Berger ")
    await hall.desk.until(lambda: hall.tables()["Tom Berger"] is None or None, "Tom's empty seat")
    await hall.says("/wer Berger", "Tom Berger (Firma Berger): gerade nicht dabei")
    await hall.says("/zurueck Berger", "Tom Berger ist da.")
    seat = await hall.phones["Tom Berger"].next_letter()
    assert seat.text.startswith(f"Tisch {was['Tom Berger']} – "), seat.text
    for name in with_tom:
        joins = await hall.phones[name].next_letter()
        assert "Tom Berger" in joins.text
        assert joins.silent


async def everybody_is_told(hall: Hall, text: str) -> None:
    question = await hall.says(f"/sagen {text}", "Das 12 Gästen sagen?")
    assert text in question.text
    await hall.taps("Senden", f"Allen gesagt: {text}")
    for name, phone in hall.phones.items():
        assert (await phone.next_letter()).text == text, name


async def the_next_round_is_taken_back_and_comes(hall: Hall) -> None:
    question = await hall.says("/weiter", "Die Runde läuft noch bis ")
    assert question.buttons == (("Beenden", "Lassen"),)
    assert hall.desk.view["round"] == 1
    await hall.taps("Beenden", "Runde 1 ist vorbei. Runde 2 ist angesagt.")
    await hall.all_read_their_table(2)
    second = hall.tables()
    # The same button a second time must not end the round that comes.
    late = await hall.says("/stand", "Runde 2 von 3 ist angesagt")
    assert ("Beenden", "Lassen") not in late.buttons
    await hall.says("/rueckgaengig", "/weiter von ")
    await hall.taps("Zurücknehmen", "/weiter ist zurückgenommen.")
    await hall.all_read_their_table(1)
    assert hall.desk.view["state"] == "running"
    await hall.says("/weiter", "Die Runde läuft noch bis ")
    await hall.taps("Beenden", "Runde 1 ist vorbei. Runde 2 ist angesagt.")
    await hall.all_read_their_table(2)
    assert hall.tables() == second


async def one_blocks_the_bot(hall: Hall) -> None:
    await hall.phones["Ines Roth"].user.blocks()
    await hall.says("/weiter", "Runde 2 läuft bis")
    await hall.says("/weiter", "Die Runde läuft noch bis ")
    await hall.taps("Beenden", "Runde 2 ist vorbei. Runde 3 ist angesagt.")
    await hall.all_read_their_table(3, "Ines Roth")
    await hall.desk.until(
        lambda: unreached(hall.desk.view) == ["Ines Roth"] or None, "that Ines is not reached"
    )
    assert "1 nicht erreicht: Roth (Chat blockiert)." in (await hall.says("/stand", "Runde 3 von 3")).text
    assert any("Ines Roth" in line["text"] and "Telegram" in line["text"] for line in hall.desk.view["log"])


async def the_evening_ends(hall: Hall) -> None:
    assert (await hall.says("/ende", "Den Abend in Runde 3 von 3 beenden?")).buttons == (
        ("Abend beenden", "Lassen"),
    )
    await hall.taps("Abend beenden", "Der Abend ist vorbei.")
    for name, phone in hall.phones.items():
        if name != "Ines Roth":
            farewell = await phone.next_letter()
            assert farewell.text.startswith("That was" if name == ENGLISH else "Das war"), farewell.text
    await hall.desk.shows(state="ended")
    for name, phone in hall.phones.items():
        rounds = [int(found[3]) for text in await phone.everything() if (found := PLACE.match(text))]
        extra = [1] if name == "Tom Berger" else []
        expected = [1, *extra, 2, 1, 2] + ([3] if name != "Ines Roth" else [])
        assert rounds == expected, f"{name}: {rounds}"


def unreached(view: dict[str, Any]) -> list[str]:
    return [person["name"] for person in view["everyone"] if person["unreached"]]


async def test_a_spent_code_makes_nobody_a_guest(tmp_path: Path) -> None:
    async with (
        telegram("--no-limits") as api,
        House(tmp_path / "data", environment=environment(api)) as house,
    ):
        await house.says(r"start=service")
        evening = await house.evening(guests(4), rounds=2, size=2)
        await evening.does("open")
        [guest, *_] = evening.guests
        first, second = Phone(await api.user(1, language="de")), Phone(await api.user(2, language="de"))
        assert (await first.starts(guest.code)).text.startswith("Willkommen")
        assert (await second.starts(guest.code)).text.startswith("Dieser Code ist schon benutzt.")
        for word in ("/hier", "/tisch", "/geht"):
            assert (await second.says(word)).text.startswith("Guten Abend, hier ist Tischwechsel."), word
        assert {p["presence"] for p in (await evening.now())["people"]} == {"expected"}
        # Whoever it belongs to may open the same link again.
        assert (await first.starts(guest.code)).text.startswith("Willkommen")
        assert (await first.says("/hier")).text.startswith("Schön")
        assert (await evening.now())["people"][0]["presence"] == "here"
        assert house.complaints == []


async def test_telegram_may_come_to_our_address_instead(tmp_path: Path) -> None:
    port = free_port()
    async with telegram("--no-limits") as api:
        hook = environment(
            api, TELEGRAM_WEBHOOK_URL=f"http://127.0.0.1:{port}/telegram", TELEGRAM_WEBHOOK_SECRET="s3cret"
        )
        async with House(tmp_path / "data", port=port, environment=hook) as house:
            await house.says(r"start=service")
            evening = await house.evening(guests(4), rounds=2, size=2)
            phones = [Phone(await api.user(number, language="de")) for number in range(1, 5)]
            for phone, guest in zip(phones, evening.guests, strict=True):
                assert guest.name in (await phone.starts(guest.code)).text
            await evening.does("open")
            for phone in phones:
                await phone.reads("Der Einlass ist offen.")
                assert (await phone.taps("Ich bin da")).text.startswith("Schön")
            await evening.does("begin")
            seats = await asyncio.gather(*(phone.reads("Runde 1 von 2") for phone in phones))
            now = await evening.until(unreached=[])
            for seat, guest in zip(seats, evening.guests, strict=True):
                table = next(t for t, people in now["seating"].items() if guest.id in people)
                assert seat.text.startswith(f"Tisch {table}\n")
            foreign = await house.ask("POST", "/telegram", {"update_id": 1})
            assert foreign.status == 403
            assert not any(method == "getUpdates" for method, _ in await calls(api))
            assert house.complaints == []
