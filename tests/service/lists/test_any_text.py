"""Free text of any length and script, in any field: it comes through as it is, or is refused with its reason."""

import csv
import io
import json
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.lists import ListUnreadable, PeopleList, limits, read_list, read_people_json
from service.lists.fold import clean_line, clean_text

LIMITS = {
    "Name": ("name", limits.NAME),
    "Firma": ("organisation", limits.LINE),
    "Branche": ("industry", limits.LINE),
    "Ich suche": ("seeks", limits.TEXT),
    "Ich biete": ("offers", limits.TEXT),
    "Gruppe": ("group", limits.LINE),
    "Telefon": ("phone", limits.PHONE),
}
"""Free text by heading: the field, and how long it may be."""

SCRIPTS = (
    "Jürgen Weißflog – Öchsner",
    "Nguyễn Thị Hoa",
    "Дмитрий Щёкин",
    "محمد العربي",
    "שרה לוי",
    "山田 太郎",
    "김민준",
    "👩‍🔧 Anna 🏳️‍🌈",
    "=HYPERLINK(A)",
    'O\'Neill, "Pit"; & Co',
    "a\nb",
    "<b>_x_</b>",
)
ANY = st.one_of(
    st.text(max_size=60),
    st.sampled_from(SCRIPTS),
    st.builds(lambda text, n: (text or "x") * n, st.text(max_size=12), st.integers(1, 300)),
)


def as_csv(row: dict[str, str]) -> bytes:
    told = io.StringIO(newline="")
    writer = csv.writer(told, delimiter=";", lineterminator="\r\n")
    writer.writerow(row)
    writer.writerow(row.values())
    return told.getvalue().encode("utf-8-sig")


def as_workbook(row: dict[str, str]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(list(row))
    book.active.append(list(row.values()))
    for cell in book.active[2]:
        cell.data_type = "s"
    told = io.BytesIO()
    book.save(told)
    return told.getvalue()


def holds(heading: str, text: str, found: PeopleList) -> None:
    """The text stands in its field, or the report says why it does not, or not whole."""
    field, limit = LIMITS[heading]
    notes = {note.code for note in (*found.report.bad_rows, *found.report.warnings)}
    clean = (clean_text if limit == limits.TEXT else clean_line)(text)
    if not found.people:
        assert notes & {"no_name", "too_long", "total", "headings_again"}, notes
        return
    [person] = found.people
    value: str | None = getattr(person, field)
    if len(clean) > limit:
        assert "shortened" in notes
        assert value is not None
        assert len(value) <= limit
        assert clean.startswith(value.removesuffix("…"))
    elif value != (clean or None):
        # Names are turned round at a comma, a telephone's dashes and error values are no text.
        reasons = {"formula", "rounded_phone"}
        assert field in {"name", "phone"} or notes & reasons, (value, clean)


@settings(deadline=None)
@given(st.sampled_from(sorted(LIMITS)), ANY)
def test_any_text_in_any_column_of_a_text_file(heading: str, text: str) -> None:
    row = {"Name": "Ida Lang", heading: text}
    try:
        found = read_list(as_csv(row))
    except ListUnreadable as refused:
        reason = refused.code
    else:
        holds(heading, text, found)
        return
    assert reason in {"not_a_table", "no_people"}


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(sorted(LIMITS)), st.sampled_from(SCRIPTS), st.integers(1, 80))
def test_any_script_in_any_column_of_a_workbook(heading: str, text: str, times: int) -> None:
    holds(heading, text * times, read_list(as_workbook({"Name": "Ida Lang", heading: text * times})))


JSON_FIELDS = (
    "name",
    "organisation",
    "industry",
    "seeks",
    "offers",
    "group",
    "table",
    "phone",
    "email",
    "id",
)


@settings(deadline=None)
@given(st.sampled_from(JSON_FIELDS), ANY)
def test_any_text_in_any_field_of_json(field: str, text: str) -> None:
    entry: dict[str, Any] = {"name": "Ida Lang", field: text}
    found = read_people_json(json.dumps([entry]).encode())
    if not found.people:
        [note, *_] = found.report.bad_rows
        assert (note.column, note.row) == (field, 1)
        assert note.why
        return
    [person] = found.people
    clean = (clean_text if field in {"seeks", "offers"} else clean_line)(text)
    assert getattr(person, field) == (clean or None) or (field == "email" and found.report.warnings)


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("heading", sorted(LIMITS))
def test_every_script_comes_through_a_text_file(heading: str, script: str) -> None:
    holds(heading, script, read_list(as_csv({"Name": "Ida Lang", heading: script})))
