"""`python -m benchmarks.fresh 10-5-7`: one plan in a process of its own; prints what it took as JSON."""

import sys
from pathlib import Path
from time import perf_counter

BEGAN = perf_counter()

import msgspec  # noqa: E402 - what loading takes is part of the measurement

from benchmarks.instances import named  # noqa: E402
from scheduler import plan  # noqa: E402


class Fresh(msgspec.Struct, frozen=True):
    """Seconds from the start of Python's own work to the first plan, and of the same plan again; repeats; peak MB."""

    first: float
    again: float
    repeats: int
    megabytes: float


def measure(instance: str) -> Fresh:
    """Plan `instance` twice in this process."""
    problem = named(instance)
    made = plan(problem, seconds=20)
    first = perf_counter() - BEGAN
    began = perf_counter()
    plan(problem, seconds=20)
    report = made.report
    return Fresh(first, perf_counter() - began, report.repeats if report else 0, _peak())


def _peak() -> float:
    # The kernel's own high-water mark: what getrusage says also counts the process that started this one.
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmHWM in /proc/self/status")


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(measure(sys.argv[1])))
