"""A problem from a file: the scheduler's own JSON, or a list of people with tables laid for them."""

from pathlib import Path

from msgspec.structs import replace

from scheduler import Goals, Problem, even_tables, read_problem
from service.evening.goals import SEEKS_OFFERS
from service.lists import ListReport, read_list
from service.planning import as_planned

SIZE = 5
ROUNDS = 7

WHAT_LISTS_WANT = Goals(seeks_offers=SEEKS_OFFERS)
"""A list has no goals of its own; that who seeks meets who offers counts like any wish then."""


def problem_from_file(
    path: Path, *, rounds: int | None = None, tables: int | None = None, size: int | None = None
) -> tuple[Problem, ListReport | None]:
    """Return the problem, and the list's report where it was a list. Numbers given override the file's.

    Raises OSError, ProblemInvalid, ListUnreadable, ValueError (rows that cannot be taken).
    """
    data = path.read_bytes()
    if path.suffix.lower() == ".json":
        problem = read_problem(data)
        if rounds is None and tables is None and size is None:
            return problem, None
        laid = (
            even_tables(len(problem.people), tables=tables, size=size) if tables or size else problem.tables
        )
        return replace(problem, rounds=rounds or problem.rounds, tables=laid), None
    listed = read_list(data, filename=path.name)
    if listed.report.bad_rows:
        bad = listed.report.bad_rows[0]
        column = f", column {bad.column}" if bad.column else ""
        raise ValueError(f"row {bad.row}{column}: {bad.why}")
    people = tuple(
        as_planned(person, person.id or f"row{number}")
        for number, person in enumerate(listed.people, start=1)
    )
    laid = even_tables(len(people), tables=tables, size=size if size or tables else SIZE)
    return Problem(rounds=rounds or ROUNDS, people=people, tables=laid, goals=WHAT_LISTS_WANT), listed.report
