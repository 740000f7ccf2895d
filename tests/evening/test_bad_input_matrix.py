"""Whatever Matrix can send, in every state and role: an answer a person understands, or silence where that is right."""

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.evening.house import Evening, House, guests
from tests.evening.odd_events import KEYLESS, ODD
from tests.evening.odd_updates import SECRET, Answer
from tests.fakes.matrix import Homeserver, MatrixPhone

pytestmark = pytest.mark.timeout(300)

BOT = "@tische:localhost"
GREETING = "Guten Abend, hier ist Tischwechsel"
UNREADABLE = "Das kann ich nicht lesen: bitte als Text"
LOST = "Diese Datei kam nicht an"
STATUS = "Einlass|Runde|vorbei"

SAID: dict[str, dict[Answer, str]] = {
    "stranger": {
        "unreadable": GREETING, "file": GREETING, "asked": GREETING, "words": GREETING, "table": GREETING,
    },
    "guest": {
        "unreadable": UNREADABLE, "file": UNREADABLE, "asked": UNREADABLE,
        "words": "Das habe ich nicht verstanden", "table": "Tisch|Einlass|vorbei|da sind",
    },
    "organiser": {
        "unreadable": rf"{UNREADABLE}\.\nDie Gästeliste bitte als Datei: Excel oder CSV",
        "file": "Diese Liste kann ich nicht lesen", "asked": LOST, "words": "Das habe ich nicht verstanden",
        "table": "Tisch",
    },
}  # fmt: skip
"""What each is answered with."""


class Hall:
    """A house in front of a homeserver, an evening, and who is at it."""

    def __init__(self, stack: AsyncExitStack, homeserver: Homeserver, house: House, evening: Evening) -> None:
        self._stack = stack
        self.homeserver = homeserver
        self.house = house
        self.evening = evening

    async def phone(self, name: str) -> MatrixPhone:
        """Somebody in an encrypted chat with the bot, who was greeted there."""
        phone = await self._stack.enter_async_context(
            MatrixPhone(self.homeserver, name, shown=f"{SECRET} {name}")
        )
        await phone.invites(BOT)
        await phone.hears("Guten Abend")
        return phone

    async def guest(self, place: int) -> MatrixPhone:
        """A guest's phone."""
        phone = await self.phone(f"gast{place}")
        await phone.says(self.evening.guests[place].matrix_code)
        await phone.hears("Willkommen")
        return phone

    async def organiser(self) -> MatrixPhone:
        """An organiser's phone."""
        phone = await self.phone("leitung")
        links = (await self.evening.ask("GET", "/links")).body
        await phone.says(f"!start {links['evening']['matrix'].partition('?start=')[2]}")
        await phone.hears("Sie steuern|Sie leiten|von hier")
        return phone


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    async with AsyncExitStack() as stack:
        homeserver = await stack.enter_async_context(Homeserver())
        await homeserver.register("tische", "geheim", shown="Tischwechsel")
        environment = {
            "MATRIX_HOMESERVER": homeserver.url, "MATRIX_USER": BOT, "MATRIX_PASSWORD": "geheim",
        }  # fmt: skip
        house = await stack.enter_async_context(House(tmp_path / "data", environment=environment))
        await house.says("in Matrix: ")
        people = [one | {"name": f"{SECRET} {one['name']}"} for one in guests(4)]
        evening = await house.evening(
            people, rounds=3, size=2, minutes=60, change_seconds=1800, clock="manual"
        )
        yield Hall(stack, homeserver, house, evening)
        assert house.complaints == []
        assert "Traceback" not in house.said
        assert SECRET not in house.said


async def everything(
    phone: MatrixPhone, who: str, word: str, proper: str, names: Sequence[str] = tuple(ODD)
) -> None:
    """Do all that is odd, one after the other, and be answered properly after each."""
    wrong: list[str] = []
    for name in names:
        odd, before = ODD[name], len(phone.letters)
        await odd.does(phone)
        await phone.says(word)
        answers = 1 if odd.answer == "silence" else 2
        read = [one.text for one in (await phone.has(before + answers))[before:]]
        first = SAID[who].get(odd.answer, proper)
        if not re.search(first, read[0]) or not re.search(proper, read[-1]) or len(read) != answers:
            wrong.append(f"{who}: {name}: {read}")
    assert not wrong, "\n".join(wrong)


