"""What people say and send arrives once, in order, also across a restart."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot.matrix import MatrixChannel, files
from tests.fakes.matrix import Homeserver

from .conftest import PASSWORD, Hall, Open, Reader

CRASHING = """
import asyncio, os, signal, sys
from pathlib import Path
from bot.channel import Message
from bot.matrix import MatrixChannel

async def main():
    channel = MatrixChannel(sys.argv[1], sys.argv[2], password=sys.argv[3], data=Path(sys.argv[4]))
    await channel.start()
    async for item in channel.incoming():
        print("heard", item.id, item.text, flush=True)
        await channel.answer(item, Message("gehört: " + item.text))
        if item.text == sys.argv[5]:
            os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


@pytest.mark.parametrize("encrypted", [True, False])
async def test_texts_files_and_captions_arrive(
    hall: Hall, channel: MatrixChannel, reader: Reader, encrypted: bool
) -> None:
    ines = await hall.guest("ines", channel, reader, encrypted=encrypted)
    event = await ines.says("!tisch?\nZoë 👩🏽‍🚀")
    item = await reader.next()
    assert (item.id, item.address, item.text, item.private) == (event, ines.user, "!tisch?\nZoë 👩🏽‍🚀", True)
    await ines.sends_file("gäste.csv", b"Name;Firma\r\n", size=10**12)
    file = (await reader.next()).file
    assert file is not None
    assert (file.name, file.data) == ("gäste.csv", b"Name;Firma\r\n")


async def test_a_file_is_measured_by_what_comes_not_by_what_it_claims(
    hall: Hall, channel: MatrixChannel, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "FILE_BYTES", 100_000)
    ines = await hall.guest("ines", channel, reader)
    await ines.sends_file("film.mp4.csv", b"x" * 100_001, size=3)
    item = await reader.next()
    assert (item.file, item.file_error) == (None, "too_large")


async def test_a_file_that_is_not_there_or_does_not_fit_its_key_says_so(
    hall: Hall, channel: MatrixChannel, reader: Reader
) -> None:
    ines = await hall.guest("ines", channel, reader)
    for content in (
        {"url": "mxc://localhost/nothing"},
        {"url": "https://example.org/a.csv"},
        {"file": {"url": "mxc://localhost/nothing", "key": {}, "hashes": {}, "iv": ""}},
    ):
        await ines.sends("m.room.message", {"msgtype": "m.file", "body": "a.csv", **content})
        await ines.says("danach")
        items = [await reader.next()]
        if items[0].text != "danach":
            assert items[0].file_error == "unavailable"
            items.append(await reader.next())
        assert items[-1].text == "danach"


async def test_edits_notices_and_odd_events_are_no_words(
    hall: Hall, channel: MatrixChannel, reader: Reader
) -> None:
    ines = await hall.guest("ines", channel, reader, encrypted=False)
    first = await ines.says("!tisch")
    await ines.edits(first, "!hier")
    odd: tuple[tuple[str, dict[str, object]], ...] = (
        ("m.room.message", {"msgtype": "m.notice", "body": "I am a bot"}),
        ("m.room.message", {}),
        ("m.room.message", {"msgtype": "m.text"}),
        ("m.room.message", {"msgtype": 5, "body": ["x"]}),
        ("m.reaction", {"m.relates_to": {"rel_type": "m.annotation"}}),
        ("m.reaction", {"m.relates_to": "x"}),
        ("m.room.encrypted", {"algorithm": "m.megolm.v1.aes-sha2"}),
        ("org.example.odd", {"body": {"a": [1, None]}}),
        ("m.room.redaction", {"redacts": 7}),
    )
    for kind, content in odd:
        await ines.call("PUT", f"rooms/{ines.room}/send/{kind}/odd{odd.index((kind, content))}", content)
    await ines.call("PUT", f"rooms/{ines.room}/state/m.room.name", {"name": ["x"]})
    sticker = {"msgtype": "m.image", "body": "a.png", "url": "mxc://localhost/a"}
    await ines.sends("m.room.message", sticker)
    await ines.sends("m.room.message", {"msgtype": "m.text", "body": "", "m.relates_to": {"a": 1}})
    await ines.says("!da")
    assert await reader.texts(4) == ["!tisch", "", "", "!da"]


async def test_a_restart_neither_loses_nor_repeats_and_unfinished_comes_again(
    hall: Hall, opened: Open
) -> None:
    first = await opened()
    reading = Reader(first)
    ines = await hall.guest("ines", first, reading)
    for text in ("one", "two", "three"):
        await ines.says(text)
    assert await reading.texts(1) == ["one"]
    unfinished = await reading.next()
    await first.close()
    await ines.says("four")
    again = Reader(await opened())
    items = [await again.next() for _ in range(3)]
    assert [item.text for item in items] == ["two", "three", "four"]
    assert items[0].id == unfinished.id


