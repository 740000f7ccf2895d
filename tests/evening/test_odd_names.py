"""Names and texts come back as they were given, on every network, however odd they are and however long the answer."""

import html
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import NamedTuple

import pytest

from service.lists.fold import clean_line
from tests.evening.attendee import Attendee, OnMatrix, OnTelegram, OnThePage
from tests.evening.house import Evening, Guest, House
from tests.evening.listener import Listener
from tests.evening.telegram_process import Phone, environment, telegram
from tests.fakes.matrix import Homeserver, MatrixPhone
from tests.fakes.telegram import RemoteBotApi

pytestmark = pytest.mark.timeout(300)

BOT = "@tische:localhost"
NAMES = (
    "<b>_x_</b>", "[Link](http://x.example)", "*Anna* `Beck` ||Spoiler||", "محمد علي", "משה כהן",
    "👩‍👩‍👧‍👦 Familie 👩🏽‍🚀", "Zoe\u0308 A\u030astro\u0308m", "Ada " + "L" * 96, "/tisch", "!stop", "&amp; &#60;i&#62;",
    "{name} %s {0}", "@tischwechsel https://x.example/tisch", "<mx-reply>Ute</mx-reply> <script>alert(1)</script>",
    "Ines \u202eRoth\u200b", "日本 太郎",
)  # fmt: skip
FIRM = "<i>A & B</i> _e.K._ אבג"
SEEKS = "<u>Kunden</u> /hilfe *sofort* שלום 👩‍🔧 &lt;"
SAID = "<b>Achtung</b> _alle_ & [hier](http://x) {name}\n> مرحبا 👩‍🔧 `x` " + "ä" * 400
LONG = [f"Anna {letter * 80}{number}" for number, letter in enumerate("abcdefghijklmnopqrstuvwxyz" * 3)]
ISOLATES = str.maketrans("", "", "\u2068\u2069")
TELEGRAM = 4096


class Halls(NamedTuple):
    """A house with both networks."""

    stack: AsyncExitStack
    house: House
    api: RemoteBotApi
    homeserver: Homeserver


@pytest.fixture
async def halls(tmp_path: Path) -> AsyncIterator[Halls]:
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(telegram("--no-limits"))
        homeserver = await stack.enter_async_context(Homeserver())
        await homeserver.register("tische", "geheim", shown="Tischwechsel")
        networks = environment(
            api, MATRIX_HOMESERVER=homeserver.url, MATRIX_USER=BOT, MATRIX_PASSWORD="geheim"
        )
        house = await stack.enter_async_context(House(tmp_path / "data", environment=networks))
        await house.says("in Telegram: ")
        await house.says("in Matrix: ")
        yield Halls(stack, house, api, homeserver)
        assert house.complaints == []
        for odd in (*NAMES, FIRM, SEEKS, SAID, *LONG):
            assert odd not in house.said
            assert clean_line(odd) not in house.said


async def attendee(halls: Halls, guest: Guest, network: str, number: int) -> Attendee:
    """Somebody's phone, or page."""
    if network == "telegram":
        return OnTelegram(guest, Phone(await halls.api.user(100 + number, language="de", name=guest.name)))
    if network == "matrix":
        phone = MatrixPhone(halls.homeserver, f"gast{number}", shown=guest.name)
        return OnMatrix(guest, await halls.stack.enter_async_context(phone), BOT)
    page = await halls.stack.enter_async_context(Listener(halls.house.http, guest.page))
    return OnThePage(guest, halls.house, page)


async def organisers(halls: Halls, evening: Evening) -> tuple[OnTelegram, OnMatrix]:
    """Two who drive the evening."""
    found: list[Attendee] = []
    for network in ("telegram", "matrix"):
        links = (await evening.ask("GET", "/links")).body["evening"]
        boss = Guest("", "Leitung", "", links["telegram"], links["matrix"])
        one = await attendee(halls, boss, network, 900 + len(found))
        if isinstance(one, OnMatrix):
            await one.phone.invites(BOT)
            await one.reads("Guten Abend")
            await one.says(boss.matrix_code, "Netzwerkabend")
        elif isinstance(one, OnTelegram):
            await one.phone.starts(boss.code)
        found.append(one)
    on_telegram, on_matrix = found
    assert isinstance(on_telegram, OnTelegram)
    assert isinstance(on_matrix, OnMatrix)
    return on_telegram, on_matrix


def told(text: str) -> str:
    """A text as it is seen: what keeps a name to itself is invisible."""
    return text.translate(ISOLATES)


