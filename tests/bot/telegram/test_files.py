"""Files follow the words, in their order, in the form that suits a phone."""

import struct
import zlib

import pytest
from structlog.testing import capture_logs

from bot.channel import Attachment, Button, Message, TryLater
from bot.telegram import TelegramChannel
from tests.fakes.telegram import BotApi

from .conftest import Reader


def png(wide: int = 300, high: int = 300) -> bytes:
    """A PNG in black and white."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    rows = (b"\0" + bytes((wide + 7) // 8)) * high
    head = struct.pack(">IIBBBBB", wide, high, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


CARD = Attachment("karten.pdf", b"%PDF-1.7")
CONTACT = Attachment("Jörg Weiß.vcf", b"BEGIN:VCARD\r\nEND:VCARD\r\n")


async def test_words_come_first_then_every_file_in_order(api: BotApi, channel: TelegramChannel) -> None:
    tom = api.user(7)
    tom.starts()
    files = (Attachment("qr.PNG", png()), CARD, CONTACT)
    number = await channel.send(
        "7", Message("Die Links", "", ((Button("Gut", "ok"),),), files=files), key="n1"
    )
    letters = tom.inbox
    assert (str(letters[0].id), letters[0].buttons) == (number, (("Gut",),))
    assert [(one.text, one.name, one.photo) for one in letters] == [
        ("Die Links", None, False),
        ("", "qr.PNG", True),
        ("", "karten.pdf", False),
        ("", "Jörg Weiß.vcf", False),
    ]
    assert [one.silent for one in letters] == [False, True, True, True]
    assert [api.world.files[one.file].data for one in letters if one.file] == [file.data for file in files]


async def test_an_answer_brings_its_files_too(api: BotApi, channel: TelegramChannel, reader: Reader) -> None:
    tom = api.user(7)
    tom.types("/links")
    await channel.answer(await reader.next(), Message("Die Links", files=(CARD,)))
    assert [one.name for one in tom.inbox] == [None, "karten.pdf"]
    await channel.send("7", Message("Kontakte", "", ((Button("Alle", "all"),),)), key="n1")
    tom.taps(tom.inbox[-1], "Alle")
    await channel.answer(await reader.next(), Message("Kontakte", "zwei", files=(CONTACT,)))
    assert [one.text for one in tom.inbox][2:] == ["Kontakte\nzwei", ""]
    assert tom.inbox[-1].name == CONTACT.name


@pytest.mark.parametrize("data", [png(9990, 20), b"no picture at all"])
async def test_a_picture_telegram_does_not_show_comes_as_a_file(
    api: BotApi, channel: TelegramChannel, data: bytes
) -> None:
    tom = api.user(7)
    tom.starts()
    await channel.send("7", Message("Saalplan", files=(Attachment("plan.png", data),)), key="n1")
    assert (tom.inbox[-1].name, tom.inbox[-1].photo) == ("plan.png", False)


async def test_what_telegram_takes_not_at_all_is_left_out_and_said(
    api: BotApi, channel: TelegramChannel
) -> None:
    tom = api.user(7)
    tom.starts()
    files = (Attachment("leer.csv", b""), Attachment("film.pdf", bytes(50 * 1024 * 1024 + 1)), CARD)
    with capture_logs() as logs:
        await channel.send("7", Message("Bericht", files=files), key="n1")
    assert [one.name for one in tom.inbox] == [None, "karten.pdf"]
    assert [one["event"] for one in logs].count("telegram_file_refused") == 2
    assert "leer" not in repr(logs)


async def test_a_file_is_tried_again_without_repeating_the_words(
    api: BotApi, channel: TelegramChannel
) -> None:
    tom = api.user(7)
    tom.starts()
    api.fail("429", methods=["sendDocument"])
    await channel.send("7", Message("Bericht", files=(CARD,)), key="n1")
    assert [one.name for one in tom.inbox] == [None, "karten.pdf"]


async def test_a_file_that_never_gets_through_does_not_let_the_words_be_repeated(
    api: BotApi, channel: TelegramChannel
) -> None:
    api.user(7).starts()
    api.fail("reset", methods=["sendDocument"])
    with pytest.raises(TryLater) as raised:
        await channel.send("7", Message("Bericht", files=(CARD,)), key="n1")
    assert raised.value.maybe_sent
    assert api.sent(7) == 1
