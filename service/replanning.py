"""While an evening runs its draft is kept up to date: people come and go, the rounds to come are planned anew."""

import asyncio

import structlog

from service.evening import Evening
from service.evening.commands import Replan
from service.evening.problem import fingerprint, rounds_to_come, stale
from service.evening.refusals import Refusal
from service.evenings import Evenings, Outcome
from service.live import Live

SETTLE = 0.05
"""Seconds to wait for more of the same: people rarely go alone."""

SECONDS = (0.15, 0.6, 2.5, 5.0)
"""The longest each search for the same rounds may take. The first draft of a small evening starts from the one
there is and comes at once, for the gong may be near; where people would meet again in it, longer searches follow."""

log = structlog.get_logger()


class Replanning:
    """Offers a better draft when the one there is was made for other people, or when people meet again in it."""

    def __init__(self, evenings: Evenings, live: Live) -> None:
        self._evenings = evenings
        self._live = live
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._improving: set[str] = set()
        self._given_up: dict[str, str] = {}

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
        if step.entry.by == "planner" or not evening.begun or not rounds_to_come(evening):
            return
        if not self._wanting(evening):
            return
        under_way = self._under_way.get(evening.id)
        if under_way is not None:
            if not stale(evening) or evening.id not in self._improving:
                return
            # A long search for people who are no longer the same: the next quick draft does not wait for it.
            under_way.cancel()
        task = asyncio.create_task(self._replan(evening.id))
        self._under_way[evening.id] = task
        task.add_done_callback(lambda done: self._ended(evening.id, done))

    def _ended(self, evening: str, task: asyncio.Task[None]) -> None:
        if self._under_way.get(evening) is task:
            del self._under_way[evening]

    def _wanting(self, evening: Evening) -> bool:
        """A new draft is worth a search."""
        if evening.draft is None or stale(evening):
            return True
        score = evening.draft.score
        return score.repeats > score.repeats_bound and self._given_up.get(evening.id) != fingerprint(evening)

    async def _replan(self, evening: str) -> None:
        tries, known = 0, ""
        while True:
            await asyncio.sleep(SETTLE)
            current = await self._evenings.load(evening)
            if not current.begun or not rounds_to_come(current):
                self._given_up.pop(evening, None)
                return
            if not self._wanting(current):
                return
            if (name := fingerprint(current)) != known:
                tries, known = 0, name
            if tries == len(SECONDS):
                self._given_up[evening] = name
                return
            try:
                await self._search(current, SECONDS[tries])
            except Refusal as refusal:
                log.info("no new draft", evening=evening, code=refusal.code)
            except Exception:
                log.exception("replanning failed", evening=evening)
                return
            tries += 1

    async def _search(self, evening: Evening, seconds: float) -> None:
        """Look for a draft so long; it is offered where the present one no longer fits or is not as good."""
        people = await self._evenings.people(evening.id)
        fits = evening.draft is not None and not stale(evening)
        if fits:
            self._improving.add(evening.id)
        try:
            draft = await self._evenings.planner.propose(evening, people, seconds=seconds, stability=0)
        finally:
            self._improving.discard(evening.id)
        if not fits or evening.draft is None or draft.score.repeats < evening.draft.score.repeats:
            await self._evenings.execute(evening.id, Replan(draft), by="planner")
