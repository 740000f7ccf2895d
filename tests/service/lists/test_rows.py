"""What the cells of a row become."""

import pytest

from service.lists import PeopleList, read_list
from service.people.person import Person


def read(heading: str, cell: str) -> PeopleList:
    return read_list(f'Name;{heading}\nAda Roth;"{cell}"\n'.encode())


def test_a_full_row_becomes_a_person() -> None:
    told = read_list(
        b"id;Titel;Vorname;Nachname;Firma;Branche;Themen;biete;suche;Sprachen;Gruppe;Abwesend;Tisch;Erstteilnahme;Mail;Tel\n"
        b"g7;Dr.;Ada;Roth;Roth Glas;Glas;KI, Energie;Laborglas;Holz;Deutsch/en;Gast;1, 3-4;Tisch 7;ja;ada@example.org;0361\n"
    )
    assert told.people == (
        Person(
            name="Dr. Ada Roth",
            id="g7",
            organisation="Roth Glas",
            industry="Glas",
            topics=("KI", "Energie"),
            offers="Laborglas",
            seeks="Holz",
            languages=("de", "en"),
            group="Gast",
            absent=(1, 3, 4),
            table="7",
            tags={"first_timer": "yes"},
            email="ada@example.org",
            phone="0361",
        ),
    )
    assert told.report.warnings == ()


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Roth, Ada", "Ada Roth"),
        ("Prof. Dr. Roth, Ada", "Prof. Dr. Ada Roth"),
        ("von der Au, Zoë", "Zoë von der Au"),
        ("Roth, Ada, Dr.", "Dr. Ada Roth"),
        ("Ada Roth, MBA", "Ada Roth, MBA"),
        ("Ada Roth, Roth GmbH", "Ada Roth, Roth GmbH"),
        ("O'Neill,José", "José O'Neill"),
        ("Roth,", "Roth,"),
    ],
)
def test_names_are_turned_round_only_where_the_comma_says_so(given: str, name: str) -> None:
    assert read_list(f'Name;Firma\n"{given}";x\n'.encode()).people[0].name == name


@pytest.mark.parametrize(
    "row", ["Summe;8;", "Gesamt: 8;;", ";;8 Teilnehmer", "TOTAL;;8,0", "50 Personen insgesamt;;"]
)
def test_totals_are_no_people(row: str) -> None:
    told = read_list(f"Vorname;Nachname;Firma\nAda;Roth;x\n{row}\n".encode())
    assert told.report.people == 1
    assert [(note.row, note.column, note.code) for note in told.report.bad_rows] == [(3, "Nachname", "total")]


def test_a_person_called_total_is_a_person() -> None:
    assert read_list(b"Vorname;Nachname;Firma\nTotal;Anders;x\n").report.people == 1


@pytest.mark.parametrize(
    ("cell", "codes", "warned"),
    [
        ("Deutsch, Englisch (B2)", ("de", "en"), False),
        ("de en", ("de", "en"), False),
        ("Polnisch und Tschechisch", ("pl", "cs"), False),
        ("Français; ESPAÑOL", ("fr", "es"), False),
        ("Türkisch / de-DE", ("tr", "de"), False),
        ("Deutsch, Klingonisch", ("de",), True),
    ],
)
def test_languages_become_codes(cell: str, codes: tuple[str, ...], warned: bool) -> None:
    told = read("Sprachen", cell)
    assert told.people[0].languages == codes
    assert bool(told.report.warnings) == warned


@pytest.mark.parametrize(
    ("cell", "rounds"),
    [
        ("1", (1,)),
        ("3, 1", (1, 3)),
        ("2-4", (2, 3, 4)),
        ("Runde 2 und 3", (2, 3)),
        ("1 bis 3; 5", (1, 2, 3, 5)),
        ("nein", ()),
        ("-", ()),
    ],
)
def test_absent_rounds_are_understood(cell: str, rounds: tuple[int, ...]) -> None:
    assert read("Abwesend", cell).people[0].absent == rounds


@pytest.mark.parametrize("cell", ["später", "0-3", "4-2", "1-1000", "1,,x", "9999999"])
def test_absent_rounds_that_cannot_be_understood_keep_the_row_out(cell: str) -> None:
    told = read("Abwesend", cell)
    assert told.people == ()
    assert [(note.row, note.column, note.code) for note in told.report.bad_rows] == [
        (2, "Abwesend", "bad_rounds")
    ]


@pytest.mark.parametrize(
    ("cell", "email", "code"),
    [
        ("ada@example.org", "ada@example.org", None),
        ("Ada Roth <ada@example.org>", "ada@example.org", None),
        ("mailto:ada@example.org", "ada@example.org", None),
        ("ada@bücher.example", "ada@bücher.example", None),
        ("a@example.org, b@example.org", "a@example.org", "several_emails"),
        ("ada@example", None, "no_email"),
        ("folgt", None, "no_email"),
        ("-", None, None),
    ],
)
def test_an_email_is_taken_or_warned_of(cell: str, email: str | None, code: str | None) -> None:
    told = read("E-Mail", cell)
    assert told.people[0].email == email
    assert [note.code for note in told.report.warnings] == ([code] if code else [])


