"""Everything the server remembers: people, chats, messages, taps, files, and how often what was called."""

import itertools
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

import msgspec

from .bell import Bell
from .errors import bad_request, forbidden, moved
from .faults import Faults
from .formatting import Entity, parts
from .limits import Limits
from .updates import Updates
from .webhook import Webhook


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A message as the person reads it: edits applied, formatting shown by `bold`, buttons by their words.

    Times are UTC epoch milliseconds; `silent` ones did not make the phone buzz. `file` is the id of the file that
    came with it, called `name`, shown as a picture if it is a `photo`.
    """

    id: int
    text: str
    bold: tuple[str, ...] = ()
    buttons: tuple[tuple[str, ...], ...] = ()
    silent: bool = False
    protected: bool = False
    time: int
    edited: int | None = None
    file: str | None = None
    name: str | None = None
    photo: bool = False
    reply_to: int | None = None


class Toast(msgspec.Struct, frozen=True):
    """What a person sees after a tap: usually nothing, only the waiting circle ends."""

    text: str = ""
    alert: bool = False


class Account(msgspec.Struct, kw_only=True):
    """A person with Telegram, or a group; a blocked group is one that threw the bot out."""

    id: int
    first_name: str
    language: str | None = None
    username: str | None = None
    kind: str = "private"
    started: bool = False
    blocked: bool = False
    deleted: bool = False
    moved_to: int | None = None

    def user(self) -> dict[str, Any]:
        """As the API's User."""
        user: dict[str, Any] = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.username:
            user["username"] = self.username
        if self.language:
            user["language_code"] = self.language
        return user

    def chat(self) -> dict[str, Any]:
        """As the API's Chat."""
        if self.kind != "private":
            return {"id": self.id, "type": self.kind, "title": self.first_name}
        chat: dict[str, Any] = {"id": self.id, "type": "private", "first_name": self.first_name}
        return chat | ({"username": self.username} if self.username else {})


class Stored(msgspec.Struct, kw_only=True):
    """A message of the bot."""

    id: int
    chat: int
    text: str
    entities: list[Entity]
    keyboard: dict[str, Any] | None
    time: float
    silent: bool = False
    protected: bool = False
    edited: float | None = None
    file: str | None = None
    photo: bool = False
    reply_to: int | None = None


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A file on the server; `size` may be claimed larger than the bytes a test wants to carry."""

    id: str
    name: str
    data: bytes
    size: int

    def document(self) -> dict[str, Any]:
        """As the API's Document."""
        return {
            "file_id": self.id,
            "file_unique_id": f"u{self.id}",
            "file_name": self.name,
            "file_size": self.size,
        }

    def size_of_photo(self) -> dict[str, Any]:
        """As the API's PhotoSize."""
        about = {"file_id": self.id, "file_unique_id": f"u{self.id}", "file_size": self.size}
        return about | {"width": 300, "height": 300}


class Tapped(msgspec.Struct, kw_only=True):
    """A tap that waits for the bot's acknowledgement."""

    user: int
    since: float
    toast: Toast | None = None


class World:
    """The state; `clock` gives UTC epoch seconds."""

    def __init__(self, *, username: str, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.bell = Bell()
        self.updates = Updates(self.bell, clock)
        self.webhook = Webhook(self.updates)
        self.limits: Limits | None = Limits(clock)
        self.faults = Faults()
        self.bot = {"id": 1_000_000, "is_bot": True, "first_name": "Tischwechsel", "username": username}
        self.accounts: dict[int, Account] = {}
        self.messages: defaultdict[int, dict[int, Stored]] = defaultdict(dict)
        self.phones: defaultdict[int, Bell] = defaultdict(Bell)
        self.said: defaultdict[int, set[int]] = defaultdict(set)
        self.times: list[int] = []
        self.files: dict[str, File] = {}
        self.taps: dict[str, Tapped] = {}
        self.menus: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.delivered: Counter[int] = Counter()
        self.calls: Counter[tuple[str, int]] = Counter()
        self._ids = itertools.count(1)

    def next_id(self) -> int:
        """The id of the next message, file or tap."""
        return next(self._ids)

    def reachable(self, chat: object) -> Account:
        """The account behind a chat id, if the bot may write to it; 400 or 403 otherwise."""
        account = self.accounts.get(chat) if isinstance(chat, int) else None
        if account is None:
            raise bad_request("chat not found")
        if account.deleted:
            raise forbidden("user is deactivated")
        if account.moved_to is not None:
            raise moved(account.moved_to)
        if account.blocked:
            private = account.kind == "private"
            raise forbidden(
                "bot was blocked by the user" if private else f"bot was kicked from the {account.kind} chat"
            )
        if not account.started:
            raise forbidden("bot can't initiate conversation with a user")
        return account

    def letters(self, chat: int) -> tuple[Letter, ...]:
        """All messages of the bot in this chat, oldest first."""
        return tuple(letter(one, self.files.get(one.file or "")) for one in self.messages[chat].values())

    def as_message(self, stored: Stored) -> dict[str, Any]:
        """As the API's Message."""
        message: dict[str, Any] = {
            "message_id": stored.id,
            "from": self.bot,
            "chat": self.accounts[stored.chat].chat(),
            "date": int(stored.time),
        }
        if stored.edited is not None:
            message["edit_date"] = int(stored.edited)
        if stored.photo and stored.file is not None:
            message["photo"] = [self.files[stored.file].size_of_photo()]
        elif stored.file is not None:
            message["document"] = self.files[stored.file].document()
        words = ("caption", "caption_entities") if stored.file else ("text", "entities")
        if stored.text:
            message[words[0]] = stored.text
        if stored.entities:
            message[words[1]] = stored.entities
        if stored.keyboard:
            message["reply_markup"] = stored.keyboard
        if stored.protected:
            message["has_protected_content"] = True
        return message


def letter(stored: Stored, file: File | None) -> Letter:
    """The message as it is read."""
    rows = (stored.keyboard or {}).get("inline_keyboard", ())
    return Letter(
        id=stored.id,
        text=stored.text,
        bold=parts(stored.text, stored.entities, "bold"),
        buttons=tuple(tuple(button["text"] for button in row) for row in rows),
        silent=stored.silent,
        protected=stored.protected,
        time=int(stored.time * 1000),
        edited=None if stored.edited is None else int(stored.edited * 1000),
        file=stored.file,
        name=None if file is None else file.name,
        photo=stored.photo,
        reply_to=stored.reply_to,
    )
