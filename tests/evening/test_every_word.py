"""Every word of every role on every network: an organiser and guests who say all there is to say."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.conversation.words import GUEST, ORGANISER
from tests.evening.attendee import Attendee, OnMatrix, OnTelegram, OnThePage
from tests.evening.house import Evening, Guest, House
from tests.evening.listener import Listener
from tests.evening.telegram_process import Phone, environment, telegram
from tests.fakes.matrix import Homeserver, MatrixPhone
from tests.fakes.telegram import RemoteBotApi

pytestmark = pytest.mark.timeout(300)

BOT = "@tische:localhost"
NAMES = ("Sabine Beyer", "Tom Berger", "Ines Roth", "Ali Kaya", "Petra Wolf", "Jörg Weiß", "Karsten Ott")
LIST = "Name;Firma;E-Mail\r\n" + "\r\n".join(
    f"{name};{name.split()[1]} GmbH;{name.split()[1].lower()}@example.org" for name in NAMES
)

Line = tuple[str, str, str, str]
"""Who speaks (boss, sabine, tom), the word it shows, what is typed, and a pattern of the answer."""

TAP = "[the first button]"

BEFORE: list[Line] = [
    ("boss", "settings", "/einstellungen runden=4 minuten=30 wechsel=900 plaetze=4", "4 Runden, 30 Minuten"),
    ("boss", "help", "/hilfe", "Das können Sie sagen"),
    ("boss", "help", "/hilfe tausch", "tausch"),
    ("boss", "language", "/sprache en", "English"),
    ("boss", "language", "/language de", "Deutsch"),
    ("boss", "links", "/links", r"(?s)/d/.*/s/.*/j/"),
    ("boss", "apart", "/getrennt beyer; weiss", "Sabine Beyer.*Jörg Weiß|Jörg Weiß.*Sabine Beyer"),
    ("boss", "together", "/zusammen roth und kaya", "Ines Roth.*Ali Kaya|Ali Kaya.*Ines Roth"),
    ("boss", "open", "/öffnen", "Der Einlass ist offen"),
]
"""Before guests connect."""

LINES: list[Line] = [
    ("sabine", "help", "hilfe", "Das können Sie sagen"),
    ("sabine", "here", "Ich bin da!", "Schön, dass Sie da sind"),
    ("tom", "here", "/hier", "Schön, dass Sie da sind"),
    ("sabine", "seek", "/suche Spannzangen nach Zeichnung", "Spannzangen"),
    ("tom", "offer", "/biete Spannzangen", "Spannzangen"),
    ("sabine", "known", "/kenne Petra Wolf", "Notiert|notiert"),
    ("sabine", "avoid", "/meide Karsten Ott", "(?i)notiert|plan"),
    ("sabine", "station", "/station 3", "(?i)station"),
    ("sabine", "language", "/language en", "English"),
    ("sabine", "language", "/sprache deutsch", "Deutsch"),
    ("sabine", "share", "/nennen ja", "Danke"),
    ("tom", "share", "/nennen", "mit Ihrem Namen"),
    ("boss", "plan", "/plan", "7 Gäste"),
    ("boss", "matches", "/treffer", "(?s)1 Treffer.*Sabine Beyer.*Spannzangen.*Tom Berger"),
    ("boss", "match", "/passt roth; kaya", "Ines Roth sucht, was Ali Kaya bietet"),
    ("boss", "strike", "/streichen roth; kaya", "gestrichen"),
    ("boss", "invite", "/einladen", "bietet"),
    ("boss", "begin", "/los", "Jetzt beginnen|Trotzdem|beginnen"),
    ("boss", "begin", TAP, "Runde 1 ist angesagt"),
    ("boss", "next", "/weiter", "Runde 1 läuft"),
    ("sabine", "table", "Tisch?", "Tisch [12]"),
    ("boss", "status", "/stand", "Runde 1 von 4"),
    ("boss", "table", "/tisch 1", "Tisch 1"),
    ("boss", "who", "/wer weiss", "Jörg Weiß"),
    ("boss", "absent", "/fehlt ott", "Karsten Ott"),
    ("boss", "back", "/zurueck ott", "Karsten Ott"),
    ("boss", "add", "/dazu Nora Lind; Lind Logistik", "Nora Lind"),
    ("boss", "told", "/gesagt", "(?s)persönlich Bescheid sagen.*Nora Lind"),
    ("boss", "told", "/gesagt lind", "."),
    ("boss", "swap", "/tausch {swapped}", "."),
    ("boss", "host", "/gastgeber 1; kaya", "Ali Kaya"),
    ("boss", "visit", "/besuch lind 0:00-11:59; 1, 2", "Nora Lind ist von 0:00 bis 11:59 Ehrengast|schon"),
    ("boss", "visit", "/besuch lind; 1, 2", "Nora Lind"),
    ("boss", "undo", "/rueckgaengig", "besuch"),
    ("boss", "undo", TAP, "zurückgenommen"),
    ("boss", "say", "/sagen Das Buffet ist eröffnet.", "(?s)Gästen sagen.*Das Buffet ist eröffnet"),
    ("boss", "say", TAP, "Das Buffet ist eröffnet"),
    ("boss", "extend", "/verlaengern 2", "Der Gong kommt um"),
    ("boss", "hold", "/anhalten", "(?i)uhr|angehalten|pause"),
    ("boss", "resume", "/fortsetzen", "Der Gong kommt um"),
    ("boss", "break", "/kaffee 5", "5 Minuten"),
    ("boss", "finish", "/schluss 23:59", "(?i)runde|fertig"),
    ("boss", "leave", "/geht wolf nach 2", "Petra Wolf"),
    ("sabine", "missing", "leer", "Wessen Platz ist leer"),
    ("sabine", "wish", "/wunsch {with_sabine}", "(?i)notiert"),
    ("sabine", "contact", "/kontakt {with_sabine}", "."),
    ("sabine", "contacts", "/kontakte", "(?i)kontakt"),
    ("sabine", "note", "/notiz Drei wollen gemeinsam einkaufen", "(?i)gastgeber"),
    ("sabine", "rate", "/bewerten 5", "(?i)dank"),
    ("sabine", "me", "/ich", "(?s)Sabine Beyer.*Spannzangen"),
    ("sabine", "pause", "/pause", "(?i)setzen.*aus"),
    ("sabine", "back", "/zurück", "(?i)tisch|da sind"),
    ("boss", "close", "/zu 2", "(?i)tisch 2"),
    ("boss", "close", TAP, "(?i)tisch 2 ist zu"),
    ("boss", "organiser", "/leitung berger", "Tom Berger"),
    ("tom", "status", "/stand", "Runde 1 von 4"),
    ("boss", "report", "/bericht", "(?i)runde"),
    ("tom", "leave", "/geht", "Kommen Sie gut|danke"),
    ("sabine", "forget", "/vergiss", "(?i)löschen"),
    ("sabine", "forget", TAP, "(?i)gelöscht"),
    ("boss", "stop", "/ende", "(?i)beenden"),
    ("boss", "stop", TAP, "Der Abend ist vorbei"),
]

ELSEWHERE = {"new", "people", "start", "join"}
"""Words that make an evening and connect chats: said in `doors`."""


def test_the_script_says_every_word() -> None:
    said = {(("organiser" if who == "boss" else "guest"), word) for who, word, *_ in (*BEFORE, *LINES)}
    every = {("organiser", word.name) for word in ORGANISER} | {("guest", word.name) for word in GUEST}
    assert {one for one in every - said if one[1] not in ELSEWHERE} == set()


@pytest.fixture
async def doors(tmp_path: Path) -> AsyncIterator[tuple[AsyncExitStack, House, RemoteBotApi, Homeserver]]:
    """A house with both networks."""
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(telegram("--no-limits"))
        homeserver = await stack.enter_async_context(Homeserver())
        await homeserver.register("tische", "geheim", shown="Tischwechsel")
        networks = environment(
            api, MATRIX_HOMESERVER=homeserver.url, MATRIX_USER=BOT, MATRIX_PASSWORD="geheim"
        )
        house = await stack.enter_async_context(House(tmp_path / "data", environment=networks))
        yield stack, house, api, homeserver
        assert house.complaints == []


@pytest.mark.parametrize("network", ["telegram", "matrix", "page"])
async def test_every_word_is_understood(
    network: str, doors: tuple[AsyncExitStack, House, RemoteBotApi, Homeserver]
) -> None:
    stack, house, api, homeserver = doors
    boss_network = "telegram" if network == "page" else network
    people: dict[str, Attendee] = {}

    async def somebody(name: str, on: str, guest: Guest) -> Attendee:
        if on == "telegram":
            return OnTelegram(guest, Phone(await api.user(100 + len(people), language="de", name=guest.name)))
        if on == "page":
            page = await stack.enter_async_context(Listener(house.http, guest.page))
            return OnThePage(guest, house, page)
        phone = await stack.enter_async_context(MatrixPhone(homeserver, name))
        return OnMatrix(guest, phone, BOT)

    code = await house.says(rf"in {boss_network.capitalize()}: .*(service\S+)")
    nobody = Guest("", "Leitung", "", *2 * (f"?start={code[1]}",))
    people["boss"] = await somebody("leitung", boss_network, nobody)
    await connects(people["boss"], "Abende anlegen")
    await people["boss"].says("/neu Netzwerkabend Suhl", "„Netzwerkabend Suhl“ ist angelegt")
    evening = await takes_the_list(house, people["boss"])
    await speak(people, BEFORE, evening)
    for name in ("sabine", "tom"):
        guest = next(one for one in evening.guests if one.name.lower().startswith(name))
        people[name] = await somebody(name, network, guest)
        await connects(people[name], "Willkommen")
    await speak(people, LINES, evening)
    if network != "page":
        await people["sabine"].says("/tisch", "Guten Abend, hier ist Tischwechsel")


async def connects(attendee: Attendee, answer: str) -> None:
    """Bind the chat; a page needs nothing."""
    if isinstance(attendee, OnTelegram):
        assert re.search(answer, (await attendee.phone.starts(attendee.guest.code)).text)
    elif isinstance(attendee, OnMatrix):
        await attendee.phone.invites(BOT)
        await attendee.reads("Guten Abend")
        await attendee.says(f"!start {attendee.guest.matrix_code}", answer)


async def takes_the_list(house: House, boss: Attendee) -> Evening:
    """The list goes in as a file; the evening as its desk and API see it."""
    if isinstance(boss, OnTelegram):
        assert "7 Gäste: 7 neu" in (await boss.phone.sends("gaeste.csv", LIST.encode())).text
    else:
        assert isinstance(boss, OnMatrix)
        await boss.phone.sends_file("gaeste.csv", LIST.encode())
        await boss.reads("7 Gäste: 7 neu")
    await boss.agrees("7 Gäste übernommen")
    text = await boss.says("/links", "Die Links")
    desk = re.search(r"http\S+/d/\S+", text)
    assert desk is not None
    page = Listener(house.http, desk[0])
    async with page:
        everyone = page.view["everyone"]
    evening = Evening(house, "", "", {"desk": desk[0]})
    evening.guests = [
        Guest(p["id"], p["name"], p["links"]["page"], p["links"]["telegram"], p["links"]["matrix"])
        for p in everyone
    ]
    return evening


async def speak(people: dict[str, Attendee], lines: list[Line], evening: Evening) -> None:
    """Say line after line; each answer must fit, and nobody is ever not understood."""
    for who, _, typed, answer in lines:
        text = typed
        if "{" in typed:
            text = typed.format(**await places(people["boss"]))
        told = await (people[who].agrees(answer) if typed == TAP else people[who].says(text, answer))
        assert "nicht verstanden" not in told, f"{who}: {text}: {told}"


async def places(boss: Attendee) -> dict[str, str]:
    """Names for what depends on the plan: who sits with Sabine, and two at different tables who may change."""
    tables = [
        [line.partition(" (")[0] for line in (await boss.says(f"/tisch {n}", f"Tisch {n}")).splitlines()[1:]]
        for n in (1, 2)
    ]
    free = [
        [name for name in names if name in NAMES and name not in ("Sabine Beyer", "Jörg Weiß")]
        for names in tables
    ]
    hers = next(names for names in tables if "Sabine Beyer" in names)
    return {
        "with_sabine": next(name for name in hers if name != "Sabine Beyer"),
        "swapped": f"{free[0][0]}; {free[1][0]}",
    }
