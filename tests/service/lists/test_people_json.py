"""The JSON list other programs send."""

import json
from typing import Any

import pytest

from service.lists import ListUnreadable, read_list, read_people_json
from service.people.person import Person


def encode(*entries: Any) -> bytes:
    return json.dumps(entries).encode()


def test_every_field_of_a_person_is_taken() -> None:
    told = read_people_json(
        encode(
            {
                "name": "  Ada\u00a0Ro\u0308ter ",
                "id": "p1",
                "organisation": "Röter GmbH",
                "industry": "Glas",
                "topics": ["KI", "KI", " Energie "],
                "offers": "Laborglas\nKolben",
                "seeks": "Holz",
                "languages": ["de", "English", "de-AT"],
                "group": "Gast",
                "absent": [3, 1, 3],
                "table": "7",
                "tags": {"first_timer": "yes"},
                "email": "ada@example.org",
                "phone": "+49 3681",
                "host": True,
                "stepfree": True,
                "apart": [" Glas  Roth", "Glas Roth", ""],
            }
        )
    )
    assert told.people == (
        Person(
            name="Ada Röter",
            id="p1",
            organisation="Röter GmbH",
            industry="Glas",
            topics=("KI", "Energie"),
            offers="Laborglas\nKolben",
            seeks="Holz",
            languages=("de", "en"),
            group="Gast",
            absent=(1, 3),
            table="7",
            tags={"first_timer": "yes"},
            email="ada@example.org",
            phone="+49 3681",
            host=True,
            stepfree=True,
            apart=("Glas Roth",),
        ),
    )
    assert told.report.columns == {field: field for field in Person.__struct_fields__}
    assert told.report.bad_rows == told.report.warnings == ()


def test_null_is_the_same_as_a_field_left_out() -> None:
    nothing = dict.fromkeys(Person.__struct_fields__)
    assert read_people_json(encode({**nothing, "name": "Ada"})).people == (Person(name="Ada"),)


@pytest.mark.parametrize(
    ("entry", "column", "code"),
    [
        ({}, "name", "no_name"),
        ({"name": None}, "name", "no_name"),
        ({"name": " – "}, "name", "no_name"),
        ({"name": 5}, "name", "wrong_type"),
        ({"name": "x" * 201}, "name", "too_long"),
        ({"name": "Ada", "seeks": "x" * 1001}, "seeks", "too_long"),
        ({"name": "Ada", "first_name": "Ada"}, "first_name", "unknown_field"),
        ({"name": "Ada", "topics": "KI"}, "topics", "wrong_type"),
        ({"name": "Ada", "host": "yes"}, "host", "wrong_type"),
        ({"name": "Ada", "stepfree": 1}, "stepfree", "wrong_type"),
        ({"name": "Ada", "apart": "Glas Roth"}, "apart", "wrong_type"),
        ({"name": "Ada", "topics": [1]}, "topics", "wrong_type"),
        ({"name": "Ada", "topics": ["x"] * 51}, "topics", "too_long"),
        ({"name": "Ada", "languages": ["Klingonisch"]}, "languages", "unknown_language"),
        ({"name": "Ada", "absent": [0]}, "absent", "bad_rounds"),
        ({"name": "Ada", "absent": [True]}, "absent", "bad_rounds"),
        ({"name": "Ada", "absent": 1}, "absent", "wrong_type"),
        ({"name": "Ada", "tags": ["x"]}, "tags", "wrong_type"),
        ({"name": "Ada", "tags": {"a": 1}}, "tags", "wrong_type"),
        ({"name": "Ada", "id": "a b"}, "id", "bad_id"),
        ({"name": "Ada", "id": ""}, "id", "bad_id"),
        ({"name": "Ada", "id": 7}, "id", "wrong_type"),
        ({"name": "Ada", "id": "t"}, "id", "id_taken"),
        ("Ada", None, "wrong_type"),
    ],
)
def test_a_bad_entry_is_named_and_the_others_are_taken(entry: Any, column: str | None, code: str) -> None:
    told = read_people_json(encode({"name": "Tom", "id": "t"}, entry))
    assert [person.name for person in told.people] == ["Tom"]
    assert [(note.row, note.column, note.code) for note in told.report.bad_rows] == [(2, column, code)]


def test_an_address_that_is_none_is_left_out_with_a_warning() -> None:
    told = read_people_json(encode({"name": "Ada", "email": "folgt"}))
    assert told.people[0].email is None
    assert [(note.row, note.column, note.code) for note in told.report.warnings] == [(1, "email", "no_email")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"{}", "not_a_json_list"),
        (b"[]", "no_people"),
        (b"[{]", "not_json"),
        (b'[{"name": "\xfc"}]', "not_json"),
        (b"[" * 100_000, "not_json"),
        (encode(*({"name": f"N{n}"} for n in range(10_001))), "too_many"),
        (b" " * 10_000_001, "too_large"),
    ],
)
def test_what_is_no_list_of_people_has_its_code(data: bytes, code: str) -> None:
    with pytest.raises(ListUnreadable) as caught:
        read_people_json(data)
    assert caught.value.code == code


def test_a_file_called_json_is_read_as_json() -> None:
    assert read_list(encode({"name": "Ada"}), filename="People.JSON").report.people == 1
