"""A message in Telegram's form: plain text with the title marked bold, buttons as an inline keyboard.

The text travels as it is, formatting beside it as entities: nothing in a name can become markup.
"""

from collections.abc import Iterator

import msgspec
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

from bot.channel import Button, Message

LIMIT = 4096


class Page(msgspec.Struct, frozen=True):
    """A text of at most LIMIT UTF-16 units; its first `bold` units are the title."""

    text: str
    bold: int = 0

    @property
    def entities(self) -> list[MessageEntity]:
        """The title, bold."""
        return [MessageEntity(MessageEntity.BOLD, offset=0, length=self.bold)] if self.bold else []


def units(text: str) -> int:
    """Length in UTF-16 units, Telegram's measure."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pages(message: Message) -> tuple[Page, ...]:
    """The message as one page, or as several where it is too long for one."""
    title, body = message.title.strip(), message.body.rstrip()
    text = f"{title}\n{body}".strip() if body else title
    first, *others = list(_cut(text)) or [""]
    return (Page(first, bold=min(units(title), units(first))), *map(Page, others))


def keyboard(rows: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    """The buttons, row by row; None without any."""
    filled = [[InlineKeyboardButton(one.text, callback_data=one.data) for one in row] for row in rows if row]
    return InlineKeyboardMarkup(filled) if filled else None


def _cut(text: str) -> Iterator[str]:
    while units(text) > LIMIT:
        # The longest beginning that fits, cut at a line's end if there is one in its second half.
        piece = text[:LIMIT]
        while units(piece) > LIMIT:
            piece = piece[: -max(1, (units(piece) - LIMIT) // 2)]
        end = piece.rfind("\n", len(piece) // 2)
        if end > 0:
            piece = piece[:end]
        yield piece.strip()
        text = text[len(piece) :].lstrip("\n")
    if text.strip():
        yield text.strip()
