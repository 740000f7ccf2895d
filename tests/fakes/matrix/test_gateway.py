"""The gateway passes on what it gets, and fails on order, with or without the homeserver's knowledge.

aiohttp itself tries GET and PUT a second time when the connection is cut before an answer.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.fakes.matrix import Gateway, Homeserver, Login

VERSIONS = "/_matrix/client/versions"


@pytest.fixture
async def gate(homeserver: Homeserver) -> AsyncIterator[Gateway]:
    async with Gateway(homeserver) as gate:
        yield gate


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def get(client: aiohttp.ClientSession, gate: Gateway) -> int:
    async with client.get(gate.url + VERSIONS) as answer:
        await answer.read()
        return answer.status


async def room_of(homeserver: Homeserver, login: Login) -> str:
    _, room = await homeserver.request("POST", "/_matrix/client/v3/createRoom", {}, login.token)
    return str(room["room_id"])


async def test_it_passes_on_texts_and_files(
    homeserver: Homeserver,
    gate: Gateway,
    client: aiohttp.ClientSession,
) -> None:
    login = await homeserver.login("through")
    room = await room_of(homeserver, login)
    headers = {"Authorization": f"Bearer {login.token}"}
    where = f"{gate.url}/_matrix/client/v3/rooms/{room}/send/m.room.message/ä%2F1"
    async with client.put(where, json={"msgtype": "m.text", "body": "für Ä"}, headers=headers) as answer:
        event = (await answer.json())["event_id"]
    _, raw = await homeserver.request(
        "GET", f"/_matrix/client/v3/rooms/{room}/event/{event}", None, login.token
    )
    assert raw["content"]["body"] == "für Ä"

    async with client.post(
        f"{gate.url}/_matrix/media/v3/upload", data=bytes(range(256)), headers=headers
    ) as answer:
        address = (await answer.json())["content_uri"]
    assert await homeserver.download(address, login.token) == bytes(range(256))
    assert gate.count("/send/", 200) == 1


async def test_it_answers_in_the_homeservers_place_for_a_while(
    gate: Gateway, client: aiohttp.ClientSession
) -> None:
    gate.answers(502, times=1)
    gate.limits(1500, times=1)
    gate.answers(503, path_part="/elsewhere")
    assert await get(client, gate) == 502
    async with client.get(gate.url + VERSIONS) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (429, "2")
        assert (await answer.json())["retry_after_ms"] == 1500
    assert await get(client, gate) == 200
    assert [one.status for one in gate.seen] == [502, 429, 200]


async def test_it_cuts_the_connection(gate: Gateway, client: aiohttp.ClientSession) -> None:
    gate.drops(2)
    with pytest.raises(aiohttp.ClientError):
        await get(client, gate)
    assert await get(client, gate) == 200
    assert [one.status for one in gate.seen] == [None, None, 200]


async def test_an_answer_may_be_lost_after_the_deed(homeserver: Homeserver, gate: Gateway) -> None:
    login = await homeserver.login("twice")
    room = await room_of(homeserver, login)

    async def says() -> dict[str, Any]:
        where = f"{gate.url}/_matrix/client/v3/rooms/{room}/send/m.room.message/same"
        headers = {"Authorization": f"Bearer {login.token}"}
        async with (
            aiohttp.ClientSession() as session,
            session.put(where, json={"msgtype": "m.text", "body": "x"}, headers=headers) as answer,
        ):
            return dict(await answer.json())

    async def written() -> list[str]:
        where = f"/_matrix/client/v3/rooms/{room}/messages?dir=b&limit=50"
        _, answer = await homeserver.request("GET", where, None, login.token)
        return [one["event_id"] for one in answer["chunk"] if one["type"] == "m.room.message"]

    gate.drops(2, path_part="/send/", passed_on=True)
    with pytest.raises(aiohttp.ClientError):
        await says()
    there = await written()
    assert len(there) == 1
    assert (await says())["event_id"] == there[0], "the same transaction is the same message"
    assert await written() == there


async def test_it_hangs_until_it_is_cleared(gate: Gateway, client: aiohttp.ClientSession) -> None:
    gate.hangs()
    waiting = asyncio.create_task(get(client, gate))
    done, _ = await asyncio.wait([waiting], timeout=0.3)
    assert done == set()
    gate.clears()
    assert await waiting == 200
    assert [one.status for one in gate.seen] == [None, 200]


async def test_it_says_502_while_the_homeserver_is_away(client: aiohttp.ClientSession) -> None:
    async with Homeserver() as hs, Gateway(hs) as gate:
        assert await get(client, gate) == 200
        await hs.stop()
        assert await get(client, gate) == 502
        await hs.start()
        assert await get(client, gate) == 200
