"""`python -m benchmarks [NAME]`: measure, print a table, keep it in `benchmarks/results/latest.json`."""

import datetime
import importlib
import os
import platform
import sys
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table

from benchmarks.row import Row

NAMES = ("scheduler", "evening")
RESULTS = Path(__file__).parent / "results" / "latest.json"


def main(chosen: list[str]) -> int:
    """Run the chosen benchmarks (all by default); 1 when a figure misses what it should reach."""
    unknown = set(chosen) - set(NAMES)
    if unknown:
        Console(stderr=True).print(f"no benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}")
        return 2
    rows: list[Row] = []
    for name in chosen or NAMES:
        rows += [
            msgspec.convert(row, Row)
            for row in map(_plain, importlib.import_module(f"benchmarks.{name}").rows())
        ]
    _show(rows)
    _keep(rows)
    return int(any(row.ok is False for row in rows))


def _plain(row: object) -> object:
    return row if isinstance(row, dict) else msgspec.to_builtins(row)


def _show(rows: list[Row]) -> None:
    table = Table("what", "value", "unit", "reach", "")
    for row in rows:
        reach = "" if row.reach is None else f"{row.reach:g}"
        mark = {True: "ok", False: "missed", None: ""}[row.ok]
        table.add_row(row.name, f"{row.value:g}", row.unit, reach, mark)
    Console(width=120).print(table)


def _keep(rows: list[Row]) -> None:
    machine = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {os.cpu_count()} cores"
    date = datetime.datetime.now(datetime.UTC).date().isoformat()
    RESULTS.parent.mkdir(exist_ok=True)
    kept = [{**msgspec.to_builtins(row), "machine": machine, "date": date} for row in rows]
    RESULTS.write_bytes(msgspec.json.format(msgspec.json.encode(kept)) + b"\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