@pytest.mark.parametrize("cell", ["+49 3681 47", "0049 3681 47", "03681/47-0", "03681 47 (vormittags)"])
def test_telephone_numbers_stay_as_they_are(cell: str) -> None:
    assert read("Telefon", cell).people[0].phone == cell


def test_a_telephone_number_rounded_by_the_spreadsheet_is_left_out_with_a_warning() -> None:
    told = read("Telefon", "4,91761E+11")
    assert told.people[0].phone is None
    assert told.report.warnings[0].code == "rounded_phone"


def test_error_values_of_a_spreadsheet_are_no_texts() -> None:
    told = read("Firma", "#NV")
    assert told.people[0].organisation is None
    assert told.report.warnings[0].code == "formula"


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (f"{'x' * 201};a", "Name", "too_long"),
        ("Ada;a b", "id", "bad_id"),
        (f"Ada;{'x' * 65}", "id", "bad_id"),
        ("---;a", "Name", "no_name"),
    ],
)
def test_a_bad_row_names_its_column(row: str, column: str, code: str) -> None:
    told = read_list(f"Name;id\nTom;1\n{row}\n".encode())
    assert told.report.people == 1
    assert [(note.row, note.column, note.code) for note in told.report.bad_rows] == [(3, column, code)]


def test_a_name_with_digits_is_taken_but_pointed_at() -> None:
    told = read_list(b"Name;Firma\nStand 12.03.2026;\n")
    assert told.report.people == 1
    assert told.report.warnings[0].code == "odd_name"


@pytest.mark.parametrize(
    "heading", ["Sprachen", "Abwesend", "E-Mail", "Themen", "Telefon", "Firma", "Vorname (x)"]
)
@pytest.mark.parametrize("sign", ["(", ",", "a@", "1", "-", "[", "und "])
@pytest.mark.timeout(5)
def test_a_cell_full_of_one_sign_does_not_hold_us_up(heading: str, sign: str) -> None:
    assert len(read(heading, sign * (12_000 // len(sign))).people) <= 1


@pytest.mark.parametrize(
    ("heading", "cell", "host", "table"),
    [
        ("Gastgeber", "ja", True, None),
        ("Gastgeber/in", "Tisch 3", True, "3"),
        ("Host", "4", True, "4"),
        ("Host", "x", True, None),
        ("Host", "1", True, None),
        ("Gastgeberin", "nein", False, None),
        ("Gastgeber", "", False, None),
        ("Gastgeber", "0", False, None),
    ],
)
def test_a_host_has_a_table_where_its_number_stands_there(
    heading: str, cell: str, host: bool, table: str | None
) -> None:
    [person] = read(heading, cell).people
    assert (person.host, person.table) == (host, table)


def test_one_is_a_table_where_others_have_numbers_too() -> None:
    people = read_list(b"Name;Host\nAda Roth;1\nAli Kaya;2\nTom Berger;\n").people
    assert [(person.host, person.table) for person in people] == [(True, "1"), (True, "2"), (False, None)]


def test_a_host_at_a_table_of_a_column_of_its_own() -> None:
    [person] = read_list(b"Name;Tisch;Gastgeber\nAda Roth;7;ja\n").people
    assert (person.host, person.table) == (True, "7")


def test_who_may_or_may_not_be_a_host_is_none() -> None:
    told = read("Gastgeber", "vielleicht")
    assert not told.people[0].host
    assert [(note.code, note.column) for note in told.report.warnings] == [("unknown_answer", "Gastgeber")]


@pytest.mark.parametrize("heading", ["stufenlos", "Barrierefrei", "Rollstuhl", "step-free", "Wheelchair"])
@pytest.mark.parametrize(
    ("cell", "stepfree"), [("ja", True), ("Rollstuhl", True), ("nein", False), ("", False)]
)
def test_whatever_stands_under_step_free_but_no_is_yes_and_not_kept_as_it_is(
    heading: str, cell: str, stepfree: bool
) -> None:
    told = read(heading, cell)
    assert told.people == (Person(name="Ada Roth", stepfree=stepfree),)
    assert told.report.columns[heading] == "stepfree"


@pytest.mark.parametrize("heading", ["Wettbewerber", "Konkurrenten", "Nicht mit", "Competitors", "Not with"])
def test_competitors_are_read_one_by_one(heading: str) -> None:
    [person] = read(heading, "Kaya Guss GmbH; Berger, Tom;; - ; Kaya Guss GmbH").people
    assert person.apart == ("Kaya Guss GmbH", "Berger, Tom")


@pytest.mark.parametrize(
    ("cell", "new"), [("Ja", True), ("x", True), ("1", True), ("nein", False), ("0", False)]
)
def test_first_timers_are_who_says_yes(cell: str, new: bool) -> None:
    assert read("Zum ersten Mal dabei", cell).people[0].tags == ({"first_timer": "yes"} if new else {})
