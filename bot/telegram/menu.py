"""The bot's menu of commands, per language, kept as wished however long Telegram is away."""

import asyncio
from collections.abc import Mapping, Sequence

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats
from telegram.error import BadRequest, TelegramError

from .patience import Patience

log = structlog.get_logger()

Commands = Mapping[str, Sequence[tuple[str, str]]]


class Menu:
    """Sets the commands of private chats; the latest wish wins."""

    def __init__(self, bot: Bot, patience: Patience) -> None:
        self._bot = bot
        self._patience = patience
        self._wish: Commands | None = None
        self._changed = asyncio.Event()

    def wish(self, by_language: Commands) -> None:
        """What the menu shall be: words and descriptions by language, "" for all other languages."""
        self._wish = by_language
        self._changed.set()

    async def run(self) -> None:
        """Carry wishes out, for ever."""
        pauses = self._patience.pauses()
        while True:
            await self._changed.wait()
            self._changed.clear()
            try:
                await self._set(self._wish or {})
                pauses = self._patience.pauses()
            except BadRequest as error:
                log.error("telegram_commands_refused", reason=error.message)
            except TelegramError:
                self._changed.set()
                await asyncio.sleep(next(pauses))

    async def _set(self, by_language: Commands) -> None:
        for language, commands in by_language.items():
            await self._bot.set_my_commands(
                [BotCommand(word, description) for word, description in commands],
                scope=BotCommandScopeAllPrivateChats(),
                language_code=language or None,
            )
