"""A list at the desk: what it would do, or has done, in words ready to be shown."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from service.people.guest_list import ListTaken
from service.people.person import Person, PersonRecord
from service.wording import imported
from service.wording.catalogue import Texts
from service.wording.fields import field_name, value_in_words
from service.wording.unreadable import row_in_words

FIRST = 4
"""So many people are shown as they were read."""

COLUMNS = ("organisation", "industry", "seeks", "offers", "email", "table", "absent")
"""What of them is shown beside the name, as far as the list has it, the most telling first."""


class Column(msgspec.Struct, frozen=True):
    """What a column is called in the list, and what it is taken for."""

    heading: str
    field: str


class Asked(msgspec.Struct, frozen=True):
    """Whether somebody of the list is somebody there already, by their id."""

    text: str
    known: str


class ListView(msgspec.Struct, frozen=True):
    """A list as the desk shows it.

    `take` is how many can be taken (0: nothing to do), `bad` rows that cannot. `head` and `rows` show its first
    people, `columns` what its columns are taken for, `unknown` those that are not used.
    """

    title: str
    take: int
    changes: tuple[str, ...]
    kept: tuple[str, ...]
    questions: tuple[Asked, ...]
    bad: tuple[str, ...]
    notes: tuple[str, ...]
    columns: tuple[Column, ...]
    unknown: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def list_view(taken: ListTaken, records: Mapping[str, PersonRecord], t: Texts) -> ListView:
    """Return what the desk shows of a list."""
    report, people = taken.report, taken.listed.people
    shown = [field for field in COLUMNS if any(getattr(person, field) for person in people[:FIRST])]
    return ListView(
        title=imported.taken_over(taken, t) if taken.stored else imported.counted(taken, t),
        take=taken.new + taken.changed,
        changes=tuple(imported.in_full(change, t) for change in taken.changes if change.fields),
        kept=tuple(imported.kept(change, t) for change in taken.changes if change.kept),
        questions=tuple(
            Asked(imported.question(one, taken, records, t), one.known) for one in taken.questions
        ),
        bad=tuple(f"{row_in_words(note, t)}." for note in report.bad_rows),
        notes=tuple(imported.remarks(taken, t)),
        columns=tuple(Column(heading, field_name(field, t)) for heading, field in report.columns.items()),
        unknown=report.unknown_columns,
        head=tuple(field_name(field, t) for field in ("name", *shown)),
        rows=tuple(_row(person, shown, t) for person in people[:FIRST]),
    )


def _row(person: Person, fields: Sequence[str], t: Texts) -> tuple[str, ...]:
    values: list[Any] = [getattr(person, field) for field in fields]
    return (person.name, *(value_in_words(value, t) if value else "" for value in values))
