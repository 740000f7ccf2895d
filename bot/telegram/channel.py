"""The Telegram channel: the real library behind the protocol of `bot.channel`."""

import asyncio
import logging
import re
import ssl
from collections.abc import AsyncIterator, Coroutine
from contextlib import suppress
from functools import cache
from typing import Any

import httpx
import structlog
from aiohttp import web
from msgspec.structs import replace
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.channel import Incoming, Message, Rejected, Role
from bot.inbox import Inbox
from bot.turnstile import Turnstile

from .chats import Chats
from .hook import Hook
from .menu import Commands, Menu
from .origins import Origins
from .patience import Patience
from .polling import Polling
from .raw import RawBot
from .reading import NAME, Reading
from .sending import Sending, number
from .standing import Standing

log = structlog.get_logger()

TELEGRAM = "https://api.telegram.org"
RATE = 29.0  # Telegram takes about 30 a second
LATE = 3
PAID_RATE = 200.0  # it would take 1,000; more than this costs a core of ours
APART = 1.0
CONCURRENCY = 32
CONNECTIONS = 64
CODE = re.compile(r"[A-Za-z0-9_-]{1,64}")


class TelegramChannel:
    """Telegram as a `bot.channel.Channel`.

    `api` is the base address without `/bot` (the real Telegram if None). With a `webhook_url` updates come
    to `webhook`, otherwise by long polling; without a `webhook_secret` one is derived from the token.
    `paid_broadcast`: messages beyond the free rate are paid for, a tenth of a star each.
    """

    def __init__(
        self,
        token: str,
        *,
        api: str | None = None,
        webhook_url: str | None = None,
        webhook_secret: str | None = None,
        paid_broadcast: bool = False,
        patience: Patience | None = None,
    ) -> None:
        # At INFO the HTTP client writes every address, and the token is part of it.
        logging.getLogger("httpx").setLevel(logging.WARNING)
        self.name = NAME
        self.turns = Turnstile(PAID_RATE if paid_broadcast else RATE, late=LATE)
        self.per_chat_seconds = APART
        self.concurrency = CONCURRENCY
        self._patience = patience or Patience()
        base = (api or TELEGRAM).rstrip("/")
        self._requests = (self._request(2), self._request(CONNECTIONS))
        self._bot = RawBot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            get_updates_request=self._requests[0],
            request=self._requests[1],
        )
        self._standing = Standing()
        self._inbox = Inbox()
        self._origins = Origins()
        self._chats = Chats()
        self._sending = Sending(
            self._bot, self._patience, self.turns, self._chats, self._standing, paid=paid_broadcast
        )
        self._reading = Reading(self._bot, self._patience, self._origins, self._acknowledge)
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
        """Send, having had a turn, and return the message id.

        A text too long for one message comes as several, silent after the first, files after it. `key` is not used: Telegram knows none against doubles. Raises TryLater, Gone or Rejected.
        """
        return await self._sending.send(address, message)

    async def edit(self, address: str, message_id: str, message: Message) -> None:
        """Replace a message sent before, before all notices; that it reads so already is fine. Raises like `send`."""
        await self._sending.edit(address, message_id, message)

    async def answer(self, incoming: Incoming, message: Message) -> None:
        """Reply to what a person did, before all notices. Raises like `send`.

        A tap was acknowledged when it came in. A reply with the title of the tapped message takes its place;
        any other is a new message, and the tapped one loses its buttons. In a group it is shown as a reply,
        without files; a group that writes more than Telegram lets us answer gets no answer.
        """
        origin = self._origins.of(incoming.id)
        if not incoming.private:
            message = replace(message, files=())
            if self._chats.wait(number(incoming.address)):
                log.info("telegram_group_too_busy", chat=incoming.address)
                return
        if incoming.message is None:
            await self._sending.answer(incoming.address, message, reply_to=origin.message)
            return
        if message.title.strip() and origin.text.split("\n", 1)[0] == message.title.strip():
            try:
                await self.edit(incoming.address, incoming.message, message)
                return
            except Rejected:
                log.info("telegram_edit_refused", update=incoming.id)
        await self._sending.answer(incoming.address, message)
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

    def set_commands(
        self, by_language: Commands, *, organisers: Commands | None = None, groups: Commands | None = None
    ) -> None:
        """The menus: (word, description) by language of two letters, "" for all others.

        `by_language` is that of guests and of every private chat, `organisers` that of chats shown it by
        `show_menu`, `groups` that of groups. Carried out in the background, as soon as Telegram can be reached.
        """
        self._menu.wish(by_language, organisers or {}, groups or {})

    async def show_menu(self, address: str, role: Role, language: str) -> None:
        """Let this chat have the words of its role, in its language; in the background. Never raises."""
        with suppress(Rejected):
            self._menu.show(number(address), role, language)

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

    def _acknowledge(self, query: str) -> None:
        self._spawn(self._sending.acknowledge(query))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


@cache
def _certificates() -> ssl.SSLContext:
    """Reading the trusted certificates costs tens of milliseconds; once is enough."""
    return httpx.create_ssl_context()
