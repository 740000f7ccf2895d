"""A person with matrix-nio on the phone: end-to-end encrypted, the device unsigned as many people's are."""

import asyncio
import contextlib
from typing import Any, Self

import aiohttp
from nio import AsyncClient, AsyncClientConfig, Event, InviteEvent, MatrixRoom, MegolmEvent, SyncResponse
from nio.store import SqliteMemoryStore

from .homeserver import Homeserver
from .person import COMES_WITHIN, Person

FILTER = {"room": {"timeline": {"limit": 100}}, "presence": {"types": []}}
LISTENS_MS = 30_000
TRIES_AGAIN = 0.2


class MatrixPhone(Person):
    """`async with MatrixPhone(hs, "sabine") as phone`; `shown` is the name others see.

    Any number of them share the test's process. `undecryptable` are the events that could not be read.
    """

    def __init__(self, hs: Homeserver, name: str, *, shown: str | None = None) -> None:
        super().__init__(hs, name, shown=shown)
        self.undecryptable: list[MegolmEvent] = []
        self._writing = asyncio.Lock()
        self._listening: asyncio.Task[None] | None = None
        self._client = AsyncClient(
            hs.url,
            self.user,
            # nothing is kept on disk; the client wants to hear of a place all the same
            store_path="nowhere",
            config=AsyncClientConfig(
                encryption_enabled=True,
                store=SqliteMemoryStore,
                store_sync_tokens=False,
                max_timeout_retry_wait_time=TRIES_AGAIN,
            ),
        )

    async def __aenter__(self) -> Self:
        login = await self._login()
        client = self._client
        client.restore_login(login.user, login.device, login.token)
        client.add_event_callback(self._event, Event)
        client.add_event_callback(self._invitation, InviteEvent)
        try:
            await client.keys_upload()
            await client.sync(0, sync_filter=FILTER, full_state=True)
        except BaseException:
            await self._let_go()
            raise
        self._listening = asyncio.create_task(self._listen())
        self._box.watch(self._listening)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._listening is not None:
            self._listening.cancel()
            # what broke it was told to whoever waited for a letter
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await self._listening
        await self._let_go()

    async def sees_unreadable(self, event: str, seconds: float = COMES_WITHIN) -> None:
        """Wait until `event` is there and can't be read."""
        there = await self._box.bell.until(
            lambda: event in {one.event_id for one in self.undecryptable} or None, seconds
        )
        if there is None:
            raise AssertionError(f"{event} did not come, or could be read")

    async def _sends(self, kind: str, content: dict[str, Any], room: str) -> str:
        async with self._writing:
            if self._client.should_query_keys:
                await self._client.keys_query()
            answer = await self._client.room_send(room, kind, content, ignore_unverified_devices=True)
        event = getattr(answer, "event_id", None)
        if event is None:
            raise AssertionError(f"{self.user} could not write: {answer}")
        return str(event)

    async def _enters(self, room: str, *, encrypted: bool, guest: str | None = None) -> None:
        def look() -> bool | None:
            known = self._client.rooms.get(room)
            there = known is not None and (guest is None or guest in known.users)
            return (there and (known.encrypted or not encrypted)) or None

        if await self._box.bell.until(look, COMES_WITHIN) is None:
            raise AssertionError(f"{room} did not appear")

    def _members(self, room: str) -> set[str]:
        known = self._client.rooms.get(room)
        return set() if known is None else set(known.users) - set(known.invited_users)

    async def _listen(self) -> None:
        client = self._client
        while True:
            try:
                answer = await client.sync(LISTENS_MS, sync_filter=FILTER)
                if not isinstance(answer, SyncResponse):
                    await asyncio.sleep(TRIES_AGAIN)
                    continue
                if client.should_upload_keys:
                    await client.keys_upload()
                if client.should_query_keys:
                    await client.keys_query()
                if client.should_claim_keys:
                    await client.keys_claim(client.get_users_for_key_claiming())
                await client.send_to_device_messages()
            except (aiohttp.ClientError, TimeoutError):
                await asyncio.sleep(TRIES_AGAIN)
                continue
            await self._read_again()
            self._box.bell.ring()

    async def _event(self, room: MatrixRoom, event: Event) -> None:
        if isinstance(event, MegolmEvent):
            self.undecryptable.append(event)
        else:
            await self._take(event.source, room.room_id, encrypted=event.decrypted)

    async def _read_again(self) -> None:
        """A key may come after its message."""
        for event in tuple(self.undecryptable):
            with contextlib.suppress(Exception):
                clear = self._client.decrypt_event(event)
                if isinstance(clear, Event) and not isinstance(clear, MegolmEvent):
                    self.undecryptable.remove(event)
                    await self._take(clear.source, event.room_id, encrypted=True)

    async def _invitation(self, room: MatrixRoom, event: InviteEvent) -> None:
        del event
        self._invited(room.room_id)

    async def _let_go(self) -> None:
        await self._client.close()
        store = getattr(self._client, "store", None)
        if store is not None:
            store.database.close()