async def everybody(guests: Sequence[MatrixPhone], proper: str) -> None:
    """The guests share what there is to do, then all are answered properly."""
    names = tuple(ODD)
    shares = [names[place :: len(guests)] for place in range(len(guests))]
    await asyncio.gather(
        *(everything(one, "guest", "tisch", proper, share) for one, share in zip(guests, shares, strict=True))
    )


async def test_whatever_a_client_sends_in_whatever_state(hall: Hall) -> None:
    stranger, boss, *guests = await asyncio.gather(
        hall.phone("fremd"), hall.organiser(), *(hall.guest(place) for place in range(3))
    )
    await everybody(guests, "Der Einlass ist noch nicht offen")
    await hall.evening.does("open")
    await asyncio.gather(*(guest.hears("Der Einlass ist offen") for guest in guests))
    await asyncio.gather(
        everything(stranger, "stranger", "tisch", GREETING),
        everything(boss, "organiser", "stand", STATUS),
        everybody(guests, "Der Einlass ist offen"),
    )
    for guest in guests:
        await guest.says("hier")
        await guest.hears("Schön, dass Sie da sind")
    await hall.evening.does("begin", confirm=True)
    await asyncio.gather(*(guest.hears(r"^Tisch \d+") for guest in guests))
    await everybody(guests, r"^Tisch \d+")
    await hall.evening.does("next", confirm=True)
    await everybody(guests, r"^Tisch \d+")
    await hall.evening.does("stop", confirm=True)
    await asyncio.gather(*(guest.hears("letzte Runde|vorbei") for guest in guests))
    await everybody(guests, "Der Abend ist vorbei")
    assert len((await hall.evening.now())["people"]) == 4


async def test_a_message_nobody_has_the_key_of_is_asked_for_once(hall: Hall) -> None:
    guest = await hall.guest(0)
    for number in range(3):
        status, _ = await guest.call("PUT", f"rooms/{guest.room}/send/m.room.encrypted/lost{number}", KEYLESS)
        assert status == 200
    before = len(guest.letters)
    await guest.says("tisch")
    read = [one.text for one in (await guest.has(before + 2))[before:]]
    assert read[0] == "Diese Nachricht konnte ich nicht lesen.\nBitte schicken Sie sie noch einmal."
    assert read[1].startswith("Der Einlass ist noch nicht offen")


async def test_whatever_becomes_of_the_room_the_guest_is_found_again(hall: Hall) -> None:
    guest = await hall.guest(0)
    table = "Der Einlass ist noch nicht offen"

    async def answered() -> None:
        await guest.says("tisch")
        await guest.hears(table)

    # A third one comes in: nothing personal is said there any more, and the two meet elsewhere.
    third = await hall.homeserver.register("dritter")
    status, _ = await guest.call("POST", f"rooms/{guest.room}/invite", {"user_id": third})
    assert status == 200
    await guest.sees_leave(BOT)
    await guest.invites(BOT)
    await guest.hears(table)
    await answered()
    # The guest goes, and comes back in another room.
    await guest.leaves()
    await guest.invites(BOT)
    await guest.hears(table)
    await answered()
    # A second room beside it, of an older kind: what is said there is answered there, the other one is left.
    former = guest.room
    older = {"preset": "private_chat", "is_direct": True, "invite": [BOT], "room_version": "10"}
    secret = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
    status, made = await guest.call("POST", "createRoom", older | {"initial_state": [secret]})
    assert status == 200, made
    guest.room = made["room_id"]
    await guest.sees_leave(BOT, former)
    await guest.sees_join(BOT)
    await guest.hears(table)
    await answered()
    # The bot may not speak for a while.
    levels = {"users": {guest.user: 100}, "events_default": 50, "state_default": 50}
    path = f"rooms/{guest.room}/state/m.room.power_levels"
    assert (await guest.call("PUT", path, levels))[0] == 200
    await guest.says("tisch")
    assert (await guest.call("PUT", path, levels | {"events_default": 0}))[0] == 200
    await answered()
    # The room moves on, as a new version of rooms asks for; the app invites whoever was in the old one.
    status, moved = await guest.call("POST", f"rooms/{guest.room}/upgrade", {"new_version": "11"})
    assert status == 200, moved
    guest.room = moved["replacement_room"]
    status, said = await guest.call("POST", f"rooms/{guest.room}/invite", {"user_id": BOT})
    assert status == 200, said
    await guest.sees_join(BOT)
    await guest.hears(table)
    await answered()
    assert guest.letters[-1].room == guest.room
    assert guest.undecryptable == []
