"""A person with Matrix on the phone: a real client, end-to-end encrypted, its device unsigned as many are."""

import asyncio
import contextlib
import io
import mimetypes
from typing import Any, Self

import aiohttp
from nio import (
    AsyncClient,
    AsyncClientConfig,
    Event,
    InviteEvent,
    MatrixRoom,
    MegolmEvent,
    ReactionEvent,
    RedactionEvent,
    RoomMessage,
    SyncResponse,
)
from nio.crypto.attachments import decrypt_attachment
from nio.store import SqliteMemoryStore

from .homeserver import Homeserver
from .letter import Letter, Letters

FILTER = {"room": {"timeline": {"limit": 100}}, "presence": {"types": []}}
LISTENS_MS = 30_000
TRIES_AGAIN = 0.2


class MatrixPhone:
    """One person at the homeserver, registered if need be: `async with MatrixPhone(hs, "sabine") as phone`.

    Acts concern the room the person was in last, unless `room` says which. `letters` are all messages of others,
    `undecryptable` the events that could not be read.
    """

    def __init__(self, hs: Homeserver, name: str, *, shown: str | None = None) -> None:
        self.hs = hs
        self.name = name
        self.shown = shown
        self.user = f"@{name}:{hs.name}"
        self.room: str | None = None
        self.undecryptable: list[MegolmEvent] = []
        self.invitations: list[str] = []
        self._box = Letters()
        self._reactions: dict[str, tuple[str, str, str]] = {}
        self._writing = asyncio.Lock()
        self._listening: asyncio.Task[None] | None = None
        self._client = AsyncClient(
            hs.url,
            self.user,
            config=AsyncClientConfig(
                encryption_enabled=True,
                store=SqliteMemoryStore,
                store_sync_tokens=False,
                max_timeout_retry_wait_time=TRIES_AGAIN,
            ),
        )

    @property
    def letters(self) -> tuple[Letter, ...]:
        """Everything others wrote, oldest first."""
        return tuple(self._box.all)

    async def __aenter__(self) -> Self:
        if self.shown is not None:
            await self.hs.register(self.name, shown=self.shown)
        login = await self.hs.login(self.name)
        client = self._client
        client.store_path = "unused"
        client.restore_login(login.user, login.device, login.token)
        client.add_event_callback(self._hears, RoomMessage)
        client.add_event_callback(self._cannot_read, MegolmEvent)
        client.add_event_callback(self._reacted, ReactionEvent)
        client.add_event_callback(self._took_back, RedactionEvent)
        client.add_event_callback(self._invited, InviteEvent)
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
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await self._listening
        await self._let_go()

    async def invites(self, user: str, *, encrypted: bool = True) -> str:
        """Open a direct chat with `user` as Element does; its room, where the person is from now on."""
        state = [
            {"type": "m.room.guest_access", "state_key": "", "content": {"guest_access": "can_join"}},
        ]
        if encrypted:
            state.append(
                {
                    "type": "m.room.encryption",
                    "state_key": "",
                    "content": {"algorithm": "m.megolm.v1.aes-sha2"},
                }
            )
        status, answer = await self.call(
            "POST",
            "createRoom",
            {
                "preset": "trusted_private_chat",
                "visibility": "private",
                "is_direct": True,
                "invite": [user],
                "initial_state": state,
            },
        )
        if status != 200:
            raise AssertionError(f"{self.user} could not open a chat: {answer}")
        self.room = str(answer["room_id"])
        await self._known(self.room)
        return self.room

    async def joins(self, room: str | None = None, seconds: float = 30) -> str:
        """Accept an invitation, the latest one if not said which, waiting for it; the room."""
        found = await self._box.bell.until(
            lambda: room or (self.invitations[-1] if self.invitations else None), seconds
        )
        if found is None:
            raise AssertionError(f"nobody invited {self.user} within {seconds:g} s")
        status, answer = await self.call("POST", f"rooms/{found}/join", {})
        if status != 200:
            raise AssertionError(f"{self.user} could not join {found}: {answer}")
        if found in self.invitations:
            self.invitations.remove(found)
        self.room = found
        await self._known(found)
        return found

    async def says(self, text: str, room: str | None = None) -> str:
        """Write a text; the event."""
        return await self._sends("m.room.message", {"msgtype": "m.text", "body": text}, room)

    async def edits(self, event: str, text: str, room: str | None = None) -> str:
        """Change what one wrote before; the event of the change."""
        new = {"msgtype": "m.text", "body": text}
        relates = {"rel_type": "m.replace", "event_id": event}
        content = {"msgtype": "m.text", "body": f"* {text}", "m.new_content": new, "m.relates_to": relates}
        return await self._sends("m.room.message", content, room)

    async def sends_file(
        self, name: str, data: bytes, room: str | None = None, *, size: int | None = None
    ) -> str:
        """Send a file, encrypted if the room is; `size` claims another size than the data has. The event."""
        place = self._place(room)
        secret = self._client.rooms[place].encrypted
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        uploaded, keys = await self._client.upload(
            io.BytesIO(data), content_type=kind, filename=name, encrypt=secret, filesize=len(data)
        )
        address = getattr(uploaded, "content_uri", None)
        if address is None:
            raise AssertionError(f"{name} could not be uploaded: {uploaded}")
        info = {"size": len(data) if size is None else size, "mimetype": kind}
        content: dict[str, Any] = {"msgtype": "m.file", "body": name, "filename": name, "info": info}
        content |= {"file": {**(keys or {}), "url": address}} if secret else {"url": address}
        return await self._sends("m.room.message", content, place)

    async def taps(self, letter: Letter | str, key: str, room: str | None = None) -> str:
        """React to a message with `key`; the event. AssertionError if one did so already."""
        event, place = _event(letter), room or _room(letter)
        relates = {"rel_type": "m.annotation", "event_id": event, "key": key}
        return await self._sends("m.reaction", {"m.relates_to": relates}, place)

    async def takes_back(self, event: str, room: str | None = None) -> None:
        """Remove what one wrote, or a reaction."""
        await self._client.room_redact(self._place(room), event)

    def reactions(self, letter: Letter | str, sender: str | None = None) -> list[str]:
        """The keys others (or just `sender`) put on a message, in order."""
        return [
            key
            for target, key, by in self._reactions.values()
            if target == _event(letter) and by != self.user and sender in {None, by}
        ]

    async def sees_reaction(self, letter: Letter | str, key: str, seconds: float = 30) -> None:
        """Wait until somebody else's `key` stands on a message."""
        if await self._box.bell.until(lambda: key in self.reactions(letter) or None, seconds) is None:
            raise AssertionError(f"no {key} on {letter} within {seconds:g} s but {self.reactions(letter)}")

    async def hears(self, pattern: str, seconds: float = 30) -> Letter:
        """The next message not heard yet whose text has `pattern` (a regular expression).

        Others that came before it stay to be heard. AssertionError with everything that came otherwise.
        """
        return await self._box.next(pattern, seconds)

    async def leaves(self, room: str | None = None) -> None:
        """Leave the room and forget it."""
        place = self._place(room)
        await self._client.room_leave(place)
        await self._client.room_forget(place)
        if self.room == place:
            self.room = None

    async def sees_join(self, user: str, room: str | None = None, seconds: float = 30) -> None:
        """Wait until `user` is in the room."""
        place = self._place(room)

        def look() -> bool | None:
            known = self._client.rooms.get(place)
            return (known is not None and user in known.users and user not in known.invited_users) or None

        if await self._box.bell.until(look, seconds) is None:
            raise AssertionError(f"{user} did not join {place} within {seconds:g} s")

    async def sees_leave(self, user: str, room: str | None = None, seconds: float = 30) -> None:
        """Wait until `user` is not in the room any more."""
        place = self._place(room)
        if (
            await self._box.bell.until(lambda: user not in self._client.rooms[place].users or None, seconds)
            is None
        ):
            raise AssertionError(f"{user} is still in {place} after {seconds:g} s")

    async def call(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """Any other call of the client API in this person's name, below /_matrix/client/v3/."""
        return await self.hs.request(method, f"/_matrix/client/v3/{path}", body, self._client.access_token)

    async def _sends(self, kind: str, content: dict[str, Any], room: str | None) -> str:
        place = self._place(room)
        async with self._writing:
            if self._client.should_query_keys:
                await self._client.keys_query()
            answer = await self._client.room_send(place, kind, content, ignore_unverified_devices=True)
        event = getattr(answer, "event_id", None)
        if event is None:
            raise AssertionError(f"{self.user} could not write: {answer}")
        return str(event)

    def _place(self, room: str | None) -> str:
        place = room or self.room
        if place is None:
            raise RuntimeError(f"{self.user} is in no room")
        return place

    async def _known(self, room: str) -> None:
        if await self._box.bell.until(lambda: room in self._client.rooms or None, 30) is None:
            raise AssertionError(f"{room} did not appear")

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

    async def _hears(self, room: MatrixRoom, event: Event) -> None:
        if event.sender == self.user:
            return
        content = event.source["content"]
        relates = content.get("m.relates_to", {})
        replaces = relates.get("event_id") if relates.get("rel_type") == "m.replace" else None
        shown = content.get("m.new_content", {}) if replaces else content
        self._box.add(
            Letter(
                event=event.event_id,
                text=shown.get("body", ""),
                html=shown.get("formatted_body"),
                kind=shown.get("msgtype", ""),
                at=event.server_timestamp,
                encrypted=event.decrypted,
                file=await self._fetch(shown),
                replaces=replaces,
                sender=event.sender,
                room=room.room_id,
            )
        )

    async def _fetch(self, content: dict[str, Any]) -> bytes | None:
        secret = content.get("file")
        address = secret["url"] if secret else content.get("url")
        if address is None:
            return None
        body = getattr(await self._client.download(address), "body", None)
        if body is None or secret is None:
            return body
        return bytes(decrypt_attachment(body, secret["key"]["k"], secret["hashes"]["sha256"], secret["iv"]))

    async def _cannot_read(self, room: MatrixRoom, event: MegolmEvent) -> None:
        del room
        self.undecryptable.append(event)

    async def _read_again(self) -> None:
        """A key may come after its message."""
        for event in tuple(self.undecryptable):
            with contextlib.suppress(Exception):
                clear = self._client.decrypt_event(event)
                if isinstance(clear, Event) and not isinstance(clear, MegolmEvent):
                    self.undecryptable.remove(event)
                    if isinstance(clear, RoomMessage):
                        await self._hears(self._client.rooms[event.room_id], clear)

    async def _reacted(self, room: MatrixRoom, event: ReactionEvent) -> None:
        del room
        self._reactions[event.event_id] = (event.reacts_to, event.key, event.sender)

    async def _took_back(self, room: MatrixRoom, event: RedactionEvent) -> None:
        del room
        self._reactions.pop(event.redacts, None)

    async def _invited(self, room: MatrixRoom, event: InviteEvent) -> None:
        del event
        if room.room_id not in self.invitations:
            self.invitations.append(room.room_id)
            self._box.bell.ring()

    async def _let_go(self) -> None:
        await self._client.close()
        store = getattr(self._client, "store", None)
        if store is not None:
            store.database.close()


def _event(letter: Letter | str) -> str:
    return letter if isinstance(letter, str) else letter.event


def _room(letter: Letter | str) -> str | None:
    return None if isinstance(letter, str) else letter.room or None
