"""Pasted text: rows copied from a spreadsheet, or lines somebody typed, with headings or without."""

import csv
import io
import re
from collections.abc import Iterator

from service.lists import limits
from service.lists.contacts import find_email
from service.lists.decode import decode
from service.lists.delimited import read_delimited
from service.lists.errors import ListUnreadable
from service.lists.findings import Findings
from service.lists.fold import clean_line
from service.lists.headings import Headings, find_headings
from service.lists.names import first_name_first, name_words
from service.lists.read import in_bounds, nothing_in_it, people_below, people_of
from service.lists.report import PeopleList
from service.lists.sheet import Row, Sheet

_FIELDS = {"Name": "name", "Firma": "organisation", "E-Mail": "email"}
"""What a line without headings can hold, in this order; columns of a report bear these names."""

_SIGNS = ("\t", ";", "|", ",")
_BULLET = re.compile(r"\s*(?:[-–—•*·]|\d{1,4}[.)])\s+")
_LOOKED_AT = 60


def read_pasted(data: bytes) -> PeopleList:
    """Read pasted text. With headings it is a list like any other; without, a line is a name, or name and firm.

    Between the two stands a tab, `;`, `|` or a comma; an e-mail address is known wherever it stands. What else a
    line holds is reported. Raises `ListUnreadable`.
    """
    decoded = decode(in_bounds(data))
    if _has_headings(decoded.text):
        return people_of((read_delimited(decoded.text),), decoded.encoding)
    rows, findings = [], Findings()
    for number, cells in enumerate(_lines(decoded.text), start=1):
        if number > limits.PEOPLE:
            raise ListUnreadable("too_many", f"more than {limits.PEOPLE:,} people; split the list")
        if any(cells):
            rows.append(_row(number, cells, findings))
    if not rows:
        raise nothing_in_it()
    texts = dict(enumerate(_FIELDS))
    headings = Headings(
        Row(0, tuple(_FIELDS)), {field: (place,) for place, field in enumerate(_FIELDS.values())}, texts
    )
    return people_below(headings, Sheet(tuple(rows)), findings, decoded.encoding)


def _has_headings(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()][:_LOOKED_AT]
    if lines and re.match(r'"?sep=', lines[0], re.IGNORECASE):
        return True
    return any(
        find_headings(
            [Row(n, tuple(c.strip(' "') for c in line.split(sign))) for n, line in enumerate(lines)]
        )
        for sign in (*_SIGNS, "\x1f")
    )


def _lines(text: str) -> Iterator[list[str]]:
    """The cells of every line. Copied from a spreadsheet they stand between tabs, with line breaks in quotes."""
    if "\t" not in text:
        yield from (_cells(_BULLET.sub("", line, count=1)) for line in text.splitlines())
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    try:
        yield from _whole_names([[clean_line(cell) for cell in row] for row in reader])
    except csv.Error:
        row = reader.line_num
        raise ListUnreadable("broken_quotes", f"row {row}: a cell without an end", row) from None


def _whole_names(rows: list[list[str]]) -> list[list[str]]:
    """Put first name and surname together where they stand in columns of their own: hardly a name is one word."""
    filled = [row for row in rows if any(row)]
    apart = [len(row) > 1 and len(name_words(row[0])) == len(name_words(row[1])) == 1 for row in filled]
    if filled and sum(apart) * 2 > len(filled):
        return [[" ".join(cell for cell in row[:2] if cell), *row[2:]] for row in rows]
    return rows


def _cells(line: str) -> list[str]:
    sign = next((sign for sign in _SIGNS if sign in line), None)
    cells = [clean_line(cell) for cell in line.split(sign)] if sign else [clean_line(line)]
    if sign == "," and len(cells) > 1 and len(name_words(cells[0])) == 1:
        # "Wolf, Petra" is one name; "Wolf, Petra, Wolf Logistik" a name and a firm.
        name = first_name_first(f"{cells[0]}, {cells[1]}")
        return [name, *cells[2:]] if "," not in name else cells
    return cells


def _row(number: int, cells: list[str], findings: Findings) -> Row:
    name, rest = cells[0], cells[1:]
    emails = [cell for cell in rest if find_email(cell)[0]]
    others = [cell for cell in rest if cell and cell not in emails]
    if len(others) > 1 or len(emails) > 1:
        why = "more than name, firm and e-mail address; left out, as there are no headings"
        findings.warn(number, None, "not_understood", why)
    return Row(number, (name, *(others[:1] or [""]), *(emails[:1] or [""])))
