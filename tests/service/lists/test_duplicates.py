"""Who is left out as a duplicate, and who is only pointed at."""

import pytest

from service.lists import read_list


def read(
    *rows: str,
) -> tuple[list[str], list[tuple[int, int, str]], list[tuple[int | None, str, int | None]]]:
    told = read_list("\n".join(("id;Name;Firma;E-Mail", *rows)).encode())
    names = [person.name for person in told.people]
    duplicates = [(found.row, found.of, found.code) for found in told.report.duplicates]
    notes = (*told.report.bad_rows, *told.report.warnings)
    return names, duplicates, [(note.row, note.code, note.of) for note in notes]


@pytest.mark.parametrize(
    "name", ["Jürgen Weissflog", "J. Weißflog", "Dr. Jürgen Weißflog", "Weißflog, Juergen"]
)
def test_one_address_and_a_name_that_may_be_the_same_is_one_person(name: str) -> None:
    names, duplicates, notes = read(";Jürgen Weißflog;a;jw@example.org", f";{name};b;JW@Example.org")
    assert names == ["Jürgen Weißflog"]
    assert duplicates == [(3, 2, "same_email")]
    assert notes == []


@pytest.mark.parametrize("name", ["Peter Roth", "Tom Berger"])
def test_one_office_address_of_two_people_leaves_two_people(name: str) -> None:
    names, duplicates, notes = read(";Anna Roth;a;info@example.org", f";{name};a;info@example.org")
    assert names == ["Anna Roth", name]
    assert duplicates == []
    assert notes == [(3, "shared_email", 2)]


def test_one_id_cannot_be_two_people() -> None:
    names, _, notes = read("g1;Anna Roth;a;", "g1;Tom Berger;b;")
    assert names == ["Anna Roth"]
    assert notes == [(3, "id_taken", 2)]


def test_two_given_ids_are_two_people_whatever_else_is_the_same() -> None:
    names, duplicates, notes = read("g1;Anna Roth;a;anna@example.org", "g2;Anna Roth;a;anna@example.org")
    assert len(names) == 2
    assert duplicates == []
    assert notes == [(3, "shared_email", 2)]


def test_the_same_name_in_one_firm_is_asked_about_not_merged() -> None:
    names, duplicates, notes = read(
        ";Anna Roth;Glas;a@example.org", ";Anna Roth;GLAS;b@example.org", ";Anna Roth;Holz;"
    )
    assert len(names) == 3
    assert duplicates == []
    assert notes == [(3, "namesake", 2)]


def test_rows_that_say_the_same_are_one_person() -> None:
    names, duplicates, _ = read("g1;Anna Roth;a;", "g1; Anna  Roth;a;", "")
    assert names == ["Anna Roth"]
    assert duplicates == [(3, 2, "identical")]
