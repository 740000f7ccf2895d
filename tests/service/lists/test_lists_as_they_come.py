"""Every list in `data` comes out as `expected.json` says; `error` counts by its sense."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from service.lists import ListUnreadable, read_list

DATA = Path(__file__).parent / "data"
EXPECTED: dict[str, dict[str, Any]] = json.loads((DATA / "expected.json").read_text())
GOOD = {name: told for name, told in EXPECTED.items() if "error" not in told}
WORDS_OF_ERRORS = {
    "no heading row found; expected at least a name column": ("no_headings", "name column", None),
    "empty file": ("empty", "empty file", None),
    "no people": ("no_people", "no people", 1),
    "not a text table": ("not_a_table", "not a text table", None),
    "row 3: neither valid UTF-8 nor consistent; nothing imported": (
        "mixed_encoding",
        "row 3: neither valid",
        3,
    ),
    "too large when unpacked; refused within 1 s and 200 MB": ("too_large", "too large when unpacked", None),
}


def read(name: str) -> dict[str, Any]:
    told = read_list((DATA / name).read_bytes(), filename=name)
    assert len(told.people) == told.report.people
    report: dict[str, Any] = json.loads(msgspec.json.encode(told.report))
    return report


def test_every_list_is_expected_and_every_expected_list_is_here() -> None:
    assert {path.name for path in DATA.iterdir()} == {*EXPECTED, "expected.json"}


@pytest.mark.parametrize("name", GOOD)
def test_a_list_comes_out_as_expected(name: str) -> None:
    report, told = read(name), EXPECTED[name]
    assert report["people"] == told["people"]
    for key in ("encoding", "sheet"):
        if key in told:
            assert report[key] == told[key]
    assert report["unknown_columns"] == told.get("unknown_columns", [])
    for key in ("bad_rows", "duplicates"):
        shown = [
            {part: entry[part] for part in entry if part not in {"code", "of" * (key != "duplicates")}}
            for entry in report[key]
        ]
        assert shown == told.get(key, [])
    if "warnings" in told:
        assert [
            {part: entry[part] for part in ("row", "column", "why")} for entry in report["warnings"]
        ] == told["warnings"]


@pytest.mark.parametrize("name", [name for name in EXPECTED if name not in GOOD])
def test_an_unreadable_list_says_what_is_wrong_and_what_would_be_right(name: str) -> None:
    code, words, row = WORDS_OF_ERRORS[EXPECTED[name]["error"]]
    with pytest.raises(ListUnreadable) as caught:
        read(name)
    assert (caught.value.code, caught.value.row) == (code, row)
    assert words in caught.value.text
    assert caught.value.text == str(caught.value)


@pytest.mark.parametrize(
    "name",
    [
        "mac-nfd.csv",
        "tab-utf16.txt",
        "sep-line.csv",
        "google-comma-quoted.csv",
        "english-headings.csv",
        "blank-rows-and-totals.csv",
        "duplicates.csv",
    ],
)
def test_the_same_people_come_out_of_every_dress(name: str) -> None:
    plain = read_list((DATA / "excel-utf8-bom.csv").read_bytes())
    assert read_list((DATA / name).read_bytes()).people == plain.people


def test_surname_first_becomes_first_name_first() -> None:
    names = [person.name for person in read_list((DATA / "one-name-column.csv").read_bytes()).people]
    assert names[:3] == ["Jürgen Weißflog", "Anneliese Günther-Öchsner", "Nguyễn Thị Hoa"]
    assert names[5] == "Zoë von der Au"


def test_a_formula_without_a_value_is_reported_and_its_person_kept() -> None:
    told = read_list((DATA / "formula.xlsx").read_bytes())
    assert [(note.row, note.column, note.code) for note in told.report.warnings] == [(2, "Firma", "formula")]
    assert told.people[0].organisation is None


def test_a_number_in_a_text_column_becomes_text() -> None:
    told = read_list((DATA / "second-sheet.xlsx").read_bytes())
    assert told.people[6].phone == "36811"


def test_line_breaks_in_a_cell_stay_and_a_very_long_text_is_shortened_with_a_warning() -> None:
    told = read_list((DATA / "linebreaks-and-long.csv").read_bytes())
    assert told.people[0].offers == "Drehteile\nFrästeile\n– auch Kleinserie –"
    assert [(note.row, note.code, note.limit) for note in told.report.warnings] == [(3, "shortened", 1000)]
    assert len(told.people[1].seeks or "") <= 1000
