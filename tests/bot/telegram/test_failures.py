"""Every way a send can fail, in the three answers of a channel."""

import pytest

from bot.channel import Button, Gone, Message, Rejected, TryLater
from bot.telegram import Patience, TelegramChannel
from tests.fakes.telegram import BotApi, Trouble

from .conftest import QUICK, Open

TABLE = Message("Tisch 7")


async def test_flood_control_asks_the_whole_channel_to_wait(api: BotApi, channel: TelegramChannel) -> None:
    api.user(7).starts()
    api.fail("429", retry_after=17)
    with pytest.raises(TryLater) as raised:
        await channel.send("7", TABLE, key="n1")
    assert (raised.value.after, raised.value.everybody, raised.value.maybe_sent) == (17.0, True, False)


@pytest.mark.parametrize("kind", ["500", "502"])
async def test_a_broken_server_may_work_later(api: BotApi, channel: TelegramChannel, kind: Trouble) -> None:
    api.user(7).starts()
    api.fail(kind)
    with pytest.raises(TryLater) as raised:
        await channel.send("7", TABLE, key="n1")
    assert not raised.value.maybe_sent
    assert api.sent(7) == 0
    await channel.send("7", TABLE, key="n1")
    assert api.sent(7) == 1


@pytest.mark.parametrize(("kind", "arrived"), [("reset", 0), ("reset-after", 1)])
async def test_after_a_cut_connection_nobody_knows_whether_it_arrived(
    api: BotApi, channel: TelegramChannel, kind: Trouble, arrived: int
) -> None:
    api.user(7).starts()
    api.fail(kind)
    with pytest.raises(TryLater) as raised:
        await channel.send("7", TABLE, key="n1")
    assert raised.value.maybe_sent
    assert api.sent(7) == arrived


@pytest.mark.parametrize(("kind", "arrived"), [("silence", 0), ("silence-after", 1)])
async def test_after_a_timeout_nobody_knows_whether_it_arrived(
    api: BotApi, opened: Open, kind: Trouble, arrived: int
) -> None:
    channel = await opened(patience=Patience(request=0.5, poll=5))
    api.user(7).starts()
    api.fail(kind)
    with pytest.raises(TryLater) as raised:
        await channel.send("7", TABLE, key="n1")
    assert raised.value.maybe_sent
    assert api.sent(7) == arrived


async def test_a_server_out_of_reach_was_not_told_anything(api: BotApi, channel: TelegramChannel) -> None:
    api.user(7).starts()
    await channel.send("7", TABLE, key="n1")
    await api.stop()
    with pytest.raises(TryLater) as raised:
        await channel.send("7", TABLE, key="n2")
    assert (raised.value.everybody, raised.value.maybe_sent) == (True, False)
    await api.start()
    await channel.send("7", TABLE, key="n2")
    assert api.sent(7) == 2


async def test_who_blocked_the_bot_is_gone_until_unblocking(api: BotApi, channel: TelegramChannel) -> None:
    tom = api.user(7)
    tom.starts()
    tom.blocks()
    with pytest.raises(Gone, match="blocked"):
        await channel.send("7", TABLE, key="n1")
    tom.unblocks()
    await channel.send("7", TABLE, key="n2")
    assert api.sent(7) == 1


async def test_who_never_pressed_start_or_left_is_gone(api: BotApi, channel: TelegramChannel) -> None:
    api.user(7)
    with pytest.raises(Gone, match="initiate"):
        await channel.send("7", TABLE, key="n1")
    with pytest.raises(Gone, match=r"(?i)chat not found"):
        await channel.send("8", TABLE, key="n2")
    ines = api.user(9)
    ines.starts()
    ines.deletes_account()
    with pytest.raises(Gone, match="deactivated"):
        await channel.send("9", TABLE, key="n3")


async def test_what_telegram_never_takes_is_rejected(api: BotApi, channel: TelegramChannel) -> None:
    api.user(7).starts()
    with pytest.raises(Rejected, match=r"(?i)text is empty"):
        await channel.send("7", Message("  "), key="n1")
    with pytest.raises(Rejected, match=r"(?i)button_data_invalid"):
        await channel.send("7", Message("Tisch 7", "", ((Button("ok", "ü" * 33),),)), key="n2")
    with pytest.raises(Rejected):
        await channel.send("tom", TABLE, key="n3")


async def test_a_refused_token_can_be_mended(api: BotApi, opened: Open) -> None:
    channel = await opened(token="1000000:wrong")
    api.user(7).starts()
    with pytest.raises(TryLater) as raised:
        await channel.send("7", TABLE, key="n1")
    assert raised.value.everybody


async def test_a_full_pool_says_that_nothing_was_sent() -> None:
    """The pool's wait is fixed in the library, so its error is shown to the translation as it is raised."""
    import httpx
    from telegram.error import TimedOut

    from bot.telegram.failures import translated

    error = TimedOut("Pool timeout")
    error.__cause__ = httpx.PoolTimeout("full")
    answer = translated(error)
    assert isinstance(answer, TryLater)
    assert (answer.maybe_sent, answer.everybody) == (False, False)


async def test_an_answer_that_is_no_json_is_not_from_telegram(api: BotApi, opened: Open) -> None:
    """A hotel's login page answers 200 with HTML."""
    from aiohttp import web

    async def login(_request: web.Request) -> web.Response:
        return web.Response(text="<html>Welcome</html>", content_type="text/html")

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", login)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    channel = TelegramChannel(api.token, api=f"http://127.0.0.1:{runner.addresses[0][1]}", patience=QUICK)
    try:
        with pytest.raises(TryLater) as raised:
            await channel.send("7", TABLE, key="n1")
        assert (raised.value.everybody, raised.value.maybe_sent) == (True, False)
    finally:
        await channel.close()
        await runner.cleanup()
