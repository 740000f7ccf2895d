"""In groups the bot is silent unless spoken to, answers as a reply, and never sends files."""

import pytest
from structlog.testing import capture_logs

from bot.channel import Attachment, Button, Gone, Message
from bot.telegram import TelegramChannel
from tests.fakes.telegram import BotApi

from .conftest import Reader

HINT = Message("Schreiben Sie mir bitte privat.")
GROUP = -5


async def test_only_what_is_said_to_the_bot_is_heard(
    api: BotApi, channel: TelegramChannel, reader: Reader
) -> None:
    api.group(GROUP)
    tom = api.user(7)
    await channel.send(str(GROUP), HINT, key="n1")
    (ours,) = api.world.letters(GROUP)
    for said in (
        "guten Abend",
        "/tisch",
        "/tisch@OtherBot",
        "@OtherBot Tisch",
        "an @TischwechselTestBot",
        "@",
    ):
        tom.types(said, group=GROUP)
    tom.sends("photo", group=GROUP)
    tom.types("/tisch@TischwechselTestBot 7", group=GROUP)
    tom.types("@tischwechseltestbot: hilfe", group=GROUP)
    tom.types("danke", group=GROUP, reply_to=ours)
    tom.types("/tisch@OtherBot", group=GROUP, reply_to=ours)
    tom.sends("photo", group=GROUP, caption="@TischwechselTestBot hier")
    heard = [await reader.next() for _ in range(4)]
    assert [item.text for item in heard] == ["/tisch 7", "hilfe", "danke", "hier"]
    assert {(item.address, item.private, item.message) for item in heard} == {("-5", False, None)}


async def test_an_answer_in_a_group_is_a_reply_without_files(
    api: BotApi, channel: TelegramChannel, reader: Reader
) -> None:
    api.group(GROUP)
    api.user(7).types("/links@TischwechselTestBot", group=GROUP)
    item = await reader.next()
    secret = Attachment("karte.pdf", b"%PDF")
    await channel.answer(item, Message(HINT.title, files=(secret,)))
    (letter,) = api.world.letters(GROUP)
    assert (letter.text, letter.file) == (HINT.title, None)
    assert letter.reply_to in api.world.said[GROUP]


async def test_a_tap_in_a_group_is_no_private_one(
    api: BotApi, channel: TelegramChannel, reader: Reader
) -> None:
    api.group(GROUP)
    await channel.send(str(GROUP), Message("Hilfe?", "", ((Button("Ja", "help"),),)), key="n1")
    tap = api.user(7).taps(api.world.letters(GROUP)[0], "Ja", group=GROUP)
    item = await reader.next()
    assert (item.address, item.text, item.tapped, item.private) == ("-5", "help", True, False)
    await tap.answered()


async def test_a_group_that_talks_much_gets_no_more_answers_than_telegram_takes(
    api: BotApi, channel: TelegramChannel, reader: Reader
) -> None:
    api.group(GROUP)
    api.limit()
    tom = api.user(7)
    for number in range(30):
        tom.types(f"/hilfe@TischwechselTestBot {number}", group=GROUP)
        await channel.answer(await reader.next(), HINT)
    assert 1 <= api.sent(GROUP) <= 20
    assert api.calls("sendMessage", 429) == 0


async def test_a_group_that_became_a_supergroup_is_written_to_at_its_new_address(
    api: BotApi, channel: TelegramChannel, reader: Reader
) -> None:
    api.group(GROUP)
    api.user(7).types("/hilfe@TischwechselTestBot", group=GROUP)
    item = await reader.next()
    api.upgrade(GROUP, -1005)
    with capture_logs() as logs:
        await channel.answer(item, HINT)
        await channel.answer(item, HINT)
    assert [letter.text for letter in api.world.letters(-1005)] == [HINT.title, HINT.title]
    assert [one["to"] for one in logs if one["event"] == "telegram_chat_moved"] == [-1005]
    assert api.calls("sendMessage", 400) == 1


async def test_who_was_thrown_out_of_a_group_is_gone_there(
    api: BotApi, channel: TelegramChannel, reader: Reader
) -> None:
    api.group(GROUP)
    api.user(7).types("/hilfe@TischwechselTestBot", group=GROUP)
    item = await reader.next()
    api.kick(GROUP)
    with pytest.raises(Gone, match="kicked"):
        await channel.answer(item, HINT)
