"""Nobody writes faster than Telegram takes it, and who waits for an answer does not wait for notices."""

import asyncio
import random
import time

import pytest

from bot.channel import Button, Message, TryLater
from bot.telegram import TelegramChannel
from tests.fakes.telegram import BotApi

from .conftest import Open, Reader

TABLE = Message("Tisch 7")


async def sent_at_their_turn(channel: TelegramChannel, people: range) -> None:
    """What delivery does: a turn, then a message."""
    async with asyncio.TaskGroup() as group:
        for number in people:
            await channel.turns.turn()
            group.create_task(channel.send(str(number), TABLE, key=f"n{number}"))


async def test_sixty_messages_are_never_refused(api: BotApi, channel: TelegramChannel) -> None:
    api.limit()
    for number in range(100, 160):
        api.user(number).starts()
    await sent_at_their_turn(channel, range(100, 160))
    assert api.calls("sendMessage", 429) == 0
    assert sum(api.world.delivered.values()) == 60


async def test_a_machine_that_falters_is_not_refused_either(api: BotApi, channel: TelegramChannel) -> None:
    api.limit()
    for number in range(100, 190):
        api.user(number).starts()
    sending = asyncio.create_task(sent_at_their_turn(channel, range(100, 190)))
    chance = random.Random(1)
    while not sending.done():
        await asyncio.sleep(chance.uniform(0.01, 0.3))
        time.sleep(chance.uniform(0.01, 0.2))  # noqa: ASYNC251  (everything stands still, as on a busy machine)
    await sending
    assert api.calls("sendMessage", 429) == 0


async def test_an_answer_goes_before_notices_that_wait(
    api: BotApi, channel: TelegramChannel, reader: Reader
) -> None:
    tom = api.user(7)
    for number in range(100, 130):
        api.user(number).starts()
    tom.types("/tisch")
    item = await reader.next()
    while item.address != "7":
        item = await reader.next()
    notices = asyncio.create_task(sent_at_their_turn(channel, range(100, 130)))
    await asyncio.sleep(0)
    await channel.answer(item, TABLE)
    before = sum(api.world.delivered.values())
    await notices
    assert before <= 8


async def test_who_asks_much_is_answered_in_a_burst_and_then_once_a_second(
    api: BotApi, channel: TelegramChannel, reader: Reader
) -> None:
    api.limit()
    tom = api.user(7)
    for _ in range(5):
        tom.types("/tisch")
        await channel.answer(await reader.next(), TABLE)
    times = api.world.times
    assert api.calls("sendMessage", 429) == 0
    assert times[4] - times[0] >= 1900


async def test_taking_buttons_away_leaves_room_for_answers(
    api: BotApi, channel: TelegramChannel, reader: Reader
) -> None:
    api.limit()
    tom = api.user(7)
    tom.starts()
    await reader.next()
    for number in range(3):
        await channel.send("7", Message(f"Frage {number}", "", ((Button("Ja", "yes"),),)), key=f"n{number}")
    for letter in tom.inbox[:3]:
        tom.taps(letter, "Ja")
        await channel.answer(await reader.next(), Message("Gut."))
    await tom.reads(lambda one: one.text == "Frage 2" and not one.buttons, 10)
    assert api.calls("sendMessage", 429) + api.calls("editMessageReplyMarkup", 429) == 0


async def test_who_is_asked_to_wait_lets_answers_wait_too(
    api: BotApi, channel: TelegramChannel, reader: Reader
) -> None:
    tom = api.user(7)
    tom.types("/tisch")
    item = await reader.next()
    api.fail("429", retry_after=1)
    with pytest.raises(TryLater) as raised:
        await channel.answer(item, TABLE)
    assert raised.value.everybody
    refused = api.world.clock()
    await channel.answer(item, TABLE)
    assert api.world.clock() - refused >= 0.9
    assert api.calls("sendMessage") == 2
    assert api.sent(7) == 1


async def test_who_pays_sends_faster_than_anybody_else_may(api: BotApi, opened: Open) -> None:
    channel = await opened(paid_broadcast=True)
    api.limit(stars=100.0)
    for number in range(100, 200):
        api.user(number).starts()
    await sent_at_their_turn(channel, range(100, 200))
    assert api.calls("sendMessage", 429) == 0
    assert api.world.limits is not None
    assert api.world.limits.stars < 100.0


async def test_who_does_not_pay_is_never_charged(api: BotApi, channel: TelegramChannel) -> None:
    api.limit(stars=100.0)
    for number in range(100, 140):
        api.user(number).starts()
    await sent_at_their_turn(channel, range(100, 140))
    assert api.world.limits is not None
    assert api.world.limits.stars == 100.0
