"""What people read is what was meant, whatever their names look like."""

import pytest

from bot.channel import Attachment, Button, Channel, Gone, Message
from bot.matrix import MatrixChannel

from .conftest import Hall, Reader

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (30).to_bytes(4, "big") + (20).to_bytes(4, "big") + b"rest"


async def test_the_channel_is_one_of_the_protocol(channel: MatrixChannel) -> None:
    as_protocol: Channel = channel
    assert (as_protocol.name, as_protocol.concurrency) == ("matrix", 8)


@pytest.mark.parametrize("encrypted", [True, False])
async def test_a_table_rings_and_reads_well_with_and_without_formatting(
    hall: Hall, channel: MatrixChannel, reader: Reader, encrypted: bool
) -> None:
    ines = await hall.guest("ines", channel, reader, encrypted=encrypted)
    event = await channel.send(ines.user, Message("Tisch 7", "mit Tom\nbis 18:50"), key="n1")
    letter = await ines.hears("Tisch 7")
    assert (letter.event, letter.kind, letter.encrypted) == (event, "m.text", encrypted)
    assert letter.text == "Tisch 7\nmit Tom\nbis 18:50"
    assert letter.html == "<strong>Tisch 7</strong><br>mit Tom<br>bis 18:50"


async def test_what_is_silent_does_not_ring_and_neither_does_an_answer(
    hall: Hall, channel: MatrixChannel, reader: Reader
) -> None:
    ines = await hall.guest("ines", channel, reader)
    await channel.send(ines.user, Message("Noch 2 Minuten.", silent=True), key="n1")
    assert (await ines.hears("Minuten")).kind == "m.notice"
    await ines.says("!tisch")
    await channel.answer(await reader.next(), Message("Tisch 7"))
    assert (await ines.hears("Tisch 7")).kind == "m.notice"


NAMES = {
    "<b>Tom</b> & Söhne": "&lt;b&gt;Tom&lt;/b&gt; &amp; Söhne",
    "_x_ *y* `z` [a](http://b)": "_x_ *y* `z` [a](http://b)",
    "&lt;i&gt;": "&amp;lt;i&amp;gt;",
    "Zoë 👩🏽‍🚀 GmbH": "Zoë 👩🏽‍🚀 GmbH",
    "שרה כהן (\u202eabc\u202c)": "שרה כהן (\u202eabc\u202c)",
}


async def test_names_arrive_as_typed(hall: Hall, channel: MatrixChannel, reader: Reader) -> None:
    ines = await hall.guest("ines", channel, reader)
    for number, (typed, html) in enumerate(NAMES.items()):
        await channel.send(ines.user, Message(f"Tisch {number}", f"mit {typed}"), key=f"n{number}")
        letter = await ines.hears(f"Tisch {number}")
        assert letter.text == f"Tisch {number}\nmit {typed}"
        assert letter.html == f"<strong>Tisch {number}</strong><br>mit {html}"


async def test_a_long_text_comes_on_several_pages_nothing_is_lost_and_only_the_first_rings(
    hall: Hall, channel: MatrixChannel, reader: Reader
) -> None:
    ines = await hall.guest("ines", channel, reader)
    lines = [f"Zeile {n} 🎉 <mit> etwas & Text" for n in range(600)]
    event = await channel.send(ines.user, Message("Bericht", "\n".join(lines)), key="n1")
    await ines.hears("Zeile 599 ")
    assert len(ines.letters) > 1
    assert "\n".join(letter.text for letter in ines.letters) == "\n".join(["Bericht", *lines])
    assert [letter.kind for letter in ines.letters] == ["m.text"] + ["m.notice"] * (len(ines.letters) - 1)
    assert ines.letters[-1].event == event


async def test_a_text_of_odd_letters_without_line_ends_is_cut_too(
    hall: Hall, channel: MatrixChannel, reader: Reader
) -> None:
    ines = await hall.guest("ines", channel, reader)
    await channel.send(ines.user, Message("&" * 4000 + "🎉" * 4000 + "Ende"), key="n1")
    await ines.hears("Ende")
    assert "".join(letter.text for letter in ines.letters) == "&" * 4000 + "🎉" * 4000 + "Ende"


@pytest.mark.parametrize("key", ["n1", "evening:p1/place 2ä", "x" * 500])
async def test_a_resend_is_never_a_second_message(
    hall: Hall, channel: MatrixChannel, reader: Reader, key: str
) -> None:
    ines = await hall.guest("ines", channel, reader)
    message = Message("Tisch 7", "\n".join(["mit vielen"] * 1000), files=(Attachment("a.txt", b"data"),))
    first = await channel.send(ines.user, message, key=key)
    assert await channel.send(ines.user, message, key=key) == first
    await channel.send(ines.user, Message("danach"), key="n2")
    await ines.hears("danach")
    assert sum(letter.text.startswith("Tisch 7") for letter in ines.letters) == 1
    assert sum(letter.text == "a.txt" for letter in ines.letters) == 1


@pytest.mark.parametrize("encrypted", [True, False])
async def test_files_arrive_as_they_are(
    hall: Hall, channel: MatrixChannel, reader: Reader, encrypted: bool
) -> None:
    ines = await hall.guest("ines", channel, reader, encrypted=encrypted)
    files = (Attachment("karten.pdf", b"%PDF"), Attachment("code.png", PNG))
    await channel.send(ines.user, Message("Ihre Karten", files=files), key="n1")
    pdf, png = await ines.hears("karten.pdf"), await ines.hears("code.png")
    assert (pdf.kind, pdf.file, png.kind, png.file) == ("m.file", b"%PDF", "m.image", PNG)
    assert ines.letters[0].text == "Ihre Karten"


async def test_an_edit_takes_the_place_of_the_words_and_old_buttons_keep_their_meaning(
    hall: Hall, channel: MatrixChannel, reader: Reader
) -> None:
    ines = await hall.guest("ines", channel, reader)
    event = await channel.send(
        ines.user, Message("Stand", "3 da", ((Button("Neu", "status"),),), silent=True), key="n1"
    )
    letter = await ines.hears("3 da")
    await channel.edit(ines.user, event, Message("Stand", "4 da", silent=True))
    edit = await ines.hears("4 da")
    assert (edit.replaces, edit.text, edit.html) == (event, "Stand\n4 da", "<strong>Stand</strong><br>4 da")
    await ines.says("1")
    assert (await reader.next()).text == "1"
    await ines.taps(letter, "✅")
    assert (await reader.next()).text == "status"


async def test_nobody_gets_a_room_made_for_them(hall: Hall, channel: MatrixChannel, reader: Reader) -> None:
    ines = await hall.guest("ines", channel, reader)
    with pytest.raises(Gone):
        await channel.send("@nobody:localhost", Message("Tisch 7"), key="n1")
    await channel.send(ines.user, Message("Tisch 8"), key="n2")
    await ines.hears("Tisch 8")


async def test_the_start_link_shows_the_bot_and_carries_the_code(
    hall: Hall, channel: MatrixChannel, reader: Reader
) -> None:
    assert channel.start_link("Abc_-9") is None
    await hall.guest("ines", channel, reader)
    assert channel.start_link("Abc_-9") == f"https://matrix.to/#/{channel.user}?start=Abc_-9"
    with pytest.raises(ValueError, match="start code"):
        channel.start_link("a b")
