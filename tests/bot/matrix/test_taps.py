"""Buttons in a network without: tapped as a reaction, typed as a number or as what stands on them."""

from bot.channel import Button, Message
from bot.matrix import MatrixChannel

from .conftest import Hall, Open, Reader

ONE = Message("Sind Sie schon da?", "", ((Button("Ich bin da", "1|here|"),),))
TWO = Message(
    "Jetzt beenden?", "47 Gäste", ((Button("Beenden", "1|stop !|7"), Button("Lassen", "1|keep|7")),)
)


async def test_one_button_is_a_tick_and_several_are_numbers(
    hall: Hall, channel: MatrixChannel, reader: Reader
) -> None:
    ines = await hall.guest("ines", channel, reader)
    await channel.send(ines.user, ONE, key="n1")
    await channel.send(ines.user, TWO, key="n2")
    one, two = await ines.hears("schon da"), await ines.hears("beenden")
    assert one.text == "Sind Sie schon da?\n\n✅ · Ich bin da"
    assert two.text == "Jetzt beenden?\n47 Gäste\n\n1 · Beenden\n2 · Lassen"
    await ines.sees_reaction(two, "2️⃣")
    assert ines.reactions(one, channel.user) == ["✅"]
    assert ines.reactions(two, channel.user) == ["1️⃣", "2️⃣"]


async def test_a_tap_on_the_only_button(hall: Hall, channel: MatrixChannel, reader: Reader) -> None:
    ines = await hall.guest("ines", channel, reader)
    event = await channel.send(ines.user, ONE, key="n1")
    letter = await ines.hears("schon da")
    for key in ("✅", "👍🏽", "1️⃣"):
        tap = await ines.taps(letter, key)
        item = await reader.next()
        assert (item.id, item.text, item.tapped, item.message) == (tap, "1|here|", True, event)


async def test_a_tap_on_one_of_two_and_what_is_just_a_reaction(
    hall: Hall, channel: MatrixChannel, reader: Reader
) -> None:
    ines = await hall.guest("ines", channel, reader)
    first = await channel.send(ines.user, TWO, key="n1")
    await channel.send(ines.user, Message("Tisch 7"), key="n2")
    question, table = await ines.hears("beenden"), await ines.hears("Tisch 7")
    await ines.taps(table, "👍")
    await ines.taps(question, "👍")
    await ines.taps(question, "3️⃣")
    await ines.taps(question, "2⃣")
    item = await reader.next()
    assert (item.text, item.tapped, item.message) == ("1|keep|7", True, first)


async def test_a_number_or_label_typed_is_a_tap(hall: Hall, channel: MatrixChannel, reader: Reader) -> None:
    ines = await hall.guest("ines", channel, reader)
    event = await channel.send(ines.user, TWO, key="n1")
    for typed in ("2", "2.", "!2", "Lassen", "lassen ", "2️⃣"):
        await ines.says(typed)
        item = await reader.next()
        assert (item.text, item.tapped, item.message) == ("1|keep|7", True, event)


async def test_a_number_is_just_a_number_once_something_else_was_said(
    hall: Hall, channel: MatrixChannel, reader: Reader
) -> None:
    ines = await hall.guest("ines", channel, reader)
    await channel.send(ines.user, TWO, key="n1")
    question = await ines.hears("beenden")
    await ines.says("3")
    assert (await reader.next()).text == "3"
    await channel.send(ines.user, Message("Tisch 7"), key="n2")
    await ines.says("2")
    item = await reader.next()
    assert (item.text, item.tapped) == ("2", False)
    reply = {"m.in_reply_to": {"event_id": question.event}}
    quoted = f"> <{channel.user}> Jetzt beenden?\n> 47 Gäste\n\n1"
    await ines.sends("m.room.message", {"msgtype": "m.text", "body": quoted, "m.relates_to": reply})
    item = await reader.next()
    assert (item.text, item.tapped, item.message) == ("1|stop !|7", True, question.event)


async def test_a_reply_is_read_without_what_it_replies_to(
    hall: Hall, channel: MatrixChannel, reader: Reader
) -> None:
    ines = await hall.guest("ines", channel, reader)
    event = await channel.send(ines.user, Message("Tisch 7", "mit Tom"), key="n1")
    relates = {"m.in_reply_to": {"event_id": event}}
    body = f"> <{channel.user}> Tisch 7\n> mit Tom\n\nleer Tom"
    await ines.sends("m.room.message", {"msgtype": "m.text", "body": body, "m.relates_to": relates})
    assert (await reader.next()).text == "leer Tom"


async def test_old_buttons_still_say_what_they_said_also_after_a_restart(hall: Hall, opened: Open) -> None:
    first = await opened()
    reading = Reader(first)
    ines = await hall.guest("ines", first, reading)
    await first.send(ines.user, ONE, key="n1")
    await first.send(ines.user, TWO, key="n2")
    old, newest = await ines.hears("schon da"), await ines.hears("beenden")
    await first.close()
    await ines.taps(old, "✅")
    await ines.says("1")
    again = Reader(await opened())
    items = [await again.next(), await again.next()]
    assert [(item.text, item.message) for item in items] == [
        ("1|here|", old.event),
        ("1|stop !|7", newest.event),
    ]


async def test_an_answer_with_the_same_title_takes_the_place_of_the_tapped_message(
    hall: Hall, channel: MatrixChannel, reader: Reader
) -> None:
    ines = await hall.guest("ines", channel, reader)
    status = (Button("Neu", "1|status|"),)
    event = await channel.send(ines.user, Message("Stand", "3 da", (status,), silent=True), key="n1")
    letter = await ines.hears("3 da")
    tap = await ines.taps(letter, "✅")
    await channel.answer(await reader.next(), Message("Stand", "4 da", (status,)))
    assert (await ines.hears("4 da")).replaces == event
    await ines.takes_back(tap)
    await ines.taps(letter, "✅")
    await channel.answer(await reader.next(), Message("Zu Ende."))
    assert (await ines.hears("Zu Ende")).replaces is None
