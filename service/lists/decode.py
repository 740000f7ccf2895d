"""Bytes to text: byte order mark, then strict UTF-8, then cp1252; never a replaced character."""

import codecs
import re

import msgspec

from service.lists.errors import ListUnreadable

_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0", "an old .xls or a workbook with a password"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"PK", "a packed file"),
)
# Ä Ö Ü ä ö ü ß é ... in UTF-8. Read as cp1252 they would be an à and a sign, which nobody writes.
_UTF8_LETTER = re.compile(rb"\xc3[\x80-\xbf]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_MANY_CONTROLS = 20
"""One control character in so many is too many for a text."""
_HALF_NUL = 0.3


class Decoded(msgspec.Struct, frozen=True):
    """A file's text without byte order mark; `encoding` is `utf-8`, `utf-16` or `cp1252`."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Return the text of a file. Raises `ListUnreadable`: `not_a_table`, `mixed_encoding`."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise _not_a_table(f"it is {what}")
    decoded = _by_mark(data) or _by_content(data)
    controls = len(_CONTROLS.findall(decoded.text))
    if "\0" in decoded.text or controls * _MANY_CONTROLS > len(decoded.text):
        raise _not_a_table("it has control characters in it")
    return Decoded(decoded.text.rstrip("\x1a"), decoded.encoding)


def _by_mark(data: bytes) -> Decoded | None:
    if data.startswith(codecs.BOM_UTF8):
        body = data[len(codecs.BOM_UTF8) :]
        try:
            return Decoded(body.decode("utf-8"), "utf-8")
        except UnicodeDecodeError as error:
            raise _mixed(body, error) from None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return Decoded(data.decode("utf-16"), "utf-16")
        except UnicodeDecodeError as error:
            row = row_after(data[: error.start].decode("utf-16", errors="ignore"))
            text = f"row {row}: not valid UTF-16; nothing imported. Save the list again as .xlsx or CSV UTF-8"
            raise ListUnreadable("mixed_encoding", text, row) from None
    return None


def _by_content(data: bytes) -> Decoded:
    if b"\0" in data:
        return _unmarked_utf16(data)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _UTF8_LETTER.search(data):
            raise _mixed(data, error) from None
    try:
        return Decoded(data.decode("cp1252"), "cp1252")
    except UnicodeDecodeError:
        raise _not_a_table("it is neither UTF-8 nor cp1252") from None


def _unmarked_utf16(data: bytes) -> Decoded:
    """Mostly Latin letters in UTF-16: every other byte is zero."""
    half = len(data) / 2
    for encoding, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[0::2])):
        if len(data) % 2 == 0 and zeros.count(0) > half * _HALF_NUL:
            try:
                return Decoded(data.decode(encoding), "utf-16")
            except UnicodeDecodeError:
                continue
    raise _not_a_table("it has zero bytes in it")


def row_after(text: str) -> int:
    """Return the row, counted from 1 as a spreadsheet shows it, in which this beginning of a list ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    # A line break between quotation marks does not begin a row, nor is Excel's `sep=` line one.
    quotes, row = 0, 1
    for line in lines[:-1]:
        quotes += line.count('"')
        row += quotes % 2 == 0
    return row - (lines[0].lower().startswith("sep=") and len(lines) > 1)


def _mixed(body: bytes, error: UnicodeDecodeError) -> ListUnreadable:
    row = row_after(body[: error.start].decode("utf-8"))
    return ListUnreadable(
        "mixed_encoding",
        f"row {row}: neither valid UTF-8 nor consistent; nothing imported. "
        "Save the whole list once again as .xlsx or CSV UTF-8",
        row,
    )


def _not_a_table(why: str) -> ListUnreadable:
    return ListUnreadable("not_a_table", f"not a text table: {why}. Save the list as .xlsx or .csv")
