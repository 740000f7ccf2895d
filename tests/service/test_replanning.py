"""While an evening runs, its draft follows the people, and is searched on as long as some would meet again."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from service.evening import Evening
from service.evening import commands as c
from service.evening.decide import decide
from service.evening.events import PlanMade
from service.evening.evolve import evolve
from service.evening.problem import fingerprint, stale
from service.evening.state import Draft, Score
from service.evenings import Evenings
from service.live import Live
from service.replanning import SECONDS, Replanning
from service.store.store import Store
from tests.redis_server import redis_url, store  # noqa: F401

WAIT = 10.0


class Drafts:
    """A planner whose drafts let as many meet again as told, one number a search; the last one goes on for ever."""

    def __init__(self, *repeats: int) -> None:
        self.repeats = list(repeats)
        self.searches: list[float] = []

    async def propose(
        self, evening: Evening, people: object, *, seconds: float = 0, stability: float | None = None
    ) -> Draft:
        self.searches.append(seconds)
        left = self.repeats.pop(0) if len(self.repeats) > 1 else self.repeats[0]
        made = evolve(evening, decide(evening, c.MakePlan(), 0)[0]) if not evening.begun else evening
        assert made.draft is not None
        return Draft(made.draft.rounds, fingerprint(evening), Score(repeats=left))


class Hall:
    """An evening of twelve whose first round is announced, with the replanning at work."""

    def __init__(self, evenings: Evenings, planner: Drafts, evening: str) -> None:
        self.evenings = evenings
        self.planner = planner
        self.evening = evening

    async def goes(self, person: str) -> None:
        await self.evenings.execute(self.evening, c.ChangePresence(person, "left"), by=person, word="leave")

    async def now(self) -> Evening:
        return await self.evenings.load(self.evening)

    async def drafts(self, count: int) -> list[int]:
        """The repeats of the first `count` drafts nobody asked for."""
        async with asyncio.timeout(WAIT):
            while True:
                steps = await self.evenings.steps(self.evening, 0)
                found = [
                    event.draft.score.repeats
                    for step in steps
                    if step.entry.by == "planner"
                    for event in step.entry.events
                    if isinstance(event, PlanMade)
                ]
                if len(found) >= count:
                    return found
                await asyncio.sleep(0.02)


@pytest.fixture
async def hall(store: Store, request: pytest.FixtureRequest) -> AsyncIterator[Hall]:  # noqa: F811
    planner = Drafts(0)
    evenings = Evenings(store, planner, lambda: int(time.time() * 1000))  # type: ignore[arg-type]
    live = Live(evenings)
    await live.start()
    replanning = Replanning(evenings, live)
    await replanning.start()
    evening = await evenings.create("Probe", {"rounds": 4, "size": 4, "clock": "manual"})
    newcomers = {f"g{number}": c.Newcomer() for number in range(12)}
    for command in (c.AddPeople(newcomers), c.Open(), c.MakePlan(), c.Begin(confirm=True)):
        await evenings.execute(evening.id, command, by="organiser")
    planner.searches.clear()
    planner.repeats = list(request.param)
    yield Hall(evenings, planner, evening.id)
    await replanning.close()
    await live.close()
    await evenings.close()


@pytest.mark.parametrize("hall", [[0]], indirect=True)
async def test_somebody_goes_and_the_rounds_to_come_are_planned_anew_at_once(hall: Hall) -> None:
    await hall.goes("g3")

    assert await hall.drafts(1) == [0]
    assert hall.planner.searches == [SECONDS[0]]
    assert not stale(await hall.now())


@pytest.mark.parametrize("hall", [[3, 3, 1, 0]], indirect=True)
async def test_while_people_would_meet_again_the_search_goes_on_longer_and_only_better_drafts_count(
    hall: Hall,
) -> None:
    await hall.goes("g3")

    assert await hall.drafts(3) == [3, 1, 0]
    assert hall.planner.searches == list(SECONDS)


@pytest.mark.parametrize("hall", [[2]], indirect=True)
async def test_what_no_search_improves_is_left_until_people_change(hall: Hall) -> None:
    await hall.goes("g3")
    await hall.drafts(1)
    async with asyncio.timeout(WAIT):
        while len(hall.planner.searches) < len(SECONDS):  # noqa: ASYNC110 - looked at from outside
            await asyncio.sleep(0.02)
    await hall.evenings.execute(hall.evening, c.Next(), by="organiser")
    await asyncio.sleep(0.2)
    assert hall.planner.searches == list(SECONDS)

    await hall.goes("g4")

    assert await hall.drafts(2) == [2, 2]
