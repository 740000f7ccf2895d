"""A tap always ends its waiting circle, and its answer comes where the person looks."""

from bot.channel import Button, Message
from bot.telegram import TelegramChannel
from tests.fakes.telegram import BotApi

from .conftest import Open, Reader

WELCOME = Message(
    "Willkommen beim Netzwerkabend Suhl", "Sind Sie schon da?", ((Button("Ich bin da", "here 4"),),)
)


async def test_a_tap_arrives_and_is_acknowledged_without_an_answer(
    api: BotApi, channel: TelegramChannel, reader: Reader
) -> None:
    tom = api.user(7, language="en")
    tom.starts()
    await reader.next()
    number = await channel.send("7", WELCOME, key="n1")
    tap = tom.taps(tom.inbox[0], "Ich bin da")
    item = await reader.next()
    assert (item.tapped, item.text, item.message, item.language) == (True, "here 4", number, "en")
    assert (await tap.answered()).text == ""


async def test_the_answer_is_a_new_message_and_the_old_one_loses_its_buttons(
    api: BotApi, channel: TelegramChannel, reader: Reader
) -> None:
    tom = api.user(7)
    tom.starts()
    await reader.next()
    await channel.send("7", WELCOME, key="n1")
    tom.taps(tom.inbox[0], "Ich bin da")
    await channel.answer(await reader.next(), Message("Schön, dass Sie da sind."))
    stripped = await tom.reads(lambda letter: letter.text.startswith("Willkommen") and not letter.buttons)
    assert stripped.text == WELCOME.text
    assert tom.inbox[-1].text == "Schön, dass Sie da sind."


async def test_an_answer_with_the_same_title_takes_the_messages_place(
    api: BotApi, channel: TelegramChannel, reader: Reader
) -> None:
    tom = api.user(7)
    tom.starts()
    await reader.next()
    rows = ((Button("Ines Roth", "contact 3"),), (Button("Ali Kaya", "contact 4"),))
    await channel.send("7", Message("Mit wem möchten Sie in Verbindung bleiben?", "", rows), key="n1")
    tom.taps(tom.inbox[0], "Ines Roth")
    ticked = Message("Mit wem möchten Sie in Verbindung bleiben?", "Ines Roth ✓", rows[1:])
    await channel.answer(await reader.next(), ticked)
    (letter,) = tom.inbox
    assert letter.text.endswith("Ines Roth ✓")
    assert letter.buttons == (("Ali Kaya",),)
    assert api.sent(7) == 1


async def test_if_the_message_is_gone_the_answer_is_a_new_one(
    api: BotApi, channel: TelegramChannel, reader: Reader
) -> None:
    tom = api.user(7)
    tom.starts()
    await reader.next()
    await channel.send("7", WELCOME, key="n1")
    tom.taps(tom.inbox[0], "Ich bin da")
    api.world.messages[7].clear()
    await channel.answer(await reader.next(), Message(WELCOME.title, "Schön."))
    assert [letter.text for letter in tom.inbox] == [f"{WELCOME.title}\nSchön."]


async def test_the_answer_to_typed_words_is_a_new_message(
    api: BotApi, channel: TelegramChannel, reader: Reader
) -> None:
    tom = api.user(7)
    tom.types("/tisch")
    await channel.answer(await reader.next(), Message("Tisch 7"))
    assert tom.inbox[-1].bold == ("Tisch 7",)


async def test_an_acknowledgement_is_tried_again(
    api: BotApi, channel: TelegramChannel, reader: Reader
) -> None:
    tom = api.user(7)
    tom.starts()
    await reader.next()
    await channel.send("7", WELCOME, key="n1")
    api.fail("502", 2, methods=["answerCallbackQuery"])
    await tom.taps(tom.inbox[0], "Ich bin da").answered()
    assert api.calls("answerCallbackQuery") == 3


async def test_a_tap_made_while_the_bot_was_down_is_answered_after_the_restart(
    api: BotApi, opened: Open
) -> None:
    tom = api.user(7)
    tom.starts()
    first = await opened()
    await Reader(first).next()
    await first.send("7", WELCOME, key="n1")
    await first.close()
    tap = tom.taps(tom.inbox[0], "Ich bin da")
    second = await opened()
    reading = Reader(second)
    await reading.next()  # the start: its reader never went on
    item = await reading.next()
    await second.answer(item, Message("Schön, dass Sie da sind."))
    assert tom.inbox[-1].text == "Schön, dass Sie da sind."
    await tap.answered()
