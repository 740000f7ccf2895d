"""Groups, files and paid messages, as strict as published."""

import io
from typing import Any

import aiohttp

from tests.fakes.telegram import BotApi

from .conftest import Call, Clock

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def png(wide: int, high: int) -> bytes:
    return PNG + wide.to_bytes(4) + high.to_bytes(4)


async def upload(api: BotApi, method: str, field: str, data: bytes, name: str) -> dict[str, Any]:
    form = aiohttp.FormData({"chat_id": "7"})
    form.add_field(field, io.BytesIO(data), filename=name)
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{api.url}/bot{api.token}/{method}", data=form) as answer,
    ):
        body: dict[str, Any] = await answer.json()
        return body


async def test_a_photo_is_a_picture_of_decent_size(api: BotApi) -> None:
    tom = api.user(7)
    tom.starts()
    taken = await upload(api, "sendPhoto", "photo", png(300, 300), "qr.png")
    assert taken["result"]["photo"][0]["file_size"] == len(png(300, 300))
    letter = tom.inbox[-1]
    assert (letter.text, letter.name, letter.photo) == ("", "qr.png", True)
    for data, wrong in (
        (b"%PDF", "IMAGE_PROCESS_FAILED"),
        (png(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
        (png(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
    ):
        assert wrong in (await upload(api, "sendPhoto", "photo", data, "x.png"))["description"]
    large = png(300, 300) + bytes(10 * 1024 * 1024)
    assert (await upload(api, "sendPhoto", "photo", large, "x.png"))["error_code"] == 413
    empty = await upload(api, "sendDocument", "document", b"", "x.pdf")
    assert "file must be non-empty" in empty["description"]


async def test_a_reply_needs_the_message_it_replies_to(api: BotApi, call: Call) -> None:
    api.user(7).starts()
    sent = (await call("sendMessage", chat_id=7, text="x"))["result"]["message_id"]
    to = {"message_id": sent}
    assert (await call("sendMessage", chat_id=7, text="y", reply_parameters=to))["ok"]
    lost = await call("sendMessage", chat_id=7, text="y", reply_parameters={"message_id": 99})
    assert "message to be replied not found" in lost["description"]
    anyway = {"message_id": 99, "allow_sending_without_reply": True}
    assert (await call("sendMessage", chat_id=7, text="y", reply_parameters=anyway))["ok"]
    odd = await call("sendMessage", chat_id=7, text="y", reply_parameters={"message": 1})
    assert "unknown field" in odd["description"]


async def test_a_group_takes_twenty_a_minute(api: BotApi, call: Call, clock: Clock) -> None:
    api.group(-5)
    taken = 0
    for _ in range(25):
        taken += (await call("sendMessage", chat_id=-5, text="x"))["ok"]
        clock.now += 1
    assert taken == 20
    clock.now += 60
    assert (await call("sendMessage", chat_id=-5, text="x"))["ok"]


async def test_a_group_moves_and_throws_the_bot_out(api: BotApi, call: Call) -> None:
    api.group(-5)
    api.upgrade(-5, -1005)
    moved = await call("sendMessage", chat_id=-5, text="x")
    assert (moved["error_code"], moved["parameters"]) == (400, {"migrate_to_chat_id": -1005})
    assert (await call("sendMessage", chat_id=-1005, text="x"))["ok"]
    api.kick(-1005)
    out = await call("sendMessage", chat_id=-1005, text="x")
    assert out["description"] == "Forbidden: bot was kicked from the supergroup chat"


async def test_who_pays_may_send_more(api: BotApi, call: Call) -> None:
    api.limit(overall=30, stars=0.5)
    for number in range(1, 41):
        api.user(number).starts()
    answers = [
        await call("sendMessage", chat_id=number, text="x", allow_paid_broadcast=True)
        for number in range(1, 41)
    ]
    assert [answer["ok"] for answer in answers] == [True] * 35 + [False] * 5
    assert api.world.limits is not None
    assert round(api.world.limits.stars, 1) == 0.0
