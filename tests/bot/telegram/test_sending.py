"""What people read is what was meant, whatever their names look like."""

import pytest

from bot.channel import Button, Channel, Message, Rejected
from bot.telegram import TelegramChannel
from tests.fakes.telegram import BotApi


async def test_the_channel_is_one_of_the_protocol(channel: TelegramChannel) -> None:
    as_protocol: Channel = channel
    assert (as_protocol.name, as_protocol.concurrency) == ("telegram", 32)


async def test_the_title_is_bold_and_buttons_stand_in_rows(api: BotApi, channel: TelegramChannel) -> None:
    tom = api.user(7)
    tom.starts()
    rows = ((Button("Ich bin da", "here"), Button("Pause", "pause")), (Button("Hilfe", "help"),))
    number = await channel.send("7", Message("Tisch 7", "mit Ines Roth", rows), key="n1")
    letter = tom.inbox[-1]
    assert (str(letter.id), letter.text, letter.bold) == (number, "Tisch 7\nmit Ines Roth", ("Tisch 7",))
    assert letter.buttons == (("Ich bin da", "Pause"), ("Hilfe",))
    assert not letter.silent


@pytest.mark.parametrize(
    "name", ["<b>Tom</b> & Söhne", "_x_ *y* `z`", "&lt;i&gt;", "[a](http://b)", "Zoë 👩🏽‍🚀 GmbH"]
)
async def test_names_arrive_as_typed(api: BotApi, channel: TelegramChannel, name: str) -> None:
    tom = api.user(7)
    tom.starts()
    await channel.send("7", Message(f"Tisch 7 {name}", f"mit {name}"), key="n1")
    assert tom.inbox[-1].text == f"Tisch 7 {name}\nmit {name}"
    assert tom.inbox[-1].bold == (f"Tisch 7 {name}",)


async def test_a_silent_message_does_not_make_the_phone_buzz(api: BotApi, channel: TelegramChannel) -> None:
    tom = api.user(7)
    tom.starts()
    await channel.send("7", Message("Noch 2 Minuten.", silent=True), key="n1")
    assert tom.inbox[-1].silent


async def test_a_title_alone_and_blanks_around_it_are_fine(api: BotApi, channel: TelegramChannel) -> None:
    tom = api.user(7)
    tom.starts()
    await channel.send("7", Message("  Diese Runde frei ", "  eingerückt\n\n"), key="n1")
    assert tom.inbox[-1].text == "Diese Runde frei\n  eingerückt"
    assert tom.inbox[-1].bold == ("Diese Runde frei",)


async def test_a_long_text_comes_on_several_pages_and_nothing_is_lost(
    api: BotApi, channel: TelegramChannel
) -> None:
    tom = api.user(7)
    tom.starts()
    lines = [f"Zeile {n} 🎉 mit etwas Text" for n in range(600)]
    number = await channel.send(
        "7", Message("Bericht", "\n".join(lines), ((Button("Gut", "ok"),),)), key="n1"
    )
    assert len(tom.inbox) > 1
    assert "\n".join(letter.text for letter in tom.inbox) == "\n".join(["Bericht", *lines])
    assert [letter.buttons for letter in tom.inbox] == [()] * (len(tom.inbox) - 1) + [(("Gut",),)]
    assert str(tom.inbox[-1].id) == number
    assert tom.inbox[0].bold == ("Bericht",)


async def test_a_text_without_line_ends_is_cut_too(api: BotApi, channel: TelegramChannel) -> None:
    tom = api.user(7)
    tom.starts()
    await channel.send("7", Message("🎉" * 5000), key="n1")
    assert "".join(letter.text for letter in tom.inbox) == "🎉" * 5000


async def test_a_later_page_waits_out_a_refusal_instead_of_repeating_the_first(
    api: BotApi, channel: TelegramChannel
) -> None:
    tom = api.user(7)
    tom.starts()
    api.limit(overall=30, per_chat=1.0, burst=1)
    await channel.send("7", Message("Bericht", "\n".join(["x" * 60] * 100)), key="n1")
    assert api.calls("sendMessage", 429) == 1
    assert api.sent(7) == 2


async def test_an_edit_replaces_words_and_buttons(api: BotApi, channel: TelegramChannel) -> None:
    tom = api.user(7)
    tom.starts()
    number = await channel.send("7", Message("Tisch 7", "", ((Button("Pause", "pause"),),)), key="n1")
    await channel.edit("7", number, Message("Tisch 9", "geändert"))
    (letter,) = tom.inbox
    assert (letter.text, letter.bold, letter.buttons) == ("Tisch 9\ngeändert", ("Tisch 9",), ())
    assert letter.edited is not None


async def test_an_edit_that_changes_nothing_is_no_failure(api: BotApi, channel: TelegramChannel) -> None:
    api.user(7).starts()
    number = await channel.send("7", Message("Tisch 7", "mit Ines"), key="n1")
    await channel.edit("7", number, Message("Tisch 7", "mit Ines"))
    assert api.calls("editMessageText", 400) == 1


async def test_a_message_that_is_not_there_cannot_be_edited(api: BotApi, channel: TelegramChannel) -> None:
    api.user(7).starts()
    with pytest.raises(Rejected, match=r"(?i)message to edit not found"):
        await channel.edit("7", "4711", Message("Tisch 7"))
    with pytest.raises(Rejected):
        await channel.edit("7", "no number", Message("Tisch 7"))
    with pytest.raises(Rejected, match="too long"):
        await channel.edit("7", "4711", Message("x" * 5000))
