"""An update of Telegram as something a person did."""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Callable

import structlog
from telegram import Bot, CallbackQuery, Chat, Document, Message, Update
from telegram.error import BadRequest, TelegramError

from bot.channel import Attachment, Incoming
from bot.inbox import Inbox

from .origins import Origin, Origins
from .patience import Patience

log = structlog.get_logger()

NAME = "telegram"
KINDS = (Update.MESSAGE, Update.CALLBACK_QUERY)
FILE_BYTES = 20 * 1024 * 1024  # Telegram's own limit for bots
TOO_LARGE = "too_large"
UNAVAILABLE = "unavailable"
ATTEMPTS = 3
COMMAND = re.compile(r"(/\w+)@(\w+)")
MENTION = re.compile(r"@(\w+)[\s,:]*")
ALBUMS = 100


class Reading:
    """Makes Incoming of updates; `acknowledge` is given every tap at once.

    `username` is the bot's, known once Telegram was reached.
    """

    def __init__(
        self, bot: Bot, patience: Patience, origins: Origins, acknowledge: Callable[[str], None]
    ) -> None:
        self._bot = bot
        self._patience = patience
        self._origins = origins
        self._acknowledge = acknowledge
        self._albums: OrderedDict[str, None] = OrderedDict()
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
        self._acknowledge(query.id)
        if query.message is None or query.data is None:
            return None
        text = query.message.text if isinstance(query.message, Message) else None
        self._origins.remember(str(update_id), Origin(query.message.message_id, text or ""))
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
        words = message.text or message.caption or ""
        # In a chat of their own people mean us, whatever bot a command they pasted names.
        text = self._command(words) or words if private else self._addressed(words, message)
        if not private:
            if text is None:
                return None
            self._origins.remember(str(update_id), Origin(message.message_id))
        elif not words and not self._worth_a_word(message):
            return None
        file, trouble = None, None
        if private and message.document is not None and message.animation is None:
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

    def _command(self, text: str) -> str | None:
        """The text without our own name behind its command; None if another bot is meant."""
        found = COMMAND.match(text)
        if found is None:
            return text
        if found.group(2).lower() != self.username.lower():
            return None
        return found.group(1) + text[found.end() :]

    def _addressed(self, text: str, message: Message) -> str | None:
        """What is said to us in a group: after our name, or in reply to a message of ours; None otherwise."""
        if COMMAND.match(text):
            return self._command(text)
        found = MENTION.match(text)
        if found is not None and found.group(1).lower() == self.username.lower():
            return text[found.end() :]
        replied = message.reply_to_message
        ours = replied is not None and replied.from_user is not None and replied.from_user.id == self._bot.id
        return text if ours else None

    def _worth_a_word(self, message: Message) -> bool:
        """Whether a person sent something, and not the chat said something of itself; of an album only the first."""
        if message.effective_attachment is None:
            return False
        album = message.media_group_id
        if album is None or message.document is not None:
            return True
        known = album in self._albums
        self._albums[album] = None
        while len(self._albums) > ALBUMS:
            self._albums.popitem(last=False)
        return not known

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
