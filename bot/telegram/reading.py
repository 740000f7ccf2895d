"""An update of Telegram as something a person did."""

import asyncio
import re
from collections.abc import Callable

import structlog
from telegram import Bot, CallbackQuery, Chat, Document, Message, Update
from telegram.error import BadRequest, TelegramError

from bot.channel import Attachment, Incoming

from .inbox import Inbox
from .patience import Patience

log = structlog.get_logger()

NAME = "telegram"
KINDS = (Update.MESSAGE, Update.CALLBACK_QUERY)
FILE_BYTES = 20 * 1024 * 1024  # Telegram's own limit for bots
TOO_LARGE = "too_large"
UNAVAILABLE = "unavailable"
ATTEMPTS = 3
COMMAND = re.compile(r"(/\w+)@(\w+)")


class Reading:
    """Makes Incoming of updates; `on_tap` hears of every tap at once. `username` is the bot's, known once Telegram was reached."""

    def __init__(self, bot: Bot, patience: Patience, on_tap: Callable[[str, CallbackQuery], None]) -> None:
        self._bot = bot
        self._patience = patience
        self._on_tap = on_tap
        # Anybody may send files to a bot: two at once bound what that costs in memory and line.
        self._downloads = asyncio.Semaphore(2)
        self.username = ""

    def into(self, inbox: Inbox, update: Update) -> None:
        """Put an update into the inbox; it is read, and its file fetched, in its turn there."""
        chat = update.effective_chat
        inbox.offer(update.update_id, str(chat.id) if chat else "", lambda: self.incoming(update))

    async def incoming(self, update: Update) -> Incoming | None:
        """What the person did, file downloaded; None for what is not meant for us."""
        if update.callback_query is not None:
            return self._tap(update.update_id, update.callback_query)
        if update.message is not None:
            return await self._message(update.update_id, update.message)
        return None

    def _tap(self, update_id: int, query: CallbackQuery) -> Incoming | None:
        self._on_tap(str(update_id), query)
        if query.message is None or query.data is None:
            return None
        return Incoming(
            channel=NAME,
            address=str(query.message.chat.id),
            id=str(update_id),
            text=query.data,
            tapped=True,
            message=str(query.message.message_id),
            language=_language(query.from_user.language_code),
            private=query.message.chat.type == Chat.PRIVATE,
        )

    async def _message(self, update_id: int, message: Message) -> Incoming | None:
        if message.from_user is None or message.from_user.is_bot:
            return None
        private = message.chat.type == Chat.PRIVATE
        text = self._addressed(message.text or message.caption or "")
        if not private and (text is None or not text.startswith("/")):
            return None
        file, trouble = None, None
        if private and message.document is not None:
            file, trouble = await self._fetched(message.document)
        return Incoming(
            channel=NAME,
            address=str(message.chat.id),
            id=str(update_id),
            text=text or "",
            file=file,
            file_error=trouble,
            language=_language(message.from_user.language_code),
            private=private,
        )

    def _addressed(self, text: str) -> str | None:
        """The text without our own name behind its command; None if another bot is meant."""
        found = COMMAND.match(text)
        if found is None:
            return text
        if found.group(2).lower() != self.username.lower():
            return None
        return found.group(1) + text[found.end() :]

    async def _fetched(self, document: Document) -> tuple[Attachment | None, str | None]:
        if (document.file_size or 0) > FILE_BYTES:
            return None, TOO_LARGE
        pauses = self._patience.pauses()
        for attempt in range(ATTEMPTS):
            if attempt:
                await asyncio.sleep(next(pauses))
            try:
                async with self._downloads:
                    file = await self._bot.get_file(document.file_id)
                    data = bytes(await file.download_as_bytearray())
            except BadRequest as error:
                return None, TOO_LARGE if "too big" in error.message.lower() else UNAVAILABLE
            except TelegramError as error:
                log.warning("telegram_download_failed", attempt=attempt + 1, error=type(error).__name__)
            else:
                if len(data) > FILE_BYTES:
                    return None, TOO_LARGE
                return Attachment(name=document.file_name or "file", data=data), None
        return None, UNAVAILABLE


def _language(code: str | None) -> str | None:
    return code[:2].lower() if code else None
