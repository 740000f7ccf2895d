"""Excel workbooks: sheets, cells, and files that mean harm."""

import datetime as dt
import io
import tracemalloc
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from service.lists import ListUnreadable, read_list

DATA = Path(__file__).parent / "data"
HEADINGS = ("Vorname", "Nachname", "Telefon", "Abwesend")


def workbook(*sheets: tuple[str, Sequence[Sequence[object]]], hidden: str = "") -> bytes:
    book = openpyxl.Workbook(write_only=True)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        if title == hidden:
            sheet.sheet_state = "hidden"
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return the archive with one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", packing) as new:
        for part in old.infolist():
            new.writestr(part.filename, content if part.filename == name else old.read(part))
    return out.getvalue()


def test_numbers_and_dates_in_text_columns_become_text() -> None:
    rows = [
        HEADINGS,
        ["Ada", "Roth", 491761234567, 1.0],
        ["Tom", "Berger", 3681.0, "2-3"],
        ["Jo", dt.date(2026, 3, 12), None, None],
    ]
    told = read_list(workbook(("Liste", rows)))
    assert [(person.phone, person.absent) for person in told.people] == [
        ("491761234567", (1,)),
        ("3681", (2, 3)),
        (None, ()),
    ]
    assert told.report.encoding is None
    assert told.report.sheet == "Liste"


def test_the_sheet_with_most_headings_is_read_and_others_like_it_are_named() -> None:
    lists: list[tuple[str, Sequence[Sequence[object]]]] = [
        ("Kurz", [["Name", "Firma"], ["Ada", "x"]]),
        ("Lang", [[], HEADINGS, ["Tom", "Berger"], [], ["", "", "0361"]]),
    ]
    told = read_list(workbook(*lists))
    assert told.report.sheet == "Lang"
    assert [note.code for note in told.report.warnings] == ["other_sheet"]
    assert [(note.row, note.column) for note in told.report.bad_rows] == [(5, "Nachname")]


def test_a_hidden_sheet_is_not_read() -> None:
    told = read_list(
        workbook(("Alt", [HEADINGS, ["Ada", "Roth"]]), ("Neu", [["Name"], ["Tom"]]), hidden="Alt")
    )
    assert told.report.sheet == "Neu"
    assert told.report.warnings == ()


def test_a_note_beside_the_list_is_reported_and_moves_nothing() -> None:
    told = read_list(workbook(("Liste", [["Name", "Firma"], ["Ada", "x", None, "ruft an"]])))
    assert told.report.people == 1
    assert told.report.unknown_columns == ("(column D)",)


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (b"PK\x03\x04 and no more", "not_a_workbook", "damaged"),
        (workbook(("A", [["Name"]]))[:-40], "not_a_workbook", "damaged"),
        (
            with_part(workbook(("A", [["Name"]])), "xl/worksheets/sheet1.xml", b"<worksheet><"),
            "not_a_workbook",
            "damaged",
        ),
        (
            with_part(
                workbook(("A", [["Name"]])), "xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
            ),
            "not_a_workbook",
            "not written as Excel",
        ),
        (
            with_part(workbook(("A", [["Name"]])), "xl/worksheets/sheet1.xml", b"<a/>" * 460_000),
            "too_large",
            "cells",
        ),
        (with_part(workbook(("A", [["Name"]])), "", b"", zipfile.ZIP_LZMA), "not_a_workbook", "packed"),
        (workbook(("A", [["Name"], *([f"N{n} x"] for n in range(10_100))])), "too_many", "10,000"),
    ],
)
def test_a_workbook_that_cannot_be_taken_says_why(data: bytes, code: str, word: str) -> None:
    with pytest.raises(ListUnreadable) as caught:
        read_list(data)
    assert caught.value.code == code
    assert word in caught.value.text


def test_another_packed_file_is_told_apart() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(ListUnreadable, match="OpenDocument"):
        read_list(out.getvalue())


@pytest.mark.parametrize(
    "data",
    [
        (DATA / "bomb.xlsx").read_bytes(),
        with_part(workbook(("A", [["Name"]])), "xl/worksheets/sheet1.xml", b" " * 31_000_000),
        with_part(workbook(("A", [["Name"]])), "xl/styles.xml", b'<a b="c"/>' * 1_000_000),
    ],
    ids=["300 MB", "spaces", "elements"],
)
def test_a_bomb_is_refused_with_little_memory(data: bytes) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(ListUnreadable):
            read_list(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 100_000_000
