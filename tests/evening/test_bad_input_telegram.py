"""Whatever Telegram can send, in every state and role: an answer a person understands, or silence where that is right."""

import asyncio
import re
from pathlib import Path

import pytest

from tests.evening.house import Evening, House, guests
from tests.evening.odd_updates import ODD, SECRET, Answer
from tests.evening.telegram_process import Phone, environment, telegram
from tests.fakes.telegram import RemoteBotApi

pytestmark = pytest.mark.timeout(300)

GREETING = "Guten Abend, hier ist Tischwechsel"
UNREADABLE = "Das kann ich nicht lesen: bitte als Text"
LOST = "Diese Datei kam nicht an"
NOT_UNDERSTOOD = (
    "Das habe ich nicht verstanden|Diese Runde ist vorbei|Der Abend ist vorbei|Der Einlass ist|Tisch"
)
STATUS = "Einlass|Runde|vorbei|Gäste"
ANY = f"{GREETING}|{UNREADABLE}|{LOST}|nicht verstanden"

SAID: dict[str, dict[Answer, str]] = {
    "stranger": {
        "unreadable": GREETING, "file": GREETING, "asked": GREETING, "words": GREETING, "table": GREETING,
    },
    "guest": {
        "unreadable": UNREADABLE, "file": UNREADABLE, "asked": UNREADABLE, "words": NOT_UNDERSTOOD,
        "table": "Tisch|Einlass|vorbei|da sind",
    },
    "organiser": {
        "unreadable": rf"{UNREADABLE}\.\nDie Gästeliste bitte als Datei: Excel oder CSV",
        "file": "Diese Liste kann ich nicht lesen|Niemand steht|leer", "asked": LOST,
        "words": f"{NOT_UNDERSTOOD}|{STATUS}", "table": "Tisch",
    },
}  # fmt: skip
"""What each is answered with."""


async def hears(phone: Phone, who: str, odd: str, word: str, proper: str) -> str | None:
    """Do something odd, then say a word: what is wrong with the answers, None if nothing."""
    wanted = ODD[odd]
    await phone.catches_up()
    await wanted.does(phone.user)
    await phone.user.types(word)
    read: list[str] = []
    answers = 0
    try:
        while True:
            letter = await phone.next_letter()
            read.append(letter.text)
            answers += 1
            fits = re.search(proper, letter.text)
            expected = SAID[who].get(wanted.answer)
            if fits and (expected is None or any(re.search(expected, text) for text in read[:-1])):
                break
    except AssertionError:
        return f"{who}: {odd}: {read}"
    unasked = wanted.answer == "silence" and any(re.search(ANY, text) for text in read[:-1])
    return f"{who}: {odd} should be silent: {read}" if unasked else None


async def everybody(phones: dict[str, Phone], who: str, word: str, proper: str) -> None:
    """Each phone does its odd thing and is answered properly afterwards."""
    wrong = await asyncio.gather(*(hears(phone, who, odd, word, proper) for odd, phone in phones.items()))
    assert [one for one in wrong if one] == []


async def organisers(api: RemoteBotApi, evening: Evening) -> dict[str, Phone]:
    """An organiser for everything odd; a code binds one chat."""
    found: dict[str, Phone] = {}
    for number, odd in enumerate(ODD):
        links = (await evening.ask("GET", "/links")).body
        phone = Phone(await api.user(5_000 + number, language="de", name=f"{SECRET} Leitung"))
        await phone.starts(links["evening"]["telegram"].partition("?start=")[2])
        found[odd] = phone
    return found


async def test_whatever_a_phone_sends_in_whatever_state(tmp_path: Path) -> None:
    async with (
        telegram("--no-limits") as api,
        House(tmp_path / "data", environment=environment(api)) as house,
    ):
        await house.says("in Telegram: ")
        people = [one | {"name": f"{SECRET} {one['name']}"} for one in guests(len(ODD))]
        evening = await house.evening(
            people, rounds=3, size=5, minutes=60, change_seconds=1800, clock="manual"
        )
        strangers = {
            odd: Phone(await api.user(1_000 + number, language="de", name=f"{SECRET} Fremd"))
            for number, odd in enumerate(ODD)
        }
        boss = await organisers(api, evening)
        mine: dict[str, Phone] = {}
        for number, (odd, guest) in enumerate(zip(ODD, evening.guests, strict=True)):
            mine[odd] = Phone(await api.user(9_000 + number, language="de", name=guest.name))
            assert "Willkommen" in (await mine[odd].starts(guest.code)).text
        await everybody(strangers, "stranger", "tisch", GREETING)
        await everybody(boss, "organiser", "stand", STATUS)
        await everybody(mine, "guest", "tisch", "Der Einlass ist noch nicht offen")
        await evening.does("open")
        await everybody(mine, "guest", "tisch", "Der Einlass ist offen")
        await asyncio.gather(*(phone.says("hier") for phone in mine.values()))
        await everybody(mine, "guest", "tisch", "geht es los|da sind|Tisch")
        await evening.does("begin", confirm=True)
        await everybody(mine, "guest", "tisch", r"^Tisch \d+")
        await evening.does("next", confirm=True)
        await everybody(mine, "guest", "tisch", r"^Tisch \d+")
        await everybody(boss, "organiser", "stand", STATUS)
        await evening.does("stop", confirm=True)
        await everybody(mine, "guest", "tisch", "Der Abend ist vorbei")
        await everybody(boss, "organiser", "stand", STATUS)
        now = await evening.now()
        assert len(now["people"]) == len(ODD)
        assert {one["presence"] for one in now["people"]} == {"here"}
        assert house.complaints == []
        assert SECRET not in house.said
        assert "Traceback" not in house.said
