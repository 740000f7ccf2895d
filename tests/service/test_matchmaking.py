"""While people come and say what they seek and offer, who fits whom is found beside the evening and kept up to date."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable

import pytest

from service.evening import Evening
from service.evening import commands as c
from service.evening.matched import matches, open_seeks
from service.evenings import Evenings
from service.lists import read_people_json
from service.live import Live
from service.matchmaking import Matchmaking
from service.people.guest_list import GuestList
from service.people.person import Person
from service.planning import Planner
from service.store.store import Store
from tests.redis_server import redis_url, store  # noqa: F401

WAIT = 30.0
SEEKS = "Spannzangen nach Zeichnung"
OFFERS = "Spannzangen und Sonder-Spannmittel, auch als Einzelstück"


class Hall:
    """An evening whose guests come onto the list by name, with the matchmaking at work."""

    def __init__(self, evenings: Evenings, matchmaking: Matchmaking, evening: str) -> None:
        self.evenings = evenings
        self.matchmaking = matchmaking
        self.evening = evening

    async def comes(self, name: str, **said: str) -> str:
        """Put somebody on the list; their id."""
        person = Person(name=name, organisation=f"{name} GmbH", **said)
        await GuestList(self.evenings).join(self.evening, person, "de")
        return list((await self.evenings.load(self.evening)).people)[-1]

    async def until(self, holds: Callable[[Evening], bool]) -> Evening:
        """Wait until this holds for the evening."""
        async with asyncio.timeout(WAIT):
            while not holds(now := await self.evenings.load(self.evening)):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        return now

    def pairs(self, evening: Evening) -> set[tuple[str, str]]:
        return {match.pair for match in matches(evening)}


@pytest.fixture
async def hall(store: Store) -> AsyncIterator[Hall]:  # noqa: F811
    evenings = Evenings(store, Planner(), lambda: int(time.time() * 1000))
    live = Live(evenings)
    await live.start()
    matchmaking = Matchmaking(evenings, live)
    await matchmaking.start()
    evening = await evenings.create("Abend", {"rounds": 3, "size": 4})
    try:
        yield Hall(evenings, matchmaking, evening.id)
    finally:
        await matchmaking.close()
        await live.close()
        await evenings.close()


async def test_who_seeks_is_matched_with_who_offers(hall: Hall) -> None:
    tom = await hall.comes("Tom Berger", seeks=SEEKS)
    sabine = await hall.comes("Sabine Beyer", offers=OFFERS)
    await hall.comes("Ines Roth", offers="Steuerberatung für Handwerksbetriebe")
    now = await hall.until(lambda evening: (tom, sabine) in hall.pairs(evening))
    assert hall.pairs(now) == {(tom, sabine)}


async def test_new_words_make_new_matches(hall: Hall) -> None:
    tom = await hall.comes("Tom Berger", seeks=SEEKS)
    sabine = await hall.comes("Sabine Beyer", offers=OFFERS)
    ines = await hall.comes("Ines Roth", offers="Steuerberatung für Handwerksbetriebe")
    await hall.until(lambda evening: (tom, sabine) in hall.pairs(evening))
    asked = c.ChangeProfile(tom, seeks="Wer macht unsere Steuern? Steuerberatung gesucht")
    await hall.evenings.execute(hall.evening, asked, by=tom)
    now = await hall.until(lambda evening: (tom, ines) in hall.pairs(evening))
    assert (tom, sabine) not in hall.pairs(now)


async def test_a_list_that_says_otherwise_makes_new_matches(hall: Hall) -> None:
    guests = GuestList(hall.evenings)
    listed = b'[{"name": "Tom Berger", "seeks": "Steuerberatung"}, {"name": "Sabine Beyer", "offers": "%s"}]'
    tom, sabine = (await guests.take_people(hall.evening, read_people_json(listed % OFFERS.encode()))).ids
    again = read_people_json(b'[{"name": "Tom Berger", "seeks": "%s"}]' % SEEKS.encode())
    await guests.take_people(hall.evening, again)
    await hall.until(lambda evening: (tom, sabine) in hall.pairs(evening))


async def test_what_nobody_offers_is_known(hall: Hall) -> None:
    ali = await hall.comes("Ali Kaya", seeks="Vertriebspartner in Vietnam")
    await hall.comes("Ines Roth", offers="Steuerberatung für Handwerksbetriebe")
    now = await hall.until(lambda evening: bool(evening.matching.unmet))
    assert open_seeks(now) == ((ali, 0),)


async def test_a_plan_waits_until_everything_is_compared(hall: Hall) -> None:
    tom = await hall.comes("Tom Berger", seeks=SEEKS)
    sabine = await hall.comes("Sabine Beyer", offers=OFFERS)
    await hall.until(lambda evening: (tom, sabine) in hall.pairs(evening))
    ines = await hall.comes("Ines Roth", offers="Spannzangen aller Art")
    await hall.matchmaking.settled(hall.evening)
    assert (tom, ines) in hall.pairs(await hall.evenings.load(hall.evening))


async def test_what_was_said_while_nobody_looked_is_caught_up_with(hall: Hall) -> None:
    await hall.matchmaking.close()
    tom = await hall.comes("Tom Berger", seeks=SEEKS)
    sabine = await hall.comes("Sabine Beyer", offers=OFFERS)
    again = Matchmaking(hall.evenings, Live(hall.evenings))
    await again.start()
    try:
        await hall.until(lambda evening: (tom, sabine) in hall.pairs(evening))
    finally:
        await again.close()


async def test_no_words_get_into_the_journal(hall: Hall) -> None:
    tom = await hall.comes("Tom Berger", seeks=SEEKS)
    await hall.comes("Sabine Beyer", offers=OFFERS)
    await hall.until(lambda evening: any(tom in pair for pair in hall.pairs(evening)))
    entries = await hall.evenings.store.entries(hall.evening, after=0)
    assert not any(b"Spannzangen" in data for _, data in entries)
