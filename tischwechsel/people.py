"""What an import of a list would do."""

import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from service.lists import ListUnreadable, read_list
from tischwechsel.terminal import console, fail


def people(file: Path, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Say what an import of this list would do; nothing is stored."""
    try:
        report = read_list(file.read_bytes(), filename=file.name).report
    except (OSError, ListUnreadable) as error:
        text = getattr(error, "strerror", None) or str(error)
        if as_json:
            sys.stdout.buffer.write(msgspec.json.encode({"error": text}) + b"\n")
        fail(f"{file}: {text}", 2)
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(report) + b"\n")
        return
    console.print(f"{report.people} people", highlight=False)
    for note in (*report.bad_rows, *report.warnings):
        column = f", {note.column}" if note.column else ""
        console.print(f"row {note.row}{column}: {note.why}", highlight=False)
    for twice in report.duplicates:
        console.print(f"row {twice.row}: {twice.why} as row {twice.of}", highlight=False)
    if report.unknown_columns:
        console.print(f"columns not used: {', '.join(report.unknown_columns)}", highlight=False)
