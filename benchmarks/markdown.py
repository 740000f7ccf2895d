"""The tables of docs/scheduler.md, from what was measured last."""

import re
from collections.abc import Iterator, Sequence

from benchmarks.records import Record, records
from benchmarks.row import Row
from scheduler.construct.catalogue import most_rounds

RECORD = re.compile(r"record (\d+-\d+-\d+): (planned|repeats)")


def tables(rows: Sequence[Row]) -> str:
    """Return both tables as Markdown: what is promised, and the records."""
    figures = {match.groups(): row for row in rows if (match := RECORD.match(row.name))}
    others = [row for row in rows if not RECORD.match(row.name)]
    return "\n".join([*_promises(others), "", *_records(figures), ""])


def _promises(rows: Sequence[Row]) -> Iterator[str]:
    yield "| what | should be | is | |"
    yield "|---|---|---|---|"
    for row in rows:
        reach = "" if row.reach is None else _figure(row.reach, row.unit)
        mark = {True: "", False: "**missed**", None: ""}[row.ok]
        yield f"| {row.name} | {reach} | {_figure(row.value, row.unit)} | {mark} |"


def _records(figures: dict[tuple[str, ...], Row]) -> Iterator[str]:
    yield "| tables | seats | rounds here | published | not more than | seconds | how | source of the published value |"
    yield "|---|---|---|---|---|---|---|---|"
    for record in records():
        planned = figures.get((record.name, "planned"))
        failed = (record.name, "repeats") in figures
        seconds = "" if planned is None else f"{planned.value:.3f}"
        how = most_rounds(record.tables, record.seats)[1]
        yield (
            f"| {record.tables} | {record.seats} | {_reached(record, failed=failed)} | {record.published} "
            f"| {record.upper_bound} | {seconds} | {how} | {record.source} |"
        )


def _reached(record: Record, *, failed: bool) -> str:
    if failed:
        return f"{record.reach}, **missed**"
    return f"**{record.reach}**" if record.reach > record.published else str(record.reach)


def _figure(value: float, unit: str) -> str:
    number = f"{value:.3g}" if value < 1000 else f"{value:.0f}"
    return f"{number} {unit}".strip()
