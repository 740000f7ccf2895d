"""What is known of a person: as a list gives it, and as one record in the store."""

import msgspec


class Person(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A participant as a list or the API describes them.

    `absent` are rounds counted from 1; `table` is the id of a table where the person always sits, as its host where
    `host` is set; a host without one gets some table. `stepfree`: they need a table without a step. `apart` names
    people and firms whom they must not share a table with.
    """

    name: str
    id: str | None = None
    organisation: str | None = None
    industry: str | None = None
    topics: tuple[str, ...] = ()
    offers: str | None = None
    seeks: str | None = None
    languages: tuple[str, ...] = ()
    group: str | None = None
    absent: tuple[int, ...] = ()
    table: str | None = None
    tags: dict[str, str] = {}
    email: str | None = None
    phone: str | None = None
    host: bool = False
    stepfree: bool = False
    apart: tuple[str, ...] = ()


class TableNote(msgspec.Struct, frozen=True):
    """What a host wrote about a table in a round, `at` this instant (UTC epoch milliseconds)."""

    round: int
    table: str
    text: str
    at: int


class Earlier(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a list has changed with entry `version` of the journal: these `fields`, as they were in `person`.

    `undo` puts them back; the journal itself holds nothing personal.
    """

    version: int
    fields: tuple[str, ...]
    person: Person


class PersonRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything personal of one participant: deleted as a whole by `forget`.

    `chats` maps a channel's name to an address on it; `notes` are those they took as a host. `said` are the
    fields of `person` in their own words: no list changes them. `earlier` is what lists have changed, oldest first.
    """

    person: Person
    chats: dict[str, str] = {}
    notes: tuple[TableNote, ...] = ()
    said: tuple[str, ...] = ()
    earlier: tuple[Earlier, ...] = ()

    @property
    def name(self) -> str:
        """The name as it was given."""
        return self.person.name
