"""What Matrix can send beside what one expects: by name, what somebody does and how a person would be answered."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from tests.evening.odd_updates import SECRET, Answer
from tests.fakes.matrix import MatrixPhone

Does = Callable[[MatrixPhone], Awaitable[object]]


class Odd(msgspec.Struct, frozen=True):
    """Something a client can do."""

    does: Does
    answer: Answer


def _message(answer: Answer, **content: Any) -> Odd:
    return Odd(lambda phone: phone.sends("m.room.message", content), answer)


def _event(answer: Answer, kind: str, **content: Any) -> Odd:
    return Odd(lambda phone: phone.sends(kind, content), answer)


def _raw(kind: str, content: dict[str, Any]) -> Does:
    """Past the client, as it is: unencrypted in an encrypted room."""

    async def put(phone: MatrixPhone) -> None:
        number = len(phone.letters)
        status, said = await phone.call("PUT", f"rooms/{phone.room}/send/{kind}/raw{number}", content)
        assert status == 200, said

    return put


def _state(kind: str, content: dict[str, Any]) -> Does:
    async def put(phone: MatrixPhone) -> None:
        status, said = await phone.call("PUT", f"rooms/{phone.room}/state/{kind}", content)
        assert status == 200, said

    return put


async def _redacts(phone: MatrixPhone) -> None:
    await phone.takes_back(await phone.sends("m.room.message", {"msgtype": "m.notice", "body": SECRET}))


async def _edits(phone: MatrixPhone) -> None:
    event = await phone.sends("m.room.message", {"msgtype": "m.notice", "body": SECRET})
    await phone.edits(event, f"tisch {SECRET}")


async def _reacts(phone: MatrixPhone) -> None:
    """To a word of one's own, and to one of the bot with no sign of its."""
    own = await phone.sends("m.room.message", {"msgtype": "m.notice", "body": SECRET})
    await phone.taps(own, "✅")
    await phone.taps(phone.letters[-1], f"🦔 {SECRET}")


async def _renames(phone: MatrixPhone) -> None:
    await phone.call("PUT", f"profile/{phone.user}/displayname", {"displayname": f"<b>{SECRET}</b>"})
    await phone.call("PUT", f"profile/{phone.user}/avatar_url", {"avatar_url": "mxc://localhost/nothing"})


def _reply(answer: Answer, body: str, *, thread: bool = False) -> Odd:
    async def reply(phone: MatrixPhone) -> None:
        event = phone.letters[-1].event
        relates: dict[str, Any] = {"m.in_reply_to": {"event_id": event}}
        if thread:
            relates |= {"rel_type": "m.thread", "event_id": event, "is_falling_back": True}
        content = {"msgtype": "m.text", "body": body, "m.relates_to": relates}
        await phone.sends("m.room.message", content)

    return Odd(reply, answer)


MXC = "mxc://localhost/nothing"
SECRET_FILE = {"url": MXC, "key": {"k": "x"}, "iv": "", "hashes": {}, "v": "v2"}
KEYLESS = {
    "algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "AwgAEnACgAkLmt6qF84IK++J7UDH2Za1YVchHyprqTqsg2yyOw",
    "sender_key": "RF3s+E7RkTQTGF2d8Deol0FkQvgII2aJDf3/Jp5mxVU", "device_id": "ELSEWHERE",
    "session_id": "X3lUlvLELLYxeTx4yOVu6UDpasGEVO0Jbu+QFnm0cKQ",
}  # fmt: skip

