"""What a list says otherwise of somebody than what is known of them."""

from typing import Any

import msgspec
from msgspec.structs import fields

from service.lists.names import same_name
from service.people.person import Person, PersonRecord

Value = str | bool | tuple[str | int, ...] | dict[str, str] | None


class FieldChange(msgspec.Struct, frozen=True):
    """One field of a person: as it `was`, and as it is `now`."""

    field: str
    was: Value
    now: Value


class PersonChange(msgspec.Struct, frozen=True):
    """Somebody of whom a list says something else: what changes, and what they said themselves and is `kept`.

    In `kept`, `was` are their own words and `now` those of the list, which do not count.
    """

    id: str
    name: str
    fields: tuple[FieldChange, ...]
    kept: tuple[FieldChange, ...] = ()


_DEFAULTS = {
    one.name: one.default_factory() if one.default is msgspec.NODEFAULT else one.default
    for one in fields(Person)
    if one.name not in {"id", "name"}
}
"""What a field is where a list says nothing; whatever says nothing changes nothing."""


def differences(id: str, record: PersonRecord, listed: Person) -> PersonChange:
    """Compare what a list says with a record, field by field; an empty one never takes away what is known.

    A shorter form of a name (`J. Roth`) does not replace the longer one, unless both carry the same id.
    """
    changed: list[FieldChange] = []
    kept: list[FieldChange] = []
    for field in Person.__struct_fields__:
        was, now = getattr(record.person, field), getattr(listed, field)
        if field == "id" or now == _DEFAULTS.get(field):
            continue
        if isinstance(now, dict):
            now = {**was, **now}
        if now == was or (field == "name" and listed.id is None and _shorter(now, was)):
            continue
        (kept if field in record.said else changed).append(FieldChange(field, was, now))
    return PersonChange(id, record.name, tuple(changed), tuple(kept))


def values_of(change: PersonChange) -> dict[str, Any]:
    """Return the new values by field."""
    return {one.field: one.now for one in change.fields}


def said_by(person: Person) -> tuple[str, ...]:
    """Return the fields somebody has filled in who described themselves."""
    told = (field for field, empty in _DEFAULTS.items() if getattr(person, field) != empty)
    return ("name", *told)


def _shorter(name: str, known: str) -> bool:
    return len(name) < len(known) and same_name(name, known)
