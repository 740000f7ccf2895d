"""Menus show everybody the words of their role, in their language."""

import pytest
from structlog.testing import capture_logs

from bot.telegram import TelegramChannel
from tests.fakes.telegram import BotApi

from .conftest import QUICK

GUESTS = {"de": [("tisch", "Mein Tisch")], "": [("table", "My table")]}
ORGANISERS = {"de": [("weiter", "Nächster Schritt")], "": [("next", "Next step")]}
GROUPS = {"de": [("hilfe", "Hilfe")], "": [("help", "Help")]}


def words(api: BotApi) -> dict[tuple[str, str], list[str]]:
    return {place: [one["command"] for one in menu] for place, menu in api.world.menus.items()}


async def shown(api: BotApi, place: str, menu: list[str]) -> bool:
    return bool(await api.world.bell.until(lambda: words(api).get((place, "")) == menu or None, 5.0))


@pytest.fixture
def menus(channel: TelegramChannel) -> TelegramChannel:
    channel.set_commands(GUESTS, organisers=ORGANISERS, groups=GROUPS)
    return channel


async def test_everybody_sees_the_words_of_guests_and_groups_only_help(
    api: BotApi, menus: TelegramChannel
) -> None:
    await api.world.bell.until(lambda: len(api.world.menus) == 4 or None, 5.0)
    assert words(api) == {
        ("all_private_chats", "de"): ["tisch"],
        ("all_private_chats", ""): ["table"],
        ("all_group_chats", "de"): ["hilfe"],
        ("all_group_chats", ""): ["help"],
    }


async def test_a_chat_gets_the_menu_of_its_role_in_its_language(api: BotApi, menus: TelegramChannel) -> None:
    api.user(7).starts()
    await menus.show_menu("7", "organiser", "de")
    assert await shown(api, "chat:7", ["weiter"])
    await menus.show_menu("7", "organiser", "fr")
    assert await shown(api, "chat:7", ["next"])
    await menus.show_menu("7", "guest", "de")
    assert await shown(api, "chat:7", ["tisch"])


async def test_the_same_menu_is_not_set_again(api: BotApi, menus: TelegramChannel) -> None:
    api.user(7).starts()
    api.user(8).starts()
    for _ in range(5):
        await menus.show_menu("7", "guest", "de")
    await menus.show_menu("8", "guest", "de")
    assert await shown(api, "chat:8", ["tisch"])
    assert api.calls("setMyCommands") == 6


async def test_a_menu_waits_out_every_failure_and_the_latest_wish_wins(
    api: BotApi, menus: TelegramChannel
) -> None:
    api.user(7).starts()
    await api.world.bell.until(lambda: len(api.world.menus) == 4 or None, 5.0)
    for kind in ("429", "502", "reset", "html"):
        api.fail(kind, methods=["setMyCommands"])
    await menus.show_menu("7", "organiser", "de")
    await menus.show_menu("7", "guest", "de")
    assert await shown(api, "chat:7", ["tisch"])


async def test_who_is_not_there_has_no_menu_and_stops_nobody_elses(
    api: BotApi, menus: TelegramChannel
) -> None:
    api.user(7).starts()
    await menus.show_menu("4711", "guest", "de")
    await menus.show_menu("@tom", "guest", "de")
    await menus.show_menu("-5", "guest", "de")
    await menus.show_menu("7", "guest", "de")
    assert await shown(api, "chat:7", ["tisch"])
    assert {place for place, _ in api.world.menus} == {"all_private_chats", "all_group_chats", "chat:7"}


async def test_a_word_telegram_does_not_take_costs_only_itself(api: BotApi) -> None:
    channel = TelegramChannel(api.token, api=api.url, patience=QUICK)
    unfit = [("Grüße", "x"), ("a" * 33, "x"), ("leer", " "), ("lang", "x" * 300)]
    with capture_logs() as logs:
        channel.set_commands({"": [*unfit, *((f"w{n}", "x") for n in range(120))]})
        await channel.start()
        assert await api.world.bell.until(lambda: api.world.menus or None, 5.0)
        await channel.close()
    menu = api.world.menus["all_private_chats", ""]
    assert (len(menu), menu[0]["command"], len(menu[0]["description"])) == (100, "lang", 256)
    assert [one["word"] for one in logs if one["event"] == "telegram_command_unfit"] == [
        "Grüße",
        "a" * 33,
        "leer",
    ]
