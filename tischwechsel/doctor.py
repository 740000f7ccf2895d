"""The doctor on the command line."""

import asyncio
import os
import sys
from typing import Annotated

import msgspec
import typer
from rich.console import Console

from doctor import as_json as report_json
from doctor import case_of, examine, lines, sound
from doctor.report import trial
from service.logs import set_up_logs


def doctor(
    people: Annotated[int, typer.Option(min=1, help="How many guests you expect.")] = 50,
    host: Annotated[str, typer.Option(help="Address `serve` will listen on.")] = "0.0.0.0",  # noqa: S104  (what a hall needs)
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port `serve` will listen on.")] = 8080,
    as_json: Annotated[bool, typer.Option("--json", help="For machines, on standard output.")] = False,
) -> None:
    """Say what stands and what doesn't: Redis, bots, planner, clock, disk, port, the address for the hall."""
    set_up_logs(None, quiet=True)
    case = case_of(os.environ, host=host, port=port, people=people)
    found = asyncio.run(examine(case))
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(report_json(found)) + b"\n")
    else:
        terminal = Console()
        for line in lines(found, case.t):
            terminal.print(line.text, style=line.style, highlight=False, markup=False, soft_wrap=True)
        shown = trial(found, case.settings.public_url, case.t) if terminal.is_terminal else None
        if shown is not None:
            terminal.print(shown, highlight=False, markup=False, soft_wrap=True)
    if not sound(found):
        raise typer.Exit(1)
