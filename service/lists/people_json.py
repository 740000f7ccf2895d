"""A JSON list of people, as other programs send it."""

from collections.abc import Callable
from typing import Any

import msgspec

from service.lists import limits
from service.lists.answers import is_yes
from service.lists.contacts import find_email
from service.lists.duplicates import Columns, without_duplicates
from service.lists.errors import ListUnreadable
from service.lists.findings import Findings
from service.lists.fold import clean_line, clean_text
from service.lists.languages import language_code
from service.lists.report import PeopleList
from service.people.person import Person

_FIELDS = Person.__struct_fields__


class _Wrong(Exception):
    """A value that cannot be taken: its code, what is the matter, and the limit it passed."""

    def __init__(self, code: str, why: str, limit: int | None = None) -> None:
        super().__init__(why)
        self.code, self.why, self.limit = code, why, limit


def read_people_json(data: bytes) -> PeopleList:
    """Read a JSON list of objects with the fields of `Person`; `null` is the same as a field left out.

    Rows of the report count the list's entries from 1, columns are fields. An entry with an unknown field,
    a wrong type or a text that is too long is a bad row; nothing is shortened.
    Raises `ListUnreadable`: `empty`, `not_json`, `not_a_json_list`, `no_people`, `too_many`, `too_large`.
    """
    entries = _entries(data)
    findings = Findings()
    used: set[str] = set()
    people = []
    for row, entry in enumerate(entries, start=1):
        person = _person(row, entry, findings, used)
        if person is not None:
            people.append((row, person))
    kept = without_duplicates(people, Columns("id", "name", "email"), findings)
    columns = {field: field for field in _FIELDS if field in used}
    return findings.people_list(kept, columns=columns, encoding="utf-8")


def _entries(data: bytes) -> list[Any]:
    if len(data) > limits.FILE_BYTES:
        raise ListUnreadable(
            "too_large", f"larger than {limits.FILE_BYTES // 1_000_000} MB; a list is far smaller"
        )
    body = data.removeprefix(b"\xef\xbb\xbf")
    if not body.strip():
        raise ListUnreadable("empty", "empty; expected a JSON list of people")
    try:
        entries = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ListUnreadable("not_json", f"not JSON: {error}") from None
    if not isinstance(entries, list):
        text = 'not a JSON list; expected [{"name": "Sabine Beispiel"}]'
        raise ListUnreadable("not_a_json_list", text)
    if not entries:
        raise ListUnreadable("no_people", "no people: the list has no entries")
    if len(entries) > limits.PEOPLE:
        raise ListUnreadable("too_many", f"more than {limits.PEOPLE:,} people; split the list")
    return entries


def _person(row: int, entry: object, findings: Findings, used: set[str]) -> Person | None:
    if not isinstance(entry, dict):
        findings.bad(row, None, "wrong_type", "no object; expected fields such as name")
        return None
    bad_before = len(findings.bad_rows)
    values: dict[str, Any] = {}
    for field, value in entry.items():
        read = _READERS.get(field)
        if read is None:
            shown = clean_line(field)[: limits.ENTRY]
            findings.bad(row, shown, "unknown_field", f"unknown field; known are {', '.join(_FIELDS)}")
            continue
        used.add(field)
        if value is None:
            continue
        try:
            values[field] = read(value)
        except _Wrong as wrong:
            findings.bad(row, field, wrong.code, wrong.why, limit=wrong.limit)
    if not any(char.isalpha() for char in values.get("name") or "") and _name_is_missing(row, findings):
        findings.bad(row, "name", "no_name", "no name")
    if len(findings.bad_rows) > bad_before:
        return None
    if isinstance(values.get("email"), str):
        values["email"] = _email(row, values["email"], findings)
    return Person(**values)


def _name_is_missing(row: int, findings: Findings) -> bool:
    """A name that was refused has been spoken of already."""
    return not any(note.row == row and note.column == "name" for note in findings.bad_rows)


def _email(row: int, text: str, findings: Findings) -> str | None:
    address, more = find_email(text)
    if address is None or more:
        findings.warn(
            row,
            "email",
            "no_email",
            "no e-mail address" if address is None else "more than one e-mail address",
        )
    return address


def _line(limit: int) -> Callable[[Any], str | None]:
    return lambda value: _string(value, limit, clean_line) or None


def _text(value: Any) -> str | None:
    return _string(value, limits.TEXT, clean_text) or None


def _string(value: Any, limit: int, clean: Callable[[str], str]) -> str:
    if not isinstance(value, str):
        raise _Wrong("wrong_type", "expected a text")
    cleaned = clean(value)
    if len(cleaned) > limit:
        raise _Wrong("too_long", f"longer than {limit:,} characters", limit)
    return cleaned


def _id(value: Any) -> str | None:
    text = _string(value, limits.ID, clean_line)
    if " " in text or not text:
        raise _Wrong("bad_id", f"an id has 1 to {limits.ID} characters and no spaces", limits.ID)
    return text


def _list(value: Any, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise _Wrong("wrong_type", f"expected a list of {what}")
    if len(value) > limits.ENTRIES:
        raise _Wrong("too_long", f"more than {limits.ENTRIES} entries", limits.ENTRIES)
    return value


def _topics(value: Any) -> tuple[str, ...]:
    entries = (_string(entry, limits.ENTRY, clean_line) for entry in _list(value, "texts"))
    return tuple(dict.fromkeys(entry for entry in entries if entry))


def _languages(value: Any) -> tuple[str, ...]:
    codes = []
    for entry in _list(value, "language codes"):
        code = language_code(_string(entry, limits.ENTRY, clean_line))
        if code is None:
            raise _Wrong("unknown_language", "not a language we know; expected codes such as de, en")
        codes.append(code)
    return tuple(dict.fromkeys(codes))


def _absent(value: Any) -> tuple[int, ...]:
    rounds = _list(value, "rounds")
    for entry in rounds:
        if isinstance(entry, bool) or not isinstance(entry, int) or not 1 <= entry <= limits.ROUND:
            raise _Wrong(
                "bad_rounds", f"expected rounds, whole numbers from 1 to {limits.ROUND:,}", limits.ROUND
            )
    return tuple(sorted(set(rounds)))


def _tags(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise _Wrong("wrong_type", 'expected an object of texts such as {"first_timer": "yes"}')
    _list(list(value), "tags")
    found = {
        _string(key, limits.ENTRY, clean_line): _string(text, limits.ENTRY, clean_line)
        for key, text in value.items()
    }
    said = found.pop("first_timer", "")
    return {**found, "first_timer": "yes"} if is_yes(said) else found


def _bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("wrong_type", "expected true or false")
    return value


def _names(value: Any) -> tuple[str, ...]:
    entries = (_string(entry, limits.LINE, clean_line) for entry in _list(value, "names"))
    return tuple(dict.fromkeys(entry for entry in entries if entry))


_READERS: dict[str, Callable[[Any], Any]] = {
    "name": lambda value: _string(value, limits.NAME, clean_line),
    "id": _id,
    "organisation": _line(limits.LINE),
    "industry": _line(limits.LINE),
    "topics": _topics,
    "offers": _text,
    "seeks": _text,
    "languages": _languages,
    "group": _line(limits.LINE),
    "absent": _absent,
    "table": _line(limits.TABLE),
    "tags": _tags,
    "email": _line(limits.EMAIL),
    "phone": _line(limits.PHONE),
    "host": _bool,
    "stepfree": _bool,
    "apart": _names,
}
