"""Everything written to people: messages, edits, the end of a tap's waiting circle."""

import asyncio

import structlog
from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.channel import Message, Rejected, TryLater

from .failures import seconds_of, translated
from .patience import Patience
from .writing import Page, keyboard, pages

log = structlog.get_logger()

ATTEMPTS = 3
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
SAME = "message is not modified"


class Sending:
    """Raises TryLater, Gone or Rejected where not said otherwise."""

    def __init__(self, bot: Bot, patience: Patience) -> None:
        self._bot = bot
        self._patience = patience

    async def send(self, address: str, message: Message) -> str:
        """Send, on several pages if it is long; the id of the last one, which carries the buttons."""
        chat = _number(address)
        first, *others = pages(message)
        buttons = keyboard(message.buttons)
        sent = await self._page(chat, first, None if others else buttons, silent=message.silent)
        for page in others:
            last = page is others[-1]
            sent = await self._further(chat, page, buttons if last else None)
        return sent

    async def edit(self, address: str, message_id: str, message: Message) -> None:
        """Replace a message; that it reads so already is fine."""
        page, *others = pages(message)
        if others:
            raise Rejected("too long for one message")
        chat, number = _number(address), _number(message_id)
        try:
            await self._bot.edit_message_text(
                page.text,
                chat,
                number,
                entities=page.entities,
                reply_markup=keyboard(message.buttons),
                link_preview_options=NO_PREVIEW,
            )
        except TelegramError as error:
            if not (isinstance(error, BadRequest) and SAME in error.message.lower()):
                raise translated(error) from error

    async def strip(self, address: str, message_id: str) -> None:
        """Take a message's buttons away. Never raises: it is a courtesy."""
        try:
            await self._bot.edit_message_reply_markup(_number(address), _number(message_id))
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

    async def _page(self, chat: int, page: Page, markup: InlineKeyboardMarkup | None, *, silent: bool) -> str:
        try:
            sent = await self._bot.send_message(
                chat,
                page.text,
                entities=page.entities,
                reply_markup=markup,
                disable_notification=silent,
                link_preview_options=NO_PREVIEW,
            )
        except TelegramError as error:
            raise translated(error) from error
        return str(sent.message_id)

    async def _further(self, chat: int, page: Page, markup: InlineKeyboardMarkup | None) -> str:
        # The first page is read already: asking the caller to repeat would send it twice.
        for _ in range(ATTEMPTS - 1):
            try:
                return await self._page(chat, page, markup, silent=True)
            except TryLater as error:
                if error.maybe_sent:
                    raise
                await asyncio.sleep(error.after)
        try:
            return await self._page(chat, page, markup, silent=True)
        except TryLater as error:
            raise TryLater(error.after, everybody=error.everybody, maybe_sent=True) from error


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise Rejected(f"not a number: {text!r}") from None
