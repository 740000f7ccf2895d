"""Two people with real clients on a real homeserver reach each other, encrypted, whatever happens to the server."""

import asyncio

import pytest

from tests.fakes.matrix import Homeserver, MatrixPhone


async def test_texts_reactions_edits_and_files_arrive_encrypted(homeserver: Homeserver) -> None:
    async with MatrixPhone(homeserver, "ada") as ada, MatrixPhone(homeserver, "bob") as bob:
        await ada.invites(bob.user)
        await bob.joins()
        await ada.sees_join(bob.user)

        await ada.says("Guten Abend, <b>_x_</b> \u202eשלום\u202c 🍀")
        letter = await bob.hears("Guten Abend")
        assert (letter.text, letter.kind, letter.encrypted) == (
            "Guten Abend, <b>_x_</b> \u202eשלום\u202c 🍀",
            "m.text",
            True,
        )

        await bob.taps(letter, "✅")
        await ada.sees_reaction(letter, "✅")
        assert bob.reactions(letter) == []

        data = "Name;Firma\nJörg;Ä\n".encode("cp1252")
        await bob.sends_file("liste.csv", data)
        file = await ada.hears(r"liste\.csv")
        assert (file.kind, file.file, file.encrypted) == ("m.file", data, True)

        first = await bob.says("Tisch 7")
        await bob.edits(first, "Tisch 8")
        edit = await ada.hears("Tisch 8")
        assert edit.replaces == first
        assert (await ada.hears("Tisch")).event == first, "what came earlier stays to be heard"
        assert ada.undecryptable == bob.undecryptable == []


async def test_what_lies_on_the_server_is_unreadable(homeserver: Homeserver) -> None:
    async with MatrixPhone(homeserver, "cleo") as cleo, MatrixPhone(homeserver, "dan") as dan:
        room = await cleo.invites(dan.user)
        await dan.joins()
        event = await cleo.says("Tisch 7")
        status, raw = await dan.call("GET", f"rooms/{room}/event/{event}")
        assert (status, raw["type"]) == (200, "m.room.encrypted")
        assert "Tisch" not in str(raw)


async def test_who_waits_in_vain_is_told_what_came_instead(homeserver: Homeserver) -> None:
    async with MatrixPhone(homeserver, "eva") as eva, MatrixPhone(homeserver, "finn") as finn:
        await eva.invites(finn.user, encrypted=False)
        await finn.joins()
        await eva.says("etwas anderes")
        assert not (await finn.hears("anderes")).encrypted
        with pytest.raises(AssertionError, match="etwas anderes"):
            await finn.hears("Tisch", seconds=0.1)


async def test_a_person_who_leaves_is_gone(homeserver: Homeserver) -> None:
    async with MatrixPhone(homeserver, "gwen") as gwen, MatrixPhone(homeserver, "hal") as hal:
        await gwen.invites(hal.user)
        await hal.joins()
        await gwen.sees_join(hal.user)
        await hal.leaves()
        await gwen.sees_leave(hal.user)


async def test_fifteen_people_talk_at_once(homeserver: Homeserver) -> None:
    async with MatrixPhone(homeserver, "host") as host, asyncio.TaskGroup() as group:

        async def guest(number: int) -> None:
            async with MatrixPhone(homeserver, f"guest{number}", shown=f"Gast {number}") as phone:
                room = await phone.invites(host.user)
                await host.joins(room)
                await phone.says(f"hier ist {number}.")
                heard = await host.hears(rf"hier ist {number}\.")
                await host.says(f"gut, {number}", heard.room)
                await phone.hears(f"gut, {number}$")
                assert phone.undecryptable == []

        for number in range(15):
            group.create_task(guest(number))
