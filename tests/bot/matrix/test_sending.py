"""What people read is what was meant, whatever their names look like."""

import pytest

from bot.channel import Attachment, Button, Channel, Gone, Message
from bot.matrix import MatrixChannel
from tests.fakes.matrix import Homeserver, MatrixPhone

from .conftest import Reader


async def meet(phone: MatrixPhone, channel: MatrixChannel, reader: Reader, *, encrypted: bool = True) -> None:
    """A person opens a chat with the bot, which is let in and hears of it."""
    await phone.invites(channel.user, encrypted=encrypted)
    item = await reader.next()
    assert (item.address, item.text) == (phone.user, "/start")


async def test_the_channel_is_one_of_the_protocol(channel: MatrixChannel) -> None:
    as_protocol: Channel = channel
    assert (as_protocol.name, as_protocol.concurrency) == ("matrix", 8)


@pytest.mark.parametrize("encrypted", [True, False])
async def test_a_table_rings_and_reads_well_with_and_without_formatting(
    homeserver: Homeserver, channel: MatrixChannel, reader: Reader, encrypted: bool
) -> None:
    async with MatrixPhone(homeserver, f"ines{encrypted}".lower()) as ines:
        await meet(ines, channel, reader, encrypted=encrypted)
        event = await channel.send(ines.user, Message("Tisch 7", "mit Tom\nbis 18:50"), key="n1")
        letter = await ines.hears("Tisch 7")
    assert (letter.event, letter.kind, letter.encrypted) == (event, "m.text", encrypted)
    assert letter.text == "Tisch 7\nmit Tom\nbis 18:50"
    assert letter.html == "<strong>Tisch 7</strong><br>mit Tom<br>bis 18:50"
