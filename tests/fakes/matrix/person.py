"""What a person does in a chat, whichever client is on the phone."""

import asyncio
import mimetypes
from typing import Any

from nio.crypto.attachments import decrypt_attachment, encrypt_attachment

from .homeserver import Homeserver, Login
from .letter import Letter, Letters

COMES_WITHIN = 30.0


class Person:
    """One person at the homeserver, registered if need be.

    Acts concern the room the person was in last, unless `room` says which. A client below it says how an event
    is sent and who is in a room, and hands over what comes in (`_take`, `_invited`).
    """

    def __init__(self, hs: Homeserver, name: str, *, shown: str | None = None) -> None:
        self.hs = hs
        self.name = name
        self.shown = shown
        self.user = f"@{name}:{hs.name}"
        self.room: str | None = None
        self.invitations: list[str] = []
        self._box = Letters()
        self._reactions: dict[str, tuple[str, str, str]] = {}
        self._token = ""

    @property
    def letters(self) -> tuple[Letter, ...]:
        """Everything others wrote, oldest first."""
        return tuple(self._box.all)

    async def invites(self, user: str, *, encrypted: bool = True) -> str:
        """Open a direct chat with `user` as Element does; its room, where the person is from now on."""
        state: list[dict[str, Any]] = [
            {"type": "m.room.guest_access", "state_key": "", "content": {"guest_access": "can_join"}}
        ]
        if encrypted:
            how = {"algorithm": "m.megolm.v1.aes-sha2"}
            state.append({"type": "m.room.encryption", "state_key": "", "content": how})
        answer = await self._done(
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
        self.room = str(answer["room_id"])
        # A room may show before the invitation: what is written then, the invited one gets no key for.
        await self._enters(self.room, encrypted=encrypted, guest=user)
        return self.room

    async def joins(self, room: str | None = None, seconds: float = COMES_WITHIN) -> str:
        """Accept an invitation, the latest one if not said which, waiting for it; the room."""
        found = await self._box.bell.until(
            lambda: room or (self.invitations[-1] if self.invitations else None), seconds
        )
        if found is None:
            raise AssertionError(f"nobody invited {self.user} within {seconds:g} s")
        await self._done("POST", f"rooms/{found}/join", {})
        if found in self.invitations:
            self.invitations.remove(found)
        self.room = found
        await self._enters(found, encrypted=False)
        return found

    async def leaves(self, room: str | None = None) -> None:
        """Leave the room and forget it."""
        place = self._place(room)
        await self._done("POST", f"rooms/{place}/leave", {})
        await self._done("POST", f"rooms/{place}/forget", {})
        if self.room == place:
            self.room = None

    async def says(self, text: str, room: str | None = None) -> str:
        """Write a text; the event."""
        return await self._sends("m.room.message", {"msgtype": "m.text", "body": text}, self._place(room))

    async def edits(self, event: str, text: str, room: str | None = None) -> str:
        """Change what one wrote before; the event of the change."""
        new = {"msgtype": "m.text", "body": text}
        relates = {"rel_type": "m.replace", "event_id": event}
        content = {"msgtype": "m.text", "body": f"* {text}", "m.new_content": new, "m.relates_to": relates}
        return await self._sends("m.room.message", content, self._place(room))

    async def sends_file(
        self, name: str, data: bytes, room: str | None = None, *, size: int | None = None, secret: bool = True
    ) -> str:
        """Send a file, encrypted unless `secret` is false; `size` claims another size than it has. The event."""
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        body, keys = encrypt_attachment(data) if secret else (data, {})
        address = await self.hs.upload(body, self._token)
        info = {"size": len(data) if size is None else size, "mimetype": kind}
        content: dict[str, Any] = {"msgtype": "m.file", "body": name, "filename": name, "info": info}
        content |= {"file": {**keys, "url": address}} if secret else {"url": address}
        return await self._sends("m.room.message", content, self._place(room))

    async def sends(self, kind: str, content: dict[str, Any], room: str | None = None) -> str:
        """Send any other event, encrypted if the room is; the event."""
        return await self._sends(kind, content, self._place(room))

    async def taps(self, letter: Letter | str, key: str, room: str | None = None) -> str:
        """React to a message with `key`; the event. AssertionError if one did so already."""
        event, place = _event(letter), room or (letter.room if isinstance(letter, Letter) else None)
        relates = {"rel_type": "m.annotation", "event_id": event, "key": key}
        return await self._sends("m.reaction", {"m.relates_to": relates}, self._place(place))

    async def takes_back(self, event: str, room: str | None = None) -> None:
        """Remove what one wrote, or a reaction."""
        await self._done("PUT", f"rooms/{self._place(room)}/redact/{event}/back-{event[1:]}", {})

    def reactions(self, letter: Letter | str, sender: str | None = None) -> list[str]:
        """The keys others (or just `sender`) put on a message, in order."""
        return [
            key
            for target, key, by in self._reactions.values()
            if target == _event(letter) and by != self.user and sender in {None, by}
        ]

    async def sees_reaction(self, letter: Letter | str, key: str, seconds: float = COMES_WITHIN) -> None:
        """Wait until somebody else's `key` stands on a message."""
        if await self._box.bell.until(lambda: key in self.reactions(letter) or None, seconds) is None:
            raise AssertionError(f"no {key} on {letter} within {seconds:g} s but {self.reactions(letter)}")

    async def hears(self, pattern: str, seconds: float = COMES_WITHIN) -> Letter:
        """The next message not heard yet whose text has `pattern` (a regular expression).

        Others that came before it stay to be heard. AssertionError with everything that came otherwise.
        """
        return await self._box.next(pattern, seconds)

    async def has(self, count: int, seconds: float = COMES_WITHIN) -> tuple[Letter, ...]:
        """Wait until there are so many letters; all there are."""
        if await self._box.bell.until(lambda: len(self.letters) >= count or None, seconds) is None:
            raise AssertionError(f"no {count} letters within {seconds:g} s but {self.letters}")
        return self.letters

    async def sees_join(self, user: str, room: str | None = None, seconds: float = COMES_WITHIN) -> None:
        """Wait until `user` is in the room."""
        place = self._place(room)
        if await self._box.bell.until(lambda: user in self._members(place) or None, seconds) is None:
            raise AssertionError(f"{user} did not join {place} within {seconds:g} s")

    async def sees_leave(self, user: str, room: str | None = None, seconds: float = COMES_WITHIN) -> None:
        """Wait until `user` is not in the room any more."""
        place = self._place(room)
        if await self._box.bell.until(lambda: user not in self._members(place) or None, seconds) is None:
            raise AssertionError(f"{user} is still in {place} after {seconds:g} s")

    async def call(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """Any other call of the client API in this person's name, below /_matrix/client/v3/."""
        return await self.hs.request(method, f"/_matrix/client/v3/{path}", body, self._token)

    async def _login(self) -> Login:
        if self.shown is not None and not self.hs.knows(self.name):
            await self.hs.register(self.name, shown=self.shown)
        login = await self.hs.login(self.name)
        self._token = login.token
        return login

    async def _sends(self, kind: str, content: dict[str, Any], room: str) -> str:
        raise NotImplementedError

    async def _enters(self, room: str, *, encrypted: bool, guest: str | None = None) -> None:
        """Return when the client knows that it is in `room` (that it is encrypted; that `guest` is invited)."""
        raise NotImplementedError

    def _members(self, room: str) -> set[str]:
        """Who is in `room`, invited people aside."""
        raise NotImplementedError

    def _invited(self, room: str) -> None:
        if room not in self.invitations:
            self.invitations.append(room)
            self._box.bell.ring()

    async def _take(
        self,
        event: dict[str, Any],
        room: str,
        *,
        encrypted: bool = False,
        shield: str | None = None,
        failure: str | None = None,
    ) -> None:
        """Keep what an event, decrypted, means to a person; their own messages are none."""
        kind, content = event["type"], event.get("content", {})
        if kind == "m.reaction" and (relates := content.get("m.relates_to")):
            self._reactions[event["event_id"]] = (relates["event_id"], relates["key"], event["sender"])
        elif kind == "m.room.redaction":
            self._reactions.pop(event.get("redacts") or content.get("redacts", ""), None)
        elif event["sender"] != self.user and (
            failure is not None or (kind == "m.room.message" and "msgtype" in content)
        ):
            relates = content.get("m.relates_to", {})
            replaces = relates.get("event_id") if relates.get("rel_type") == "m.replace" else None
            seen = content.get("m.new_content", {}) if replaces else content
            letter = Letter(
                event=event["event_id"],
                text=seen.get("body", ""),
                html=seen.get("formatted_body"),
                kind=seen.get("msgtype", ""),
                at=event["origin_server_ts"],
                encrypted=encrypted,
                file=await self._fetch(seen),
                replaces=replaces,
                sender=event["sender"],
                room=room,
                shield=shield,
                failure=failure,
            )
            self._box.add(letter)
        self._box.bell.ring()

    async def _fetch(self, content: dict[str, Any]) -> bytes | None:
        secret = content.get("file")
        address = secret["url"] if secret else content.get("url")
        if address is None:
            return None
        body = await self.hs.download(address, self._token)
        if secret is None:
            return body
        return bytes(decrypt_attachment(body, secret["key"]["k"], secret["hashes"]["sha256"], secret["iv"]))

    async def _done(self, method: str, path: str, body: object) -> dict[str, Any]:
        """Call, and once more for as long as the homeserver asks to wait."""
        while True:
            status, answer = await self.call(method, path, body)
            if status == 200:
                return dict(answer)
            if status != 429:
                raise AssertionError(f"{self.user}: {method} {path}: {answer}")
            await asyncio.sleep(answer.get("retry_after_ms", 1000) / 1000)

    def _place(self, room: str | None) -> str:
        place = room or self.room
        if place is None:
            raise RuntimeError(f"{self.user} is in no room")
        return place


def _event(letter: Letter | str) -> str:
    return letter if isinstance(letter, str) else letter.event
