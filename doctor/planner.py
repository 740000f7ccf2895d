"""The planner: compiled, and able to seat a small hall. In a process of its own, as the service does it."""

import asyncio
import contextlib
import sys

import msgspec

from doctor.case import Case
from doctor.finding import Check, Finding

PROGRAM = """
import json, time, scheduler
began = time.monotonic()
scheduler.warm_up()
ready = time.monotonic()
people = tuple(scheduler.Person(id=str(number)) for number in range(50))
problem = scheduler.Problem(rounds=7, people=people, tables=scheduler.even_tables(50, size=5))
made = scheduler.plan(problem, seconds=5)
print(json.dumps({"compiled": ready - began, "planned": time.monotonic() - ready, "repeats": made.report.repeats}))
"""
COMPILING_SECONDS = 8.0


class Tried(msgspec.Struct, frozen=True):
    """Seconds until the kernels were ready, seconds for a plan of 50 people, and its repeats."""

    compiled: float
    planned: float
    repeats: int


async def check(
    case: Case, *, python: str = sys.executable, program: str = PROGRAM, compiling: float = COMPILING_SECONDS
) -> list[Finding]:
    """Let another process compile and plan."""
    found, t = Check("planner"), case.t
    do = t.say("Install again: make clean, make run.")
    try:
        process = await asyncio.create_subprocess_exec(
            python,
            "-c",
            program,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
    except OSError:
        return [found.broken("cannot_start", t.say("The planner cannot be started."), do=do)]
    try:
        said, complaint = await process.communicate()
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode != 0:
        last = (complaint.decode(errors="replace").strip().splitlines() or ["?"])[-1]
        return [found.broken("fails", t.say("The planner fails: {why}.", why=last.rstrip(".")), do=do)]
    tried = msgspec.json.decode(said, type=Tried)
    if tried.compiled > compiling:
        seconds = round(tried.compiled)
        text = t.say(
            "It had to be compiled first ({seconds} s). That is kept: the next start is fast.",
            seconds=seconds,
        )
        return [
            found.look(
                "compiled_now",
                text,
                do=t.say("If it happens every time, its cache cannot be written: docs/image.md."),
            )
        ]
    text = t.say("Compiled; 50 guests, 7 rounds in {ms} ms.", ms=max(1, round(tried.planned * 1000)))
    return [found.stands("fine", text)]
