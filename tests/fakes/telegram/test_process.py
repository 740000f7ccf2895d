"""As a process of its own it is driven over /control, with the same people."""

import asyncio
import base64
import sys
from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.fakes.telegram import RemoteBotApi

TOKEN = "1000000:test-token"


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """A session whose base is the address the process said."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.fakes.telegram", stdout=asyncio.subprocess.PIPE
    )
    assert child.stdout is not None
    url = (await child.stdout.readline()).decode().strip()
    async with aiohttp.ClientSession(url) as opened:
        yield opened
    child.terminate()
    assert await child.wait() == 0
    await child.stdout.read()


async def act(
    session: aiohttp.ClientSession, path: str, status: int = 200, **given: object
) -> dict[str, object]:
    async with session.post(f"/control/{path}", json=given) as answer:
        assert answer.status == status, await answer.text()
        body: dict[str, object] = await answer.json()
        return body


async def test_an_evening_can_be_played_from_outside(session: aiohttp.ClientSession) -> None:
    await act(session, "users", id=7, language="de", name="Tom")
    await act(session, "users/7/starts", code="abc")
    await act(session, "users/7/sends_file", name="a.csv", data=base64.b64encode(b"a;b").decode())
    async with session.get(f"/bot{TOKEN}/getUpdates") as answer:
        updates = (await answer.json())["result"]
    assert updates[0]["message"]["text"] == "/start abc"
    assert updates[1]["message"]["document"]["file_name"] == "a.csv"

    async def inbox() -> list[dict[str, object]]:
        async with session.get("/control/users/7/inbox?after=0&wait=10") as answer:
            letters: list[dict[str, object]] = await answer.json()
            return letters

    waiting = asyncio.create_task(inbox())
    markup = {"inline_keyboard": [[{"text": "Ich bin da", "callback_data": "here"}]]}
    message = {"chat_id": 7, "text": "<b>Tisch 7</b>", "parse_mode": "HTML", "reply_markup": markup}
    async with session.post(f"/bot{TOKEN}/sendMessage", json=message) as answer:
        assert answer.status == 200
    (letter,) = await waiting
    assert (letter["text"], letter["bold"], letter["buttons"]) == ("Tisch 7", ["Tisch 7"], [["Ich bin da"]])
    await act(session, "users/7/taps", button="Ich bin da")
    await act(session, "users/7/taps", 400, button="Nein")
    await act(session, "users/8/types", 400, text="who am I")
    await act(session, "users/7/flies", 400)
    await act(session, "users/7/blocks")
    async with session.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": 7, "text": "x"}) as answer:
        assert answer.status == 403
    await act(session, "users/7/unblocks")
    await act(session, "fail", kind="429", retry_after=3)
    async with session.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": 7, "text": "x"}) as answer:
        assert answer.headers["Retry-After"] == "3"
    await act(session, "limits")
    await act(session, "fail")
    await act(session, "fail", 400, kind="plague")
    async with session.get("/control/counts") as answer:
        counts = await answer.json()
    assert counts["delivered"] == {"7": 1}
    assert ["sendMessage", 403, 1] in counts["calls"]


async def test_people_in_another_process_are_played_like_those_in_this_one(
    session: aiohttp.ClientSession,
) -> None:
    async with session.get("/control/counts") as answer:
        url = str(answer.url.origin())
    async with RemoteBotApi(url) as api:
        tom = await api.user(7, language="en")
        await tom.starts("abc")
        waiting = asyncio.create_task(tom.reads("Table 7"))
        for text in ("Welcome", "Table 7"):
            async with session.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": 7, "text": text}) as answer:
                assert answer.status == 200
        letter = await waiting
        assert letter.text == "Table 7"
        with pytest.raises(AssertionError, match="did not read"):
            await tom.reads("Table", 0.05, after=letter)
        assert await api.sent(7) == 2
        with pytest.raises(AssertionError, match="no message with a button"):
            await tom.taps("Ok")
