"""Looks a packed file over before a workbook is read from it."""

import io
import re
import zipfile
import zlib

import msgspec

from service.lists import limits
from service.lists.errors import ListUnreadable

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
# Other ways need memory that the file itself may set (LZMA: up to 4 GB).
_PACKED_AS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))


class Outline(msgspec.Struct, frozen=True):
    """What is known of a workbook before it is read: whether there are formulas in it."""

    formulas: bool


def look_over(data: bytes) -> Outline:
    """Refuse what would take too much memory or time, by the sizes the file itself states.

    `zipfile` reads no more of a part than its stated size, so a size that lies cannot do harm.
    Raises `ListUnreadable`: `too_large`, `not_a_workbook`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _outline(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        # Damaged, locked with a password (RuntimeError).
        raise not_a_workbook("it is damaged or has a password") from error


def _outline(archive: zipfile.ZipFile) -> Outline:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > limits.UNPACKED_BYTES or len(parts) > limits.WORKBOOK_PARTS:
        raise too_large(f"{unpacked / 1e6:,.0f} MB in {len(parts):,} parts")
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        opendocument = "mimetype" in names and b"opendocument" in archive.read("mimetype")
        raise not_a_workbook("it is an OpenDocument file" if opendocument else "it is another packed file")
    tags, formulas = 0, False
    for part in parts:
        if part.compress_type not in _PACKED_AS:
            raise not_a_workbook("it is not packed as Excel packs it")
        # Every part, for a sheet may bear any name; pictures have few such signs by chance.
        content = archive.read(part)
        tags += content.count(b"<")
        if tags > limits.XML_TAGS:
            raise too_large("too many cells; CSV may have more")
        xml = part.filename.endswith((".xml", ".rels"))
        if b"<!DOCTYPE" in content or (xml and b"\0" in content):
            raise not_a_workbook("its parts are not written as Excel writes them")
        formulas = formulas or (xml and _FORMULA.search(content) is not None)
    return Outline(formulas)


def too_large(what: str) -> ListUnreadable:
    """Say that a workbook would take too much memory."""
    return ListUnreadable(
        "too_large",
        f"too large when unpacked ({what}); nothing imported. Save the list alone as .xlsx or .csv",
    )


def not_a_workbook(why: str) -> ListUnreadable:
    """Say that a packed file is no workbook we can read."""
    return ListUnreadable("not_a_workbook", f"not an Excel workbook: {why}. Save the list as .xlsx or .csv")
