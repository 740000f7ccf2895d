"""What every network looks like to the rest of the bot: a small protocol with three answers to failure."""

from collections.abc import AsyncIterator
from typing import Literal, Protocol

import msgspec

from bot.turnstile import Turnstile

Role = Literal["organiser", "guest"]


class Button(msgspec.Struct, frozen=True):
    """A word to tap; `data` is the command it stands for, 1-64 bytes (Telegram's limit)."""

    text: str
    data: str


class Attachment(msgspec.Struct, frozen=True):
    """A file: sent by somebody and already downloaded, or to be sent. Its kind is known by the end of `name`."""

    name: str
    data: bytes


class Message(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one person reads: `title` is the act (shown bold), `body` the rest, both plain text.

    `buttons` are rows. `silent` messages do not make the phone buzz. `files` follow the text.
    """

    title: str
    body: str = ""
    buttons: tuple[tuple[Button, ...], ...] = ()
    silent: bool = False
    files: tuple[Attachment, ...] = ()

    @property
    def text(self) -> str:
        """Title and body as one plain text."""
        return f"{self.title}\n{self.body}" if self.body else self.title


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """Something a person did: typed a text, tapped a button (`text` is its data), or sent a file.

    `id` is unique within the channel, so that a message delivered twice is acted on once.
    `message` is the id of the message whose button was tapped.
    """

    channel: str
    address: str
    id: str
    text: str = ""
    tapped: bool = False
    message: str | None = None
    file: Attachment | None = None
    file_error: str | None = None
    language: str | None = None
    private: bool = True


class ChannelError(Exception):
    """A message did not get through; the subclass says what to do about it."""

    code = "channel_error"


class TryLater(ChannelError):
    """It may pass later: wait `after` seconds. `everybody`: the whole channel is asked to wait.

    `maybe_sent`: the network may have delivered it all the same (a timed-out send).
    """

    code = "try_later"

    def __init__(self, after: float, *, everybody: bool = False, maybe_sent: bool = False) -> None:
        super().__init__(f"try again after {after:g} s")
        self.after = after
        self.everybody = everybody
        self.maybe_sent = maybe_sent


class Gone(ChannelError):
    """The person blocked the bot or left: never try this address again."""

    code = "gone"


class Rejected(ChannelError):
    """The network refuses this message as it is: repeating it is pointless."""

    code = "rejected"


class Channel(Protocol):
    """A network that carries messages to people.

    `turns` keeps the network's pace for everybody who sends: whoever sends notices waits for a turn before it
    calls `send`; `edit` and `answer` wait by themselves, and go first. `concurrency` is how many messages may
    be under way at once. A channel may have `per_chat_seconds`: so long lies between two notices to one chat.
    """

    name: str
    turns: Turnstile
    concurrency: int

    async def start(self) -> None:
        """Connect; keeps trying in the background while the network is away."""

    async def close(self) -> None:
        """Stop receiving and let go of every connection."""

    async def send(self, address: str, message: Message, *, key: str) -> str:
        """Send, having had a turn, and return the network's message id.

        `key` is the notice's, for networks that take one.

        Raises TryLater, Gone or Rejected.
        """

    async def edit(self, address: str, message_id: str, message: Message) -> None:
        """Replace a message sent before. Raises like `send`."""

    async def answer(self, incoming: Incoming, message: Message) -> None:
        """Reply to what a person did (acknowledging a tapped button first). Raises like `send`."""

    def incoming(self) -> AsyncIterator[Incoming]:
        """What people do, in order per address; each item is handed out once."""

    async def show_menu(self, address: str, role: Role, language: str) -> None:
        """Offer the words of this role in this chat, where the network has menus. Never raises."""

    def start_link(self, code: str) -> str | None:
        """The address that opens a chat here and binds it with `code`; None until the network was reached."""