def plain(marked: str) -> str:
    """What an app shows of a formatted body; nothing but our own marks may be marks."""
    bare = re.sub(r"</?strong>|<br>", lambda mark: "\n" if mark[0] == "<br>" else "", marked)
    assert not re.search(r"[<>]", bare), marked
    return html.unescape(bare)


def in_order(pieces: Iterable[str], text: str) -> None:
    """Each piece stands in the text, one after the other."""
    place = 0
    for piece in pieces:
        found = text.find(piece, place)
        assert found >= 0, f"{piece!r} is missing, or comes too early"
        place = found + len(piece)


async def test_everybody_reads_every_name_as_it_is(halls: Halls) -> None:
    evening = await halls.house.evening(
        [{"id": f"g{n}", "name": name, "organisation": FIRM} for n, name in enumerate(NAMES)],
        rounds=4, size=4, minutes=60, change_seconds=1800, clock="manual",
    )  # fmt: skip
    names = {guest.id: guest.name for guest in evening.guests}
    assert list(names.values()) == [clean_line(name) for name in NAMES]
    networks = ("telegram", "matrix", "page", "matrix")
    everybody = [await attendee(halls, guest, networks[n % 4], n) for n, guest in enumerate(evening.guests)]
    for one in everybody:
        welcome = await one.arrives()
        shown = one.page.view["me"]["name"] if isinstance(one, OnThePage) else told(welcome)
        assert names[one.guest.id] in shown
    await evening.does("open")
    for one in everybody:
        assert f"Sie suchen: {SEEKS}" in told(await one.says(f"suche {SEEKS}", "Notiert"))
        me = told(await one.says("ich", "Das ist über Sie gespeichert"))
        assert f"Name: {names[one.guest.id]}\nFirma: {FIRM}\n" in me
    await evening.does("begin", confirm=True)
    await evening.does("say", text=SAID)
    for address in (evening.links["desk"], evening.links["screen"], *(one.guest.page for one in everybody)):
        page = (await halls.house.ask("GET", address)).body
        assert "<script>alert" not in page
        assert "<i>A & B" not in page
    seating = (await evening.now())["seating"]
    for one in everybody:
        table = next(people for people in seating.values() if one.guest.id in people)
        notice = told(await one.reads(r"^Tisch \S+"))
        assert SAID in told(await one.reads("Achtung"))
        answer = told(await one.says("tisch", r"^Tisch \S+"))
        for other in set(table) - {one.guest.id}:
            assert f"{names[other]} ({FIRM})" in notice
            assert f"{names[other]} ({FIRM})" in answer
        if isinstance(one, OnMatrix):
            for letter in one.phone.letters:
                assert letter.html is not None
                assert plain(letter.html) == letter.text
        if isinstance(one, OnThePage):
            others = {f"{names[other]} ({FIRM})" for other in table if other != one.guest.id}
            assert set(one.page.view["place"]["with"]) == others


async def test_a_list_too_long_for_one_message_comes_whole_and_in_order(halls: Halls) -> None:
    evening = await halls.house.evening(
        [{"id": f"g{n}", "name": name} for n, name in enumerate((*NAMES, *LONG))],
        rounds=1, size=4, minutes=60, change_seconds=1800, clock="manual",
    )  # fmt: skip
    await evening.does("open")
    await evening.does("begin", confirm=True)
    seating = (await evening.now())["seating"]
    long = {f"g{n}": name.split()[1] for n, name in enumerate((*NAMES, *LONG)) if name in LONG}
    wanted = [
        long[person] for table in sorted(seating, key=int) for person in seating[table] if person in long
    ]
    assert sum(map(len, wanted)) > TELEGRAM + 1000
    on_telegram, on_matrix = await organisers(halls, evening)
    await on_telegram.phone.catches_up()
    await on_telegram.phone.user.types("/tisch")
    pages: list[str] = []
    while not pages or wanted[-1] not in pages[-1]:
        pages.append((await on_telegram.phone.next_letter()).text)
    assert len(pages) > 1
    assert all(len(page.encode("utf-16-le")) // 2 <= TELEGRAM for page in pages)
    in_order(wanted, "\n".join(pages))
    before = len(on_matrix.phone.letters)
    await on_matrix.says("tisch", re.escape(wanted[-1]))
    letters = on_matrix.phone.letters[before:]
    assert len(letters) > 1
    in_order(wanted, "\n".join(letter.text for letter in letters))
    for place, name in enumerate(NAMES):
        who = await on_matrix.says(f"wer #{place + 1}", ".")
        assert clean_line(name) in told(who), who
