"""What people get wrong: each time a sentence that helps, and nothing has changed."""

import asyncio
import os
import re
import signal
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from service.configuration import BadConfiguration, read_configuration
from service.store.engine import find_engine
from tests.evening.house import PATIENCE, Answer, Evening, House, free_port, guests
from tests.evening.listener import Listener

pytestmark = [pytest.mark.timeout(300), pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def busy(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """One service for all who do something wrong in it."""
    async with House(tmp_path_factory.mktemp("busy") / "data") as opened:
        yield opened
        assert opened.complaints == []


async def refused(evening: Evening, word: str, code: str, **arguments: Any) -> str:
    """The API and the desk refuse this word alike, and nothing changes; the desk's sentence."""
    before = await evening.now()
    over_api = await evening.says(word, **arguments)
    at_desk = await evening.at_desk(word, **arguments)
    for answer in (over_api, at_desk):
        assert (answer.status, answer.body["code"]) == (409, code), (word, answer.body)
    assert await evening.now() == before
    sentence: str = at_desk.body["detail"]
    assert sentence
    assert "{" not in sentence
    assert sentence[-1] in ".?", sentence
    return sentence


async def test_one_guest_is_too_few_for_a_round(busy: House) -> None:
    evening = await busy.evening(guests(1), rounds=3, size=4)
    await evening.does("open")
    for word in ("plan", "begin"):
        told = await refused(evening, word, "too_few_people", confirm=True)
        assert "nur 1 Gast" in told
        assert re.search(r"mindestens \d", told)
    for name in ("Petra Wolf", "Ali Kaya"):
        await evening.does("add", name=name)
    assert (await evening.now())["state"] == "open"
    await evening.does("plan")
    await evening.does("begin", confirm=True)


async def test_an_empty_evening_can_be_opened_but_not_begun(busy: House) -> None:
    evening = await busy.evening(rounds=3)
    await evening.does("open")
    for word in ("plan", "begin"):
        await refused(evening, word, "too_few_people", confirm=True)


async def test_tables_that_seat_not_everybody_are_counted_out(busy: House) -> None:
    evening = await busy.evening(guests(9), rounds=2, size=4, tables=2)
    await evening.does("open")
    for word in ("plan", "begin"):
        told = await refused(evening, word, "tables_too_few", confirm=True)
        assert "1 Gast" in told
        assert re.search(r"2 Tische \w+ 4", told)
        assert "Ein Tisch mehr" in told
    await evening.does("settings", settings={"tables": 3})
    await evening.does("plan")
    await evening.does("begin", confirm=True)
    seated = (await evening.now())["seating"]
    assert sorted(map(len, seated.values())) == [3, 3, 3]


async def test_words_out_of_turn_change_nothing(busy: House) -> None:
    evening = await busy.evening(guests(6), rounds=2, size=3)
    early = {"begin": "not_open", "next": "not_begun", "hold": "not_begun", "resume": "not_begun"}
    for word, code in early.items():
        await refused(evening, word, code, confirm=True)
    await refused(evening, "break", "not_begun", minutes=5)
    await refused(evening, "extend", "not_begun", minutes=5)
    await evening.does("open")
    await refused(evening, "open", "already_open")
    await refused(evening, "next", "not_begun")
    assert "6" in await refused(evening, "begin", "confirm_needed")
    await evening.does("begin", confirm=True)
    for word in ("open", "plan", "begin"):
        await refused(evening, word, "already_open" if word == "open" else "already_begun", confirm=True)
    await refused(evening, "resume", "not_held")
    await evening.does("hold")
    await refused(evening, "hold", "already_held")
    await evening.does("resume")
    await evening.does("next")
    assert "bis" in await refused(evening, "next", "confirm_needed")
    assert "Runde 1 von 2" in await refused(evening, "stop", "confirm_needed")
    await evening.does("next", confirm=True)
    await evening.does("next", confirm=True)
    await refused(evening, "break", "last_round", minutes=5)
    await refused(evening, "settings", "bad_setting", settings={"rounds": 1})
    await evening.does("next", confirm=True)
    assert (await evening.now())["state"] == "ended"
    for word in ("open", "plan", "begin", "next", "hold", "resume", "stop"):
        await refused(evening, word, "ended", confirm=True)


async def test_arguments_that_cannot_be_are_named(busy: House) -> None:
    evening = await busy.evening(guests(6), rounds=2, size=3)
    assert "dance" in await refused(evening, "dance", "unknown_command")
    await refused(evening, "absent", "argument_missing")
    await refused(evening, "say", "argument_missing")
    assert "Niemand Nirgends" in await refused(
        evening, "absent", "unknown_participant", participant="Niemand Nirgends"
    )
    await refused(evening, "say", "nothing_to_say", text="   ")
    await evening.does("open")
    await evening.does("begin", confirm=True)
    for minutes in (0, 1e9, "viel", -1e9):
        await refused(evening, "extend", "bad_minutes", minutes=minutes)
    for settings in ({"rounds": 0}, {"rounds": "x"}, {"size": 1}, {"minutes": -1}, {"clock": "sand"}):
        await refused(evening, "settings", "bad_setting", settings=settings)
    assert "farbe" in await refused(evening, "settings", "unknown_setting", settings={"farbe": "rot"})
    for body in (b"{", b"[]", b'{"command": 7}', b'{"command": "next", "colour": "red"}', b"\xff\xfe"):
        for address in (f"/api/v1/evenings/{evening.id}/commands", evening.links["desk"] + "/commands"):
            answer = await busy.ask(
                "POST", address, body, token=evening.token, headers={"Content-Type": "application/json"}
            )
            assert answer.status in (400, 422), (body, answer)
            assert answer.body["code"]
            assert answer.body["detail"]


async def test_a_guest_can_say_anything_on_their_page(busy: House) -> None:
    evening = await busy.evening(guests(6), rounds=2, size=3)
    page = evening.guests[0].page

    async def reply(**said: str) -> str:
        answer = await busy.ask("POST", page + "/commands", said)
        assert answer.status == 200, answer.body
        return f"{answer.body['reply']['title']}\n{answer.body['reply']['body']}"

    assert (await reply(command="here")).startswith("Der Einlass ist noch nicht offen.")
    assert (await reply(text="/hier")).startswith("Der Einlass ist noch nicht offen.")
    await evening.does("open")
    before = (await evening.now())["version"]
    for text in ("/weiter", "/los", "/ende ok", "/sagen Alle nach Hause"):
        assert (await reply(text=text)).startswith("Das kann nur die Leitung.")
    for text in (
        "qwertz",
        "<script>alert(1)</script>",
        "/",
        "x" * 5000,
        "/start",
        "\u202e",
        "/sprache klingonisch",
    ):
        assert (await reply(text=text)).strip()
    assert (await evening.now())["version"] == before
    await evening.does("stop", confirm=True)
    for word in ("here", "pause", "back", "table"):
        assert "vorbei" in await reply(command=word), word
    async with Listener(busy.http, page) as line:
        assert line.view["state"] == "ended"
        assert line.view["commands"] == []


async def test_links_that_lead_nowhere_say_so_in_both_languages(busy: House) -> None:
    evening = await busy.evening(guests(2))
    tokens = {
        kind: evening.links[name].rpartition("/")[2]
        for kind, name in (("d", "desk"), ("s", "screen"), ("j", "join"))
    }
    tokens["p"] = evening.guests[0].page.rpartition("/")[2]
    other = (await busy.evening(guests(2))).guests[0].page.rpartition("/")[2]
    for kind, right in tokens.items():
        assert (await busy.ask("GET", f"/{kind}/{right}")).status == 200
        strange = [token for k, token in tokens.items() if k != kind]
        strange += [
            "x",
            right[:-1],
            right + "a",
            right.upper(),
            right.replace("-", "-9", 1),
            "ä-1-ü",
            "%00",
            "a" * 3000,
        ]
        strange += [
            f"{right.split('-')[0]}-1-{other.split('-')[2]}",
            f"{other.split('-')[0]}-1-{right.split('-')[2]}",
        ]
        strange += [
            f"nosuch-1-{right.split('-')[2]}",
            f"{right.split('-')[0]}-{10**30}-{right.split('-')[2]}",
        ]
        for token in strange:
            page = await busy.ask("GET", f"/{kind}/{token}")
            assert page.status == 404, (kind, token)
            assert "Dieser Link führt nirgends hin" in page.body, (kind, token)
            assert "This link leads nowhere" in page.body
        for path in {"p": ("events", "view"), "d": ("events",), "s": ("events",), "j": ()}[kind]:
            assert (await busy.ask("GET", f"/{kind}/{right[:-1]}/{path}")).status == 404
        for path in {"p": ("commands",), "d": ("commands", "participants"), "s": (), "j": ()}[kind]:
            answer = await busy.ask("POST", f"/{kind}/{right[:-1]}/{path}", {"command": "open"})
            assert (answer.status, answer.body["code"]) == (404, "unknown_token")
    assert (await evening.now())["state"] == "created"
    assert (await busy.ask("GET", f"/api/v1/evenings/{evening.id}", token="wrong")).status == 401
    assert (await busy.ask("GET", f"/api/v1/evenings/{evening.id}", token=other)).status in (401, 403)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   \n\n ",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
        b"PK\x03\x04" + b"\0" * 200,
        b"<!doctype html><html><body><h1>Anmelden</h1></body></html>",
        b"Sehr geehrte Damen und Herren,\nanbei die Liste.\nMit Gruss\n",
        b"Vorname;Nachname;Firma\n",
    ],
    ids=["nothing", "blank", "png", "pdf", "broken zip", "html", "a letter", "headings only"],
)
async def test_a_file_that_is_no_list_adds_nobody(busy: House, data: bytes) -> None:
    evening = await busy.evening(guests(2))
    before = await evening.now()
    address = f"/api/v1/evenings/{evening.id}/participants"
    for where in (address, evening.links["desk"] + "/participants"):
        answer = await busy.ask(
            "POST", where, data, token=evening.token, headers={"Content-Type": "application/octet-stream"}
        )
        assert 400 <= answer.status < 500, answer
        assert answer.body["code"] != "internal"
        assert len(answer.body["detail"]) > 10
    assert await evening.now() == before


