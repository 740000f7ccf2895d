"""No second holds more messages than allowed, however late answers come."""

import asyncio
from time import monotonic

from bot.telegram.window import Window


async def test_a_message_counts_until_a_second_after_it_must_have_come() -> None:
    window = Window(3)
    began: list[float] = []
    ended: list[float] = []

    async def send(takes: float) -> None:
        async with window.place():
            began.append(monotonic())
            await asyncio.sleep(takes)
            ended.append(monotonic())

    async with asyncio.TaskGroup() as group:
        for takes in (0.0, 0.2, 0.1, 0.0, 0.0):
            group.create_task(send(takes))
    ended.sort()
    assert began[2] - began[0] < 0.1
    assert began[3] >= ended[0] + 0.99
    assert began[4] >= ended[1] + 0.99


async def test_a_long_line_costs_nothing_if_its_length_does_not_change() -> None:
    window = Window(2)
    began: list[float] = []

    async def send() -> None:
        async with window.place():
            began.append(monotonic())
            await asyncio.sleep(0.6)

    for _ in range(2):
        async with asyncio.TaskGroup() as group:
            for _ in range(2):
                group.create_task(send())
    assert 0.95 <= began[2] - began[0] < 1.5


async def test_while_nothing_is_answered_nobody_else_begins() -> None:
    window = Window(1)
    answered = asyncio.Event()

    async def send() -> None:
        async with window.place():
            await answered.wait()

    first = asyncio.create_task(send())
    second = asyncio.create_task(send())
    await asyncio.sleep(0.05)
    second.cancel()
    third = asyncio.create_task(send())
    answered.set()
    await first
    await third
    assert second.cancelled()
