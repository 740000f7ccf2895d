"""Other tools that seat people, measured once with the same budget, beside what comes out here."""

import csv
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import msgspec

from benchmarks.instances import named
from benchmarks.row import Row, at_least, at_most
from benchmarks.stopwatch import recounted
from scheduler import plan

FACTS = Path(__file__).with_name("peers.csv")
BUDGET = 10.0
BARE = "bare annealer"
SOONER = 10.0


class Peer(msgspec.Struct, frozen=True):
    """What a tool reached for an instance with `BUDGET` seconds, and after how many; no repeats: it gave no answer."""

    instance: str
    tool: str
    repeats: int | None
    seconds: float


def peers() -> dict[str, list[Peer]]:
    """Return the facts by instance."""
    found: dict[str, list[Peer]] = {}
    with FACTS.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            peer = msgspec.convert({**line, "repeats": line["repeats"] or None}, Peer, strict=False)
            found.setdefault(peer.instance, []).append(peer)
    return found


def rows() -> Iterator[Row]:
    """Repeats beside the fewest of all, and how many times sooner the best tool's quality was there."""
    for instance, those in peers().items():
        answers = [
            (peer.repeats, peer.seconds) for peer in those if peer.repeats is not None and peer.tool != BARE
        ]
        fewest, seconds = min(answers)
        repeats, sooner = _ours(instance, fewest)
        best = min(peer.repeats for peer in those if peer.repeats is not None)
        yield at_most(f"peers, {instance}: repeats", repeats, "", best)
        yield at_least(
            f"peers, {instance}: as good as the best of them ({fewest} in {seconds:g} s), times sooner",
            seconds / sooner,
            "x",
            SOONER,
        )


def _ours(instance: str, wanted: int) -> tuple[int, float]:
    """The repeats with the same budget, and after how many seconds there were no more than `wanted`."""
    problem = named(instance)
    began = perf_counter()
    reached: list[float] = []

    def look(repeats: int) -> None:
        if repeats <= wanted and not reached:
            reached.append(perf_counter() - began)

    made = plan(problem, seconds=BUDGET, progress=lambda at: look(at.repeats if not at.hard else wanted + 1))
    report = recounted(problem, made)
    look(report.repeats)
    return report.repeats, reached[0] if reached else float("inf")
