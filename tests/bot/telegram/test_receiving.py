"""What people type and send arrives once, in order, also across a restart."""

import asyncio
import os
import signal
import sys

import pytest

from bot.telegram import TelegramChannel
from tests.fakes.telegram import BotApi
from tests.fakes.telegram.world import File

from .conftest import Open, Reader

CRASHING = """
import asyncio, os, signal, sys
from bot.telegram import TelegramChannel

async def main():
    channel = TelegramChannel(sys.argv[2], api=sys.argv[1])
    await channel.start()
    async for item in channel.incoming():
        print("heard", item.id, item.text, flush=True)
        if item.text == "three":
            os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


async def test_a_start_code_arrives_as_typed(api: BotApi, reader: Reader) -> None:
    api.user(7, language="de-AT").starts("Abc_-9")
    item = await reader.next()
    assert (item.channel, item.address, item.text, item.language) == ("telegram", "7", "/start Abc_-9", "de")
    assert item.private
    assert not item.tapped


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("/tisch@TischwechselTestBot", "/tisch"),
        ("/tisch@tischwechseltestbot 7", "/tisch 7"),
        ("/suche Kontakte @TischwechselTestBot", "/suche Kontakte @TischwechselTestBot"),
        ("Tisch?", "Tisch?"),
        ("/tisch@OtherBot", "/tisch@OtherBot"),
    ],
)
async def test_the_bots_own_name_behind_a_command_is_taken_off(
    api: BotApi, reader: Reader, typed: str, read: str
) -> None:
    api.user(7).types(typed)
    assert (await reader.next()).text == read


async def test_in_a_group_only_commands_to_the_bot_are_heard(api: BotApi, reader: Reader) -> None:
    api.group(-5)
    tom = api.user(7)
    tom.types("guten Abend", group=-5)
    tom.types("/tisch@OtherBot", group=-5)
    tom.types("/tisch@TischwechselTestBot", group=-5)
    item = await reader.next()
    assert (item.address, item.text, item.private) == ("-5", "/tisch", False)


async def test_what_is_neither_text_nor_file_arrives_empty(api: BotApi, reader: Reader) -> None:
    api.user(7).sends("sticker")
    item = await reader.next()
    assert (item.text, item.file, item.file_error, item.language) == ("", None, None, None)


@pytest.mark.parametrize(
    "what",
    [
        "photo",
        "voice",
        "audio",
        "video",
        "video_note",
        "animation",
        "location",
        "venue",
        "contact",
        "poll",
        "story",
    ],
)
async def test_whatever_a_person_sends_is_noticed(api: BotApi, reader: Reader, what: str) -> None:
    api.user(7).sends(what)
    item = await reader.next()
    assert (item.text, item.private, item.file_error) == ("", True, None)


async def test_the_words_below_a_picture_count(api: BotApi, reader: Reader) -> None:
    api.user(7).sends("photo", caption="/tisch")
    assert (await reader.next()).text == "/tisch"


async def test_what_a_chat_says_of_itself_needs_no_answer(api: BotApi, reader: Reader) -> None:
    tom = api.user(7)
    for what in ("pin", "timer"):
        tom.sends(what)
    tom.types("hier")
    assert (await reader.next()).text == "hier"


async def test_what_the_library_cannot_read_costs_only_itself(api: BotApi, reader: Reader) -> None:
    tom = api.user(7)
    tom.types("eins")
    tom.sends("novelty")
    tom.types("zwei")
    assert await reader.texts(2) == ["eins", "zwei"]
    tom.sends("novelty")
    tom.types("drei")
    assert await reader.texts(1) == ["drei"]


async def test_of_an_album_one_picture_is_noticed(api: BotApi, reader: Reader) -> None:
    tom = api.user(7)
    for album in ("a", "a", "a", "b", "a"):
        tom.sends("photo", album=album)
    tom.types("fertig")
    assert await reader.texts(3) == ["", "", "fertig"]


async def test_a_file_arrives_with_name_bytes_and_caption(api: BotApi, reader: Reader) -> None:
    api.user(7).sends_file("gäste.csv", b"Name;Firma\r\n", caption="/people")
    item = await reader.next()
    assert item.file is not None
    assert (item.file.name, item.file.data, item.text) == ("gäste.csv", b"Name;Firma\r\n", "/people")


async def test_a_file_too_large_for_bots_says_so(api: BotApi, reader: Reader) -> None:
    api.user(7).sends_file("film.mp4", b"x", size=20 * 1024 * 1024 + 1)
    item = await reader.next()
    assert (item.file, item.file_error) == (None, "too_large")


async def test_a_file_telegram_finds_too_large_says_so(api: BotApi, reader: Reader) -> None:
    api.world.files["P1"] = File(id="P1", name="film.csv", data=b"x", size=20 * 1024 * 1024 + 1)
    api.user(7).does(
        "message", {"document": {"file_id": "P1", "file_unique_id": "u", "file_name": "film.csv"}}
    )
    item = await reader.next()
    assert (item.file, item.file_error) == (None, "too_large")


async def test_a_download_is_tried_again(api: BotApi, reader: Reader) -> None:
    api.fail("502", methods=["getFile"])
    api.fail("reset", methods=["download"])
    api.user(7).sends_file("a.csv", b"data")
    item = await reader.next()
    assert item.file is not None
    assert item.file.data == b"data"


async def test_a_download_that_never_works_says_so(api: BotApi, reader: Reader) -> None:
    api.fail("500", 3, methods=["getFile"])
    api.user(7).sends_file("a.csv", b"data")
    item = await reader.next()
    assert (item.file, item.file_error) == (None, "unavailable")


async def test_a_slow_file_holds_up_only_its_own_sender(api: BotApi, reader: Reader) -> None:
    tom, ines = api.user(7), api.user(8)
    api.fail("500", 2, methods=["getFile"])
    tom.sends_file("a.csv", b"data")
    tom.types("after the file")
    ines.types("quick")
    items = [await reader.next() for _ in range(3)]
    assert [item.text for item in items if item.address == "7"] == ["", "after the file"]
    assert [item.text for item in items] == ["quick", "", "after the file"]


async def test_many_people_at_once_all_arrive_in_their_order(api: BotApi, reader: Reader) -> None:
    for turn in range(3):
        for number in range(1, 101):
            api.user(number).types(f"{turn}")
    items = [await reader.next() for _ in range(300)]
    assert len({item.id for item in items}) == 300
    for number in range(1, 101):
        assert [item.text for item in items if item.address == str(number)] == ["0", "1", "2"]


async def test_a_restart_neither_loses_nor_repeats(api: BotApi, opened: Open) -> None:
    tom = api.user(7)
    first = await opened()
    reading = Reader(first)
    tom.types("one")
    tom.types("two")
    assert await reading.texts(2) == ["one", "two"]
    waiting = asyncio.create_task(reading.next())
    await api.world.bell.until(lambda: True if not api.world.updates.waiting else None, 5.0)
    await first.close()
    with pytest.raises(StopAsyncIteration):
        await waiting
    tom.types("three")
    assert await Reader(await opened()).texts(1) == ["three"]


async def test_what_was_handed_out_but_not_finished_comes_again_with_the_same_id(
    api: BotApi, opened: Open
) -> None:
    tom = api.user(7)
    first = await opened()
    reading = Reader(first)
    for text in ("one", "two", "three"):
        tom.types(text)
    assert (await reading.next()).text == "one"
    unfinished = await reading.next()
    await first.close()
    again = Reader(await opened())
    repeated = await again.next()
    assert (repeated.id, repeated.text) == (unfinished.id, "two")
    assert await again.texts(1) == ["three"]


async def test_a_killed_process_loses_nothing(api: BotApi, opened: Open) -> None:
    tom = api.user(7)
    for text in ("one", "two", "three", "four"):
        tom.types(text)
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        CRASHING,
        api.url,
        api.token,
        stdout=asyncio.subprocess.PIPE,
        env=dict(os.environ),
    )
    heard, _ = await child.communicate()
    assert child.returncode == -signal.SIGKILL
    before = [line.split(" ", 2)[1:] for line in heard.decode().splitlines() if line.startswith("heard")]
    assert [text for _, text in before] == ["one", "two", "three"]
    reading = Reader(await opened())
    after: list[list[str]] = []
    while not after or after[-1][1] != "four":
        item = await reading.next()
        after.append([item.id, item.text])
    ids = {number for number, _ in before + after}
    assert len(ids) == 4
    assert [text for _, text in after[-2:]] == ["three", "four"]


async def test_an_update_shown_twice_is_handed_out_once(api: BotApi, reader: Reader) -> None:
    """While something is unfinished, Telegram shows it with every poll."""
    tom, ines = api.user(7), api.user(8)
    tom.types("one")
    assert (await reader.next()).text == "one"
    polls = api.world.updates.polls
    await api.world.bell.until(lambda: True if api.world.updates.polls > polls + 3 else None, 5.0)
    ines.types("two")
    assert (await reader.next()).text == "two"


async def test_everything_is_confirmed_once_the_reader_went_on(
    api: BotApi, channel: TelegramChannel, reader: Reader
) -> None:
    api.user(7).types("one")
    assert (await reader.next()).text == "one"
    waiting = asyncio.create_task(reader.next())
    gone = await api.world.bell.until(lambda: True if not api.world.updates.waiting else None, 5.0)
    assert gone
    await channel.close()
    with pytest.raises(StopAsyncIteration):
        await waiting
