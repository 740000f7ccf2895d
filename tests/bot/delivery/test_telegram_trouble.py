"""Delivery over the real Telegram library, against a network that fails in every way: everybody reads their table."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.channel import Message
from bot.telegram import Patience, TelegramChannel
from service.evening import commands as c
from tests.bot.delivery.hall import Hall, Node
from tests.fakes.telegram import BotApi, Trouble

PEOPLE = 40
QUICK = Patience(request=1.0, poll=5, first=0.02, most=0.1, conflict=0.1, again=0.02, taken=2.0)


@asynccontextmanager
async def delivering(hall: Hall, people: int = PEOPLE) -> AsyncIterator[tuple[str, BotApi, Node]]:
    """An evening whose guests have Telegram, at its true limits, and who delivers there."""
    evening = await hall.evening(people, chat="1000")
    async with BotApi() as api:
        for number in range(1, people + 1):
            api.user(int(f"1000{number}")).starts()
        api.world.updates.drop()
        channel = TelegramChannel(api.token, api=api.url, patience=QUICK)
        await channel.start()
        try:
            async with hall.node(channel) as node:
                yield evening, api, await node.leads()
        finally:
            await channel.close()


def everybody_read_once(api: BotApi, *, doubled: int = 0) -> None:
    read = dict(api.world.delivered)
    assert len(read) == PEOPLE
    assert sum(read.values()) <= PEOPLE + doubled
    assert max(read.values()) <= 2


async def test_a_round_is_told_at_the_true_limits_without_a_refusal(hall: Hall) -> None:
    async with delivering(hall) as (evening, api, _):
        await hall.do(evening, c.Begin())
        assert await hall.settled(evening) == {"sent": PEOPLE}
        assert api.calls("sendMessage", 429) == 0
        everybody_read_once(api)


@pytest.mark.parametrize(
    ("kind", "times", "doubled"),
    [
        ("429", 3, 0),
        ("500", 10, 0),
        ("502", 10, 0),
        ("html", 3, 0),
        ("slow", 10, 0),
        ("reset", 3, 0),
        ("reset-after", 3, 3),
        ("504-after", 3, 3),
        ("silence-after", 2, 2),
    ],
)
async def test_trouble_in_the_middle_of_a_round_leaves_nobody_untold(
    hall: Hall, kind: Trouble, times: int, doubled: int
) -> None:
    async with delivering(hall) as (evening, api, _):
        await hall.do(evening, c.Begin())
        await api.world.bell.until(lambda: sum(api.world.delivered.values()) >= 10 or None, 20)
        api.fail(kind, times)
        assert await hall.settled(evening) == {"sent": PEOPLE}
        everybody_read_once(api, doubled=doubled)
        reached = await hall.outbox.reached(evening)
        assert len(reached) == PEOPLE


async def test_a_server_that_restarts_in_the_middle_of_a_round_leaves_nobody_untold(hall: Hall) -> None:
    async with delivering(hall) as (evening, api, node):
        await hall.do(evening, c.Begin())
        for told in (10, 20):
            await api.world.bell.until(
                lambda told=told: sum(api.world.delivered.values()) >= told or None, 20
            )
            await api.stop()
            await asyncio.sleep(0.3)
            await api.start()
        assert await hall.settled(evening) == {"sent": PEOPLE}
        everybody_read_once(api, doubled=4)
        assert node.delivery.status()[0].waiting == 0


async def test_a_network_away_before_the_gong_is_caught_up_with(hall: Hall) -> None:
    async with delivering(hall) as (evening, api, _):
        await api.stop()
        await hall.do(evening, c.Begin())
        await hall.expanded(evening)
        await asyncio.sleep(0.5)
        await api.start()
        assert await hall.settled(evening) == {"sent": PEOPLE}
        everybody_read_once(api)


async def test_who_blocks_the_bot_is_known_to_the_evening_and_all_others_are_told(hall: Hall) -> None:
    async with delivering(hall) as (evening, api, _):
        await hall.link(evening, "p2", "p3", chat="1000")
        api.user(10002).blocks()
        api.user(10003).deletes_account()
        await hall.do(evening, c.Begin())
        assert await hall.settled(evening) == {"sent": PEOPLE - 2, "gone": 2}
        people = await hall.evenings.people(evening)
        assert people["p2"].chats == people["p3"].chats == {}


async def test_an_answer_does_not_wait_for_the_notices_of_a_round(hall: Hall) -> None:
    async with delivering(hall) as (evening, api, node):
        channel = node.delivery._senders["telegram"]._channel
        await hall.do(evening, c.Begin())
        await api.world.bell.until(lambda: sum(api.world.delivered.values()) >= 5 or None, 20)
        tom = api.user(99)
        tom.types("/tisch")
        items = channel.incoming()
        while (item := await anext(items)).address != "99":
            pass
        before = sum(api.world.delivered.values())
        await channel.answer(item, Message("Tisch 7"))
        assert sum(api.world.delivered.values()) - before <= 8
        assert tom.inbox[-1].text == "Tisch 7"
        await hall.settled(evening)
