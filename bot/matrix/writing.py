"""A message in Matrix' form: HTML for apps that show it, and plain text that stands alone for all others."""

import html
import mimetypes
from collections.abc import Iterator
from typing import Any

import msgspec

from bot.channel import Attachment, Button, Message
from bot.conversation.signs import with_sign

PAGE = 6_000
"""Bytes of a text: written twice, escaped, encrypted and packed it stays below Matrix' 64 kB for an event."""

WORD = "!"
"""What people type before a word: apps keep `/` to themselves."""

ONE = "✅"
DIGIT = "\ufe0f\u20e3"  # makes a keycap of a digit
TEN = "🔟"


class Page(msgspec.Struct, frozen=True):
    """One event's worth of text; the first `bold` characters are the title."""

    text: str
    bold: int = 0

    def content(self, kind: str) -> dict[str, Any]:
        """The event's content; `kind` is its msgtype."""
        title, rest = self.text[: self.bold], self.text[self.bold :]
        strong = f"<strong>{_escaped(title)}</strong>" if title else ""
        return {
            "msgtype": kind,
            "body": self.text,
            "format": "org.matrix.custom.html",
            "formatted_body": strong + _escaped(rest),
            # said outright, else apps search the text for names to ring for
            "m.mentions": {},
        }


def pages(message: Message) -> tuple[Page, ...]:
    """The message as one page, or as several where it is too long for one; buttons are listed at the end."""
    title, body = message.title.strip(), message.body.rstrip()
    title, body = with_sign(title, WORD), with_sign(body, WORD)
    text = f"{title}\n{body}".strip() if body else title
    listed = "\n".join(f"{sign} · {with_sign(button.text, WORD)}" for sign, button in zip_signs(message))
    if listed:
        text = f"{text}\n\n{listed}" if text else listed
    first, *others = list(_cut(text)) or [""]
    return (Page(first, bold=min(len(title), len(first))), *map(Page, others))


def edited(page: Page, event: str, kind: str) -> dict[str, Any]:
    """The content that replaces the event."""
    new = page.content(kind)
    relates = {"rel_type": "m.replace", "event_id": event}
    old = f"* {page.text}", f"* {new['formatted_body']}"
    return {**new, "body": old[0], "formatted_body": old[1], "m.new_content": new, "m.relates_to": relates}


def buttons(message: Message) -> tuple[Button, ...]:
    """The buttons in reading order."""
    return tuple(button for row in message.buttons for button in row)


def zip_signs(message: Message) -> Iterator[tuple[str, Button]]:
    """Each button with the sign that stands before it in the text."""
    found = buttons(message)
    if len(found) == 1:
        yield ONE, found[0]
        return
    for number, button in enumerate(found, 1):
        yield str(number), button


def reactions(count: int) -> tuple[str, ...]:
    """The keys to tap for so many buttons; there are no signs beyond ten."""
    if count == 1:
        return (ONE,)
    return tuple(TEN if number == 10 else f"{number}{DIGIT}" for number in range(1, min(count, 10) + 1))


def file_content(file: Attachment, where: dict[str, Any], data: bytes) -> dict[str, Any]:
    """The content of an event that carries a file; `where` is its address, with its key if it is encrypted."""
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    info: dict[str, Any] = {"size": len(data), "mimetype": kind}
    picture = kind.startswith("image/")
    if kind == "image/png" and data[12:16] == b"IHDR":
        info |= {"w": int.from_bytes(data[16:20], "big"), "h": int.from_bytes(data[20:24], "big")}
    return {
        "msgtype": "m.image" if picture else "m.file",
        "body": file.name,
        "filename": file.name,
        "info": info,
        "m.mentions": {},
        **where,
    }


def _escaped(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")


def _cut(text: str) -> Iterator[str]:
    while len(text.encode(errors="replace")) > PAGE:
        # The longest beginning that fits, cut at a line's end if there is one in its second half.
        piece = text.encode(errors="replace")[:PAGE].decode(errors="ignore")
        end = piece.rfind("\n", len(piece) // 2)
        if end > 0:
            piece = piece[:end]
        yield piece.strip()
        text = text[len(piece) :].lstrip("\n")
    if text.strip():
        yield text.strip()
