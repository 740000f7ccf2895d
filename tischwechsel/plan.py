"""Plans on the command line, and their recount."""

import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

import scheduler
from scheduler.prove.rounds import most_rounds
from service.lists import ListUnreadable
from service.plan_summary import summary
from service.problem_file import problem_from_file
from service.problem_matches import with_matches
from service.wording.reasons import impossible
from service.wording.refused import texts
from tischwechsel.terminal import console, fail, write


def plan(
    file: Path,
    rounds: Annotated[int | None, typer.Option(min=1)] = None,
    tables: Annotated[int | None, typer.Option(min=1)] = None,
    table_size: Annotated[int | None, typer.Option(min=2)] = None,
    seconds: Annotated[float, typer.Option(min=0.01)] = 10.0,
    seed: int = 1,
    out: Annotated[str | None, typer.Option(help="Where the plan goes; - is standard output.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The plan on standard output.")] = False,
    max_rounds: Annotated[
        bool, typer.Option("--max-rounds", help="Only say how many rounds can pass without a repeat.")
    ] = False,
) -> None:
    """Plan who sits where: FILE is a problem (.json) or a list of people (.csv, .xlsx)."""
    if tables and table_size:
        fail("--tables and --table-size exclude each other", 2)
    try:
        problem, _ = problem_from_file(file, rounds=rounds, tables=tables, size=table_size)
    except (OSError, ValueError, ListUnreadable) as error:
        fail(f"{file}: {getattr(error, 'strerror', None) or error}", 2)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    try:
        with Progress(*columns, console=console, transient=True) as progress:
            task = progress.add_task("Planen", total=1.0)
            scheduler.warm_up()

            def tell(share: float) -> None:
                progress.update(task, completed=share)

            if max_rounds:
                possible = most_rounds(problem, seconds=seconds, progress=tell)
            else:
                problem = with_matches(problem)
                made = scheduler.plan(problem, seconds=seconds, seed=seed, progress=lambda at: tell(at.share))
    except scheduler.Conflict as conflict:
        fail(f"{file}: no plan can exist. {'. '.join(impossible(problem, conflict, texts('en')))}.", 1)
    if max_rounds:
        write("-", possible if as_json else msgspec.Raw(str(possible).encode()))
        return
    target = "-" if as_json and out is None else out
    if target is not None:
        write(target, made)
    report = made.report
    assert report is not None  # noqa: S101  (the planner always counts)
    for line in summary(problem, report):
        console.print(line, highlight=False, markup=False, soft_wrap=True)


def check(problem: Path, plan: Path) -> None:
    """Count a plan again, independently; exit 1 when a hard rule is broken."""
    try:
        report = scheduler.audit(
            scheduler.read_problem(problem.read_bytes()), scheduler.read_plan(plan.read_bytes())
        )
    except (OSError, ValueError) as error:
        fail(f"{getattr(error, 'filename', None) or problem}: {getattr(error, 'strerror', None) or error}", 2)
    sys.stdout.buffer.write(msgspec.json.encode(report) + b"\n")
    if report.broken:
        raise typer.Exit(1)
