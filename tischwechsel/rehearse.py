"""A rehearsal on the command line."""

import asyncio
import sys
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from bot.channel import Channel
from rehearsal import Rehearsal, RehearsalStopped, report_table
from service.api.services import Services
from service.configuration import Configuration
from service.logs import set_up_logs
from service.store.errors import DataFolderBusy, EngineTooOld, ServerMissing
from tischwechsel.running import running
from tischwechsel.terminal import console, fail, guests


def rehearse(
    file: Path,
    rounds: Annotated[int, typer.Option(min=1)] = 7,
    minutes: Annotated[float, typer.Option(min=0.5)] = 8,
    size: Annotated[int, typer.Option(min=2)] = 5,
    speed: Annotated[float, typer.Option(min=1, max=600, help="So many seconds pass in one.")] = 60,
    no_show: Annotated[float, typer.Option(min=0, max=0.9)] = 0.06,
    late: Annotated[float, typer.Option(min=0, max=0.9)] = 0.08,
    seed: int = 1,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Rehearse a whole evening in time-lapse with simulated guests, through the real service and delivery."""
    set_up_logs(None, quiet=True)
    rehearsal = Rehearsal(
        guests(file),
        rounds=rounds,
        minutes=minutes,
        size=size,
        speed=speed,
        no_show=no_show,
        late=late,
        seed=seed,
    )

    def start(
        settings: Configuration, port: int, channels: Mapping[str, Channel]
    ) -> AbstractAsyncContextManager[Services]:
        return running(settings, host="127.0.0.1", port=port, time=rehearsal.time, channels=channels)

    try:
        report = asyncio.run(rehearsal.run(start, console))
    except (RehearsalStopped, DataFolderBusy, EngineTooOld, ServerMissing) as stopped:
        fail(str(stopped), 1)
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(report) + b"\n")
    else:
        console.print(report_table(report, rehearsal.course))
    if not report.sound:
        raise typer.Exit(1)
