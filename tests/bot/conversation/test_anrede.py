"""An evening says Sie or du in German, and never both: in the chats, in notices, to guests and to organisers."""

from collections.abc import AsyncIterator

import pytest

from bot.channel import Message
from bot.conversation.word import Word
from bot.conversation.words import GUEST, ORGANISER
from bot.notices import notices
from bot.wording import render
from service.evening import commands as c
from service.evening.state import MINUTE
from service.store import Store
from tests.anrede import formal, informal
from tests.bot.conversation.talking import Phone, Talking

GUESTS_LAST = "leave forget"
"""Said at the end, forget without its tick: whoever says them is no guest any more."""


@pytest.fixture(params=["sie", "du"])
async def hall(store: Store, request: pytest.FixtureRequest) -> AsyncIterator[Talking]:
    """An evening that addresses its people so."""
    talking = Talking(store)
    await talking.set_up(anrede=request.param)
    yield talking
    await talking.evenings.close()


def read(message: Message) -> list[str]:
    """Everything people read of a message."""
    return [message.title, message.body, *(button.text for row in message.buttons for button in row)]


def asked(word: Word) -> tuple[str, ...]:
    """A word in all the ways it is answered differently; the conversation stays German."""
    example = word.typed("de") if word.name != "language" else "/sprache fr"
    return (f"hilfe {word.german}", word.german, example, f"{word.german} Quux", f"{word.german} 77")


async def never_mixed(hall: Talking, heard: list[str], *, least: int) -> None:
    """German addresses everybody as this evening does, and does so often enough for the test to mean something."""
    du = (await hall.now()).settings.anrede == "du"
    wrong, right = (formal, informal) if du else (informal, formal)
    assert wrong(heard) == []
    assert len(right(heard)) >= least


async def everything_a_guest_says(phone: Phone) -> list[str]:
    heard = []
    for word in sorted(GUEST, key=lambda word: GUESTS_LAST.find(word.name)):
        for text in asked(word):
            heard += read(await phone.says(text))
            if phone.buttons and word.name not in GUESTS_LAST:
                heard += read(await phone.taps(phone.buttons[0]))
    return heard


async def test_guests_hear_one_anrede(hall: Talking) -> None:
    heard = []
    guest = hall.phone("new")
    code = hall.links.code(await hall.now(), "p1")
    heard += read(await guest.says(f"/start {code}"))
    heard += await everything_a_guest_says(guest)
    await hall.do(c.Open())
    guest = await hall.guest("p2")
    heard += read(guest.last)
    heard += await everything_a_guest_says(guest)
    await hall.running()
    guest = await hall.guest("p3")
    heard += read(guest.last)
    heard += await everything_a_guest_says(guest)
    guest = await hall.guest("p4")
    heard += read(await guest.says("", file_error="too_large"))
    heard += read(await guest.says("", file_error="undecryptable"))
    heard += read(await guest.says(""))
    heard += read(await guest.says("/start abc"))
    heard += read(await guest.says("/neu Abend"))
    hall.ms += 8 * MINUTE
    await hall.do(c.Next(confirm=True))
    await hall.do(c.Stop(confirm=True))
    heard += await everything_a_guest_says(guest)
    await never_mixed(hall, heard, least=60)


async def test_who_puts_themselves_on_the_list_hears_it_from_the_first_word(hall: Talking) -> None:
    await hall.do(c.Open())
    phone, heard = hall.phone("new"), []
    for said in (f"/join {hall.tokens.token('join', hall.id)}", "?", "Nora Lind; Lind AG", "/ich"):
        heard += read(await phone.says(said))
    undecided = hall.phone("other")
    await undecided.says(f"/join {hall.tokens.token('join', hall.id)}")
    heard += read(await undecided.says("abbrechen"))
    await never_mixed(hall, heard, least=5)


