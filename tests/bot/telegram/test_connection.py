"""Coming and going of the line to Telegram."""

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.telegram import TelegramChannel
from tests.fakes.telegram import BotApi

from .conftest import QUICK, Open, Reader


async def test_the_start_link_is_known_once_telegram_was_reached(api: BotApi, opened: Open) -> None:
    await api.stop()
    channel = await opened()
    assert channel.start_link("Code_1") is None
    assert channel.trouble in {"new", "away"}
    await api.start()
    api.user(7).types("there")
    assert await Reader(channel).texts(1) == ["there"]
    assert channel.start_link("Code_1") == "https://t.me/TischwechselTestBot?start=Code_1"
    assert channel.trouble is None


async def test_a_code_no_link_can_carry_is_a_mistake_of_ours(channel: TelegramChannel) -> None:
    for code in ("", "a b", "ü", "x" * 65):
        with pytest.raises(ValueError, match="start code"):
            channel.start_link(code)


async def test_an_outage_is_survived_and_said_once(
    api: BotApi, channel: TelegramChannel, reader: Reader
) -> None:
    api.user(7).types("before")
    assert await reader.texts(1) == ["before"]
    with capture_logs() as logs:
        api.fail("502", 5, methods=["getUpdates"])
        api.user(8).types("after")
        assert await reader.texts(1) == ["after"]
        await api.world.bell.until(lambda: True if api.calls("getUpdates", 502) == 5 else None, 5.0)
        api.user(9).types("later")
        assert await reader.texts(1) == ["later"]
    assert [one["event"] for one in logs].count("telegram_away") == 1
    assert channel.trouble is None


async def test_a_refused_token_is_said_once_and_never_written_down(api: BotApi, opened: Open) -> None:
    with capture_logs() as logs:
        channel = await opened(token="1000000:very-secret")
        await api.world.bell.until(lambda: True if api.calls("getMe", 401) > 2 else None, 5.0)
    assert channel.trouble == "token"
    assert [one["event"] for one in logs] == ["telegram_token"]
    assert "very-secret" not in repr(logs)


async def test_two_receivers_on_one_token_are_said_once_and_the_other_takes_over(
    api: BotApi, opened: Open
) -> None:
    heard: list[str] = []

    async def listens(channel: TelegramChannel) -> None:
        async for item in channel.incoming():
            heard.append(item.text)
            api.world.bell.ring()

    with capture_logs() as logs:
        first, second = await opened(), await opened()
        listening = [asyncio.create_task(listens(channel)) for channel in (first, second)]
        for number in range(4):
            before = api.calls("getUpdates", 409)
            await api.world.bell.until(lambda n=before: api.calls("getUpdates", 409) > n + 1 or None, 5.0)
            api.user(100 + number).types("hello")
        said = [one["text"] for one in logs if one["event"] == "telegram_conflict"]
    assert 1 <= len(said) <= 2
    assert "another program" in said[0]
    assert "conflict" in {first.trouble, second.trouble}
    await second.close()
    while first.trouble:
        api.user(7).types("alone?")
        await asyncio.sleep(0.1)
    assert await api.world.bell.until(lambda: True if heard.count("hello") >= 4 else None, 5.0)
    await first.close()
    await asyncio.gather(*listening)


async def test_commands_are_set_per_language_once_telegram_is_there(api: BotApi) -> None:
    channel = TelegramChannel(api.token, api=api.url, patience=QUICK)
    channel.set_commands({"de": [("tisch", "Mein Tisch")], "": [("table", "My table")]})
    api.fail("500", methods=["setMyCommands"])
    await channel.start()
    await api.world.bell.until(lambda: True if len(api.world.menus) == 2 else None, 5.0)
    assert api.world.menus["all_private_chats", "de"] == [{"command": "tisch", "description": "Mein Tisch"}]
    assert api.world.menus["all_private_chats", ""] == [{"command": "table", "description": "My table"}]
    channel.set_commands({"de": [("tisch", "Wo sitze ich?")]})
    changed = await api.world.bell.until(
        lambda: api.world.menus["all_private_chats", "de"][0]["description"] == "Wo sitze ich?" or None, 5.0
    )
    assert changed
    await channel.close()


async def test_a_channel_that_was_never_started_can_be_closed(api: BotApi) -> None:
    await TelegramChannel(api.token, api=api.url).close()
