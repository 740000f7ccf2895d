"""Everything written to people: messages, edits, files, and the reactions that stand for buttons."""

import asyncio
import hashlib
import re
from collections import defaultdict, deque
from time import monotonic
from typing import Any

import structlog
from nio import AsyncClient, EncryptionError, MatrixRoom, RoomSendResponse

from bot.channel import ChannelError, Gone, Message, TryLater

from .buttons import Buttons
from .failures import LOST, SOON, lost, succeeded, translated
from .files import Files
from .room_keys import RoomKeys
from .rooms import Rooms
from .writing import buttons, edited, file_content, pages, reactions

log = structlog.get_logger()

PLAIN = re.compile(r"[A-Za-z0-9._~-]{1,100}")
WAVE = 8
FEW = 3
LATELY = 1.5
WITHOUT_REACTIONS = 60.0
"""Seconds without reactions after the homeserver has refused one: its measure is kept for messages."""


class Sending:
    """One message at a time in each room. Raises TryLater, Gone or Rejected where not said otherwise."""

    def __init__(
        self, client: AsyncClient, rooms: Rooms, keys: RoomKeys, known: Buttons, files: Files
    ) -> None:
        self._client = client
        self._rooms = rooms
        self._keys = keys
        self._buttons = known
        self._files = files
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._tasks: set[asyncio.Task[None]] = set()
        self._reacting = asyncio.Semaphore(2)
        self._reactions_from = 0.0
        self._latest: deque[float] = deque(maxlen=WAVE)
        self._under_way = 0

    @property
    def busy(self) -> bool:
        """Whether a wave is under way: more is being sent, or was just now, than answers are."""
        lately = len(self._latest) == WAVE and monotonic() - self._latest[0] < LATELY
        return self._under_way > FEW or lately

    async def send(self, address: str, message: Message, *, key: str, kind: str) -> str:
        """Send, as several events if it is long or carries files; the id of the last text, which has the buttons."""
        room = self._rooms.of(address)
        self._under_way += 1
        try:
            event = await self._send(room, message, key, kind)
        finally:
            self._under_way -= 1
        self._note(room, address, event, message)
        return event

    async def _send(self, room: MatrixRoom, message: Message, key: str, kind: str) -> str:
        event = ""
        async with self._locks[room.room_id]:
            for number, page in enumerate(pages(message)):
                # Only the first may ring.
                content = page.content(kind if number == 0 else "m.notice")
                event = await self._put(room, "m.room.message", content, transaction(key, number))
            for number, file in enumerate(message.files):
                content = file_content(file, await self._upload(room, number, message), file.data)
                await self._put(room, "m.room.message", content, transaction(key, f"file{number}"))
        return event

    async def edit(self, address: str, event: str, message: Message, *, kind: str) -> None:
        """Replace the text and the buttons of a message."""
        room = self._rooms.of(address)
        page, *others = pages(message)
        async with self._locks[room.room_id]:
            await self._put(room, "m.room.message", edited(page, event, kind), None)
            for other in others:
                await self._put(room, "m.room.message", other.content("m.notice"), None)
        self._note(room, address, event, message)

    async def warm(self, address: str) -> None:
        """Hand out the room's key ahead of the next message. Never raises: that message would do it too."""
        try:
            room = self._rooms.of(address)
            async with self._locks[room.room_id]:
                await self._keys.ready(room)
        except (*LOST, ChannelError, EncryptionError):
            return

    async def close(self) -> None:
        """Give up the reactions under way."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _put(self, room: MatrixRoom, kind: str, content: dict[str, Any], txn: str | None) -> str:
        try:
            await self._keys.ready(room)
            response = await self._client.room_send(
                room.room_id, kind, content, tx_id=txn, ignore_unverified_devices=True
            )
        except LOST as error:
            raise lost(error) from error
        except EncryptionError as error:
            # Somebody came or went in this very moment.
            raise TryLater(SOON) from error
        finally:
            # Broken off while handing out keys, the library would wait for the end of that for ever.
            left = self._client.sharing_session.pop(room.room_id, None)
            if left is not None:
                left.set()
        if not succeeded(response, RoomSendResponse):
            refused = translated(response)
            if isinstance(refused, Gone):
                self._rooms.lost(room.room_id)
            raise refused
        self._latest.append(monotonic())
        return str(response.event_id)

    async def _upload(self, room: MatrixRoom, number: int, message: Message) -> dict[str, Any]:
        try:
            return await self._files.put(message.files[number], encrypted=room.encrypted)
        except LOST as error:
            raise lost(error) from error

    def _note(self, room: MatrixRoom, address: str, event: str, message: Message) -> None:
        found = buttons(message)
        if not found:
            self._buttons.said(address)
            return
        self._buttons.asked(address, event, message)
        task = asyncio.create_task(self._react(room, event, reactions(len(found))))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _react(self, room: MatrixRoom, event: str, keys: tuple[str, ...]) -> None:
        """Put something to tap on a message. Never raises: its number can be typed."""
        async with self._reacting:
            for key in keys:
                if monotonic() < self._reactions_from:
                    return
                relates = {"rel_type": "m.annotation", "event_id": event, "key": key}
                try:
                    async with self._locks[room.room_id]:
                        await self._put(
                            room, "m.reaction", {"m.relates_to": relates}, transaction(event, key)
                        )
                except TryLater as later:
                    if later.after > SOON:
                        self._reactions_from = monotonic() + max(later.after, WITHOUT_REACTIONS)
                        return
                except ChannelError:
                    continue


def transaction(key: str, part: int | str = 0) -> str:
    """The transaction id of one event of a message: the same for the same key, whatever letters it is made of."""
    name = f"{key}.{part}" if part else key
    return name if PLAIN.fullmatch(name) else hashlib.sha256(name.encode(errors="replace")).hexdigest()
