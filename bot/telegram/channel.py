"""The Telegram channel: the real library behind the protocol of `bot.channel`."""

import asyncio
import logging
import re
import ssl
from collections import OrderedDict
from collections.abc import AsyncIterator, Coroutine
from functools import cache
from typing import Any

import httpx
import structlog
from aiohttp import web
from telegram import Bot, CallbackQuery
from telegram import Message as Sent
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.channel import Incoming, Message, Rejected
from bot.turnstile import Turnstile

from .hook import Hook
from .inbox import Inbox
from .menu import Commands, Menu
from .patience import Patience
from .polling import Polling
from .reading import NAME, Reading
from .sending import Sending
from .standing import Standing

log = structlog.get_logger()

TELEGRAM = "https://api.telegram.org"
RATE = 28.0  # Telegram takes about 30 a second; evenly spaced these were never refused
CONCURRENCY = 32
CONNECTIONS = 64
TAPS = 1_000
CODE = re.compile(r"[A-Za-z0-9_-]{1,64}")


class TelegramChannel:
    """Telegram as a `bot.channel.Channel`.

    `api` is the base address without `/bot` (the real Telegram if None). With a `webhook_url` updates come
    to `webhook`, otherwise by long polling; without a `webhook_secret` one is derived from the token.
    Pace is not kept here: `rate` says what Telegram allows.
    """

    def __init__(
        self,
        token: str,
        *,
        api: str | None = None,
        webhook_url: str | None = None,
        webhook_secret: str | None = None,
        patience: Patience | None = None,
    ) -> None:
        # At INFO the HTTP client writes every address, and the token is part of it.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        self.name = NAME
        self.turns = Turnstile(RATE)
        self.concurrency = CONCURRENCY
        self._patience = patience or Patience()
        base = (api or TELEGRAM).rstrip("/")
        self._requests = (self._request(2), self._request(CONNECTIONS))
        self._bot = Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            get_updates_request=self._requests[0],
            request=self._requests[1],
        )
        self._standing = Standing()
        self._inbox = Inbox()
        self._reading = Reading(self._bot, self._patience, self._tapped)
        self._sending = Sending(self._bot, self._patience)
        self._menu = Menu(self._bot, self._patience)
        self._receiver: Hook | Polling
        if webhook_url:
            self._receiver = Hook(
                self._bot,
                self._inbox,
                self._reading,
                self._standing,
                self._patience,
                url=webhook_url,
                secret=webhook_secret,
            )
        else:
            self._receiver = Polling(self._bot, self._inbox, self._reading, self._standing, self._patience)
        self._tapped_texts: OrderedDict[str, str] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def trouble(self) -> str | None:
        """Why nothing gets through: "new" (not reached yet), "away", "token", "webhook" or "conflict"; None if all is well."""
        return self._standing.trouble

    async def start(self) -> None:
        """Connect in the background; returns at once, whether Telegram can be reached or not."""
        self._spawn(self._live())

    async def close(self) -> None:
        """Stop receiving and let go of every connection. What was not taken yet comes again after a restart."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._inbox.close()
        if isinstance(self._receiver, Polling) and self.trouble is None:
            await self._receiver.confirm()
        for request in self._requests:
            await request.shutdown()

    async def send(self, address: str, message: Message, *, key: str) -> str:
        """Send and return the message id; a text too long for one message comes as several, silent after the first.

        `key` is not used: Telegram knows none against doubles. Raises TryLater, Gone or Rejected.
        """
        return await self._sending.send(address, message)

    async def edit(self, address: str, message_id: str, message: Message) -> None:
        """Replace a message sent before; that it reads so already is fine. Raises like `send`."""
        await self._sending.edit(address, message_id, message)

    async def answer(self, incoming: Incoming, message: Message) -> None:
        """Reply to what a person did. Raises like `send`.

        A tap was acknowledged when it came in. A reply with the title of the tapped message takes its place;
        any other is a new message, and the tapped one loses its buttons.
        """
        tapped = self._tapped_texts.pop(incoming.id, "")
        if incoming.message is None:
            await self.send(incoming.address, message, key=incoming.id)
            return
        if message.title.strip() and tapped.split("\n", 1)[0] == message.title.strip():
            try:
                await self.edit(incoming.address, incoming.message, message)
                return
            except Rejected:
                log.info("telegram_edit_refused", update=incoming.id)
        await self.send(incoming.address, message, key=incoming.id)
        self._spawn(self._sending.strip(incoming.address, incoming.message))

    def incoming(self) -> AsyncIterator[Incoming]:
        """What people do, in order per address, each once; ends after `close`.

        One that was handed out counts as done when the next is asked for. Until then Telegram keeps it, and
        a process that died gets it again, with the same id.
        """
        return self._inbox.items()

    def start_link(self, code: str) -> str | None:
        """https://t.me/BOT?start=CODE; None until Telegram was reached. ValueError for a code it can't carry."""
        if not CODE.fullmatch(code):
            raise ValueError("a start code is 1-64 characters of A-Z, a-z, 0-9, _ and -")
        username = self._reading.username
        return f"https://t.me/{username}?start={code}" if username else None

    def set_commands(self, by_language: Commands) -> None:
        """The menu of private chats: (word, description) by language of two letters, "" for all others.

        Carried out in the background, as soon as Telegram can be reached.
        """
        self._menu.wish(by_language)

    async def webhook(self, request: web.Request) -> web.Response:
        """A call of Telegram to the path of `webhook_url`."""
        if isinstance(self._receiver, Hook):
            return await self._receiver.call(request)
        return web.Response(status=404)

    def _request(self, connections: int) -> HTTPXRequest:
        wait = self._patience.request
        return HTTPXRequest(
            connections,
            read_timeout=wait,
            write_timeout=wait,
            connect_timeout=wait,
            httpx_kwargs={"verify": _certificates()},
        )

    async def _live(self) -> None:
        pauses = self._patience.pauses()
        while True:
            try:
                await self._bot.initialize()
                break
            except TelegramError as error:
                self._standing.failed(error)
                await asyncio.sleep(next(pauses))
        self._reading.username = self._bot.username
        self._standing.well()
        self._spawn(self._menu.run())
        await self._receiver.run()

    def _tapped(self, update_id: str, query: CallbackQuery) -> None:
        self._spawn(self._sending.acknowledge(query.id))
        if isinstance(query.message, Sent) and query.message.text:
            self._tapped_texts[update_id] = query.message.text
        while len(self._tapped_texts) > TAPS:
            self._tapped_texts.popitem(last=False)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


@cache
def _certificates() -> ssl.SSLContext:
    """Reading the trusted certificates costs tens of milliseconds; once is enough."""
    return httpx.create_ssl_context()
