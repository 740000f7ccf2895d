"""Long polling that confirms an update only when it was taken.

The library's own Updater confirms what it fetched with its next request, handled or not; what then lies in
its queue dies with the process. So the loop is ours, the requests are the library's.
"""

import asyncio
from collections.abc import Sequence
from time import monotonic

import structlog
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.inbox import Inbox

from .failures import seconds_of
from .patience import Patience
from .raw import Raw, RawBot, readable
from .reading import KINDS, Reading
from .standing import Standing

log = structlog.get_logger()


class Polling:
    """Fetches updates into the inbox until cancelled."""

    def __init__(
        self, bot: RawBot, inbox: Inbox, reading: Reading, standing: Standing, patience: Patience
    ) -> None:
        self._bot = bot
        self._inbox = inbox
        self._reading = reading
        self._standing = standing
        self._patience = patience
        self._pauses = patience.pauses()
        self._next: int | None = None
        self._alone_from = 0.0

    async def run(self) -> None:
        """Poll for ever; every failure is waited out."""
        await self._unhook()
        while True:
            try:
                updates = await self._fetch()
            except TelegramError as error:
                self._standing.failed(error)
                await self._recover(error)
                continue
            except Exception:
                # An answer in no form we know; without this the bot would go deaf for good.
                log.exception("telegram_updates_unreadable")
                await asyncio.sleep(self._patience.most)
                continue
            if monotonic() >= self._alone_from:
                self._standing.well()
            self._pauses = self._patience.pauses()
            for raw in updates:
                if (update := readable(raw, self._bot)) is not None:
                    self._reading.into(self._inbox, update)
            await self._inbox.all_taken(self._patience.again)

    async def confirm(self) -> None:
        """Tell Telegram what was taken, so that a restart does not get it again; on the way out, once."""
        offset = self._offset()
        if offset is None:
            return
        try:
            await self._bot.raw_updates(offset=offset, limit=1, seconds=0, allowed=KINDS)
        except TelegramError:
            return

    def _offset(self) -> int | None:
        oldest = self._inbox.oldest
        return self._next if oldest is None else oldest

    async def _fetch(self) -> Sequence[Raw]:
        idle = self._inbox.oldest is None
        # A poll that stays open would tell only in half a minute that Telegram is back.
        patient = idle and self._standing.receiving in (None, "conflict")
        updates = await self._bot.raw_updates(
            offset=self._offset(),
            seconds=self._patience.poll if patient else 0,
            allowed=KINDS,
        )
        if updates:
            self._next = max(int(raw["update_id"]) for raw in updates) + 1
        elif idle:
            # All is confirmed. After a quiet week Telegram numbers anew, perhaps below our offset.
            self._next = None
        return updates

    async def _recover(self, error: TelegramError) -> None:
        if isinstance(error, Conflict):
            if "webhook" in error.message.lower():
                await self._unhook()
            # Two who poll get through in turns, each for one pause of the other: only when that is over and no
            # conflict came we are alone again.
            self._alone_from = monotonic() + 3 * self._patience.conflict
            await asyncio.sleep(self._patience.conflict)
        elif isinstance(error, RetryAfter):
            await asyncio.sleep(seconds_of(error))
        elif isinstance(error, InvalidToken | BadRequest) or not isinstance(error, NetworkError):
            await asyncio.sleep(self._patience.most)
        else:
            await asyncio.sleep(next(self._pauses))

    async def _unhook(self) -> None:
        try:
            await self._bot.delete_webhook()
        except TelegramError as error:
            self._standing.failed(error)
