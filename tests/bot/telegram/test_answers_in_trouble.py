"""Answers and edits fail like notices, and repeating them loses and doubles nothing."""

from collections.abc import Awaitable, Callable

import pytest

from bot.channel import Button, ChannelError, Incoming, Message, TryLater
from bot.telegram import TelegramChannel
from tests.fakes.telegram import BotApi, Trouble

from .conftest import Reader

TABLE = Message("Tisch 7")
ASKED = Message("Tisch 7", "Sind Sie da?", ((Button("Ja", "yes"),),))
CERTAIN: tuple[Trouble, ...] = ("429", "500", "502", "html")
DOUBTFUL: tuple[Trouble, ...] = ("reset", "reset-after", "504-after")


async def insist(act: Callable[[], Awaitable[object]]) -> int:
    """Repeat an act while nothing can have been delivered; how often it failed."""
    for failed in range(10):
        try:
            await act()
        except TryLater as later:
            if later.maybe_sent:
                return failed + 1
        else:
            return failed
    raise AssertionError("it never worked")


async def typed(api: BotApi, reader: Reader) -> Incoming:
    api.user(7).types("/tisch")
    return await reader.next()


@pytest.mark.parametrize("kind", CERTAIN)
async def test_an_answer_that_failed_is_simply_given_again(
    api: BotApi, channel: TelegramChannel, reader: Reader, kind: Trouble
) -> None:
    item = await typed(api, reader)
    api.fail(kind)
    assert await insist(lambda: channel.answer(item, TABLE)) == 1
    assert api.sent(7) == 1


@pytest.mark.parametrize("kind", DOUBTFUL)
async def test_an_answer_that_may_have_come_says_so(
    api: BotApi, channel: TelegramChannel, reader: Reader, kind: Trouble
) -> None:
    item = await typed(api, reader)
    api.fail(kind)
    with pytest.raises(TryLater) as raised:
        await channel.answer(item, TABLE)
    assert raised.value.maybe_sent
    assert api.sent(7) == int(kind.endswith("after"))


@pytest.mark.parametrize("kind", CERTAIN + DOUBTFUL)
async def test_an_edit_may_always_be_repeated(api: BotApi, channel: TelegramChannel, kind: Trouble) -> None:
    tom = api.user(7)
    tom.starts()
    number = await channel.send("7", TABLE, key="n1")
    api.fail(kind, methods=["editMessageText"])
    with pytest.raises(TryLater):
        await channel.edit("7", number, Message("Tisch 9"))
    await channel.edit("7", number, Message("Tisch 9"))
    assert [letter.text for letter in tom.inbox] == ["Tisch 9"]


@pytest.mark.parametrize("kind", CERTAIN)
async def test_a_tap_whose_answer_failed_still_takes_the_messages_place(
    api: BotApi, channel: TelegramChannel, reader: Reader, kind: Trouble
) -> None:
    tom = api.user(7)
    tom.starts()
    await reader.next()
    await channel.send("7", ASKED, key="n1")
    tom.taps(tom.inbox[0], "Ja")
    item = await reader.next()
    api.fail(kind, methods=["editMessageText"])
    assert await insist(lambda: channel.answer(item, Message(ASKED.title, "Schön."))) == 1
    assert [letter.text for letter in tom.inbox] == ["Tisch 7\nSchön."]


async def test_a_tap_is_acknowledged_through_flood_control_too(
    api: BotApi, channel: TelegramChannel, reader: Reader
) -> None:
    tom = api.user(7)
    tom.starts()
    await reader.next()
    await channel.send("7", ASKED, key="n1")
    api.fail("429", methods=["answerCallbackQuery"])
    await tom.taps(tom.inbox[0], "Ja").answered()


async def test_buttons_that_cannot_be_taken_away_disturb_nobody(
    api: BotApi, channel: TelegramChannel, reader: Reader
) -> None:
    tom = api.user(7)
    tom.starts()
    await reader.next()
    await channel.send("7", ASKED, key="n1")
    api.fail("429", methods=["editMessageReplyMarkup"])
    tom.taps(tom.inbox[0], "Ja")
    await channel.answer(await reader.next(), Message("Gut."))
    await api.world.bell.until(lambda: api.calls("editMessageReplyMarkup") or None, 5.0)
    api.world.messages[7].clear()
    tom.types("weiter")
    await channel.answer(await reader.next(), Message("Weiter."))
    assert tom.inbox[-1].text == "Weiter."


async def test_a_slow_answer_holds_up_nobody_else(api: BotApi, channel: TelegramChannel) -> None:
    import asyncio

    for number in (7, 8):
        api.user(number).starts()
    api.fail("slow", seconds=1.0, user=7)
    slow = asyncio.create_task(channel.send("7", TABLE, key="n1"))
    await asyncio.sleep(0)
    await channel.send("8", TABLE, key="n2")
    assert (api.sent(7), api.sent(8)) == (0, 1)
    await slow
    assert api.sent(7) == 1


@pytest.mark.parametrize("method", ["getMe", "getUpdates", "setMyCommands", "deleteWebhook"])
@pytest.mark.parametrize("kind", ["429", "500", "reset", "html"])
async def test_no_failure_of_another_call_makes_the_bot_deaf(api: BotApi, method: str, kind: Trouble) -> None:
    from .conftest import QUICK

    channel = TelegramChannel(api.token, api=api.url, patience=QUICK)
    channel.set_commands({"": [("table", "My table")]})
    api.fail(kind, 2 if kind != "429" else 1, methods=[method])
    await channel.start()
    try:
        api.user(7).types("hier")
        reader = Reader(channel)
        item = await reader.next()
        await channel.answer(item, TABLE)
        assert api.sent(7) == 1
        assert await api.world.bell.until(lambda: api.world.menus or None, 5.0)
    except ChannelError as error:
        raise AssertionError(f"{method} {kind}: {error}") from error
    finally:
        await channel.close()
