"""Everybody of an evening as the rows of a list, which reads back as the same people."""

from collections.abc import Collection, Mapping
from typing import Any

from service.cards.sorting import by_surname
from service.lists.headings import SYNONYMS, heading_for
from service.people.person import Person, PersonRecord
from service.wording.catalogue import Texts
from service.wording.fields import field_name

ALWAYS = ("id", "name", "organisation")
"""Columns every list has; of the others those in which something stands."""


def listing(
    ids: Collection[str], records: Mapping[str, PersonRecord], t: Texts
) -> tuple[list[str], list[list[str]]]:
    """Return headings and rows by surname. The id stands with everybody, so they are known when it is read again."""
    people = {id: records[id].person for id in ids if id in records}
    columns = [
        field
        for field in _columns()
        if field in ALWAYS or any(_cell(id, person, field, t) for id, person in people.items())
    ]
    head = [heading_for(field, field_name(field, t)) for field in columns]
    order = by_surname({id: person.name for id, person in people.items()})
    return head, [[_cell(id, people[id], field, t) for field in columns] for id in order]


def _columns() -> list[str]:
    fields = [field for field in Person.__struct_fields__ if field in SYNONYMS]
    tags = [field for field in SYNONYMS if field.startswith("tags.")]
    first = [field for field in ALWAYS if field in fields]
    return [*first, *(field for field in fields if field not in first), *tags]


def _cell(id: str, person: Person, field: str, t: Texts) -> str:
    value: Any = id if field == "id" else getattr(person, field, None)
    if field.startswith("tags."):
        value = field.removeprefix("tags.") in person.tags
    match value:
        case bool():
            return t.say("yes") if value else ""
        case tuple():
            return ", ".join(str(one) for one in value)
        case _:
            return str(value or "")
