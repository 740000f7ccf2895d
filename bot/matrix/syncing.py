"""The loop that asks the homeserver for news: ours, since the library's own spins when it is refused.

A look for news that stays open is looked through again by the homeserver with every message we send, in all rooms
that got one since: it halves what goes out. So it ends with the first of a wave, and then we look now and again.

The position is written down only when everything up to it was taken: what was not comes again after a crash,
with the same id.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from secrets import token_hex
from time import monotonic
from typing import Any

import structlog
from nio import AsyncClient, RoomInfo, RoomMessagesResponse, SyncResponse

from bot.channel import ChannelError
from bot.inbox import Inbox

from .door import Door
from .failures import LOST, TOKEN, code_of, succeeded, translated, wait_of
from .memory import Memory
from .patience import Patience
from .reading import Reading
from .room_keys import RoomKeys
from .rooms import Rooms
from .sending import Sending
from .standing import Standing

log = structlog.get_logger()

TIMELINE = 100
PAGES = 20
BUSY = 2.0
LOOKS = 0.1
FIRST = 120.0
"""Seconds for the first answer, which tells of all rooms."""


class Syncing:
    """Takes in what is new, `run` without end; `full` is set after the first answer, which tells of all rooms.

    `renew` gets another token when ours was taken back; it hears whether the device went with it.
    """

    def __init__(
        self,
        client: AsyncClient,
        *,
        renew: Callable[[bool], Awaitable[None]],
        rooms: Rooms,
        door: Door,
        reading: Reading,
        sending: Sending,
        keys: RoomKeys,
        inbox: Inbox,
        memory: Memory,
        standing: Standing,
        patience: Patience,
    ) -> None:
        self._client = client
        self._renew = renew
        self._rooms = rooms
        self._door = door
        self._reading = reading
        self._sending = sending
        self._keys = keys
        self._inbox = inbox
        self._memory = memory
        self._standing = standing
        self._patience = patience
        self._pauses = patience.pauses()
        self._position = memory.found.position
        self._batches: deque[tuple[int, str]] = deque()
        self.full = asyncio.Event()
        memory.progress = self.progress

    def progress(self) -> tuple[str | None, tuple[str, ...]]:
        """The token up to which everything was taken, and what was taken beyond it."""
        oldest = self._inbox.oldest
        while self._batches and (oldest is None or self._batches[0][0] < oldest):
            last, self._position = self._batches.popleft()
            self._reading.passed(last)
        return self._position, self._reading.taken

    async def run(self) -> None:
        """Ask for ever; every failure is waited out."""
        self._client.next_batch = self._position
        while True:
            since = self._client.next_batch
            try:
                response = await self._ask()
                if succeeded(response, SyncResponse):
                    self._standing.well()
                    self._pauses = self._patience.pauses()
                    await self._take(response, since)
                    await self._upkeep()
                    continue
            except LOST as error:
                self._standing.failed("away", type(error).__name__)
                await asyncio.sleep(next(self._pauses))
                continue
            except Exception:
                # One event nobody thought of must not make the bot deaf: what it stands among is skipped.
                log.exception("matrix_news_unreadable")
                await asyncio.sleep(next(self._pauses))
                continue
            await self._refused(response)

    async def _ask(self) -> SyncResponse:
        full, busy = not self.full.is_set(), self._sending.busy
        # A look that stays open would tell only in half a minute that the homeserver is back.
        away = self._standing.trouble is not None
        timeline: dict[str, Any] = {"limit": TIMELINE}
        if busy:
            await self._let_pass()
            timeline["not_senders"] = [self._client.user_id]
        asked = {
            "room": {
                "timeline": timeline,
                # The answer that tells of all rooms counts their members only if it names them.
                "state": {"lazy_load_members": not full},
                "ephemeral": {"types": []},
                "account_data": {"types": []},
            },
            # Homeservers keep a first answer for minutes and give it again to who asks the same.
            "presence": {"types": [], "not_types": [token_hex(4)] if full else []},
            "account_data": {"types": []},
        }
        async with asyncio.timeout(FIRST if full else None):
            return await self._client.sync(
                0 if full or busy or away else round(self._patience.poll * 1000),
                sync_filter=asked,
                full_state=full,
            )

    async def _let_pass(self) -> None:
        """Wait for the end of a wave, but not so long that nobody is heard."""
        until = monotonic() + BUSY
        while self._sending.busy and monotonic() < until:  # noqa: ASYNC110 it ends by itself, there is no event
            await asyncio.sleep(LOOKS)

    async def _refused(self, response: SyncResponse) -> None:
        code = code_of(response)
        if code in TOKEN:
            self._standing.failed("token", code or "")
            await self._renew(not response.soft_logout)
        elif code == "M_LIMIT_EXCEEDED":
            await asyncio.sleep(wait_of(response))
        else:
            self._standing.failed("away", code or type(response).__name__)
            await asyncio.sleep(next(self._pauses))

    async def _take(self, response: SyncResponse, since: str | None) -> None:
        first = since is None
        for room_id in response.rooms.leave:
            self._rooms.lost(room_id)
            self._client.rooms.pop(room_id, None)
            self._memory.invitations.pop(room_id, None)
            self._door.moved()
        for room_id, invitation in response.rooms.invite.items():
            self._door.invited(room_id, invitation)
        for room_id, news in response.rooms.join.items():
            room = self._client.rooms[room_id]
            known = self._memory.chats.get(self._rooms.person(room) or "")
            self._rooms.look(room, first=first)
            if first:
                # Said before the bot began to remember: history.
                continue
            earlier = await self._missed(room_id, news, since) if known and known.room == room_id else []
            for event in [*earlier, *news.timeline.events]:
                try:
                    self._reading.take(room, event)
                except Exception:
                    # It must not take with it what others said.
                    log.exception("matrix_event_unreadable")
        self._reading.keys_came()
        self._batches.append((self._reading.last, response.next_batch))
        self._memory.touch()
        if not self.full.is_set():
            for room in self._client.rooms.values():
                room.members_synced = True
            self._rooms.found_all()
            self._door.moved()
            if first:
                # Without a position the next start would take what comes from here on for history.
                await self._memory.save()
            self.full.set()

    async def _missed(self, room_id: str, news: RoomInfo, since: str | None) -> list[object]:
        """What was said while we were away beyond what one answer tells; oldest first."""
        found: list[object] = []
        start = news.timeline.prev_batch
        for _ in range(PAGES if news.timeline.limited else 0):
            response = await self._client.room_messages(room_id, start, end=since, limit=TIMELINE)
            if not succeeded(response, RoomMessagesResponse):
                log.warning("matrix_history_not_read", code=code_of(response))
                break
            found.extend(response.chunk)
            if not response.chunk or not response.end or response.end == start:
                break
            start = response.end
        return found[::-1]

    async def _upkeep(self) -> None:
        """What end-to-end encryption needs from time to time; what fails is done after the next news."""
        client = self._client
        try:
            if client.should_upload_keys:
                await client.keys_upload()
            if client.should_query_keys:
                await self._keys.query()
            if client.should_claim_keys:
                await self._keys.claim(client.get_users_for_key_claiming())
            for answer in await client.send_to_device_messages():
                if code_of(answer) is not None:
                    raise translated(answer)
        except ChannelError as refused:
            log.info("matrix_keys_refused", code=str(refused))
