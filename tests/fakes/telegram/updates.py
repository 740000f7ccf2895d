"""What people did, until the bot confirmed it: one queue, taken by long poll or pushed to a webhook."""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Any

from .bell import Bell
from .errors import bad_request, conflict

KINDS = frozenset({
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection",
    "business_message", "edited_business_message", "deleted_business_messages", "message_reaction",
    "message_reaction_count", "inline_query", "chosen_inline_result", "callback_query", "shipping_query",
    "pre_checkout_query", "purchased_paid_media", "poll", "poll_answer", "my_chat_member", "chat_member",
    "chat_join_request", "chat_boost", "removed_chat_boost",
})  # fmt: skip
UNASKED = KINDS - {"chat_member", "message_reaction", "message_reaction_count"}
KEPT_SECONDS = 24 * 3600
MOST = 100
ANOTHER = "terminated by other getUpdates request; make sure that only one bot instance is running"
HOOKED = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class Waiting:
    """An update nobody confirmed yet, and the chat it came from."""

    def __init__(self, update: dict[str, Any], chat: int, since: float) -> None:
        self.id: int = update["update_id"]
        self.update = update
        self.chat = chat
        self.since = since


class Updates:
    """The queue; `first_id` is the id of the first update."""

    def __init__(
        self, bell: Bell, clock: Callable[[], float] = time.time, *, first_id: int = 700_000_001
    ) -> None:
        self.bell = bell
        self.clock = clock
        self.next_id = first_id
        self.hooked = False
        self.polls = 0
        self._waiting: list[Waiting] = []
        self._allowed = UNASKED
        self._poller: object | None = None

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """Unconfirmed updates, oldest first; what is older than a day is gone."""
        since = self.clock() - KEPT_SECONDS
        self._waiting = [one for one in self._waiting if one.since > since]
        return tuple(self._waiting)

    @property
    def allowed(self) -> list[str]:
        """The kinds of update the bot asked for; empty for the usual ones."""
        return [] if self._allowed == UNASKED else sorted(self._allowed)

    def allow(self, kinds: Sequence[object] | None) -> None:
        """Remember the kinds the bot asks for; None leaves them, an empty list means the usual ones."""
        if kinds is None:
            return
        if unknown := [kind for kind in kinds if kind not in KINDS]:
            raise bad_request(f'can\'t parse "allowed_updates": unknown type of update "{unknown[0]}"')
        self._allowed = frozenset(map(str, kinds)) or UNASKED

    def push(self, kind: str, content: dict[str, Any], chat: int, *, unasked: bool = False) -> int | None:
        """Queue something that happened and return its id; None if the bot does not want this kind.

        `unasked`: all the same, as with what was queued before the bot said what it wants.
        """
        if kind not in self._allowed and not unasked:
            return None
        update_id = self.next_id
        self.next_id += 1
        self._waiting.append(Waiting({"update_id": update_id, kind: content}, chat, self.clock()))
        self.bell.ring()
        return update_id

    def confirm(self, update_id: int) -> None:
        """This one arrived."""
        self._waiting = [one for one in self._waiting if one.id != update_id]
        self.bell.ring()

    def drop(self) -> None:
        """Forget everything that waits."""
        self._waiting.clear()
        self.bell.ring()

    def end_poll(self) -> None:
        """Whoever polls now is sent away."""
        self._poller = None
        self.bell.ring()

    async def poll(self, offset: int, limit: int, seconds: int) -> list[dict[str, Any]]:
        """getUpdates: what waits from `offset` on, or as soon as something does, at most `seconds`.

        A second poll sends the first away with 409, as does a webhook.
        """
        if self.hooked:
            raise conflict(HOOKED)
        self.polls += 1
        me = self._poller = object()
        if offset < 0:
            self._waiting = self._waiting[offset:]
        else:
            self._waiting = [one for one in self._waiting if one.id >= offset]
        self.bell.ring()
        found = await self.bell.until(lambda: self._due(me, limit), float(seconds)) if seconds else None
        if found is None:
            found = self._due(me, limit)
        if self._poller is me:
            self._poller = None
        return found or []

    def _due(self, poller: object, limit: int) -> list[dict[str, Any]] | None:
        if self._poller is not poller:
            raise conflict(ANOTHER)
        return [one.update for one in self.waiting[:limit]] or None


class Busy:
    """Which chats have an update on its way: the next of the same chat waits for it."""

    def __init__(self) -> None:
        self.tasks: dict[int, asyncio.Task[None]] = {}

    def free(self, chat: int) -> bool:
        """Nothing of this chat is on its way."""
        return chat not in self.tasks

    async def cancel(self) -> None:
        """Stop all of them."""
        tasks = list(self.tasks.values())
        self.tasks.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
