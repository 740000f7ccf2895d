"""Telegram goes away in the middle of an evening and comes back: who runs the evening sees it, and nothing else falls."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.evening.house import PATIENCE, Evening, House, free_port, guests
from tests.evening.listener import Listener
from tests.evening.telegram_process import TOKEN
from tests.fakes.telegram import BotApi

pytestmark = pytest.mark.timeout(300)

CHATS = 3
"""Of four guests so many have Telegram."""


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """Telegram, here: what it knows outlives its outages."""
    api = BotApi(token=TOKEN)
    api.no_limits()
    async with api:
        yield api


async def begun(house: House, api: BotApi) -> Evening:
    """An evening whose first round is announced; everybody with a chat has read their table."""
    await house.says(r"start=service")
    evening = await house.evening(guests(4), rounds=2, size=2)
    for number, guest in enumerate(evening.guests[:CHATS], start=1):
        api.user(number, language="de").starts(guest.code)
        assert await read(api, number, "Willkommen")
    await evening.does("open")
    await evening.does("begin", confirm=True)
    for number in range(1, CHATS + 1):
        assert await read(api, number, "Runde 1 von 2")
    return evening


async def read(api: BotApi, number: int, what: str) -> bool | None:
    """Wait until this person has read something."""
    return await api.world.bell.until(
        lambda: any(what in letter.text for letter in api.user(number).inbox) or None, PATIENCE
    )


async def metrics(house: House) -> str:
    text: str = (await house.ask("GET", "/metrics")).body
    return text


@pytest.mark.parametrize("by", ["polling", "webhook"])
async def test_an_outage_is_seen_at_the_desk_and_goes_by_itself(by: str, api: BotApi, tmp_path: Path) -> None:
    port = free_port()
    environment = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API": api.url}
    if by == "webhook":
        environment |= {"TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram"}
    async with House(tmp_path / "data", port=port, environment=environment) as house:
        evening = await begun(house, api)
        async with Listener(house.http, evening.links["desk"]) as desk:
            assert desk.view["networks"] == []
            ready = await house.answers("/readyz")
            assert (ready.body["status"], ready.body["networks"]) == ("ok", {"telegram": "ok"})

            await api.stop()
            await evening.does("next")
            await evening.does("next", confirm=True)
            told = await desk.until(
                lambda: next((n for n in desk.view["networks"] if "3 Gäste" in n["text"]), None), "the outage"
            )
            assert told == {
                "text": "Telegram ist gerade nicht erreichbar; 3 Gäste bekommen ihre Nachricht, sobald es wieder geht.",
                "more": "Die Leinwand und die Webseiten gehen weiter.",
            }
            version = desk.view["version"]
            ready = await house.answers("/readyz")
            assert (ready.body["status"], ready.body["networks"]) == ("degraded", {"telegram": "away"})
            assert (await house.ask("GET", "/livez")).status == 200
            numbers = await metrics(house)
            assert 'tischwechsel_notices_waiting{network="telegram"} 3.0' in numbers
            assert 'tischwechsel_network_trouble{network="telegram",trouble="away"} 1.0' in numbers

            await api.start()
            await desk.shows(networks=[])
            assert desk.view["version"] == version
            for number in range(1, CHATS + 1):
                assert await read(api, number, "Runde 2 von 2")
            await evening.until(unreached=[evening.guests[CHATS].id])
            assert (await house.answers("/readyz")).body["status"] == "ok"
            assert 'tischwechsel_notices_waiting{network="telegram"} 0.0' in await metrics(house)


async def test_a_second_program_on_the_same_token_is_named_with_what_to_do(
    api: BotApi, tmp_path: Path
) -> None:
    environment = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API": api.url}
    async with House(tmp_path / "data", environment=environment) as house:
        evening = await begun(house, api)
        async with Listener(house.http, evening.links["desk"]) as desk, aiohttp.ClientSession() as second:
            async with second.get(f"{api.url}/bot{TOKEN}/getUpdates", params={"timeout": 1}) as answer:
                await answer.read()
            [hint] = await desk.until(lambda: desk.view["networks"] or None, "the other program")
            assert hint["text"] == "Ein zweites Programm benutzt denselben Telegram-Zugang."
            assert "Beenden Sie das andere Programm" in hint["more"]
            ready = await house.answers("/readyz")
            assert (ready.body["status"], ready.body["networks"]) == ("degraded", {"telegram": "conflict"})
