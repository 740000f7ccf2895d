"""What an import of a list would do."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.table import Table
from rich.text import Text

from service.lists import ListUnreadable, PeopleList, read_list
from service.people.comparison import Comparison, compare
from service.people.person import Person
from service.wording.fields import change_of_field, field_name, value_in_words
from service.wording.refused import texts
from service.wording.unreadable import row_in_words
from tischwechsel.terminal import console, fail

FIRST = 5
"""So many people are shown as they were read."""

BESIDE = ("organisation", "industry", "seeks", "offers")
"""What is shown of them beside the name, as far as the list has it."""

WIDE = 26
"""Signs of a column on the screen."""

_t = texts("en")


def people(
    file: Path,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    against: Annotated[
        Path | None, typer.Option(help="An older list: say who is new, who changed and in what.")
    ] = None,
) -> None:
    """Say what an import of this list would do; nothing is stored."""
    listed = _read(file, as_json=as_json)
    compared = compare(_read(against, as_json=as_json).people, listed.people) if against else None
    if as_json:
        told = msgspec.to_builtins(listed.report) | (msgspec.to_builtins(compared) if compared else {})
        sys.stdout.buffer.write(msgspec.json.encode(told) + b"\n")
        return
    _tell(file, listed)
    if compared is not None and against is not None:
        _tell_changes(against, listed, compared)


def _read(file: Path, *, as_json: bool) -> PeopleList:
    try:
        return read_list(file.read_bytes(), filename=file.name)
    except (OSError, ListUnreadable) as error:
        text = getattr(error, "strerror", None) or str(error)
        if as_json:
            sys.stdout.buffer.write(msgspec.json.encode({"error": text}) + b"\n")
        fail(f"{file}: {text}", 2)


def _tell(file: Path, listed: PeopleList) -> None:
    report = listed.report
    found = ", ".join(filter(None, (f"sheet {report.sheet}" if report.sheet else "", report.encoding)))
    _say(f"{report.people} people in {file.name}" + (f" ({found})" if found else ""), style="bold")
    _say()
    mapping = [(heading, field_name(field, _t)) for heading, field in report.columns.items()]
    mapping += [(heading, "not used") for heading in report.unknown_columns]
    _show(("Column", "taken for"), mapping)
    room = max(1, console.width // WIDE - 1)
    shown = [field for field in BESIDE if any(getattr(p, field) for p in listed.people[:FIRST])][:room]
    _show(
        [field_name(field, _t) for field in ("name", *shown)],
        [_row(person, shown) for person in listed.people[:FIRST]],
    )
    if len(listed.people) > FIRST:
        _say(f"and {len(listed.people) - FIRST} more")
    twice = [f"Row {one.row}: {one.why} as row {one.of}, left out" for one in report.duplicates]
    _list("Rows that cannot be taken", (row_in_words(note, _t) for note in report.bad_rows), "red")
    _list("Worth a look", (*twice, *(row_in_words(note, _t) for note in report.warnings)), "yellow")


def _tell_changes(against: Path, listed: PeopleList, compared: Comparison) -> None:
    numbers = f"{compared.new} new, {compared.changed} changed, {compared.same} the same"
    _say(f"\nAgainst {against.name}: {numbers}", style="bold")
    for change in compared.changes:
        _say(f"  {change.name}: " + "; ".join(change_of_field(one, _t) for one in change.fields))
    asked = (listed.people[one.at].name for one in compared.questions)
    _list("Only the name is the same: taken as two", asked, "yellow")


def _row(person: Person, fields: Sequence[str]) -> list[str]:
    values = (getattr(person, field) for field in fields)
    return [person.name, *(value_in_words(value, _t) if value else "" for value in values)]


def _show(head: Iterable[str], rows: Iterable[Sequence[str]]) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for text in head:
        table.add_column(Text(text), overflow="ellipsis", no_wrap=True, max_width=WIDE - 2)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)
    _say()


def _list(title: str, lines: Iterable[str], style: str) -> None:
    told = list(lines)
    if told:
        _say(f"\n{title}:", style=style)
        for line in told:
            _say(f"  {line}")


def _say(text: str = "", style: str | None = None) -> None:
    console.print(text, style=style, highlight=False, markup=False, soft_wrap=True)
