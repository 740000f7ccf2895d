"""An event of Matrix as something a person did."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from itertools import count
from typing import Any

import structlog
from nio import AsyncClient, EncryptionError, Event, MatrixRoom, MegolmEvent

from bot.channel import Incoming
from bot.inbox import Inbox

from .buttons import Buttons
from .files import Files
from .patience import Patience
from .rooms import Rooms

log = structlog.get_logger()

NAME = "matrix"
REACTION = "m.reaction"
MESSAGE = "m.room.message"
NOTICE = "m.notice"
WORDS = {"m.text", "m.emote"}
WORDLESS = {"m.sticker", "m.poll.start", "org.matrix.msc3381.poll.start"}
"""Kinds of event that people send and nobody can read as words."""

UNDECRYPTABLE = "undecryptable"
REMEMBERED = 10_000

Make = Callable[[], Awaitable[Incoming | None]]


class Reading:
    """Puts what people do into the inbox, numbered; `last` is the number of the newest.

    `taken`: events that were taken before a restart and will come again.
    """

    def __init__(
        self,
        client: AsyncClient,
        *,
        rooms: Rooms,
        buttons: Buttons,
        files: Files,
        inbox: Inbox,
        patience: Patience,
        taken: Iterable[str] = (),
    ) -> None:
        self._client = client
        self._rooms = rooms
        self._buttons = buttons
        self._files = files
        self._inbox = inbox
        self._patience = patience
        self._numbers = count(1)
        self._seen: OrderedDict[str, None] = OrderedDict.fromkeys(taken)
        self._offered: dict[str, int] = {}
        self._taken: dict[str, int] = dict.fromkeys(taken, 0)
        self._waiting: dict[str, tuple[MegolmEvent, asyncio.Future[Event]]] = {}
        self._complained: set[str] = set()
        self.last = 0

    def greet(self, user: str, room_id: str) -> None:
        """Somebody's invitation was accepted: as if they had said /start."""
        event = f"join:{room_id}"
        self._offer(event, user, lambda: _now(Incoming(channel=NAME, address=user, id=event, text="/start")))

    def take(self, room: MatrixRoom, event: Event) -> None:
        """Somebody did something in this room."""
        sender = getattr(event, "sender", None)
        if sender is None or sender == self._client.user_id or sender != self._rooms.person(room):
            return
        if isinstance(event, MegolmEvent):
            self._offer(event.event_id, sender, lambda: self._later(room, event))
        elif _says_something(event):
            self._rooms.spoke(sender, room)
            self._offer(event.event_id, sender, lambda: self._read(event))

    def done(self, event: str) -> None:
        """This one was taken."""
        number = self._offered.pop(event, None)
        if number is not None:
            self._taken[event] = number

    def passed(self, number: int) -> None:
        """Everything up to this number lies before the position: it will not come again."""
        self._offered = {event: one for event, one in self._offered.items() if one > number}
        self._taken = {event: one for event, one in self._taken.items() if one > number}

    @property
    def taken(self) -> tuple[str, ...]:
        """Events that were taken, beyond the position."""
        return tuple(self._taken)

    def keys_came(self) -> None:
        """Keys may have come since: read again what could not be read."""
        for event_id, (event, clear) in tuple(self._waiting.items()):
            with suppress(EncryptionError):
                found = self._client.decrypt_event(event)
                if isinstance(found, Event) and not clear.done():
                    clear.set_result(found)
                    del self._waiting[event_id]

    def _offer(self, event: str, user: str, make: Make) -> None:
        if event in self._seen:
            return
        self._seen[event] = None
        while len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        self.last = self._offered[event] = next(self._numbers)
        self._inbox.offer(self.last, user, make)

    async def _later(self, room: MatrixRoom, event: MegolmEvent) -> Incoming | None:
        """Its key may still be under way; if it never comes, the person is told, once for each key."""
        clear: asyncio.Future[Event] = asyncio.get_running_loop().create_future()
        self._waiting[event.event_id] = (event, clear)
        self.keys_came()
        try:
            found = await asyncio.wait_for(clear, self._patience.keys)
        except TimeoutError:
            if event.session_id in self._complained:
                return None
            self._complained.add(event.session_id)
            log.warning("matrix_undecryptable")
            return _incoming(event, file_error=UNDECRYPTABLE)
        finally:
            self._waiting.pop(event.event_id, None)
        if not _says_something(found):
            return None
        self._rooms.spoke(found.sender, room)
        return await self._read(found)

    async def _read(self, event: Event) -> Incoming | None:
        content = _dict(event.source.get("content"))
        relates = _dict(content.get("m.relates_to"))
        if event.source["type"] == REACTION:
            target = str(relates.get("event_id"))
            data = self._buttons.tapped(event.sender, target, str(relates.get("key")))
            return _incoming(event, text=data, tapped=True, message=target) if data is not None else None
        body = content.get("body")
        if relates.get("rel_type") == "m.replace":
            return None
        if event.source["type"] in WORDLESS:
            return _incoming(event)
        if not isinstance(body, str):
            return None
        caption = body if content.get("filename") not in (None, body) else ""
        if content["msgtype"] == "m.file":
            file, trouble = await self._files.fetch(content)
            return _incoming(event, text=caption, file=file, file_error=trouble)
        if content["msgtype"] not in WORDS:
            return _incoming(event, text=caption)
        reply_to = _dict(relates.get("m.in_reply_to")).get("event_id")
        text = _unquoted(body) if reply_to else body
        found = self._buttons.typed(event.sender, text, reply_to if isinstance(reply_to, str) else None)
        if found is not None:
            return _incoming(event, text=found[1], tapped=True, message=found[0])
        return _incoming(event, text=text)


def _says_something(event: Event) -> bool:
    """Whether this is a message or a reaction. The library's classes are stricter than what apps send."""
    source = _dict(getattr(event, "source", None))
    kind, content = source.get("type"), _dict(source.get("content"))
    if kind == REACTION or (kind in WORDLESS and content):
        return True
    # Bots speak in notices: two of them must not talk with each other.
    return kind == MESSAGE and isinstance(content.get("msgtype"), str) and content["msgtype"] != NOTICE


def _incoming(event: Event, **what: Any) -> Incoming:
    return Incoming(channel=NAME, address=event.sender, id=event.event_id, **what)


def _unquoted(body: str) -> str:
    """The text of a reply without what it replies to, which older apps put before it."""
    lines = body.split("\n")
    while lines and lines[0].startswith("> "):
        lines.pop(0)
    return "\n".join(lines).lstrip("\n")


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


async def _now(item: Incoming) -> Incoming:
    return item
