"""CSV and its kin: the delimiter comes from the heading line, or from a `sep=` line before it."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from service.lists import limits
from service.lists.errors import ListUnreadable
from service.lists.headings import find_headings, headings_of
from service.lists.sheet import Row, Sheet

_SEP_LINE = re.compile(r'"?sep=(?P<delimiter>[^\r\n"])"?[;,\t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_DELIMITERS = (";", ",", "\t", "|")
_NONE = "\x1f"
"""Stands for "no delimiter": a list of names, one a line, commas and all."""
_LOOKED_AT = 60


def read_delimited(text: str) -> Sheet:
    """Return the rows of a text table.

    Raises `ListUnreadable`: `broken_quotes` with the row, `too_many`, `too_large`.
    """
    told = _SEP_LINE.match(text)
    body = text[told.end() :] if told else text
    delimiter = told["delimiter"] if told else _delimiter(body)
    return Sheet(tuple(_rows(body, delimiter)), delimited=delimiter != _NONE)


def _delimiter(body: str) -> str:
    """Take the delimiter under which a row shows the most headings; a row of one cell speaks for none.

    Headings with a name among them come first; without any the table is still read, to say what it lacks.
    """
    best, most = _NONE, (False, 0)
    for delimiter in _DELIMITERS:
        rows = _first_rows(body, delimiter)
        found = find_headings(rows)
        for headings in (found,) if found else map(headings_of, rows):
            score = (found is not None, len(headings.positions))
            if len(headings.texts) > 1 and score > most:
                best, most = delimiter, score
    return best


def _first_rows(body: str, delimiter: str) -> list[Row]:
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter)
    try:
        for number, cells in enumerate(islice(reader, _LOOKED_AT), start=1):
            rows.append(Row(number, tuple(cells)))
    except csv.Error:
        # Said with its row when the table is read under the delimiter that is chosen.
        pass
    return rows


def _rows(body: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=delimiter != _NONE)
    number = kept = 0
    try:
        for cells in reader:
            number += 1
            if number > limits.SHEET_ROWS:
                raise ListUnreadable("too_large", f"more than {limits.SHEET_ROWS:,} rows; split the list")
            if len(cells) > limits.CELLS_IN_ROW:
                raise ListUnreadable(
                    "too_large",
                    f"row {number}: more than {limits.CELLS_IN_ROW} cells; a list has a few",
                    number,
                )
            if any(cell.strip() for cell in cells):
                kept += 1
                if kept > limits.PEOPLE + _LOOKED_AT:
                    raise ListUnreadable("too_many", f"more than {limits.PEOPLE:,} people; split the list")
                yield Row(number, tuple(cells))
    except csv.Error:
        row = number + 1
        raise ListUnreadable(
            "broken_quotes",
            f"row {row}: a quotation mark is not closed or stands alone; write it twice, "
            "or take it away; nothing imported",
            row,
        ) from None
