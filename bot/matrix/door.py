"""Coming and going: invitations are accepted slowly, rooms of nobody are left."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from functools import partial
from time import monotonic
from typing import Any

import structlog
from nio import Api, AsyncClient, InviteInfo, InviteMemberEvent, JoinResponse

from bot.channel import ChannelError, TryLater
from bot.wording import FOLDER
from service.wording.catalogue import Texts

from .failures import LOST, lost, succeeded, translated
from .memory import Memory
from .patience import Patience

log = structlog.get_logger()

WAITING = 1_000
"""So many invitations wait at most: whoever sends more than that wants to do harm."""

BURST = 5
TRIES = 5
GATHER = 2.0


class Door:
    """Joins and leaves, in the background while `run` runs."""

    def __init__(self, client: AsyncClient, memory: Memory, patience: Patience) -> None:
        self._client = client
        self._memory = memory
        self._patience = patience
        self._invited = asyncio.Event()
        self._moved = asyncio.Event()
        self._leaving: dict[str, asyncio.Task[None]] = {}
        self._tokens = float(BURST)
        self._counted = monotonic()

    def invited(self, room_id: str, info: InviteInfo) -> None:
        """Somebody asks the bot in. One invitation of each person waits, the newest."""
        inviter = next(
            (
                event.sender
                for event in info.invite_state
                if isinstance(event, InviteMemberEvent)
                and event.membership == "invite"
                and event.state_key == self._client.user_id
            ),
            None,
        )
        waiting = self._memory.invitations
        if inviter is None or room_id in waiting:
            return
        for room, by in tuple(waiting.items()):
            if by == inviter:
                del waiting[room]
        if len(waiting) >= WAITING:
            log.warning("matrix_invitations_dropped", waiting=len(waiting))
            return
        waiting[room_id] = inviter
        self._memory.touch()
        self._invited.set()

    def moved(self) -> None:
        """Who has which room has changed: the list of direct chats is to be written."""
        self._moved.set()

    def leave(self, room_id: str, why: str) -> None:
        """Leave and forget a room, in the background."""
        if room_id not in self._leaving:
            task = asyncio.create_task(self._leave(room_id, why))
            self._leaving[room_id] = task
            task.add_done_callback(lambda _: self._leaving.pop(room_id, None))

    async def run(self) -> None:
        """Let people in, and write the list of direct chats, until cancelled."""
        self._invited.set()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._let_in())
            group.create_task(self._list_direct())

    async def close(self) -> None:
        """Give up what is under way."""
        tasks = list(self._leaving.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _let_in(self) -> None:
        while True:
            await self._invited.wait()
            self._invited.clear()
            while self._memory.invitations:
                room_id = next(iter(self._memory.invitations))
                await self._turn()
                await self._until_done(partial(self._join, room_id))
                self._memory.invitations.pop(room_id, None)
                self._memory.touch()

    async def _turn(self) -> None:
        """A few at once, then one after the other."""
        now = monotonic()
        self._tokens = min(BURST, self._tokens + (now - self._counted) / self._patience.join)
        self._counted = now
        if self._tokens < 1:
            await asyncio.sleep((1 - self._tokens) * self._patience.join)
            self._tokens, self._counted = 1.0, monotonic()
        self._tokens -= 1

    async def _join(self, room_id: str) -> None:
        response = await self._client.join(room_id)
        if not succeeded(response, JoinResponse):
            raise translated(response)

    async def _leave(self, room_id: str, why: str) -> None:
        t = Texts(FOLDER, "de")
        reason = {
            "group": t.say("I talk to one person at a time. Please invite me to a chat of your own."),
            "stranger": t.say("Nobody gave me a code here. Please invite me again once you have yours."),
        }.get(why, "")
        said = {"reason": reason} if reason else {}
        await self._until_done(partial(self._call, "POST", ["rooms", room_id, "leave"], said))
        await self._until_done(partial(self._call, "POST", ["rooms", room_id, "forget"], {}))
        self._client.rooms.pop(room_id, None)
        self.moved()
        log.info("matrix_room_left", why=why)

    async def _list_direct(self) -> None:
        """Other apps on the bot's account then show these rooms as what they are."""
        while True:
            await self._moved.wait()
            await asyncio.sleep(GATHER)
            self._moved.clear()
            rooms = {user: [chat.room] for user, chat in self._memory.chats.items() if chat.room}
            path = ["user", self._client.user_id, "account_data", "m.direct"]
            await self._until_done(partial(self._call, "PUT", path, rooms))

    async def _call(self, method: str, path: list[str], body: dict[str, Any]) -> None:
        headers = {"Authorization": f"Bearer {self._client.access_token}", "Content-Type": "application/json"}
        answer = await self._client.send(method, Api._build_path(path), json.dumps(body), headers)
        async with answer:
            if answer.status == 429 or answer.status >= 500:
                wait = answer.headers.get("Retry-After", "")
                raise TryLater(float(wait) if wait.isdigit() else 5.0)
            # Anything else: we are not there, or may not; it is over either way.

    async def _until_done(self, work: Callable[[], Awaitable[None]]) -> None:
        """Once more where it may pass later, a few times; never raises."""
        for _ in range(TRIES):
            try:
                await work()
            except TryLater as later:
                await asyncio.sleep(max(later.after, self._patience.first))
            except ChannelError as refused:
                log.info("matrix_refused", code=str(refused))
                return
            except LOST as error:
                await asyncio.sleep(lost(error).after)
            else:
                return
