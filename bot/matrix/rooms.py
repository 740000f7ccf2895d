"""Whose room is which: an address is a person's user id, their room the one they share with the bot alone."""

import time
from collections.abc import Callable

from nio import AsyncClient, MatrixRoom

from bot.channel import Gone, TryLater

from .memory import Chat, Memory
from .probe import TRIAL

NOT_YET = 0.5


class Rooms:
    """Looks at every room there is news of. `leave(room, why)`: "alone", "group" or "twice"; `greet(user, room)`."""

    def __init__(
        self,
        client: AsyncClient,
        memory: Memory,
        leave: Callable[[str, str], None],
        greet: Callable[[str, str], None],
    ) -> None:
        self._client = client
        self._memory = memory
        self._leave = leave
        self._greet = greet
        self._ready = False

    def found_all(self) -> None:
        """Everything was looked at once; who has no room any more has left while we were away."""
        if self._ready:
            return
        for user, chat in tuple(self._memory.chats.items()):
            if chat.room not in self._client.rooms:
                del self._memory.chats[user]
        self._ready = True
        self._memory.touch()

    def of(self, address: str) -> MatrixRoom:
        """The room of a person. Raises Gone if they have none, TryLater while that is not known yet."""
        if not self._ready:
            raise TryLater(NOT_YET, everybody=True)
        chat = self._memory.chats.get(address)
        room = self._client.rooms.get(chat.room) if chat else None
        if room is None:
            raise Gone("no room with this person")
        return room

    def person(self, room: MatrixRoom) -> str | None:
        """Who shares this room with the bot; None if it is not just one person."""
        others = set(room.users) - {self._client.user_id}
        if room.summary is not None and room.summary.heroes:
            others |= set(room.summary.heroes) - {self._client.user_id}
        return next(iter(others)) if len(others) == 1 and _count(room) == 2 else None

    def look(self, room: MatrixRoom, *, first: bool) -> None:
        """There is news of this room, or it is new. `first`: the bot remembers nothing, so nobody is a stranger."""
        if room.room_type == TRIAL:
            # Made by the doctor, which leaves it itself.
            return
        count = _count(room)
        if count > 2:
            self.lost(room.room_id)
            self._leave(room.room_id, "group")
            return
        if count < 2:
            self.lost(room.room_id)
            self._leave(room.room_id, "alone")
            return
        user = self.person(room)
        if user is None:
            return
        chat = self._memory.chats.get(user)
        if chat is not None and chat.room == room.room_id:
            return
        if chat is not None and chat.room in self._client.rooms:
            if first or not self._ready:
                # Found two at once: what is said there decides (see `spoke`).
                return
            self._leave(chat.room, "twice")
        kept = first or (chat is not None and chat.kept)
        self._memory.chats[user] = Chat(room.room_id, round(time.time() * 1000), kept)
        self._memory.touch()
        if not first:
            self._greet(user, room.room_id)

    def spoke(self, user: str, room: MatrixRoom) -> None:
        """A person wrote in this room: answers belong there."""
        chat = self._memory.chats.get(user)
        if chat is not None and chat.room != room.room_id:
            chat.room, chat.asked, chat.open = room.room_id, [], False
            self._memory.touch()

    def keep(self, address: str) -> None:
        """This person gave a code: the room stays."""
        chat = self._memory.chats.get(address)
        if chat is not None and not chat.kept:
            chat.kept = True
            self._memory.touch()

    def lost(self, room_id: str) -> None:
        """Nobody, or too many, are in this room. Who was known and comes back is no stranger."""
        for user, chat in tuple(self._memory.chats.items()):
            if chat.room == room_id:
                if chat.kept:
                    chat.room, chat.asked, chat.open = "", [], False
                else:
                    del self._memory.chats[user]
                self._memory.touch()

    def strangers(self, older: float) -> list[str]:
        """Rooms that were joined more than so many seconds ago, and nobody there gave a code."""
        before = time.time() * 1000 - older * 1000
        return [chat.room for chat in self._memory.chats.values() if not chat.kept and chat.since < before]


def _count(room: MatrixRoom) -> int:
    """Who is in the room or invited to it."""
    return int(room.member_count)
