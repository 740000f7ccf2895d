"""Headings as people write them."""

import pytest

from service.lists import ListUnreadable, read_list


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        ("VORNAME;Name;Ihre E-Mail-Adresse;Tel.-Nr.", ["first_name", "last_name", "email", "phone"]),
        ("Vor- und Nachname;Unternehmen*;Branche:;Handy", ["name", "organisation", "industry", "phone"]),
        (
            "Teilnehmer/in;Was suchen Sie?;Was können Sie anbieten?;Interessen",
            ["name", "seeks", "offers", "topics"],
        ),
        (
            "Full name;Company name;Looking for;What I offer (max. 200)",
            ["name", "organisation", "seeks", "offers"],
        ),
        (
            "ID;Name;Gruppe;Sprachkenntnisse;Fester Tisch;Fehlt in Runde",
            ["id", "name", "group", "languages", "table", "absent"],
        ),
        ("id;name;group;languages;table;absent", ["id", "name", "group", "languages", "table", "absent"]),
        (
            "Titel;Vorname;Nachname;Zum ersten Mal dabei?",
            ["title", "first_name", "last_name", "tags.first_timer"],
        ),
    ],
)
def test_a_heading_is_known_in_many_forms(headings: str, fields: list[str]) -> None:
    told = read_list(
        f"{headings}\n{';'.join('1' if field == 'absent' else 'Ada' for field in fields)}\n".encode()
    )
    assert list(told.report.columns.values()) == fields
    assert list(told.report.columns) == headings.split(";")
    assert told.report.unknown_columns == ()


def test_unknown_and_nameless_columns_are_reported_and_passed_over() -> None:
    told = read_list(b"Name;Anrede;;Kommentar\nAda;Frau;hm;ok\n")
    assert told.report.unknown_columns == ("Anrede", "Kommentar", "(column C)")
    assert told.report.people == 1


def test_headings_without_a_name_are_not_enough_and_the_row_is_said() -> None:
    with pytest.raises(ListUnreadable) as caught:
        read_list(b"Stand heute\nFirma;E-Mail\nx;y\n")
    assert caught.value.code == "no_headings"
    assert "row 2" in caught.value.text


def test_a_title_row_with_a_word_that_could_be_a_heading_does_not_win() -> None:
    told = read_list(b"Teilnehmer;;\nSuhl, 12.03.;;\nVorname;Nachname;Firma\nAda;Roth;x\n")
    assert [person.name for person in told.people] == ["Ada Roth"]


def test_headings_repeated_on_every_page_are_passed_over_with_a_warning() -> None:
    told = read_list(b"Name;Firma\nAda;x\nName;Firma\nTom;y\n")
    assert told.report.people == 2
    assert [(note.row, note.code) for note in told.report.warnings] == [(3, "headings_again")]


def test_several_columns_of_one_field_are_joined_or_the_first_filled_is_taken() -> None:
    told = read_list(b"Name;Telefon;Mobil;suche;Bedarf\nAda;;0171;Glas;Optik\nTom;036;0172;;Holz\n")
    assert [(person.phone, person.seeks) for person in told.people] == [
        ("0171", "Glas\nOptik"),
        ("036", "Holz"),
    ]