async def test_organisers_hear_one_anrede(hall: Talking) -> None:
    boss = await hall.organiser()
    heard = read(boss.last)
    for state in ("created", "open", "running"):
        if state == "running":
            await hall.running()
        else:
            assert (await hall.now()).phase.step == state
        for word in ORGANISER:
            for text in asked(word):
                heard += read(await boss.says(text))
        heard += read(await boss.says("schwierig", file_error="too_large"))
        heard += read(await boss.sends("leer.csv", b""))
        heard += read(await boss.sends("liste.csv", b"Name\r\nPia Neu\r\n;\r\n"))
    await never_mixed(hall, heard, least=12)


async def test_notices_say_one_anrede(hall: Talking) -> None:
    await hall.running()
    for command in (
        c.ChangePresence("p5", "away"),
        c.ChangePresence("p5", "here"),
        c.Swap("p1", "p12"),
        c.Hold(),
        c.Resume(),
        c.Extend(2),
        c.ChangePresence("p7", "left"),
        c.Break(10),
        c.Next(confirm=True),
        c.Next(confirm=True),
        c.Next(confirm=True),
        c.Next(confirm=True),
        c.Next(confirm=True),
        c.Next(confirm=True),
    ):
        if (await hall.now()).phase.step != "ended":
            await hall.do(command)
    for one, other in (("p1", "p2"), ("p2", "p1")):
        await hall.evenings.execute(hall.id, c.OfferContact(one, other), by=one)
    heard, kinds = [], set()
    people = await hall.evenings.people(hall.id)
    for step in await hall.evenings.steps(hall.id, 0):
        for notice in notices(step):
            kinds.add(notice.kind)
            heard += read(render(notice, step.after, people))
    assert {"table", "changed", "held", "resumed", "break", "ended"} <= kinds
    await never_mixed(hall, heard, least=20)


async def test_du_sounds_as_a_german_says_it(store: Store) -> None:
    hall = Talking(store)
    await hall.set_up(anrede="du")
    await hall.do(c.Open())
    guest = await hall.guest("p1")
    assert guest.last.title == "Willkommen beim Netzwerkabend Suhl, Sabine Beyer!"
    assert guest.last.body == "Ich sage dir vor jeder Runde, an welchem Tisch du sitzt. Bist du schon da?"
    assert (await guest.says("da")).title == "Schön, dass du da bist."
    assert (await guest.says("Quatsch")).body == "Dein Tisch: /tisch · alles andere: /hilfe"
    await hall.evenings.close()


async def test_the_anrede_is_a_setting_like_any_other(talking: Talking) -> None:
    boss, guest = await talking.organiser(), await talking.guest("p1")
    assert (await boss.says("einstellungen")).title.endswith("nach der Uhr, per Sie.")
    assert "anrede=sie|du" in boss.last.body
    assert (await boss.says("einstellungen anrede=Du")).title.endswith(", per du.")
    assert (await guest.says("hilfe")).title == "Das kannst du sagen:"
    assert (await boss.says("einstellungen anrede=Ihr")).title == (
        "anrede kann nicht „ihr“ sein. Möglich: sie, du."
    )
    await boss.says("rueckgaengig")
    await boss.taps("Zurücknehmen")
    assert (await guest.says("hilfe")).title == "Das können Sie sagen:"
    await boss.says("sprache en")
    assert (await boss.says("settings anrede=du")).title.endswith("by the clock, German with “du”.")
    assert (await boss.says("help")).title == "You can say this:"


async def test_the_anrede_makes_no_plan_out_of_date(talking: Talking) -> None:
    boss = await talking.organiser()
    await boss.says("plan")
    before = (await talking.now()).draft
    await boss.says("einstellungen anrede=du")
    await boss.says("oeffnen")
    await boss.says("los")
    await boss.taps("Los")
    assert before is not None
    assert (await talking.now()).phase.seating == before.rounds[0]


async def test_strangers_are_siezt(talking: Talking) -> None:
    await talking.set_up(anrede="du")
    assert "Bitte öffnen Sie den Link" in (await talking.phone("s").says("Hallo")).body