ODD: dict[str, Odd] = {
    "a picture": _message("unreadable", msgtype="m.image", body=f"{SECRET}.png", url=MXC, info={"w": 1}),
    "an encrypted picture": _message("unreadable", msgtype="m.image", body="a.png", file=SECRET_FILE),
    "a picture with words": _message("table", msgtype="m.image", body="Tisch?", filename="a.png", url=MXC),
    "a voice": _message("unreadable", msgtype="m.audio", body="Sprachnachricht", url=MXC, **{
        "org.matrix.msc3245.voice": {}
    }),
    "a film": _message("unreadable", msgtype="m.video", body="film.mp4", url=MXC),
    "a place": _message("unreadable", msgtype="m.location", body=SECRET, geo_uri="geo:50.6,10.7"),
    "a kind of message to come": _message("unreadable", msgtype="org.example.hologram", body=SECRET),
    "a sticker": _event("unreadable", "m.sticker", body="Igel", url=MXC, info={}),
    "a poll": _event("unreadable", "m.poll.start", **{"m.poll": {"question": {"m.text": SECRET}, "answers": []}}),
    "a poll as it was": _event("unreadable", "org.matrix.msc3381.poll.start", **{"org.matrix.msc1767.text": SECRET}),
    "a vote": _event("silence", "m.poll.response", **{"m.selections": [SECRET]}),
    "an event of a kind to come": _event("silence", "org.example.odd", body={"a": [1, None, SECRET]}),
    "a file nobody has": _message("asked", msgtype="m.file", body="liste.csv", url=MXC),
    "a file that is elsewhere": _message("asked", msgtype="m.file", body="liste.csv", url="https://example.org/a"),
    "a document": Odd(lambda phone: phone.sends_file("flyer.pdf", b"%PDF-1.7\n" + SECRET.encode()), "file"),
    "nothing in a file": Odd(lambda phone: phone.sends_file("leer.dat", b""), "file"),
    "reactions": Odd(_reacts, "silence"),
    "a redaction": Odd(_redacts, "silence"),
    "an edit": Odd(_edits, "silence"),
    "a notice": _message("silence", msgtype="m.notice", body=f"tisch {SECRET}"),
    "an emote": _message("words", msgtype="m.emote", body=f"winkt {SECRET}"),
    "a reply": _reply("table", "> <@tische:localhost> Guten Abend\n> und mehr\n\nTisch?"),
    "a reply in a thread": _reply("table", "Tisch?", thread=True),
    "a message in plain": Odd(_raw("m.room.message", {"msgtype": "m.text", "body": "Tisch?"}), "table"),
    "an envelope with nothing in it": Odd(_raw("m.room.encrypted", {"algorithm": "m.megolm.v1.aes-sha2"}), "silence"),
    "an envelope of another kind": Odd(_raw("m.room.encrypted", {"algorithm": "rot13", "ciphertext": 5}), "silence"),
    "40,000 letters": _message("words", msgtype="m.text", body=SECRET + "x" * 40_000),
    "60,000 letters in plain": Odd(
        _raw("m.room.message", {"msgtype": "m.text", "body": SECRET + "x" * 60_000}), "words"
    ),
    "no body": _message("silence", msgtype="m.text"),
    "a body that is no text": _message("silence", msgtype="m.text", body={"a": 1}),
    "HTML alone": _message(
        "silence", msgtype="m.text", format="org.matrix.custom.html", formatted_body=f"<b>{SECRET}</b>"
    ),
    "an empty text": _message("unreadable", msgtype="m.text", body="", **{"m.relates_to": {"a": 1}}),
    "HTML with a body": _message(
        "table", msgtype="m.text", body="Tisch?", format="org.matrix.custom.html", formatted_body=f"<x>{SECRET}"
    ),
    "half a sign": _message("words", msgtype="m.text", body=f"{SECRET}\ud83d"),
    "controls": _message("words", msgtype="m.text", body="\x00\x07\x1b[31m\u202e"),
    "a name of the room": Odd(_state("m.room.name", {"name": f"<b>{SECRET}</b>"}), "silence"),
    "a topic": Odd(_state("m.room.topic", {"topic": SECRET * 100}), "silence"),
    "an avatar": Odd(_state("m.room.avatar", {"url": MXC}), "silence"),
    "another name": Odd(_renames, "silence"),
}  # fmt: skip
