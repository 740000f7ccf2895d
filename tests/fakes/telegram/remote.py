"""The people of a server in another process: the same acts, over /control."""

import base64
import json
import time
from typing import Any

import aiohttp
import msgspec

from .faults import SENDS, Trouble
from .world import Letter


class RemoteBotApi:
    """`async with RemoteBotApi("http://127.0.0.1:8081") as api: tom = await api.user(7)`."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> "RemoteBotApi":
        # Everybody may wait for their inbox at once: no bound on connections.
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()

    async def user(self, user_id: int, *, language: str | None = None, name: str = "") -> "RemoteUser":
        """The person with this id, known from now on."""
        await self.ask("users", id=user_id, language=language, name=name)
        return RemoteUser(self, user_id)

    async def sent(self, user_id: int) -> int:
        """How many messages were delivered to this person."""
        counts = msgspec.json.decode(await self.look("counts"))
        return int(counts["delivered"].get(str(user_id), 0))

    async def fail(
        self,
        kind: Trouble,
        times: int = 1,
        *,
        methods: tuple[str, ...] = SENDS,
        retry_after: int = 1,
        seconds: float = 0.2,
    ) -> None:
        """Order trouble for the next calls."""
        order = {"kind": kind, "times": times, "methods": methods, "retry_after": retry_after}
        await self.ask("fail", **order, seconds=seconds)

    async def times(self) -> list[int]:
        """When each message was delivered, epoch milliseconds, oldest first."""
        return msgspec.json.decode(await self.look("times"), type=list[int])

    async def menu(self, scope: str, language: str = "") -> list[str] | None:
        """The commands in the menu of a scope ("all_private_chats", "chat:7"); None if there is none."""
        menus = msgspec.json.decode(await self.look("menus"))
        found = {(where, code): commands for where, code, commands in menus}.get((scope, language))
        return None if found is None else [one["command"] for one in found]

    async def file(self, letter: Letter) -> bytes:
        """What came with a message."""
        return await self.look(f"files/{letter.file}")

    async def ask(self, path: str, **given: Any) -> None:
        """POST below /control; AssertionError with the server's words if it refuses."""
        async with self._open.post(f"{self.url}/control/{path}", json=given) as answer:
            if answer.status != 200:
                raise AssertionError(f"{path}: {await answer.text()}")

    async def look(self, path: str) -> bytes:
        """GET below /control."""
        async with self._open.get(f"{self.url}/control/{path}") as answer:
            answer.raise_for_status()
            return await answer.read()

    @property
    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("use as async with")
        return self._session


class RemoteUser:
    """One person over there."""

    def __init__(self, api: RemoteBotApi, user_id: int) -> None:
        self._api = api
        self.id = user_id

    async def types(self, text: str) -> None:
        """Send a text."""
        await self._act("types", text=text)

    async def starts(self, code: str = "") -> None:
        """Press Start, on a link with `code` or in the bare chat."""
        await self._act("starts", code=code)

    async def taps(self, button: str, message: Letter | None = None) -> None:
        """Tap a button, of the newest message that has it unless one is given."""
        await self._act("taps", button=button, message=None if message is None else message.id)

    async def sends_file(self, name: str, data: bytes, *, size: int | None = None, caption: str = "") -> None:
        """Send a document; `size` claims another size than the data has."""
        coded = base64.b64encode(data).decode()
        await self._act("sends_file", name=name, data=coded, size=size, caption=caption)

    async def sends(self, what: str, *, caption: str = "") -> None:
        """Send something that is neither text nor a document."""
        await self._act("sends", what=what, caption=caption)

    async def does(self, kind: str, content: dict[str, Any]) -> None:
        """Let any update of the API come, wanted or not."""
        await self._act("does", what=kind, json=json.dumps(content))

    async def blocks(self) -> None:
        """Block the bot."""
        await self._act("blocks")

    async def unblocks(self) -> None:
        """Unblock it again."""
        await self._act("unblocks")

    async def inbox(self, *, after: int = 0, wait: float = 0) -> list[Letter]:
        """The messages with an id above `after` as they read now; waits so long for the first of them."""
        data = await self._api.look(f"users/{self.id}/inbox?after={after}&wait={wait}")
        return msgspec.json.decode(data, type=list[Letter])

    async def reads(self, what: str, seconds: float = 5.0, *, after: Letter | None = None) -> Letter:
        """Wait for a message newer than `after` that contains `what`; AssertionError if none comes.

        An edit of a message that did not match before is seen only when another message comes.
        """
        end = time.monotonic() + seconds
        start = after.id if after is not None else 0
        newest = start
        while True:
            left = end - time.monotonic()
            letters = await self.inbox(after=newest, wait=max(0.0, left))
            for letter in await self.inbox(after=start):
                if what in letter.text:
                    return letter
            if left <= 0:
                raise AssertionError(f"{self.id} did not read {what!r} within {seconds:g} s")
            newest = max((letter.id for letter in letters), default=newest)

    async def _act(self, act: str, /, **given: Any) -> None:
        await self._api.ask(f"users/{self.id}/{act}", **given)
