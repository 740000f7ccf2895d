"""How a chat becomes somebody's and nobody's again: codes, lists joined in a chat, groups, evenings that are gone."""

import pytest
from msgspec.structs import replace

from service.evening import commands as c
from tests.bot.conversation.talking import Talking

STRANGE = "Guten Abend, hier ist Tischwechsel."


@pytest.mark.parametrize("said", ["/start", "hallo", "/tisch", "/plan", "", "???", "/help"])
async def test_a_stranger_is_greeted(talking: Talking, said: str) -> None:
    assert (await talking.phone().says(said)).title == STRANGE
    assert (await talking.phone(language="en").says(said)).title == "Good evening, this is Tischwechsel."


@pytest.mark.parametrize(
    "form", ["{}", "/start {}", "!start {}", "`{}`", "https://t.me/TischBot?start={}", "Start: {}"]
)
async def test_a_code_binds_however_it_is_sent(talking: Talking, form: str) -> None:
    phone = talking.phone(channel="matrix")
    code = talking.links.code(await talking.now(), "p3")
    assert (await phone.says(form.format(code))).title == "Willkommen beim Netzwerkabend Suhl, Ines Roth!"
    assert talking.roles == [("matrix", "1", "guest", "de")]
    assert (await talking.now()).people["p3"].channels == ("matrix",)
    # Again by the same chat is no harm, by another one is refused and makes nobody of them.
    assert (await phone.says(code)).title.startswith("Willkommen")
    other = talking.phone("2", channel="matrix")
    assert (await other.says(code)).title.startswith("Dieser Code ist schon benutzt.")
    assert (await other.says("/tisch")).title == STRANGE


@pytest.mark.parametrize("code", ["quatsch", "abc-1-aaaaaaaaaaaaaaaaaaaa", "x" * 300, "-1-", "a-b-c"])
async def test_a_code_of_nobody_is_no_code(talking: Talking, code: str) -> None:
    assert (await talking.phone().says(f"/start {code}")).title == "Diesen Code kenne ich nicht."


async def test_an_organisers_link_opened_twice_is_no_harm(talking: Talking) -> None:
    evening = await talking.now()
    code = talking.tokens.token("organiser_chat", evening.id, 0, evening.organiser_code)
    boss = talking.phone("boss")
    await boss.says(f"/start {code}")
    assert (await boss.says(f"/start {code}")).title == "Der Einlass ist noch nicht offen."
    thief = talking.phone("thief")
    assert (await thief.says(f"/start {code}")).title.startswith("Dieser Code ist schon benutzt.")
    assert (await thief.says("/plan")).title == STRANGE


async def test_somebody_joins_in_a_chat(talking: Talking) -> None:
    phone = talking.phone("77")
    code = talking.tokens.token("join", talking.id)
    asked = await phone.says(f"/dabei {code}")
    assert asked.title == "Willkommen zum Abend „Netzwerkabend Suhl“! Wie heißen Sie?"
    talking.restart()  # the question survives the process
    assert (await phone.says("...")).title == "Wie heißen Sie?"
    assert (await phone.says("/hilfe")).title == "Wie heißen Sie?"
    welcome = await phone.says("  Xaver   Neu ;  Neu & Söhne ")
    assert welcome.title == "Willkommen beim Netzwerkabend Suhl, Xaver Neu!"
    assert "https://abend.example/p/" in welcome.body
    evening = await talking.now()
    (new,) = evening.people.keys() - {f"p{n}" for n in range(1, 13)}
    record = (await talking.evenings.people(talking.id))[new]
    assert (record.person.name, record.person.organisation) == ("Xaver Neu", "Neu & Söhne")
    assert record.chats == {"telegram": "77"}
    assert (await phone.says("/tisch")).title == "Der Einlass ist noch nicht offen."
    assert (await phone.says(f"/dabei {code}")).title.startswith("Willkommen beim")
    assert len((await talking.now()).people) == 13


async def test_a_name_that_is_delivered_twice_makes_one_guest(talking: Talking) -> None:
    phone = talking.phone("77")
    await phone.says(f"https://abend.example/j/{talking.tokens.token('join', talking.id)}")
    for _ in range(2):
        await phone.says("Xaver Neu", id="same")
    assert len((await talking.now()).people) == 13


async def test_joining_can_be_left(talking: Talking) -> None:
    phone = talking.phone("77")
    code = talking.tokens.token("join", talking.id)
    await phone.says(f"/join {code}")
    assert (await phone.says("Abbrechen")).title == "In Ordnung."
    assert (await phone.says("Xaver Neu")).title == STRANGE
    await talking.do(c.Stop(confirm=True))
    assert (await phone.says(f"/join {code}")).title == "Der Abend ist vorbei."


async def test_a_group_hears_nothing_about_anybody(talking: Talking) -> None:
    await talking.running()
    guest = await talking.guest("p1")
    for said in ("", "/tisch", "/ich", "/start", f"/start {talking.links.code(await talking.now(), 'p2')}"):
        answer = await guest.says(said, private=False)
        assert answer.text == "Ich spreche nur unter vier Augen: https://t.me/TischBot"
        assert answer.buttons == ()
    assert (await talking.now()).people["p2"].channels == ()
    matrix = talking.phone(channel="matrix")
    assert (await matrix.says("!tisch", private=False)).title.endswith("Bitte schreiben Sie mir direkt.")


async def test_a_chat_of_an_evening_that_is_deleted_is_a_stranger_politely(talking: Talking) -> None:
    guest, boss = await talking.guest("p1"), await talking.organiser()
    await talking.store.erase(talking.id)
    talking.restart()
    for phone in (guest, boss):
        for said in ("/tisch", "/stand", "hallo"):
            assert (await phone.says(said)).title == "Der Abend, zu dem dieser Chat gehörte, ist gelöscht."


