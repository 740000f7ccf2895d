"""`python -m benchmarks [NAME]`: measure, print a table, keep it in `benchmarks/results/latest.json`.

`--docs` writes what was measured last of the scheduler into docs/scheduler.md, and measures nothing.
`--long` searches for minutes first: what short searches are measured by, in `benchmarks/long_runs.json`.
"""

import datetime
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table

from benchmarks.irregular import measure_long_runs
from benchmarks.machine import machine
from benchmarks.markdown import tables
from benchmarks.row import Row

NAMES = ("scheduler", "match", "evening", "telegram", "matrix")
RESULTS = Path(__file__).parent / "results" / "latest.json"
DOCS = Path(__file__).parent.parent / "docs" / "scheduler.md"
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"


class Kept(Row, frozen=True):
    """A figure with the benchmark it belongs to, and where and when it was measured."""

    benchmark: str = ""
    machine: str = ""
    date: str = ""


def main(arguments: Sequence[str]) -> int:
    """Run the chosen benchmarks (all by default); 1 when a figure misses what it should reach."""
    options = {argument for argument in arguments if argument.startswith("--")}
    chosen = [argument for argument in arguments if argument not in options]
    unknown = (set(chosen) - set(NAMES)) | (options - {"--docs", "--long"})
    if unknown:
        print(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    if "--docs" in options:
        kept = msgspec.json.decode(RESULTS.read_bytes(), type=list[Kept])
        return _write_docs([row for row in kept if row.benchmark == "scheduler"])
    if "--long" in options:
        measure_long_runs()
    rows = _measure(chosen or NAMES)
    _show(rows)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_bytes(msgspec.json.format(msgspec.json.encode(rows)) + b"\n")
    return int(any(row.ok is False for row in rows))


def _measure(chosen: Sequence[str]) -> list[Kept]:
    rows: list[Kept] = []
    where, today = machine(), datetime.datetime.now(datetime.UTC).date().isoformat()
    with Console(stderr=True).status("measuring") as status:
        for name in chosen:
            for row in importlib.import_module(f"benchmarks.{name}").rows():
                rows.append(Kept(**msgspec.structs.asdict(row), benchmark=name, machine=where, date=today))
                status.update(f"measured: {row.name}")
    return rows


def _show(rows: Sequence[Row]) -> None:
    table = Table("what", "value", "unit", "reach", "")
    for row in rows:
        reach = "" if row.reach is None else f"{row.reach:g}"
        mark = {True: "ok", False: "missed", None: ""}[row.ok]
        table.add_row(row.name, f"{row.value:g}", row.unit, reach, mark)
    Console(width=140).print(table)


def _write_docs(rows: Sequence[Kept]) -> int:
    if not rows:
        print("nothing has been measured of the scheduler", file=sys.stderr)
        return 1
    before, _, rest = DOCS.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    figures = f"Measured {rows[0].date} on {rows[0].machine}.\n\n{tables(rows)}"
    DOCS.write_text(f"{before}{BEGIN}\n{figures}{END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