async def test_a_second_service_on_the_same_folder_is_refused(busy: House) -> None:
    second = House(busy.data)
    await second.launch()
    assert await second.ended() == 1
    assert str(busy.data) in second.said
    assert "in use by another Tischwechsel service" in second.said
    assert "Traceback" not in second.said
    assert (await busy.ask("GET", "/livez")).status == 200
    evening = await busy.evening(guests(4), rounds=2, size=2)
    await evening.does("open")


async def test_a_port_that_is_taken_is_named(busy: House, tmp_path: Path) -> None:
    second = House(tmp_path / "data", port=busy.port)
    await second.launch()
    assert await second.ended() == 1
    assert re.search(rf"cannot listen on 127\.0\.0\.1:{busy.port}: .*in use", second.said), second.said
    assert "Traceback" not in second.said
    await nothing_runs(second.redis)
    assert (await busy.ask("GET", "/livez")).status == 200


async def test_what_the_command_line_cannot_mean_is_said_in_a_line(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("I am no folder")
    letter = tmp_path / "letter.csv"
    letter.write_text("Sehr geehrte Damen und Herren")
    wrong = [
        (House(tmp_path / "a", "--port", "99999"), 2, "65535"),
        (House(tmp_path / "a", "--example", str(tmp_path / "missing.csv")), 2, "missing.csv"),
        (House(tmp_path / "a", "--example", str(letter)), 2, "letter.csv"),
        (House(tmp_path / "a", environment={"REDIS_URL": "localhost:6379"}), 2, "REDIS_URL"),
        (House(taken), 1, str(taken)),
        (House(taken, environment={"REDIS_URL": "redis://127.0.0.1:1"}), 2, str(taken)),
    ]

    async def fails(house: House, status: int, named: str) -> None:
        await house.launch()
        assert await house.ended() == status, house.said
        assert named in house.said.replace("\n", ""), house.said
        assert "Traceback" not in house.said

    for case in wrong:
        await fails(*case)
    assert not (tmp_path / "a" / "redis").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REDIS_URL", "redis://:s3cret@localhost:x"),
        ("REDIS_URL", "http://:s3cret@localhost:6379"),
        ("LOG_FORMAT", "xml"),
        ("PUBLIC_URL", "tische.example"),
        ("TELEGRAM_TOKEN_FILE", "/no/such/file"),
    ],
)
async def test_a_setting_that_cannot_be_is_named_and_no_secret_shown(name: str, value: str) -> None:
    with pytest.raises(BadConfiguration, match=name) as wrong:
        read_configuration({name: value})
    assert "s3cret" not in str(wrong.value)


