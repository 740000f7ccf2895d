"""What people's apps show: a client that knows only devices signed by their owner."""

from tests.fakes.matrix import Homeserver, MatrixPhone, StrictPhone


async def test_what_an_unsigned_device_writes_is_not_shown_nor_does_it_get_to_read(
    homeserver: Homeserver,
) -> None:
    async with StrictPhone(homeserver, "kim") as kim, MatrixPhone(homeserver, "unsigned") as unsigned:
        await kim.invites(unsigned.user)
        await unsigned.joins()
        await kim.sees_join(unsigned.user)
        event = await unsigned.says("Tisch 7")
        letter = await kim.cannot_read()
        assert (letter.event, letter.failure) == (event, "UNSIGNED_SENDER_DEVICE")

        written = await kim.says("Wo?")
        await unsigned.sees_unreadable(written)
        assert unsigned.letters == ()


async def test_signed_devices_read_each_other_without_a_shield(homeserver: Homeserver) -> None:
    async with StrictPhone(homeserver, "mia") as mia, StrictPhone(homeserver, "noa") as noa:
        await mia.invites(noa.user)
        await noa.joins()
        await mia.sees_join(noa.user)
        first = await mia.says("Guten Abend")
        letter = await noa.hears("Guten Abend")
        assert (letter.event, letter.shield, letter.failure, letter.encrypted) == (first, "none", None, True)

        await noa.taps(letter, "✅")
        await mia.sees_reaction(first, "✅")
        await noa.sends_file("liste.csv", b"Name\nKim\n")
        assert (await mia.hears("liste")).file == b"Name\nKim\n"
        await mia.edits(first, "Guten Morgen")
        assert (await noa.hears("Morgen")).replaces == first
        await noa.leaves()
        await mia.sees_leave(noa.user)
