"""Updates pushed to our own address."""

from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest
from aiohttp import web

from bot.channel import Message
from bot.telegram import Patience, TelegramChannel
from tests.fakes.telegram import BotApi

from .conftest import QUICK, Reader

SECRET = "s3cret"
Hooked = Callable[..., Awaitable[tuple[TelegramChannel, str]]]


@pytest.fixture
async def hooked(api: BotApi) -> AsyncIterator[Hooked]:
    """Opens a channel behind a front door on loopback; gives it and its address."""
    runners: list[web.AppRunner] = []
    channels: list[TelegramChannel] = []

    async def open_one(
        secret: str | None = SECRET, patience: Patience = QUICK
    ) -> tuple[TelegramChannel, str]:
        async def to_channel(request: web.Request) -> web.Response:
            return await channel.webhook(request)

        app = web.Application()
        runner = web.AppRunner(app, shutdown_timeout=0.05, handler_cancellation=True)
        app.router.add_post("/hook", to_channel)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        channel = TelegramChannel(
            api.token, api=api.url, webhook_url=url, webhook_secret=secret, patience=patience
        )
        runners.append(runner)
        channels.append(channel)
        await channel.start()
        return channel, url

    yield open_one
    for channel in channels:
        await channel.close()
    for runner in runners:
        await runner.cleanup()


async def test_updates_come_to_our_address_in_order(api: BotApi, hooked: Hooked) -> None:
    channel, url = await hooked()
    tom = api.user(7)
    for number in range(20):
        tom.types(f"{number}")
    assert await Reader(channel).texts(20) == [f"{number}" for number in range(20)]
    assert api.world.webhook.url == url
    assert api.calls("getUpdates") == 0


async def test_a_call_without_the_secret_is_refused(api: BotApi, hooked: Hooked) -> None:
    channel, url = await hooked()
    api.user(7).types("real")
    reader = Reader(channel)
    assert (await reader.next()).text == "real"
    forged = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}}}
    async with aiohttp.ClientSession() as session:
        for headers in (
            {},
            {"X-Telegram-Bot-Api-Secret-Token": "guess"},
            {"X-Telegram-Bot-Api-Secret-Token": "ü"},
        ):
            async with session.post(url, json=forged, headers=headers) as answer:
                assert answer.status == 403
        right = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        for body in (b"no json", b"[]", b"{}"):
            async with session.post(url, data=body, headers=right) as answer:
                assert answer.status == 400


async def test_without_a_secret_of_its_own_it_makes_one_that_all_replicas_share(
    api: BotApi, hooked: Hooked
) -> None:
    channel, _ = await hooked(secret=None)
    api.user(7).types("hello")
    assert await Reader(channel).texts(1) == ["hello"]
    first = api.world.webhook.secret
    assert len(first) == 64
    other, url = await hooked(secret=None)
    assert (await Reader(other).next()).address == "7"
    assert (api.world.webhook.url, api.world.webhook.secret) == (url, first)


async def test_what_the_library_cannot_read_is_not_sent_again(api: BotApi, hooked: Hooked) -> None:
    channel, _ = await hooked()
    tom = api.user(7)
    tom.sends("novelty")
    tom.types("danach")
    assert await Reader(channel).texts(1) == ["danach"]


async def test_what_nobody_took_is_sent_again(api: BotApi, hooked: Hooked) -> None:
    channel, _ = await hooked(patience=Patience(first=0.02, most=0.1, taken=0.05))
    api.user(7).types("patience")
    await api.world.bell.until(lambda: api.world.webhook.last_error, 5.0)
    reader = Reader(channel)
    assert (await reader.next()).text == "patience"
    api.user(8).types("next")
    assert (await reader.next()).text == "next"


async def test_a_channel_that_polls_takes_the_webhook_away(
    api: BotApi, hooked: Hooked, opened: Callable[[], Awaitable[TelegramChannel]]
) -> None:
    first, _ = await hooked()
    api.user(7).types("one")
    assert await Reader(first).texts(1) == ["one"]
    await first.close()
    second = await opened()
    api.user(8).types("two")
    # "one" was handed out by the first, which was closed before it went on: it comes again
    assert sorted(await Reader(second).texts(2)) == ["one", "two"]
    assert api.world.webhook.url == ""


async def test_an_address_telegram_does_not_take_is_said(api: BotApi) -> None:
    channel = TelegramChannel(api.token, api=api.url, webhook_url="http://example.org/hook", patience=QUICK)
    await channel.start()
    await api.world.bell.until(lambda: True if api.calls("setWebhook", 400) > 1 else None, 5.0)
    assert channel.trouble == "webhook"
    await channel.close()


async def test_after_closing_nothing_is_accepted_and_lost(api: BotApi, hooked: Hooked) -> None:
    channel, _ = await hooked()
    await api.world.bell.until(lambda: True if api.calls("setWebhook", 200) else None, 5.0)
    await channel.close()
    api.user(7).types("late")
    wrong = await api.world.bell.until(lambda: api.world.webhook.last_error, 5.0)
    assert wrong
    assert "503" in wrong[1]
    assert len(api.world.updates.waiting) == 1


async def test_without_a_webhook_there_is_no_such_address(channel: TelegramChannel) -> None:
    from aiohttp.test_utils import make_mocked_request

    answer = await channel.webhook(make_mocked_request("POST", "/hook"))
    assert answer.status == 404


async def test_sending_works_beside_the_webhook(api: BotApi, hooked: Hooked) -> None:
    channel, _ = await hooked()
    tom = api.user(7)
    tom.starts("code")
    item = await Reader(channel).next()
    await channel.answer(item, Message("Willkommen"))
    assert tom.inbox[-1].text == "Willkommen"
