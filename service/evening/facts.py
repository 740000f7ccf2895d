"""What a list says of somebody that the rules look at; what it says besides lies in the record."""

import msgspec
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from service.evening.state import Slot


class Facts(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a list has changed of a participant: fields of the slot with their new values, unset ones are as before.

    `fields` names everything that has changed, also what is kept in the record alone.
    """

    fields: tuple[str, ...] = ()
    absent: tuple[int, ...] | UnsetType = UNSET
    table: str | UnsetType | None = UNSET
    group: str | UnsetType | None = UNSET
    language: str | UnsetType | None = UNSET
    hosting: bool | UnsetType = UNSET
    volunteer: bool | UnsetType = UNSET
    firm: int | UnsetType = UNSET
    trade: int | UnsetType = UNSET
    speaks: tuple[str, ...] | UnsetType = UNSET
    newcomer: bool | UnsetType = UNSET
    stepfree: bool | UnsetType = UNSET


def with_facts(slot: Slot, facts: Facts) -> Slot:
    """Return the slot with these facts."""
    told = {field: getattr(facts, field) for field in facts.__struct_fields__ if field != "fields"}
    return replace(slot, **{field: value for field, value in told.items() if value is not UNSET})
