"""While an evening runs its draft is kept up to date: people come and go, the rounds to come are planned anew."""

import asyncio

import structlog

from service.evening.commands import Replan
from service.evening.problem import rounds_to_come, stale
from service.evening.refusals import Refusal
from service.evenings import Evenings, Outcome
from service.live import Live

SETTLE = 0.05
"""Seconds to wait for more of the same: people rarely go alone."""

SECONDS = 0.15
"""The longest a new draft of a small evening may take: it starts from the one there is, and the gong may be near."""

TRIES = 3

log = structlog.get_logger()


class Replanning:
    """Offers a better draft whenever the one there is was made for other people."""

    def __init__(self, evenings: Evenings, live: Live) -> None:
        self._evenings = evenings
        self._live = live
        self._under_way: dict[str, asyncio.Task[None]] = {}

    async def start(self) -> None:
        """Begin to look after every evening that is on."""
        self._live.listen(self._look)

    async def close(self) -> None:
        """Give up what is under way."""
        for task in self._under_way.values():
            task.cancel()
        if self._under_way:
            await asyncio.wait(self._under_way.values())

    def _look(self, step: Outcome) -> None:
        evening = step.after
        if not evening.begun or evening.id in self._under_way or not rounds_to_come(evening):
            return
        if step.entry.by != "planner" and stale(evening):
            task = asyncio.create_task(self._replan(evening.id))
            self._under_way[evening.id] = task
            task.add_done_callback(lambda _: self._under_way.pop(evening.id, None))

    async def _replan(self, evening: str) -> None:
        for _ in range(TRIES):
            await asyncio.sleep(SETTLE)
            current = await self._evenings.load(evening)
            if not current.begun or not rounds_to_come(current) or not stale(current):
                return
            try:
                draft = await self._evenings.planner.propose(
                    current, await self._evenings.people(evening), seconds=SECONDS
                )
                await self._evenings.execute(evening, Replan(draft), by="planner")
            except Refusal as refusal:
                log.info("no new draft", evening=evening, code=refusal.code)
            except Exception:
                log.exception("replanning failed", evening=evening)
                return
