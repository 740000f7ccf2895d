"""One account, one device, signed by itself; kept over restarts, losses and refusals."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bot.channel import Message, TryLater
from bot.matrix import MatrixChannel
from tests.fakes.matrix import Gateway, Homeserver

from .conftest import PASSWORD, Hall, Open, Reader


async def reached(channel: MatrixChannel) -> MatrixChannel:
    """Wait until it knows all its rooms."""
    await asyncio.wait_for(channel._syncing.full.wait(), 10)
    return channel


async def keys(homeserver: Homeserver, user: str) -> dict[str, Any]:
    """What the homeserver tells of an account's keys: its devices, and the public part of those it is signed with."""
    login = await homeserver.login("onlooker")
    _, found = await homeserver.request(
        "POST", "/_matrix/client/v3/keys/query", {"device_keys": {user: []}}, login.token
    )
    return {
        "devices": found["device_keys"][user],
        "master": next(iter(found["master_keys"][user]["keys"])),
        "signer": next(iter(found["self_signing_keys"][user]["keys"])),
    }


async def devices(homeserver: Homeserver, channel: MatrixChannel) -> list[str]:
    token = channel._session.client.access_token
    _, found = await homeserver.request("GET", "/_matrix/client/v3/devices", None, token)
    return [device["device_id"] for device in found["devices"]]


async def test_the_device_is_signed_at_the_first_start_and_the_second_changes_nothing(
    opened: Open, homeserver: Homeserver, tmp_path: Path
) -> None:
    first = await reached(await opened())
    before = await keys(homeserver, first.user)
    (device,) = before["devices"].values()
    assert before["signer"] in device["signatures"][first.user]
    await first.close()
    files = {path.name: path.read_bytes() for path in (tmp_path / "matrix").glob("*.json")}
    second = await reached(await opened())
    assert await keys(homeserver, first.user) == before
    assert await devices(homeserver, second) == [device["device_id"]]
    for name in ("device.json", "cross-signing.json", "cross-signing.backup.json"):
        file = tmp_path / "matrix" / name
        assert file.read_bytes() == files[name]
        assert file.stat().st_mode & 0o777 == 0o600


async def test_a_new_device_signs_with_the_same_keys_and_the_copy_restores_them(
    opened: Open, homeserver: Homeserver, tmp_path: Path
) -> None:
    first = await reached(await opened())
    before = await keys(homeserver, first.user)
    await first.close()
    folder = tmp_path / "matrix"
    (folder / "device.json").unlink()
    (folder / "cross-signing.json").write_text("{broken")
    await reached(await opened())
    after = await keys(homeserver, first.user)
    assert (after["master"], after["signer"]) == (before["master"], before["signer"])
    (added,) = after["devices"].keys() - before["devices"].keys()
    assert before["signer"] in after["devices"][added]["signatures"][first.user]
    assert (folder / "cross-signing.json").read_bytes() == (folder / "cross-signing.backup.json").read_bytes()


async def test_keys_somebody_else_gave_the_account_are_replaced_with_the_password(
    opened: Open, homeserver: Homeserver, tmp_path: Path
) -> None:
    first = await reached(await opened())
    before = await keys(homeserver, first.user)
    await first.close()
    for file in (tmp_path / "matrix").glob("cross-signing*"):
        file.unlink()
    await reached(await opened())
    after = await keys(homeserver, first.user)
    assert after["master"] != before["master"]
    (device,) = after["devices"].values()
    assert after["signer"] in device["signatures"][first.user]


async def test_a_device_logged_out_is_replaced_by_one_signed_with_the_same_keys(
    hall: Hall, opened: Open, homeserver: Homeserver
) -> None:
    channel = await opened()
    reader = Reader(channel)
    ines = await hall.guest("ines", channel, reader)
    await channel.send(ines.user, Message("Tisch 7"), key="n1")
    before = await keys(homeserver, channel.user)
    (old,) = before["devices"]
    token = channel._session.client.access_token
    await homeserver.request("POST", "/_matrix/client/v3/logout", {}, token)
    for _ in range(200):
        try:
            await channel.send(ines.user, Message("Tisch 8"), key="n2")
        except TryLater:
            await asyncio.sleep(0.05)
        else:
            break
    assert (await ines.hears("Tisch 8")).encrypted
    after = await keys(homeserver, channel.user)
    (device,) = after["devices"]
    assert device != old
    assert after["master"] == before["master"]
    assert before["signer"] in after["devices"][device]["signatures"][channel.user]
    await ines.says("da")
    assert (await reader.next()).text == "da"


async def test_a_token_that_ran_out_is_renewed_for_the_same_device(
    hall: Hall, opened: Open, homeserver: Homeserver
) -> None:
    async with Gateway(homeserver) as gateway:
        channel = await opened(url=gateway.url)
        reader = Reader(channel)
        ines = await hall.guest("ines", channel, reader)
        await channel.send(ines.user, Message("Tisch 7"), key="n1")
        before = await devices(homeserver, channel)
        token = channel._session.client.access_token
        ended = {"errcode": "M_UNKNOWN_TOKEN", "error": "as ordered", "soft_logout": True}
        gateway.answers(401, ended, times=1, path_part="/sync")
        await ines.says("eins")
        await ines.says("zwei")
        assert await reader.texts(2) == ["eins", "zwei"]
        assert channel._session.client.access_token != token
        assert await devices(homeserver, channel) == before
        await channel.close()


async def test_a_wrong_password_is_trouble_and_no_storm(opened: Open) -> None:
    channel = await opened(password="wrong")
    for _ in range(100):
        if channel.trouble == "token":
            break
        await asyncio.sleep(0.05)
    assert channel.trouble == "token"
    with pytest.raises(TryLater):
        await channel.send("@ines:localhost", Message("Tisch 7"), key="n1")
    assert channel.start_link("CODE") is None


async def test_an_access_token_is_enough(hall: Hall, opened: Open, homeserver: Homeserver, name: str) -> None:
    login = await homeserver.login(f"bot-{name}", PASSWORD)
    channel = await opened(password=None, access_token=login.token)
    ines = await hall.guest("ines", channel, Reader(channel))
    await channel.send(ines.user, Message("Tisch 7"), key="n1")
    await ines.hears("Tisch 7")
    assert await devices(homeserver, channel) == [login.device]
    await channel.close()
    again = await reached(await opened(password=None, access_token=login.token))
    assert await devices(homeserver, again) == [login.device]


async def test_a_homeserver_that_is_not_there_yet_is_waited_for(opened: Open) -> None:
    channel = await opened(url="http://127.0.0.1:9")
    with pytest.raises(TryLater) as later:
        await channel.send("@ines:localhost", Message("Tisch 7"), key="n1")
    assert later.value.everybody
    for _ in range(100):
        if channel.trouble == "away":
            break
        await asyncio.sleep(0.02)
    assert channel.trouble == "away"


async def test_nothing_of_the_account_is_told_by_the_file_of_what_is_remembered(
    hall: Hall, opened: Open, tmp_path: Path
) -> None:
    channel = await opened()
    await hall.guest("ines", channel, Reader(channel))
    await channel.close()
    memory = json.loads((tmp_path / "matrix" / "memory.json").read_text())
    assert set(memory) == {"position", "chats"}
    assert (tmp_path / "matrix").stat().st_mode & 0o777 == 0o700
