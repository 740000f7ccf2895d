"""What must outlive the process: how far was read, who has which room, what was asked there. One small file."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import msgspec
import structlog

from .patience import Patience
from .safe_file import write_safely

log = structlog.get_logger()

ASKED = 20
"""So many messages with buttons are remembered for a room."""


class Choice(msgspec.Struct, frozen=True):
    """A button: its label, and the words it stands for."""

    text: str
    data: str


class Asked(msgspec.Struct, frozen=True):
    """A message with buttons that stands in a room."""

    event: str
    title: str
    choices: tuple[Choice, ...]


class Chat(msgspec.Struct, omit_defaults=True):
    """The room of one person. `since`: ms, when it was joined. `kept`: a code was given or a notice sent.

    `asked`: the messages with buttons, oldest first; `open`: nothing was sent since the last of them.
    """

    room: str
    since: int
    kept: bool = False
    asked: list[Asked] = []
    open: bool = False


class Remembered(msgspec.Struct, omit_defaults=True):
    """The file. `position`: the sync token up to which everything was taken; `taken`: events taken beyond it.

    Chats by user, invitations by room.
    """

    position: str | None = None
    taken: tuple[str, ...] = ()
    chats: dict[str, Chat] = {}
    invitations: dict[str, str] = {}


class Memory:
    """Reads the file once and writes it now and then; `progress` tells position and taken events at each writing.

    What is lost by a crash in between does no harm: messages come again under the same id.
    """

    def __init__(self, file: Path, patience: Patience) -> None:
        self._file = file
        self._patience = patience
        self._changed = asyncio.Event()
        self._written = b""
        self._writing: asyncio.Task[bool] | None = None
        self.found = self._read()
        self.progress: Callable[[], tuple[str | None, tuple[str, ...]]] = lambda: (
            self.found.position,
            self.found.taken,
        )

    @property
    def chats(self) -> dict[str, Chat]:
        """Chats by their person's user id."""
        return self.found.chats

    @property
    def invitations(self) -> dict[str, str]:
        """Who invited, by room: invitations not answered yet, oldest first."""
        return self.found.invitations

    def touch(self) -> None:
        """Something changed."""
        self._changed.set()

    async def run(self) -> None:
        """Write changes down until cancelled."""
        while True:
            await self._changed.wait()
            await asyncio.sleep(self._patience.settle)
            self._changed.clear()
            await self.save()

    async def save(self) -> None:
        """Write now, if there is something new."""
        # Who was cancelled while writing left a thread behind that goes on.
        while self._writing is not None and not self._writing.done():
            await asyncio.wait([self._writing])
        self.found.position, self.found.taken = self.progress()
        data = msgspec.json.encode(self.found)
        if data != self._written:
            self._writing = asyncio.create_task(asyncio.to_thread(self._write, data))
            await asyncio.shield(self._writing)

    def _write(self, data: bytes) -> bool:
        try:
            write_safely(self._file, data)
        except OSError as error:
            # A full disk must not silence the bot; the next change tries again.
            log.error("matrix_memory_not_written", why=error.strerror)
            return False
        self._written = data
        return True

    def _read(self) -> Remembered:
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=Remembered)
        except FileNotFoundError:
            return Remembered()
        except msgspec.DecodeError:
            log.error("matrix_memory_unreadable")
            return Remembered()
