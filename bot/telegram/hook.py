"""The other way to receive: Telegram calls our address. Answered with 200 only when the update was taken."""

import asyncio
import hashlib
import hmac

import msgspec
import structlog
from aiohttp import web
from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot.inbox import Inbox

from .failures import seconds_of
from .patience import Patience
from .raw import readable
from .reading import KINDS, Reading
from .standing import Standing

log = structlog.get_logger()

HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Hook:
    """Registers our address and takes the calls.

    Without a secret one is derived from the token, so that every replica has the same.
    """

    def __init__(
        self,
        bot: Bot,
        inbox: Inbox,
        reading: Reading,
        standing: Standing,
        patience: Patience,
        *,
        url: str,
        secret: str | None,
    ) -> None:
        self._bot = bot
        self._inbox = inbox
        self._reading = reading
        self._standing = standing
        self._patience = patience
        self._url = url
        self._secret = secret or hmac.new(bot.token.encode(), b"webhook", hashlib.sha256).hexdigest()

    async def run(self) -> None:
        """Tell Telegram our address; tries until it is told."""
        pauses = self._patience.pauses()
        while True:
            try:
                await self._bot.set_webhook(self._url, secret_token=self._secret, allowed_updates=KINDS)
            except RetryAfter as error:
                await asyncio.sleep(seconds_of(error))
            except TelegramError as error:
                self._standing.failed(error)
                await asyncio.sleep(next(pauses))
            else:
                self._standing.well()
                return

    async def call(self, request: web.Request) -> web.Response:
        """One call: 403 without the secret, 400 for what is no update, 503 if nobody took it in time.

        An update that cannot be read counts as taken: it would only come again.
        """
        shown = request.headers.get(HEADER, "")
        if not hmac.compare_digest(shown.encode(), self._secret.encode()):
            return web.Response(status=403)
        try:
            content = msgspec.json.decode(await request.read(), type=dict[str, object])
        except msgspec.DecodeError:
            content = {}
        if not isinstance(content.get("update_id"), int):
            log.warning("telegram_webhook_unreadable")
            return web.Response(status=400)
        if self._inbox.closed or not self._reading.username:
            return web.Response(status=503)  # not connected yet, or no more: Telegram comes again
        update = readable(content, self._bot)
        if update is None:
            return web.Response(status=200)
        self._reading.into(self._inbox, update)
        taken = await self._inbox.taken(update.update_id, self._patience.taken)
        return web.Response(status=200 if taken else 503)
