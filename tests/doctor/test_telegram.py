"""Telegram: whose token it is, and whether what people write reaches us and nobody else."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.telegram import Patience, TelegramChannel
from doctor.finding import Finding
from doctor.telegram import check
from tests.doctor.conftest import Examined
from tests.fakes.telegram import BotApi

HOOK = "https://example.org/telegram"


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as server:
        yield server


async def findings(
    case: Examined, api: BotApi, *, poll_seconds: int = 0, **environment: str
) -> list[Finding]:
    given = {"TELEGRAM_TOKEN": api.token, "TELEGRAM_API": api.url, **environment}
    return await check(case(**given), poll_seconds=poll_seconds)


async def test_no_token_is_no_bot(case: Examined) -> None:
    (found,) = await check(case())
    assert (found.state, found.code) == ("stands", "unused")


async def test_a_bot_that_answers_is_named(case: Examined, api: BotApi) -> None:
    (found,) = await findings(case, api)
    assert (found.state, found.code) == ("stands", "fine")
    assert "@TischwechselTestBot" in found.text


async def test_what_people_wrote_meanwhile_is_not_taken(case: Examined, api: BotApi) -> None:
    api.user(7).starts("CODE")
    await findings(case, api, poll_seconds=1)
    assert len(api.world.updates.waiting) == 1


async def test_a_wrong_token_is_refused_and_never_shown(case: Examined, api: BotApi) -> None:
    (found,) = await findings(case, api, TELEGRAM_TOKEN="1000000:hunter2")
    assert (found.state, found.code) == ("broken", "token")
    assert "hunter2" not in found.text + found.do


async def test_another_program_that_polls_is_noticed(case: Examined, api: BotApi) -> None:
    channel = TelegramChannel(
        api.token, api=api.url, patience=Patience(poll=5, first=0.02, most=0.1, conflict=0.1)
    )
    await channel.start()
    await api.world.bell.until(lambda: api.world.updates.polls or None, 5.0)
    found = await findings(case, api, poll_seconds=3)
    await channel.close()
    assert [(one.state, one.code) for one in found] == [("broken", "rival")]


async def test_a_webhook_somebody_else_set(case: Examined, api: BotApi) -> None:
    await api.world.webhook.set(HOOK)
    (found,) = await findings(case, api)
    assert (found.state, found.code) == ("look", "webhook_set")
    assert api.world.webhook.url == HOOK


async def test_a_webhook_that_leads_elsewhere(case: Examined, api: BotApi) -> None:
    await api.world.webhook.set("https://example.net/old")
    (found,) = await findings(case, api, TELEGRAM_WEBHOOK_URL=HOOK)
    assert (found.state, found.code) == ("look", "webhook_elsewhere")


async def test_our_webhook_in_place(case: Examined, api: BotApi) -> None:
    await api.world.webhook.set(HOOK)
    (found,) = await findings(case, api, TELEGRAM_WEBHOOK_URL=HOOK)
    assert (found.state, found.code) == ("stands", "fine")
    assert "webhook" in found.text


async def test_a_webhook_telegram_cannot_call(case: Examined, api: BotApi) -> None:
    await api.world.webhook.set(HOOK)
    api.world.webhook.last_error = (1, "Connection refused")
    (found,) = await findings(case, api, TELEGRAM_WEBHOOK_URL=HOOK)
    assert (found.state, found.code) == ("broken", "webhook_fails")
    assert "Connection refused" in found.text


async def test_a_bot_that_reads_its_groups(
    case: Examined, api: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.fakes.telegram import reception, server

    async def get_me(world: object, given: object) -> dict[str, object]:
        return await reception.get_me(api.world, {}) | {"can_read_all_group_messages": True}

    monkeypatch.setitem(server.METHODS, "getme", ("getMe", {}, get_me))
    (found,) = await findings(case, api)
    assert (found.state, found.code) == ("look", "reads_groups")


@pytest.mark.parametrize(
    ("trouble", "state", "code"),
    [
        ("429", "look", "busy"),
        ("500", "broken", "away"),
        ("502", "broken", "away"),
        ("reset", "broken", "away"),
    ],
)
async def test_trouble_on_the_way(case: Examined, api: BotApi, trouble: str, state: str, code: str) -> None:
    api.fail(trouble, methods=["getMe"])
    (found,) = await findings(case, api)
    assert (found.state, found.code) == (state, code)


async def test_nobody_there(case: Examined) -> None:
    (found,) = await check(case(TELEGRAM_TOKEN="1:hunter2", TELEGRAM_API="http://127.0.0.1:1"))
    assert (found.state, found.code) == ("broken", "away")
    assert "hunter2" not in found.text + found.do


async def test_the_login_page_of_a_hotel(case: Examined) -> None:
    async def page(_: web.Request) -> web.Response:
        return web.Response(text="<html>Welcome to the hotel</html>", content_type="text/html")

    app = web.Application()
    app.router.add_route("*", "/{any:.*}", page)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    (found,) = await check(case(TELEGRAM_TOKEN="1:x", TELEGRAM_API=f"http://127.0.0.1:{port}"))
    await runner.cleanup()
    assert (found.state, found.code) == ("broken", "stranger")
