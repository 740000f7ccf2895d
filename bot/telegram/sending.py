"""Everything written to people: messages, files, edits, the end of a tap's waiting circle."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar

import structlog
from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, RetryAfter, TelegramError

from bot.channel import Attachment, Message, Rejected, TryLater
from bot.turnstile import Turnstile

from .chats import Chats
from .failures import seconds_of, translated
from .patience import Patience
from .standing import Standing
from .window import Window
from .writing import Page, keyboard, pages

log = structlog.get_logger()
T = TypeVar("T")

ATTEMPTS = 3
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
SAME = "message is not modified"
MOST = 30  # messages in any second, and how many for whoever pays
PAID_MOST = 1_000
FILE_BYTES = 50 * 1024 * 1024  # Telegram's limits for bots
PHOTO_BYTES = 10 * 1024 * 1024


class Sending:
    """Raises TryLater, Gone or Rejected where not said otherwise.

    Each message has a turn of the network and one of its chat. `paid`: what exceeds the free rate may cost.
    """

    def __init__(
        self,
        bot: Bot,
        patience: Patience,
        turns: Turnstile,
        chats: Chats,
        standing: Standing,
        *,
        paid: bool = False,
    ) -> None:
        self._bot = bot
        self._patience = patience
        self._turns = turns
        self._chats = chats
        self._standing = standing
        self._window = Window(PAID_MOST if paid else MOST)
        self._paid = True if paid else None
        self._moved: dict[int, int] = {}

    async def send(self, address: str, message: Message) -> str:
        """Send what already had its turn; the id of the last page of text, which carries the buttons.

        A long text comes on several pages, files after it.
        """
        chat = number(address)
        await self._chats.turn(chat)
        return await self._all(chat, message)

    async def answer(self, address: str, message: Message, *, reply_to: int = 0) -> str:
        """Send like `send`, but before all notices; `reply_to` is the message that is answered, if that matters."""
        chat = number(address)
        await self._turn(chat)
        return await self._all(chat, message, reply_to)

    async def edit(self, address: str, message_id: str, message: Message) -> None:
        """Replace a message; that it reads so already is fine. Files come as new messages."""
        page, *others = pages(message)
        if others:
            raise Rejected("too long for one message")
        chat, edited = number(address), number(message_id)
        await self._turn(chat)
        try:
            await self._write(
                chat,
                lambda to: self._bot.edit_message_text(
                    page.text,
                    to,
                    edited,
                    entities=page.entities,
                    reply_markup=keyboard(message.buttons),
                    link_preview_options=NO_PREVIEW,
                ),
            )
        except Rejected as refused:
            if SAME not in str(refused).lower():
                raise
        await self._files(chat, message.files)

    async def strip(self, address: str, message_id: str) -> None:
        """Take a message's buttons away, when nothing else is to be said there. Never raises: it is a courtesy."""
        try:
            chat, stripped = number(address), number(message_id)
            await self._chats.turn(chat, spare=1)
            await self._turns.turn()
            async with self._window.place():
                await self._bot.edit_message_reply_markup(chat, stripped)
        except RetryAfter as error:
            self._turns.hold(seconds_of(error))
        except (TelegramError, Rejected):
            log.debug("telegram_buttons_kept", message=message_id)

    async def acknowledge(self, query: str) -> None:
        """End the waiting circle of a tap. Never raises; a query too old shows no circle any more."""
        pauses = self._patience.pauses()
        for _ in range(ATTEMPTS):
            try:
                await self._bot.answer_callback_query(query)
            except BadRequest:
                return
            except RetryAfter as error:
                await asyncio.sleep(seconds_of(error))
            except TelegramError:
                await asyncio.sleep(next(pauses))
            else:
                return

    async def _turn(self, chat: int) -> None:
        await self._chats.turn(chat)
        await self._turns.turn(urgent=True)

    async def _all(self, chat: int, message: Message, reply_to: int = 0) -> str:
        first, *others = pages(message)
        buttons = keyboard(message.buttons)
        sent = await self._page(chat, first, None if others else buttons, reply_to, silent=message.silent)
        for page in others:
            markup = buttons if page is others[-1] else None
            sent = await self._further(chat, partial(self._page, chat, page, markup))
        await self._files(chat, message.files)
        return sent

    async def _page(
        self,
        chat: int,
        page: Page,
        markup: InlineKeyboardMarkup | None,
        reply_to: int = 0,
        *,
        silent: bool = True,
    ) -> str:
        reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None
        sent = await self._write(
            chat,
            lambda to: self._bot.send_message(
                to,
                page.text,
                entities=page.entities,
                reply_markup=markup,
                disable_notification=silent,
                link_preview_options=NO_PREVIEW,
                reply_parameters=reply,
                allow_paid_broadcast=self._paid,
            ),
        )
        return str(sent.message_id)

    async def _files(self, chat: int, files: tuple[Attachment, ...]) -> None:
        """Send files, silently; one that Telegram does not take is left out, the words were read already."""
        for file in files:
            if len(file.data) > FILE_BYTES:
                log.error("telegram_file_refused", reason="too large", bytes=len(file.data))
                continue
            picture = file.name.lower().endswith(".png") and len(file.data) <= PHOTO_BYTES
            if not (picture and await self._taken(chat, self._bot.send_photo, file)):
                await self._taken(chat, self._bot.send_document, file)

    async def _taken(self, chat: int, send: Callable[..., Awaitable[Any]], file: Attachment) -> bool:
        def upload(to: int) -> Awaitable[Any]:
            return send(
                to,
                file.data,
                filename=file.name,
                disable_notification=True,
                allow_paid_broadcast=self._paid,
            )

        try:
            await self._further(chat, lambda: self._write(chat, upload))
        except Rejected as refused:
            log.warning("telegram_file_refused", reason=str(refused), bytes=len(file.data))
            return False
        return True

    async def _further(self, chat: int, act: Callable[[], Awaitable[T]]) -> T:
        # The first page is read already: asking the caller to repeat would send it twice.
        for _ in range(ATTEMPTS - 1):
            await self._turn(chat)
            try:
                return await act()
            except TryLater as error:
                if error.maybe_sent:
                    raise
                await asyncio.sleep(error.after)
        await self._turn(chat)
        try:
            return await act()
        except TryLater as error:
            raise TryLater(error.after, everybody=error.everybody, maybe_sent=True) from error

    async def _write(self, chat: int, call: Callable[[int], Awaitable[T]]) -> T:
        """Carry a call out, at the chat's new address if it has moved."""
        try:
            try:
                async with self._window.place():
                    done = await call(self._moved.get(chat, chat))
            except ChatMigrated as moved:
                log.info("telegram_chat_moved", chat=chat, to=moved.new_chat_id)
                self._moved[chat] = moved.new_chat_id
                async with self._window.place():
                    done = await call(moved.new_chat_id)
        except RetryAfter as error:
            if chat > 0:
                self._turns.hold(seconds_of(error))
            self._standing.sent()
            raise translated(error) from error
        except TelegramError as error:
            refused = translated(error)
            if isinstance(refused, TryLater) and refused.everybody:
                self._standing.unsent(error)
            elif not isinstance(refused, TryLater):
                self._standing.sent()
            raise refused from error
        self._standing.sent()
        return done


def number(text: str) -> int:
    """An address or message id as Telegram has it. Raises Rejected."""
    try:
        return int(text)
    except ValueError:
        raise Rejected(f"not a number: {text!r}") from None
