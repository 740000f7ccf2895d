"""Pasted text: rows of a spreadsheet, typed lines, with headings or without."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.lists import ListUnreadable, limits, read_list, read_pasted

DATA = Path(__file__).parent / "data"


def people(text: str) -> list[tuple[Any, ...]]:
    found = read_pasted(text.encode()).people
    return [tuple(filter(None, (p.name, p.organisation, p.email))) for p in found]


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("Petra Wolf; Wolf Logistik", ("Petra Wolf", "Wolf Logistik")),
        ("Petra Wolf, Wolf Logistik", ("Petra Wolf", "Wolf Logistik")),
        ("Petra Wolf | Wolf Logistik", ("Petra Wolf", "Wolf Logistik")),
        ("Petra Wolf\tWolf Logistik", ("Petra Wolf", "Wolf Logistik")),
        ("Petra Wolf; Wolf, Sohn & Co", ("Petra Wolf", "Wolf, Sohn & Co")),
        ("Petra Wolf", ("Petra Wolf",)),
        ("- Petra Wolf; Wolf Logistik", ("Petra Wolf", "Wolf Logistik")),
        ("12. Petra Wolf; Wolf Logistik", ("Petra Wolf", "Wolf Logistik")),
        ("Wolf, Petra", ("Petra Wolf",)),
        ("Dr. Wolf, Petra", ("Dr. Petra Wolf",)),
        ("Wolf, Petra, Wolf Logistik", ("Petra Wolf", "Wolf Logistik")),
        ("Wolf, Wolf GmbH", ("Wolf", "Wolf GmbH")),
        (
            "Petra Wolf; Wolf Logistik; p.wolf@example.org",
            ("Petra Wolf", "Wolf Logistik", "p.wolf@example.org"),
        ),
        ("Petra Wolf; p.wolf@example.org", ("Petra Wolf", "p.wolf@example.org")),
        ('Petra "Pit" Wolf; 3" Rohre', ('Petra "Pit" Wolf', '3" Rohre')),
        ("Nguyễn Thị Hoa; 株式会社", ("Nguyễn Thị Hoa", "株式会社")),
        ("Zoë; Kühn", ("Zoë", "Kühn")),
    ],
)
def test_a_line_is_a_name_or_name_and_firm(line: str, person: tuple[str, ...]) -> None:
    assert people(line) == [person]
    assert people(f"\n{line}\r\n\r\nIda Lang\n") == [person, ("Ida Lang",)]


def test_what_else_stands_in_a_line_is_reported_with_its_row() -> None:
    found = read_pasted(b"Ida Lang\n\nPetra Wolf; Wolf Logistik; Lkw; Polen\n; ohne Namen\n")
    assert [(note.row, note.code) for note in found.report.warnings] == [(3, "not_understood")]
    assert [(note.row, note.column, note.code) for note in found.report.bad_rows] == [(4, "Name", "no_name")]
    assert found.report.columns == {"Name": "name", "Firma": "organisation", "E-Mail": "email"}


def test_first_name_and_surname_in_columns_of_their_own_are_one_name() -> None:
    copied = "Petra\tWolf\tWolf Logistik\nTom\tBerger\tBerger Optik\nAli\tKaya\t\nAnna Maria\tOtt\tOtt\n"
    assert people(copied) == [
        ("Petra Wolf", "Wolf Logistik"),
        ("Tom Berger", "Berger Optik"),
        ("Ali Kaya",),
        ("Anna Maria Ott", "Ott"),
    ]


def test_a_cell_with_line_breaks_copied_from_a_spreadsheet_stays_one_cell() -> None:
    assert people('Petra Wolf\t"Wolf\nLogistik"\nTom Berger\tBerger Optik\n') == [
        ("Petra Wolf", "Wolf Logistik"),
        ("Tom Berger", "Berger Optik"),
    ]


@pytest.mark.parametrize(
    "name", ["excel-utf8-bom.csv", "tab-utf16.txt", "sep-line.csv", "one-name-column.csv", "broken-rows.csv"]
)
def test_with_headings_it_is_a_list_like_any_other(name: str) -> None:
    data = (DATA / name).read_bytes()
    assert read_pasted(data) == read_list(data)


def test_a_file_without_headings_stays_an_error_and_pasted_it_is_understood() -> None:
    data = (DATA / "no-headings.csv").read_bytes()
    with pytest.raises(ListUnreadable) as caught:
        read_list(data)
    assert caught.value.code == "no_headings"
    assert read_pasted(data).report.people == 8


@pytest.mark.parametrize("text", ["", " \n\t\n ", "\ufeff"])
def test_nothing_is_an_error(text: str) -> None:
    with pytest.raises(ListUnreadable) as caught:
        read_pasted(text.encode())
    assert caught.value.code == "empty"


def test_a_total_is_no_person() -> None:
    found = read_pasted(b"Ida Lang\nPetra Wolf\nSumme; 2\n")
    assert [note.code for note in found.report.bad_rows] == ["total"]


def test_more_lines_than_a_list_may_have_are_refused() -> None:
    with pytest.raises(ListUnreadable) as caught:
        read_pasted(b"Ida Lang\n" * (limits.PEOPLE + 1))
    assert caught.value.code == "too_many"


@settings(deadline=None)
@given(st.text(max_size=300) | st.text(alphabet="AbÄ ,;|\t\n\"'=@.-", max_size=80))
def test_whatever_is_pasted_is_read_or_refused(text: str) -> None:
    try:
        found = read_pasted(text.encode("utf-8", "surrogatepass"))
    except ListUnreadable as refused:
        assert refused.code in {"empty", "no_people", "not_a_table", "broken_quotes"}  # noqa: PT017
        return
    assert found.report.people == len(found.people)
    assert all(person.name for person in found.people)
