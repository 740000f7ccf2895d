"""How long something takes."""

from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

from scheduler import Plan, Problem, Report, audit

Made = TypeVar("Made")

PATIENCE = 2.0
"""Seconds after which nothing is tried once more."""


def timed(make: Callable[[], Made], tries: int = 1) -> tuple[Made, float]:
    """Return what was made last, and the seconds of the quickest of the tries."""
    seconds: list[float] = []
    while len(seconds) < tries and sum(seconds) < PATIENCE:
        began = perf_counter()
        made = make()
        seconds.append(perf_counter() - began)
    return made, min(seconds)


def recounted(problem: Problem, made: Plan) -> Report:
    """Return the recount of a plan; raises where it breaks a hard rule, for then its figures mean nothing."""
    report = audit(problem, made)
    if report.broken:
        raise AssertionError(report.broken[0])
    return report
