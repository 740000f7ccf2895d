"""Evenings as they are: absences, hosts, wishes, acquaintances, and in the full ones every goal there is."""

import datetime
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec

from benchmarks.instances import named
from benchmarks.machine import machine
from benchmarks.row import Row, at_most
from benchmarks.stopwatch import recounted, timed
from scheduler import plan

REACHED = {"irregular-23": 2.0, "irregular-47": 0.3, "irregular-120": 0.5, "irregular-480": 3.0}
"""Seconds in which nobody may meet twice and every wish must be met."""

FULL = ("full-47", "full-120")
FULL_SECONDS = 3.0
MORE = 0.05
SEEDS = (1, 2, 3)
SPARE = 0.92
"""The share of the seconds that planning is given: the recount comes on top."""

LONG_RUNS = Path(__file__).with_name("long_runs.json")
LONG_SECONDS = 60.0


class LongRun(msgspec.Struct, frozen=True):
    """What a long search reached, to measure a short one by."""

    instance: str
    seconds: float
    repeats: int
    soft: float
    machine: str
    date: str


def rows() -> Iterator[Row]:
    """Seconds, repeats and wishes not met of the worst of a few seeds; soft costs beside a long search's."""
    for name, seconds in REACHED.items():
        yield from _irregular(name, seconds)
    for run in long_runs():
        yield from _full(run)


def long_runs() -> list[LongRun]:
    """Return what long searches reached when they were measured last."""
    return msgspec.json.decode(LONG_RUNS.read_bytes(), type=list[LongRun])


def measure_long_runs() -> None:
    """Search the full evenings for a minute each and keep what comes out."""
    runs = []
    for name in FULL:
        problem = named(name)
        report = recounted(problem, plan(problem, seconds=LONG_SECONDS))
        today = datetime.datetime.now(datetime.UTC).date().isoformat()
        runs.append(LongRun(name, LONG_SECONDS, report.repeats, report.costs.soft, machine(), today))
    LONG_RUNS.write_bytes(msgspec.json.format(msgspec.json.encode(runs)) + b"\n")


def _irregular(name: str, seconds: float) -> Iterator[Row]:
    problem = named(name)
    took, repeats, unmet = [], [], []
    for seed in SEEDS:
        made, spent = timed(partial(plan, problem, seconds=SPARE * seconds, seed=seed))
        report = recounted(problem, made)
        took.append(spent)
        repeats.append(report.repeats)
        unmet.append(report.together_asked - report.together_met)
    worst = f"worst of {len(SEEDS)}"
    yield at_most(f"{name}: planned in, {worst}", max(took), "s", seconds)
    yield at_most(f"{name}: repeats, {worst}", max(repeats), "", 0)
    yield at_most(f"{name}: wishes not met, {worst}", max(unmet), "", 0)


def _full(run: LongRun) -> Iterator[Row]:
    problem = named(run.instance)
    costs, repeats, unmet, took = [], [], [], []
    for seed in SEEDS:
        made, spent = timed(partial(plan, problem, seconds=SPARE * FULL_SECONDS, seed=seed))
        report = recounted(problem, made)
        took.append(spent)
        costs.append(report.costs.soft)
        repeats.append(report.repeats)
        unmet.append(report.together_asked - report.together_met)
    name, worst = run.instance, f"worst of {len(SEEDS)}"
    yield at_most(f"{name}: planned in, {worst}", max(took), "s", FULL_SECONDS)
    yield at_most(f"{name}: repeats, {worst}", max(repeats), "", 0)
    yield at_most(f"{name}: wishes not met, {worst}", max(unmet), "", 0)
    reach = round((1 + MORE) * run.soft, 1)
    yield at_most(f"{name}: soft cost ({run.soft:g} after {run.seconds:g} s), {worst}", max(costs), "", reach)
