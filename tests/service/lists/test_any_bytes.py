"""Whatever comes in, the answer is a list or a `ListUnreadable`, and a report that counts right."""

import json
from collections.abc import Callable
from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st

from service.lists import ListUnreadable, PeopleList, read_list, read_people_json

cells = st.text("aäÖ ß;\",\n\r\t12-@=.'#Ã\u200b\x07", max_size=8)
tables = st.lists(st.lists(cells, max_size=5), max_size=5)
values = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | cells
    | st.lists(st.integers() | cells, max_size=3)
)
fields = st.sampled_from(["name", "id", "topics", "absent", "languages", "email", "tags", "seeks", "x"])


def code_of(read: Callable[[], PeopleList]) -> str | None:
    """Check the list that is read, or return the code of the refusal."""
    try:
        told = read()
    except ListUnreadable as error:
        return error.code
    assert told.report.people == len(told.people)
    assert all(person.name.strip() for person in told.people)
    ids = [person.id for person in told.people if person.id]
    assert len(ids) == len(set(ids))
    return None


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"Name;Firma\n", b"\xff\xfe"):
        assert code_of(partial(read_list, start + data)) != ""


@settings(max_examples=40, deadline=None)
@given(tables, st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
def test_any_table(table: list[list[str]], encoding: str) -> None:
    body = "\n".join(";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in table)
    text = f"id;Name;E-Mail;Abwesend;Sprachen\n{body}\nz;Ada;;;\n"
    assert code_of(lambda: read_list(text.encode(encoding))) in {None, "not_a_table"}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.dictionaries(fields, values, max_size=4), min_size=1, max_size=4))
def test_any_json(entries: list[dict[str, object]]) -> None:
    assert code_of(lambda: read_people_json(json.dumps(entries).encode())) in {None, "not_json"}
