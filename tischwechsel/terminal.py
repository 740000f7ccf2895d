"""What every command has in common: the terminal, settings, files, and how it fails."""

import os
import sys
from pathlib import Path
from typing import NoReturn

import msgspec
import typer
from rich.console import Console

from service.configuration import BadConfiguration, Configuration, read_configuration
from service.lists import ListUnreadable, read_list
from service.people.person import Person

console = Console(stderr=True)


def write(target: str, data: object) -> None:
    """Write JSON into a file, or to standard output for `-`."""
    text = msgspec.json.encode(data)
    if target == "-":
        sys.stdout.buffer.write(text + b"\n")
        return
    try:
        Path(target).write_bytes(text + b"\n")
    except OSError as error:
        fail(f"{target}: {error.strerror}", 2)


def guests(file: Path) -> tuple[Person, ...]:
    """Return the people of a list; ends the command where it cannot be read."""
    try:
        return read_list(file.read_bytes(), filename=file.name).people
    except (OSError, ListUnreadable) as error:
        fail(f"{file}: {getattr(error, 'strerror', None) or error}", 2)


def configuration() -> Configuration:
    """Return the settings of the environment; ends the command where one cannot be."""
    try:
        return read_configuration(os.environ)
    except BadConfiguration as error:
        fail(str(error), 2)


def fail(text: str, status: int) -> NoReturn:
    """End the command with one line on standard error."""
    console.print(text, style="red", highlight=False, soft_wrap=True, markup=False)
    raise typer.Exit(status)