async def test_after_the_end_there_is_still_something_to_say(talking: Talking) -> None:
    guest = await talking.guest("p1")
    await talking.ended()
    assert (await guest.says("/tisch")).title == "Der Abend ist vorbei."
    assert (await guest.says("/kontakt")).title == "Mit wem möchten Sie in Verbindung bleiben?"
    assert (await guest.says("/bewerten 5")).title == "Danke: 5 von 5."
    assert (await guest.says("/pause")).title.startswith("Der Abend ist vorbei")


async def test_the_evening_that_is_on_is_meant(talking: Talking) -> None:
    guest = await talking.guest("p1")
    first = talking.id
    await talking.ended()
    await talking.set_up(4)
    code = talking.links.code(await talking.now(), "p2")
    await guest.says(code)
    assert (await guest.says("ich")).body.startswith("Name: Tom Berger")
    await talking.store.erase(talking.id)
    talking.restart()
    assert (await guest.says("ich")).body.startswith("Name: Sabine Beyer")
    assert talking.id != first


async def test_who_blocked_us_and_writes_again_is_reached_again(talking: Talking) -> None:
    guest = await talking.guest("p1")
    await talking.do(c.LoseChat("p1", "telegram"))
    assert (await talking.now()).people["p1"].channels == ()
    await guest.says("/start")
    slot = (await talking.now()).people["p1"]
    assert (slot.channels, slot.lost) == (("telegram",), ())
    assert (await talking.evenings.people(talking.id))["p1"].chats == {"telegram": "chat-p1"}


async def test_who_was_taken_off_the_list_is_a_stranger(talking: Talking) -> None:
    boss = await talking.organiser()
    await boss.says("dazu Eva Neu")
    (new,) = (await talking.now()).people.keys() - {f"p{n}" for n in range(1, 13)}
    guest = talking.phone("e")
    await guest.says(talking.links.code(await talking.now(), new))
    assert guest.last.title.startswith("Willkommen")
    await boss.says("undo")
    await boss.taps("Zurücknehmen")
    if new not in (await talking.now()).people:
        assert "Willkommen" not in (await guest.says("/tisch")).title


async def test_files_nobody_can_read(talking: Talking) -> None:
    boss = await talking.organiser()
    assert (await boss.says("", file_error="too_large")).title == "Diese Datei kam nicht an."
    odd = await boss.says("", file_error="undecryptable")
    assert odd.text == "Diese Nachricht konnte ich nicht lesen.\nBitte schicken Sie sie noch einmal."


async def test_a_picture_is_answered_too(talking: Talking) -> None:
    guest, boss = await talking.guest("p1"), await talking.organiser()
    assert (await guest.says("")).text == (
        "Das kann ich nicht lesen: bitte als Text.\nIhr Tisch: /tisch · alles andere: /hilfe"
    )
    assert (await boss.says(" ")).text == (
        "Das kann ich nicht lesen: bitte als Text.\n"
        "Die Gästeliste bitte als Datei: Excel oder CSV. Was ich verstehe: /hilfe"
    )
    tom = await talking.guest("p2", language="en", channel="matrix")
    tom.language = None
    assert (await tom.says("")).title == "I can't read that: please send it as text."


async def test_a_guests_file_is_no_list_unless_it_is_called_so(talking: Talking) -> None:
    guest = await talking.guest("p1")
    assert (await guest.sends("flyer.pdf", b"%PDF")).title == "Das kann ich nicht lesen: bitte als Text."
    assert (await guest.sends("Gäste.XLSX", b"")).title == "Gästelisten kann nur die Leitung schicken."
    assert (await guest.says("", file_error="too_large")).title == "Das kann ich nicht lesen: bitte als Text."
    stranger, joining = talking.phone("s"), talking.phone("j")
    assert (await stranger.sends("flyer.pdf", b"%PDF")).title == STRANGE
    await joining.says(f"/join {talking.tokens.token('join', talking.id)}")
    assert (await joining.sends("flyer.pdf", b"%PDF")).title == "Wie heißen Sie?"


@pytest.mark.parametrize("odd", ["\ud83d", "a\udc00b", "\x00", "\x1b[31m", "\u202e\u2066", "\ufeff"])
async def test_what_nobody_types_is_left_out(talking: Talking, odd: str) -> None:
    await talking.do(c.Open())
    boss = await talking.organiser()
    guest, joining = await talking.guest("p1"), talking.phone("j")
    await joining.says(f"/join {talking.tokens.token('join', talking.id)}")
    answers = [
        await guest.says(odd),
        await guest.says(f"/suche Stahl{odd}"),
        await guest.says(f"/suche {odd}"),
        await guest.says(f"/kontakt {odd}"),
        await guest.says(f"1|{odd}|", tapped=True),
        await joining.says(f"Nora{odd} Lind"),
        await boss.says(f"/wer {odd}x"),
        await boss.says(f"/sagen {odd}Hallo"),
        await boss.says(f"/neu {odd}Abend"),
        await boss.sends(f"{odd}.csv", b"Name\r\nAda Lang\r\n"),
    ]
    for answer in answers:
        assert answer.title.strip()
        assert answer.text.encode()
        assert not set("\x00\x1b\u202e\u2066\ufeff") & set(answer.text)
    assert (await guest.says("/tisch")).title == "Der Einlass ist offen."


async def test_nothing_is_said_of_what_another_chat_is(talking: Talking) -> None:
    """A chat on another network with the same address is somebody else."""
    guest = await talking.guest("p1")
    twin = talking.phone(guest.address, channel="matrix")
    assert (await twin.says("/ich")).title == STRANGE
    assert replace(guest.last, title="") != twin.last