async def test_a_redis_that_is_away_is_waited_for(tmp_path: Path) -> None:
    port = free_port()
    list_of_guests = tmp_path / "gaeste.csv"
    list_of_guests.write_text("Name;Firma\nSabine Beyer;Beyer GmbH\nTom Berger;Berger Optik\n")
    environment = {"REDIS_URL": f"redis://127.0.0.1:{port}/0"}
    async with House(tmp_path / "data", "--example", str(list_of_guests), environment=environment) as house:
        assert (await house.ask("GET", "/livez")).body == {"status": "ok"}
        down = await house.answers("/readyz", 503)
        assert (down.body["status"], down.body["redis"]) == ("down", "gone")
        refused = await house.ask("POST", "/api/v1/evenings", {"name": "Abend"}, token=house.service_token)
        assert_try_again(refused)
        page = await house.ask("GET", "/p/abcdefghij-1-aaaaaaaaaaaaaaaaaaaa", headers={"Accept": "text/html"})
        assert page.status == 503
        assert "Gleich wieder da" in page.body
        assert "Back in a moment" in page.body
        redis = await start_redis(tmp_path, port)
        try:
            await house.answers("/readyz")
            desk = await house.says(r"Empfang\s+(http\S+/d/\S+)")
            async with Listener(house.http, desk[1]) as line:
                assert [p["name"] for p in line.view["everyone"]] == ["Sabine Beyer", "Tom Berger"]
                evening = await house.evening(guests(4), rounds=2, size=2)
                await evening.does("open")
                redis.kill()
                await redis.wait()
                assert (await house.answers("/readyz", 503)).body["redis"] == "gone"
                assert_try_again(await evening.says("plan"))
                redis = await start_redis(tmp_path, port)
                await house.answers("/readyz")
                assert (await evening.now())["state"] == "open"
                await evening.does("plan")
                said = await house.ask("POST", desk[1] + "/commands", {"command": "open"})
                assert said.status == 200
                await line.shows(state="open")
        finally:
            with suppress(ProcessLookupError):
                redis.kill()
            await redis.wait()
        assert await house.stop() == 0


def assert_try_again(answer: Answer) -> None:
    assert (answer.status, answer.body["code"]) == (503, "store_away")
    assert int(answer.headers["Retry-After"]) > 0


async def start_redis(folder: Path, port: int) -> asyncio.subprocess.Process:
    """A Redis that keeps every write, as somebody else's would be."""
    where = folder / "redis"
    where.mkdir(exist_ok=True)
    words = [
        find_engine().server,
        "--port",
        str(port),
        "--dir",
        where,
        "--appendonly",
        "yes",
        "--appendfsync",
        "always",
    ]
    quiet = asyncio.subprocess.DEVNULL
    return await asyncio.create_subprocess_exec(*map(str, words), stdout=quiet, stderr=quiet)


async def nothing_runs(pid: int) -> None:
    """Wait until this process is gone."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                os.kill(pid, signal.SIG_DFL)
            except ProcessLookupError:
                return
            await asyncio.sleep(0.05)
