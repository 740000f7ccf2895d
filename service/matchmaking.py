"""While people come and say what they seek and offer, somebody looks for who fits whom: beside the event loop."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress

import msgspec
import structlog

from scheduler.match import Matches, Party
from service.evening import Evening
from service.evening.commands import TakeMatches
from service.evening.matching import Consortium, Match, Matching
from service.evening.refusals import Refusal
from service.evenings import Evenings, Outcome, UnknownEvening
from service.live import Live
from service.people.person import PersonRecord
from service.problem_matches import matcher
from service.store.errors import StoreAway
from service.workers import Workers

SETTLE = 0.03
"""Seconds to wait for more of the same: who says what they seek often says what they offer next."""

PATIENCE = 15.0
"""The longest a plan waits for matches, in seconds; what is found later makes it worth another look."""

AGAIN = 1.0
"""Seconds until a store that was away is asked again."""

log = structlog.get_logger()
_parties = msgspec.msgpack.Decoder(tuple[Party, ...])
_matches = msgspec.msgpack.Decoder(Matches)


class Matchmaking:
    """Compares what people seek and offer whenever it changes; one worker remembers the texts it has seen."""

    def __init__(self, evenings: Evenings, live: Live) -> None:
        self._evenings = evenings
        self._live = live
        self._workers = Workers(1, "matching")
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._compared: dict[str, int] = {}

    async def start(self) -> None:
        """Look after every evening from now on, first after those that are not over."""
        self._workers.start()
        self._live.listen(self._look)
        self._under_way[""] = asyncio.create_task(self._catch_up())

    async def close(self) -> None:
        """Give up what is under way."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        self._workers.close()

    async def settled(self, evening: str) -> None:
        """Wait, not for ever, until everything that was said about this evening has been compared."""
        self._compare_soon(await self._evenings.load(evening))
        if (task := self._under_way.get(evening)) is not None:
            await asyncio.wait([task], timeout=PATIENCE)

    def _look(self, step: Outcome) -> None:
        self._compare_soon(step.after)

    def _compare_soon(self, evening: Evening) -> None:
        compared = self._compared.get(evening.id, 0)
        if evening.phase.step == "ended" or evening.worded <= compared or evening.id in self._under_way:
            return
        task = asyncio.create_task(self._compare(evening.id))
        self._under_way[evening.id] = task
        task.add_done_callback(lambda done: self._under_way.pop(evening.id, None))

    async def _catch_up(self) -> None:
        """Compare what was said while nobody did; what is known already is written nowhere."""
        try:
            await self._workers.run(_wake)
            for id in await self._evenings.store.evenings():
                await self.settled(id)
        except (StoreAway, UnknownEvening) as error:
            log.warning("not every evening was matched", reason=error.code)

    async def _compare(self, evening: str) -> None:
        """Compare until nobody has said anything new meanwhile."""
        while True:
            await asyncio.sleep(SETTLE)
            try:
                current = await self._evenings.load(evening)
                if current.phase.step == "ended" or current.worded <= self._compared.get(evening, 0):
                    return
                await self._compare_once(current)
            except UnknownEvening:
                return
            except StoreAway:
                await asyncio.sleep(AGAIN)
            except Exception:
                log.exception("matching failed", evening=evening)
                return

    async def _compare_once(self, evening: Evening) -> None:
        people = await self._evenings.people(evening.id, evening.version)
        task = msgspec.msgpack.encode(parties(evening, people))
        found = _matches.decode(await self._workers.run(_work, task))
        if (await self._evenings.load(evening.id)).worded != evening.worded:
            return  # what was found is in words of before
        with suppress(Refusal):  # nothing new, or the evening is over
            await self._evenings.execute(evening.id, TakeMatches(as_matching(found)), by="matcher")
        self._compared[evening.id] = evening.worded


def parties(evening: Evening, people: Mapping[str, PersonRecord]) -> tuple[Party, ...]:
    """Return what everybody on the list seeks and offers."""
    records = ((person, people[person].person) for person in evening.people if person in people)
    return tuple(
        Party(id=person, seeks=one.seeks, offers=one.offers, organisation=one.organisation)
        for person, one in records
    )


def as_matching(found: Matches) -> Matching:
    """Return what the scheduler found as the evening keeps it."""

    def kept(one: object) -> Match:
        return msgspec.convert(one, Match, from_attributes=True)

    return Matching(
        found=tuple(map(kept, found.found)),
        unmet=tuple((one.seeker, one.seek) for one in found.unmet),
        consortia=tuple(Consortium(one.seeker, tuple(map(kept, one.members))) for one in found.consortia),
    )


def _wake() -> None:
    """Have the matcher ready in the worker before the first guest says anything."""
    matcher()


def _work(task: bytes) -> bytes:
    """In the worker."""
    return msgspec.msgpack.encode(matcher().match(_parties.decode(task)))
