"""Who offers what others seek."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scheduler.match import Matches, Ranking
from service.lists import ListUnreadable
from service.problem_file import problem_from_file
from service.problem_matches import Reasons, matcher, party_of
from service.wording.refused import texts
from tischwechsel.terminal import console, fail, write


def match(
    file: Path,
    top: Annotated[int, typer.Option(min=1, help="So many offers for each who seeks.")] = 3,
    as_json: Annotated[bool, typer.Option("--json", help="JSON on standard output.")] = False,
) -> None:
    """Say for everybody who seeks something who offers it: FILE is a problem (.json) or a list of people (.csv, .xlsx)."""
    try:
        problem, _ = problem_from_file(file)
    except (OSError, ValueError, ListUnreadable) as error:
        fail(f"{file}: {getattr(error, 'strerror', None) or error}", 2)
    parties = [party_of(person) for person in problem.people]
    reasons = Reasons(problem.people, texts("de"))
    with console.status("Suchen und Bieten"):
        ranking = matcher().ranking(parties, top)
        matches = None if as_json else matcher().match(parties)
    if matches is None:
        write("-", [_told(one, reasons) for one in ranking])
        return
    _show(ranking, matches, reasons)


def _told(one: Ranking, reasons: Reasons) -> dict[str, object]:
    offers = [
        {"id": found.offerer, "score": found.weight, "why": reasons.pair(found)} for found in one.offers
    ]
    return {"seeker": one.seeker, "offers": offers}


def _show(ranking: tuple[Ranking, ...], matches: Matches, reasons: Reasons) -> None:
    """Print what is worth a talk bold, what is less likely dim; then whom to invite, and what several can do together."""
    worth = {(one.seeker, one.offerer) for one in matches.found}
    table = Table("sucht", "bietet", "", "warum", expand=True)
    for one in ranking:
        for number, found in enumerate(one.offers):
            style = "" if (found.seeker, found.offerer) in worth else "dim"
            table.add_row(
                Text("" if number else one.seeker),
                Text(found.offerer),
                f"{found.weight:.2f}",
                Text(reasons.pair(found)),
                style=style,
                end_section=number == len(one.offers) - 1,
            )
    out = Console()
    out.print(table)
    for title, lines in (
        ("Gemeinsam", [reasons.consortium(one) for one in matches.consortia]),
        ("Das bietet hier niemand – wen laden Sie noch ein?", reasons.unmet(matches)),
    ):
        if lines:
            out.print(f"\n[bold]{title}[/]")
            for line in lines:
                out.print(f"  {line}", highlight=False, markup=False, soft_wrap=True)
