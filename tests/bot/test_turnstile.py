"""Turns to send: even, never caught up with, answers first."""

import asyncio
from time import monotonic

import pytest

from bot.turnstile import Turnstile


async def passing(turns: Turnstile, name: str, order: list[str], *, urgent: bool = False) -> None:
    await turns.turn(urgent=urgent)
    order.append(name)


async def test_turns_are_even_and_a_rest_is_not_caught_up_with() -> None:
    turns = Turnstile(100)
    await turns.turn()
    await asyncio.sleep(0.1)
    began = monotonic()
    for _ in range(12):
        await turns.turn()
    assert monotonic() - began >= 10 * turns.gap * 0.999


async def test_the_last_turns_that_came_late_are_made_up_for() -> None:
    turns = Turnstile(5, late=3)
    await turns.turn()
    await asyncio.sleep(0.9)
    began = monotonic()
    for _ in range(4):
        await turns.turn()
    assert monotonic() - began < turns.gap
    await turns.turn()
    assert monotonic() - began >= turns.gap * 0.9


async def test_answers_go_before_all_who_wait_and_others_in_their_order() -> None:
    turns = Turnstile(100)
    turns.hold(0.02)
    order: list[str] = []
    async with asyncio.TaskGroup() as group:
        for name in ("a", "b", "c"):
            group.create_task(passing(turns, name, order))
        group.create_task(passing(turns, "answer", order, urgent=True))
    assert order == ["answer", "a", "b", "c"]


async def test_who_gives_up_takes_nobodys_turn() -> None:
    turns = Turnstile(100)
    turns.hold(0.02)
    order: list[str] = []
    first = asyncio.create_task(passing(turns, "first", order))
    second = asyncio.create_task(passing(turns, "second", order))
    await asyncio.sleep(0)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    await second
    assert order == ["second"]


async def test_while_the_network_asks_to_wait_nobody_passes() -> None:
    turns = Turnstile(1000)
    waiting = asyncio.create_task(turns.turn())
    await waiting
    began = monotonic()
    turns.hold(0.1)
    turns.hold(0.01)
    await turns.turn(urgent=True)
    assert monotonic() - began >= 0.1