async def test_more_than_one_answer_holds_is_read_after_a_long_absence(hall: Hall, opened: Open) -> None:
    first = await opened()
    reading = Reader(first)
    ines = await hall.guest("ines", first, reading)
    waiting = asyncio.create_task(reading.next())
    await asyncio.sleep(0.1)
    waiting.cancel()
    await first.close()
    for number in range(130):
        await ines.call(
            "PUT", f"rooms/{ines.room}/send/org.example.noise/{number}", {"n": number}
        ) if 5 < number < 125 else await ines.says(f"{number}")
    again = Reader(await opened())
    assert await again.texts(11) == [str(n) for n in (*range(6), *range(125, 130))]


async def crash_at(last: str, *arguments: str) -> list[tuple[str, str]]:
    """A bot in a process of its own that answers until it hears `last`, and is killed there: what it heard."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CRASHING, *arguments, last, stdout=asyncio.subprocess.PIPE, env=dict(os.environ)
    )
    try:
        output, _ = await asyncio.wait_for(child.communicate(), 20)
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    assert child.returncode == -signal.SIGKILL
    lines = [line.split(" ", 2) for line in output.decode().splitlines() if line.startswith("heard")]
    return [(event, text) for _, event, text in lines]


async def test_a_killed_process_loses_nothing_and_answers_nothing_twice(
    hall: Hall, opened: Open, homeserver: Homeserver, tmp_path: Path, name: str
) -> None:
    user = f"@bot-{name}:localhost"
    bot = (homeserver.url, user, PASSWORD, str(tmp_path))
    ines = await hall.phone("ines")
    await ines.invites(user)
    heard = await crash_at("/start", *bot)
    for text in ("one", "two", "three", "four"):
        await ines.says(text)
    heard += await crash_at("three", *bot)
    reading = Reader(await opened())
    while heard[-1][1] != "four":
        item = await reading.next()
        heard.append((item.id, item.text))
    assert list(dict(heard).values()) == ["/start", "one", "two", "three", "four"]
    await ines.hears("three")
    answers = [letter.text for letter in ines.letters]
    assert answers == ["gehört: !start", "gehört: one", "gehört: two", "gehört: three"]
    assert ines.undecryptable == []


async def test_a_message_whose_key_never_comes_is_asked_for_once(
    hall: Hall, channel: MatrixChannel, reader: Reader
) -> None:
    ines = await hall.guest("ines", channel, reader)
    await ines.says("lesbar")
    assert (await reader.next()).text == "lesbar"
    lost = {
        "algorithm": "m.megolm.v1.aes-sha2",
        "ciphertext": "AwgAEnACgAkLmt6qF84IK++J7UDH2Za1YVchHyprqTqsg2yyOwAtHaZTwyNg37afzg8f3r9IsN9r4RNFg7MaZencUJe4qvELiDiopUjy5wYVDAtqdBzer5bWRD9ldxp1FLgbQvBcjkkywYjCsmsq6+hArLd9oAQZnGKn/qLsK+5uNX3PaWzDRC9wZPQvWYYPCTov3jCwXKTPsLKIiTrcCXDqMvnn8m+T3zF/I2zqxg158tnUwWWIw51UO",
        "sender_key": "RF3s+E7RkTQTGF2d8Deol0FkQvgII2aJDf3/Jp5mxVU",
        "session_id": "X3lUlvLELLYxeTx4yOVu6UDpasGEVO0Jbu+QFnm0cKQ",
        "device_id": "ELSEWHERE",
    }
    for number in range(2):
        await ines.call("PUT", f"rooms/{ines.room}/send/m.room.encrypted/lost{number}", lost)
    await ines.says("wieder lesbar")
    items = [await reader.next(), await reader.next()]
    assert [(item.text, item.file_error) for item in items] == [
        ("", "undecryptable"),
        ("wieder lesbar", None),
    ]


async def test_many_people_at_once_all_arrive_in_their_order(
    hall: Hall, channel: MatrixChannel, reader: Reader
) -> None:
    guests = [await hall.guest(who, channel, reader) for who in ("a", "b", "c")]
    for turn in range(5):
        await asyncio.gather(*(guest.says(f"{turn}") for guest in guests))
    items = [await reader.next() for _ in range(15)]
    for guest in guests:
        assert [item.text for item in items if item.address == guest.user] == ["0", "1", "2", "3", "4"]
