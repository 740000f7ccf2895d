"""What a plan takes by the size of the hall: seconds and memory, each in a process of its own."""

import subprocess
import sys
from collections.abc import Iterator

import msgspec

from benchmarks.fresh import Fresh
from benchmarks.row import Row, at_most

SIZES = (50, 100, 200, 500, 1000, 2000, 5000)
SEATS, ROUNDS = 5, 8
LARGEST_SECONDS, LARGEST_MEGABYTES = 10.0, 1024.0
FIRST_SECONDS = 2.5


def rows() -> Iterator[Row]:
    """Seconds and peak memory by size; and what a fresh process waits for its first plan."""
    for people in SIZES:
        taken = _fresh(f"{people // SEATS}-{SEATS}-{ROUNDS}")
        name = f"{people:,} people, tables of {SEATS}, {ROUNDS} rounds"
        if people == SIZES[-1]:
            yield at_most(f"{name}: planned in", taken.again, "s", LARGEST_SECONDS)
            yield at_most(f"{name}: memory", taken.megabytes, "MB", LARGEST_MEGABYTES)
            yield at_most(f"{name}: repeats", taken.repeats, "", 0)
        else:
            yield Row(f"{name}: planned in", round(taken.again, 4), "s")
            yield Row(f"{name}: memory", round(taken.megabytes, 1), "MB")
    for instance in ("10-5-7", "irregular-47"):
        taken = _fresh(instance)
        waited = taken.first - taken.again
        yield at_most(
            f"{instance} in a fresh process: later than in a warm one by", waited, "s", FIRST_SECONDS
        )


def _fresh(instance: str) -> Fresh:
    command = [sys.executable, "-m", "benchmarks.fresh", instance]
    return msgspec.json.decode(subprocess.run(command, check=True, capture_output=True).stdout, type=Fresh)
