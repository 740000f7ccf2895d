"""What Telegram can send beside what one expects: by name, what somebody does and how a person would be answered."""

import io
import zipfile
from collections.abc import Awaitable, Callable
from typing import Any, Literal

import msgspec

from tests.fakes.telegram.remote import RemoteUser

SECRET = "Geheimnis"
"""Stands in every odd text: no log may hold it."""

Answer = Literal["silence", "unreadable", "file", "asked", "words", "table"]
"""`file`: a file that is no list; `asked`: one that did not come; `words`: not understood; `table`: the word `tisch`."""


class Odd(msgspec.Struct, frozen=True):
    """Something a phone can do."""

    does: Callable[[RemoteUser], Awaitable[None]]
    answer: Answer


def bomb() -> bytes:
    """A small zip that claims to be a workbook and unpacks to 60 MB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b" " * 30_000_000)
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 30_000_000)
    return packed.getvalue()


def _sends(what: str, answer: Answer = "unreadable", caption: str = "") -> Odd:
    return Odd(lambda user: user.sends(what, caption=caption), answer)


def _update(kind: str, answer: Answer = "silence", **content: Any) -> Odd:
    return Odd(lambda user: user.does(kind, content), answer)


def _file(name: str, data: bytes, answer: Answer = "file", size: int | None = None) -> Odd:
    return Odd(lambda user: user.sends_file(name, data, size=size), answer)


def _types(text: str, answer: Answer = "words") -> Odd:
    return _update("message", answer, text=text)


def _taps(answer: Answer = "words", *, message: dict[str, Any] | None = None, **content: Any) -> Odd:
    def tap(user: RemoteUser) -> Awaitable[None]:
        chat = {"id": user.id, "type": "private", "first_name": "Ines"}
        shown = {"message_id": 999_999, "date": 1_800_000_000, "chat": chat, "text": f"{SECRET} alt"}
        return user.does("callback_query", {"message": shown | (message or {})} | content)

    return Odd(tap, answer)


STRANGER = {"id": 5, "is_bot": False, "first_name": f"{SECRET} Fremd"}
BOT = {"id": 6, "is_bot": True, "first_name": "Anderer Bot"}
CHANNEL = {"id": -1001, "type": "channel", "title": f"{SECRET} Kanal"}
FORWARDED = {"type": "hidden_user", "date": 1_700_000_000, "sender_user_name": f"{SECRET} Fremd"}

ODD: dict[str, Odd] = {
    **{
        what: _sends(what)
        for what in (
            "photo", "voice", "audio", "video", "video_note", "animation", "sticker", "dice", "location",
            "venue", "contact", "poll", "story",
        )
    },
    "a picture with words": _sends("photo", "table", caption="Tisch?"),
    "an edited message": _update("edited_message", text=f"/tisch {SECRET}", edit_date=1_800_000_000),
    "a forwarded text": _update("message", "words", text=f"{SECRET} hallo", forward_origin=FORWARDED),
    "a forwarded picture": _update("message", "unreadable", forward_origin=FORWARDED, sticker={
        "file_id": "S", "file_unique_id": "S", "type": "regular", "width": 9, "height": 9,
        "is_animated": False, "is_video": False,
    }),
    "a message of a channel": _update("channel_post", text=f"/tisch {SECRET}", chat=CHANNEL),
    "a message without a sender": _update("message", text=f"/tisch {SECRET}", **{"from": None}),
    "a message of a bot": _update("message", text=f"/tisch {SECRET}", **{"from": BOT}),
    "an inline query": _update("inline_query", query=SECRET),
    "a reaction": _update("message_reaction", message_id=1, date=1, old_reaction=[], new_reaction=[
        {"type": "emoji", "emoji": "👍"}
    ], chat=CHANNEL, user=STRANGER),
    "an update of a kind to come": _update("hologram", shape=SECRET),
    "a pin": _sends("pin", "silence"),
    "a timer": _sends("timer", "silence"),
    "a tap of noise": _taps(data="\x00💥" * 12),
    "a tap of 64 letters": _taps(data="x" * 64),
    "a tap of another version": _taps("words", data="0|tisch|"),
    "a tap of no words": _taps(data="1||"),
    "a tap of a step long over": _taps(data="1|pause|r9.nosuchevening"),
    "a tap on a message too old to see": _taps(data="1|zzz|", message={"date": 0}),
    "a tap on a stranger's message": _taps(data="1|zzz|", message={"from": STRANGER}),
    "a tap without a message": _update("callback_query", data="1|tisch|", inline_message_id="abc"),
    "a tap on a game": _taps("silence", game_short_name="tetris"),
    "a tap of halves of signs": _taps(data="1|\ud83d|"),
    "a document": _file("flyer.pdf", b"%PDF-1.7\n" + SECRET.encode()),
    "a bomb": _file("bild.zip", bomb()),
    "nothing in a file": _file("leer.dat", b""),
    "a file too large": _file("film.mp4", b"x", "asked", size=21 * 1024 * 1024),
    "a file nobody has": _update("message", "asked", document={"file_id": "nosuch", "file_unique_id": "x"}),
    "4,096 letters": _types(f"{SECRET} " + "ä" * 4086),
    "4,096 signs of emoji": _types(SECRET + "👩‍🔧" * 400),
    "only spaces": _types(" \n \t ", "unreadable"),
    "controls": _types("\x00\x07\x1b[31m\x7f", "words"),
    "nothing but a mark": _types("\u202e\ufeff", "unreadable"),
    "half a sign": _types(f"{SECRET}\ud83d"),
    "the other half": _types(f"\udd27 {SECRET}"),
    "another bot's command": _types("/tisch@OtherBot", "table"),
    "just a sign": _types("/"),
    "braces": _types("{name} %s {0} " + SECRET),
    "a button's data, typed": _types("1|forget ok|r1.x"),
}  # fmt: skip
