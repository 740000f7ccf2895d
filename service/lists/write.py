"""A list for German Excel: CSV it opens by itself, and a clean workbook; no cell is ever a formula."""

import csv
import io
import re
from collections.abc import Sequence

BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+0][\d ()/.–-]*")
"""Telephone numbers and whatever else a spreadsheet would take its `+` and its zeros from."""

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

Rows = Sequence[Sequence[str]]


def as_csv(head: Sequence[str], rows: Rows) -> bytes:
    """Return UTF-8 with a mark and `;`, as Excel opens it with a double click. `read_list` reads the same back."""
    told = io.StringIO(newline="")
    writer = csv.writer(told, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return (BOM + told.getvalue()).encode()


def guarded(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, nor a telephone number for a number."""
    plain = _UNWRITABLE.sub("", text)
    if _NUMBER.fullmatch(plain):
        return f'="{plain}"'
    return f"'{plain}" if plain.startswith(_FORMULA) else plain


def as_workbook(head: Sequence[str], rows: Rows) -> bytes:
    """Return an .xlsx file with one sheet; every cell is text, the headings stay in sight."""
    # Imported here: openpyxl takes 0.2 s to load, and hardly anybody saves a list.
    import openpyxl  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101  (a new workbook has one)
    for at, row in enumerate((head, *rows), start=1):
        for place, text in enumerate(row, start=1):
            cell = sheet.cell(at, place)
            cell.value = _UNWRITABLE.sub("", text) or None
            if cell.value is not None:
                cell.data_type = "s"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    told = io.BytesIO()
    book.save(told)
    return told.getvalue()
