"""Encodings, delimiters and quotation marks of text files."""

import pytest

from service.lists import ListUnreadable, read_list

TWO = "Vorname;Nachname;Firma\r\nSören;Größer;Öl & Gas\r\nAda;Weiß;„Fuß“ OHG\r\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TWO.encode(), "utf-8"),
        (TWO.encode("utf-8-sig"), "utf-8"),
        (TWO.encode("cp1252"), "cp1252"),
        (TWO.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TWO.encode("utf-16-be"), "utf-16"),
        (TWO.encode("utf-16-le"), "utf-16"),
        (TWO.encode() + b"\x1a", "utf-8"),
        (TWO.replace("\r\n", "\r").encode(), "utf-8"),
    ],
)
def test_umlauts_survive_every_encoding(data: bytes, encoding: str) -> None:
    told = read_list(data)
    assert [person.name for person in told.people] == ["Sören Größer", "Ada Weiß"]
    assert told.people[1].organisation == "„Fuß“ OHG"
    assert told.report.encoding == encoding


def test_a_row_in_another_encoding_is_named_even_without_a_byte_order_mark() -> None:
    data = 'Name;Firma\n"Jürgen\nder Erste";x\n\n'.encode() + "Bernd Müller;y\n".encode("cp1252")
    with pytest.raises(ListUnreadable) as caught:
        read_list(data)
    assert (caught.value.code, caught.value.row) == ("mixed_encoding", 4)


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7 Name;Firma", b"\xd0\xcf\x11\xe0" + b"\0" * 600, b"Name;Firma\n\x00\x01", b"PK\x05\x06"],
)
def test_other_files_are_told_apart(data: bytes) -> None:
    with pytest.raises(ListUnreadable) as caught:
        read_list(data)
    assert caught.value.code == "not_a_table"
    assert ".xlsx or .csv" in caught.value.text


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_comes_from_the_headings_not_from_the_rows(delimiter: str) -> None:
    rows = [["Liste; Stand 1,3", "", ""], ["Name", "Firma", "Ich suche"], ["Ada Roth", '"a;b,c|d\te"', "x"]]
    told = read_list("\n".join(delimiter.join(row) for row in rows[1:]).encode())
    assert told.people[0].organisation == "a;b,c|d e"
    assert told.people[0].seeks == "x"


def test_the_sep_line_is_obeyed_and_not_counted_as_excel_does() -> None:
    told = read_list(b"sep=#\r\nName#Firma\r\nAda#x;y,z\r\n#Nur Firma\r\n")
    assert told.people[0].organisation == "x;y,z"
    assert told.report.bad_rows[0].row == 3


def test_a_list_of_names_alone_needs_no_delimiter() -> None:
    told = read_list("Name\nRoth, Ada\nBerger, Tom\nDr. Weiß, Jo\n".encode())
    assert [person.name for person in told.people] == ["Ada Roth", "Tom Berger", "Dr. Jo Weiß"]


def test_an_open_quotation_mark_is_named_with_its_row_and_nothing_is_taken() -> None:
    with pytest.raises(ListUnreadable) as caught:
        read_list(b'Name;Firma\nAda;x\nTom;"Glas\nJo;y\n')
    assert (caught.value.code, caught.value.row) == ("broken_quotes", 3)


def test_a_delimiter_without_quotation_marks_does_not_move_cells_unseen() -> None:
    told = read_list(b"Name,Firma,Telefon\nAda Roth,Roth, Partner,03681\nTom Berger,Optik,1234,,\n")
    assert [person.name for person in told.people] == ["Tom Berger"]
    assert [(note.row, note.code) for note in told.report.bad_rows] == [(2, "too_many_cells")]


def test_texts_that_were_kept_as_text_for_a_spreadsheet_lose_their_wrapping() -> None:
    told = read_list(b"Name;Telefon;Firma\nAda;=\"03681 47\";'=Summe\nTom;'+49 3681;'s Wirtshaus\n")
    assert [(person.phone, person.organisation) for person in told.people] == [
        ("03681 47", "=Summe"),
        ("+49 3681", "'s Wirtshaus"),
    ]


def test_invisible_marks_are_taken_out_of_names() -> None:
    told = read_list("Name;Firma\n\u202eAda\u200b\u00a0 Roth\u0007;👩\u200d🔧 x\n".encode())
    assert told.people[0].name == "Ada Roth"
    assert told.people[0].organisation == "👩\u200d🔧 x"


@pytest.mark.parametrize("garbled", ["MÃ¼ller", "WeiÃŸ", "JÃ¶rg", "JŸrgen"])
def test_letters_garbled_before_us_are_pointed_at(garbled: str) -> None:
    told = read_list(f"Name;Firma\n{garbled} Bau;x\n".encode())
    assert [(note.row, note.column, note.code) for note in told.report.warnings] == [(2, "Name", "garbled")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"Name;Firma\n" + b"x" * 10_000_001, "too_large"),
        (b"Name;Firma\n" + b"".join(b"N%d x;y\n" % n for n in range(10_100)), "too_many"),
        (b"Name;Firma\n" + b";" * 600, "too_large"),
        (b"\n" * 1_200_000, "too_large"),
        (b"Name;Firma\n\n;;\n", "no_people"),
        (b" \r\n \n", "empty"),
        (b"\xff\xfe", "empty"),
    ],
)
def test_limits_and_emptiness_have_their_codes(data: bytes, code: str) -> None:
    with pytest.raises(ListUnreadable) as caught:
        read_list(data)
    assert caught.value.code == code
