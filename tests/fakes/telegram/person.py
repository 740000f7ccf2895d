"""A person with a phone: types, taps, sends files, blocks, reads."""

import re
from collections.abc import Callable
from typing import Any

from .formatting import commands
from .sendables import CONTENTS
from .world import File, Letter, Stored, Tapped, Toast, World

CODE = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Tap:
    """A button that was tapped."""

    def __init__(self, world: World, query: str) -> None:
        self._world = world
        self.query = query

    @property
    def toast(self) -> Toast | None:
        """What the bot answered; None while the circle still turns."""
        return self._world.taps[self.query].toast

    async def answered(self, seconds: float = 5.0) -> Toast:
        """Wait until the circle ends; AssertionError if it never does."""
        toast = await self._world.bell.until(lambda: self.toast, seconds)
        if toast is None:
            raise AssertionError(f"the tap was not acknowledged within {seconds:g} s")
        return toast


class User:
    """One person. Acts happen at once; the bot hears of them as updates."""

    def __init__(self, world: World, user_id: int) -> None:
        self._world = world
        self.id = user_id

    @property
    def inbox(self) -> tuple[Letter, ...]:
        """The bot's messages in the private chat as they read now, oldest first."""
        return self._world.letters(self.id)

    def types(self, text: str, *, group: int | None = None, reply_to: Letter | None = None) -> int | None:
        """Send a text, privately or in a group, perhaps as a reply to the bot; the id of the update."""
        content: dict[str, Any] = {"text": text}
        if entities := commands(text):
            content["entities"] = entities
        if reply_to is not None:
            chat = self.id if group is None else group
            content["reply_to_message"] = self._world.as_message(self._world.messages[chat][reply_to.id])
        return self._says(content, group)

    def starts(self, code: str = "") -> int | None:
        """Press Start, on a link with `code` or in the bare chat."""
        if code and not CODE.fullmatch(code):
            raise ValueError("a start code is 1-64 characters of A-Z, a-z, 0-9, _ and -")
        return self.types(f"/start {code}".strip())

    def sends_file(self, name: str, data: bytes, *, size: int | None = None, caption: str = "") -> int | None:
        """Send a document; `size` claims another size than the data has."""
        file = File(
            id=f"P{self._world.next_id():06}", name=name, data=data, size=len(data) if size is None else size
        )
        self._world.files[file.id] = file
        return self._says({"document": file.document()} | ({"caption": caption} if caption else {}), None)

    def sends(self, what: str, *, caption: str = "", album: str = "", group: int | None = None) -> int | None:
        """Send something that is neither text nor a document: a key of `CONTENTS`, perhaps of an album."""
        more = {"caption": caption, "media_group_id": album}
        return self._says(CONTENTS[what] | {name: value for name, value in more.items() if value}, group)

    def does(self, kind: str, content: dict[str, Any]) -> int | None:
        """Let any update of the API come, wanted or not: `content` over what every update of this kind has.

        A field that is None is left out. The id of the update.
        """
        account, now = self._world.accounts[self.id], int(self._world.clock())
        every: dict[str, Any] = {"from": account.user()}
        if kind.endswith(("message", "channel_post")):
            account.started = True
            every |= {"message_id": self._world.next_id(), "chat": account.chat(), "date": now}
        elif kind == "callback_query":
            query = f"q{self._world.next_id():06}"
            self._world.taps[query] = Tapped(user=self.id, since=now)
            every |= {"id": query, "chat_instance": f"{-self.id}"}
        elif kind == "inline_query":
            every |= {"id": f"i{self._world.next_id():06}", "query": "", "offset": ""}
        there = {name: value for name, value in (every | content).items() if value is not None}
        return self._world.updates.push(kind, there, self.id, unasked=True)

    def taps(self, message: Letter | int, button: str, *, group: int | None = None) -> Tap:
        """Tap a button of a message as it reads now; LookupError if it has no such button."""
        number = message if isinstance(message, int) else message.id
        stored = self._world.messages[self.id if group is None else group].get(number)
        if stored is None:
            raise LookupError(f"no message {number}")
        query = f"q{self._world.next_id():06}"
        self._world.taps[query] = Tapped(user=self.id, since=self._world.clock())
        content = {
            "id": query,
            "from": self._world.accounts[self.id].user(),
            "message": self._world.as_message(stored),
            "chat_instance": f"{-stored.chat}",
            "data": _data(stored, button),
        }
        self._world.updates.push("callback_query", content, stored.chat)
        return Tap(self._world, query)

    def blocks(self) -> None:
        """Block the bot."""
        self._membership("member", "kicked")

    def unblocks(self) -> None:
        """Unblock it again (and press Restart)."""
        self._membership("kicked", "member")

    def deletes_account(self) -> None:
        """Leave Telegram."""
        self._world.accounts[self.id].deleted = True

    async def reads(
        self,
        what: str | Callable[[Letter], bool],
        seconds: float = 5.0,
        *,
        after: Letter | None = None,
    ) -> Letter:
        """Wait for a message that contains `what` (or fulfils it), newer than `after`; the first that does.

        AssertionError with the whole inbox if none comes.
        """
        fits: Callable[[Letter], bool] = (lambda one: what in one.text) if isinstance(what, str) else what

        def look() -> Letter | None:
            return next(
                (one for one in self.inbox if (after is None or one.id > after.id) and fits(one)), None
            )

        found = await self._world.phones[self.id].until(look, seconds)
        if found is None:
            raise AssertionError(f"{self.id} did not read {what!r} within {seconds:g} s but {self.inbox}")
        return found

    def _says(self, content: dict[str, Any], group: int | None) -> int | None:
        account = self._world.accounts[self.id]
        if group is None:
            if account.blocked:
                raise ValueError("who blocked the bot can't write to it")
            account.started = True
        chat = account if group is None else self._world.accounts[group]
        number = self._world.next_id()
        self._world.said[chat.id].add(number)
        message = {
            "message_id": number,
            "from": account.user(),
            "chat": chat.chat(),
            "date": int(self._world.clock()),
        }
        return self._world.updates.push("message", message | content, chat.id)

    def _membership(self, before: str, after: str) -> None:
        account = self._world.accounts[self.id]
        account.blocked = after == "kicked"
        states = {
            "member": {"status": "member", "user": self._world.bot},
            "kicked": {"status": "kicked", "user": self._world.bot, "until_date": 0},
        }
        content = {
            "chat": account.chat(),
            "from": account.user(),
            "date": int(self._world.clock()),
            "old_chat_member": states[before],
            "new_chat_member": states[after],
        }
        self._world.updates.push("my_chat_member", content, self.id)
        self._world.bell.ring()


def _data(stored: Stored, words: str) -> str:
    rows = (stored.keyboard or {}).get("inline_keyboard", ())
    buttons = [button for row in rows for button in row]
    for button in buttons:
        if button["text"] == words and "callback_data" in button:
            return str(button["callback_data"])
    raise LookupError(f"no button {words!r}, only {[button['text'] for button in buttons]}")
