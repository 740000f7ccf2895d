"""A file of people, whatever it is, to people and a report."""

from service.lists import limits
from service.lists.decode import decode
from service.lists.delimited import read_delimited
from service.lists.duplicates import Columns, without_duplicates
from service.lists.errors import ListUnreadable
from service.lists.findings import Findings
from service.lists.headings import Headings, find_headings, headings_of, with_unnamed
from service.lists.packed import look_over
from service.lists.people_json import read_people_json
from service.lists.report import PeopleList
from service.lists.rows import RowReader
from service.lists.sheet import Sheet


def read_list(data: bytes, *, filename: str = "") -> PeopleList:
    """Read a list of participants: .xlsx, CSV, tab-separated text, or JSON where `filename` says so.

    What the file is, its encoding, delimiter, sheet and heading row are found out from its content.
    Takes up to two seconds of computing for 10,000 people: not for an event loop.
    Raises `ListUnreadable` when nothing can be taken.
    """
    in_bounds(data)
    if filename.lower().endswith(".json"):
        return read_people_json(data)
    if data.startswith(b"PK\x03\x04"):
        outline = look_over(data)
        # Imported here: openpyxl takes 0.2 s to load, and most lists and all other commands go without it.
        from service.lists.workbook import read_workbook  # noqa: PLC0415

        sheets, encoding = read_workbook(data, outline), None
    else:
        decoded = decode(data)
        sheets, encoding = (read_delimited(decoded.text),), decoded.encoding
    return people_of(sheets, encoding)


def in_bounds(data: bytes) -> bytes:
    """Return the data. Raises `ListUnreadable` where it is too large to be looked at."""
    if len(data) > limits.FILE_BYTES:
        raise ListUnreadable(
            "too_large", f"larger than {limits.FILE_BYTES // 1_000_000} MB; a list is far smaller"
        )
    return data


def nothing_in_it() -> ListUnreadable:
    """Return the error of an empty list."""
    return ListUnreadable("empty", "empty file; expected headings such as Vorname and Nachname, and people")


def people_of(sheets: tuple[Sheet, ...], encoding: str | None) -> PeopleList:
    """Find the headings in sheets and read the people below. Raises `ListUnreadable`."""
    if not any(sheet.rows for sheet in sheets):
        raise nothing_in_it()
    found = [(sheet, headings) for sheet in sheets if (headings := find_headings(sheet.rows)) is not None]
    if not found:
        raise _no_headings(sheets)
    sheet, headings = max(found, key=lambda pair: len(pair[1].positions))
    findings = Findings()
    for other, _ in found:
        if other is not sheet:
            findings.warn(
                None, None, "other_sheet", f"sheet {other.name!r} also looks like a list; it is not read"
            )
    return people_below(headings, sheet, findings, encoding)


def people_below(headings: Headings, sheet: Sheet, findings: Findings, encoding: str | None) -> PeopleList:
    """Read the rows of a sheet below its headings. Raises `ListUnreadable`."""
    reader = RowReader(sheet, headings, findings)
    entries = reader.people()
    columns = Columns(headings.heading("id"), headings.name_heading, headings.heading("email"))
    people = without_duplicates(entries, columns, findings)
    if len(people) > limits.PEOPLE:
        raise ListUnreadable("too_many", f"more than {limits.PEOPLE:,} people; split the list")
    if not people and not findings.bad_rows:
        row = headings.row.number
        raise ListUnreadable("no_people", f"no people: nothing below the headings in row {row}", row)
    return findings.people_list(
        people,
        columns=headings.columns,
        unknown_columns=with_unnamed(headings, reader.unnamed),
        encoding=encoding,
        sheet=sheet.name,
    )


def _no_headings(sheets: tuple[Sheet, ...]) -> ListUnreadable:
    """Say which row came nearest, when one did."""
    rows: list[Headings] = [headings_of(row) for sheet in sheets for row in sheet.rows[:50]]
    best = max(rows, key=lambda headings: len(headings.positions))
    text = "no heading row found; expected at least a name column (Name, or Vorname and Nachname)"
    if len(best.positions) > 1:
        return ListUnreadable("no_headings", f"{text}; row {best.row.number} has headings but none of a name")
    return ListUnreadable("no_headings", text)
