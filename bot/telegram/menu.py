"""The bot's menus of commands: one for everybody, one for groups, and one of its own for a chat with a role.

Menus only show words, they protect nothing. They are kept as wished however long Telegram is away.
"""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence

import msgspec
import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.channel import Role
from bot.turnstile import Turnstile

from .failures import seconds_of
from .patience import Patience

log = structlog.get_logger()

Commands = Mapping[str, Sequence[tuple[str, str]]]
"""Words and what they do, by language of two letters, "" for all others."""

RATE = 5.0
"""Menus a second; they are no messages, and nobody waits for them."""

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
DESCRIPTION = 256
MOST = 100
KEPT = 10_000


class Job(msgspec.Struct, frozen=True):
    """A menu to be set, and for whom (`chat` 0: for many)."""

    scope: BotCommandScope
    language: str
    words: Sequence[tuple[str, str]]
    chat: int = 0


class Menu:
    """Sets menus one after the other; of several wishes for the same place the latest wins."""

    def __init__(self, bot: Bot, patience: Patience) -> None:
        self._bot = bot
        self._patience = patience
        self._pace = Turnstile(RATE)
        self._roles: dict[Role, Commands] = {}
        self._jobs: OrderedDict[tuple[str, str, int], Job] = OrderedDict()
        self._shown: OrderedDict[int, tuple[Role, str]] = OrderedDict()
        self._news = asyncio.Event()

    def wish(self, guests: Commands, organisers: Commands, groups: Commands) -> None:
        """What the menus shall be: `guests` in all private chats, `groups` in all groups, `organisers` where shown."""
        self._roles = {"guest": guests, "organiser": organisers}
        for scope, by_language in (
            (BotCommandScopeAllPrivateChats(), guests),
            (BotCommandScopeAllGroupChats(), groups),
        ):
            for language, words in by_language.items():
                self._add(Job(scope, language, words))

    def show(self, chat: int, role: Role, language: str) -> None:
        """Let this chat have the words of its role, in its language."""
        by_language = self._roles.get(role, {})
        words = by_language.get(language) or by_language.get("")
        if not words or chat <= 0 or self._shown.get(chat) == (role, language):
            return
        self._shown[chat] = (role, language)
        self._shown.move_to_end(chat)
        while len(self._shown) > KEPT:
            self._shown.popitem(last=False)
        self._add(Job(BotCommandScopeChat(chat), "", words, chat))

    async def run(self) -> None:
        """Carry wishes out, for ever."""
        pauses = self._patience.pauses()
        while True:
            while not self._jobs:
                self._news.clear()
                await self._news.wait()
            await self._pace.turn()
            place, job = self._jobs.popitem(last=False)
            try:
                await self._set(job)
                pauses = self._patience.pauses()
            except (BadRequest, Forbidden) as error:
                self._shown.pop(job.chat, None)
                tell = log.info if job.chat else log.error
                tell("telegram_commands_refused", reason=error.message)
            except TelegramError as error:
                self._jobs.setdefault(place, job)
                wait = seconds_of(error) if isinstance(error, RetryAfter) else next(pauses)
                await asyncio.sleep(wait)

    def _add(self, job: Job) -> None:
        self._jobs[str(job.scope.type), job.language, job.chat] = job
        self._news.set()

    async def _set(self, job: Job) -> None:
        await self._bot.set_my_commands(
            [BotCommand(word, does[:DESCRIPTION]) for word, does in job.words if _fits(word, does)][:MOST],
            scope=job.scope,
            language_code=job.language or None,
        )


def _fits(word: str, does: str) -> bool:
    """One word Telegram does not take would cost the whole menu."""
    fits = bool(COMMAND.fullmatch(word) and does.strip())
    if not fits:
        log.error("telegram_command_unfit", word=word)
    return fits
