"""Updates one by one, as Telegram sent them: one that the library cannot read must not cost the others.

The library reads a whole answer or none of it. With the first update of a kind newer than itself it would get
the same answer again and again, and the bot would hear nothing any more.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import structlog
from telegram import Bot, Update

log = structlog.get_logger()

Raw = Mapping[str, Any]


class RawBot(Bot):
    """The library's bot, with `raw_updates` beside its `get_updates`."""

    async def raw_updates(
        self, *, offset: int | None, seconds: int, allowed: Sequence[str], limit: int | None = None
    ) -> Sequence[Raw]:
        """Updates from `offset` on, unread; waits `seconds` for the first. Raises TelegramError."""
        asked = {"offset": offset, "timeout": seconds, "limit": limit, "allowed_updates": list(allowed)}
        wait = (self._request[0].read_timeout or 0.0) + seconds
        return cast(Sequence[Raw], await self._post("getUpdates", asked, read_timeout=wait))


def readable(raw: Raw, bot: Bot) -> Update | None:
    """The update, or None if the library cannot read it. What stands in it is not logged."""
    try:
        return Update.de_json(dict(raw), bot)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        kinds = sorted(set(raw) - {"update_id"})
        log.error(
            "telegram_update_unreadable", update=raw.get("update_id"), kinds=kinds, error=type(error).__name__
        )
        return None
