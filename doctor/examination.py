"""All checks at once, each with its own time limit; a check that fails itself is a finding too."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import msgspec

from doctor import clock, disk, hall, matrix, planner, port, settings, store, telegram
from doctor.case import Case
from doctor.finding import Check, Finding

Look = Callable[[Case], Awaitable[list[Finding]]]


class Limited(msgspec.Struct, frozen=True):
    """A check and the seconds it may take."""

    name: str
    look: Look
    seconds: float


CHECKS = (
    Limited("settings", settings.check, 5),
    Limited("redis", store.check, 30),
    Limited("telegram", telegram.check, 25),
    Limited("matrix", matrix.check, 45),
    Limited("planner", planner.check, 180),
    Limited("clock", clock.check, 15),
    Limited("disk", disk.check, 20),
    Limited("port", port.check, 10),
    Limited("hall", hall.check, 15),
)


async def examine(case: Case, checks: Sequence[Limited] = CHECKS) -> list[Finding]:
    """Return what all checks found, in their order. Raises nothing of theirs."""
    found = await asyncio.gather(*(_limited(case, one) for one in checks))
    return [finding for findings in found for finding in findings]


async def _limited(case: Case, check: Limited) -> list[Finding]:
    found = Check(check.name)
    try:
        async with asyncio.timeout(check.seconds):
            return await check.look(case)
    except TimeoutError:
        text = case.t.say("No answer within {seconds} seconds.", seconds=round(check.seconds))
        return [
            found.broken(
                "no_answer", text, do=case.t.say("Look whether the other lines say why, and try again.")
            )
        ]
    except Exception as error:
        # Its text may hold an address with a token: the kind has to do.
        text = case.t.say("This check failed itself: {kind}.", kind=type(error).__name__)
        return [
            found.broken(
                "check_failed", text, do=case.t.say("That is a fault of Tischwechsel. Please report it.")
            )
        ]
