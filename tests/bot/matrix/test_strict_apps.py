"""Apps that leave out insecure devices: the bot is read without a shield, and gets what is written to it."""

from bot.channel import Attachment, Button, Message
from bot.matrix import MatrixChannel
from tests.fakes.matrix import Homeserver, StrictPhone

from .conftest import Reader


async def test_everything_is_read_without_a_shield_and_answered(
    homeserver: Homeserver, channel: MatrixChannel, reader: Reader
) -> None:
    async with StrictPhone(homeserver, "strict-kim") as kim:
        await kim.invites(channel.user)
        assert (await reader.next()).text == "/start"
        await kim.sees_join(channel.user)
        here = ((Button("Ich bin da", "1|here|"), Button("Pause", "1|pause|")),)
        file = Attachment("karte.pdf", b"%PDF")
        await channel.send(kim.user, Message("Tisch 7", "mit Tom", here, files=(file,)), key="n1")
        letter = await kim.hears("Tisch 7")
        assert (letter.kind, letter.encrypted, letter.shield, letter.failure) == (
            "m.text",
            True,
            "none",
            None,
        )
        assert (await kim.hears("karte.pdf")).file == b"%PDF"
        await kim.sees_reaction(letter, "1️⃣")
        await kim.taps(letter, "1️⃣")
        assert (await reader.next()).text == "1|here|"
        await kim.says("2")
        assert (await reader.next()).text == "1|pause|"
        await channel.edit(kim.user, letter.event, Message("Tisch 9"))
        assert (await kim.hears("Tisch 9")).replaces == letter.event
        await kim.sends_file("gäste.csv", b"Name\nKim\n")
        item = await reader.next()
        assert item.file is not None
        assert item.file.data == b"Name\nKim\n"
