"""Personal records change in the same step as the journal, and go altogether when somebody is forgotten."""

from typing import cast

import msgspec
import pytest

from service.evening import commands as c
from service.evenings import Evenings
from service.lists import read_people_json
from service.people.guest_list import GuestList
from service.people.person import Person, PersonRecord, TableNote
from service.planning import Planner
from service.store import Store
from tests.redis_server import redis_url, store  # noqa: F401

NOW = 1_800_000_000_000


class NoPlanner:
    """Never has a proposal: the core mends drafts itself."""

    async def propose(self, evening: object, people: object, **how: object) -> None:
        return None


class Hall:
    """An evening of eight with names and chats, and a second process that looks at it too."""

    def __init__(self, store: Store) -> None:  # noqa: F811
        self.store = store
        self.evenings = Evenings(store, cast(Planner, NoPlanner()), lambda: NOW)
        self.elsewhere = Evenings(store, cast(Planner, NoPlanner()), lambda: NOW)
        self.id = ""

    async def open(self) -> None:
        made = await self.evenings.create("Abend", {"size": 4, "clock": "manual"})
        self.id = made.id
        people = {f"p{n}": Person(name=f"Gast {n}", seeks="Kunden") for n in range(1, 9)}
        await self.evenings.execute(
            self.id,
            c.AddPeople({id: c.Newcomer(here=True) for id in people}),
            by="organiser",
            records={id: PersonRecord(person=person) for id, person in people.items()},
        )
        await self.do(c.Open(), c.Begin(confirm=True), c.Next())
        await self.elsewhere.people(self.id)

    async def do(self, *commands: c.Command) -> None:
        for command in commands:
            await self.evenings.execute(self.id, command, by="organiser")

    async def stored(self) -> dict[str, PersonRecord]:
        """The records as they lie in the store, which every process must see alike."""
        raw = await self.store.records(self.id)
        found = {person: msgspec.json.decode(data, type=PersonRecord) for person, data in raw.items()}
        assert await self.evenings.people(self.id) == found
        assert await self.elsewhere.people(self.id) == found
        return found


@pytest.fixture
async def hall(store: Store) -> Hall:  # noqa: F811
    opened = Hall(store)
    await opened.open()
    return opened


async def test_what_somebody_seeks_replaces_what_the_list_said(hall: Hall) -> None:
    await hall.do(c.ChangeProfile("p1", seeks="  Beschichter für Werkzeuge ", offers="Sonderwerkzeuge"))
    person = (await hall.stored())["p1"].person
    assert (person.name, person.seeks, person.offers) == (
        "Gast 1",
        "Beschichter für Werkzeuge",
        "Sonderwerkzeuge",
    )


async def test_an_empty_text_takes_away_and_what_is_not_named_stays(hall: Hall) -> None:
    await hall.do(c.ChangeProfile("p1", offers="Messtechnik"), c.ChangeProfile("p1", seeks=" "))
    person = (await hall.stored())["p1"].person
    assert (person.seeks, person.offers) == (None, "Messtechnik")


async def test_notes_of_a_host_are_kept_with_table_round_and_time(hall: Hall) -> None:
    found = await hall.evenings.load(hall.id)
    seating = found.phase.seating
    assert seating is not None
    table = seating.table_of("p1")
    assert table is not None
    await hall.do(c.AppointHost("p1", table))
    await hall.do(c.TakeNote("p1", "Drei wollen zusammen einkaufen."), c.TakeNote("p1", "Weiter am 12."))
    assert (await hall.stored())["p1"].notes == (
        TableNote(1, table, "Drei wollen zusammen einkaufen.", NOW),
        TableNote(1, table, "Weiter am 12.", NOW),
    )


async def test_nothing_of_who_is_forgotten_is_left_in_the_store(hall: Hall) -> None:
    await hall.do(
        c.LinkChat("p1", "telegram", "4711", 0),
        c.LinkChat("p1", "matrix", "@gast:hall", 1),
        c.ChangeProfile("p1", seeks="Beschichter"),
    )
    done = await hall.evenings.execute(hall.id, c.Forget("p1"), by="p1", command_id="forget-1")
    assert done.deleted["p1"].chats == {"telegram": "4711", "matrix": "@gast:hall"}
    assert "p1" not in await hall.stored()
    for data in (
        await hall.store.records(hall.id),
        await hall.store.entries(hall.id),
        await hall.store.snapshot(hall.id),
    ):
        for secret in ("Gast 1'", 'Gast 1"', "4711", "@gast", "Beschichter"):
            assert secret not in str(data)


async def test_forgetting_twice_by_the_same_tap_is_once(hall: Hall) -> None:
    first = await hall.evenings.execute(hall.id, c.Forget("p1"), by="p1", command_id="tap")
    again = await hall.evenings.execute(hall.id, c.Forget("p1"), by="p1", command_id="tap")
    assert (again.repeated, again.version) == (True, first.version)
    assert "p1" not in await hall.stored()


async def test_a_list_read_again_does_not_bring_back_who_is_forgotten(hall: Hall) -> None:
    await hall.do(c.Forget("p1"))
    listed = read_people_json(b'[{"id": "p1", "name": "Gast 1"}, {"id": "neu", "name": "Eva Ott"}]')
    taken = await GuestList(hall.evenings).take_people(hall.id, listed)
    assert (taken.ids, taken.new, taken.known) == (("p1", "neu"), 1, 1)
    assert "p1" not in await hall.stored()


async def test_undo_of_a_list_deletes_its_records(store: Store) -> None:  # noqa: F811
    hall = Hall(store)
    hall.id = (await hall.evenings.create("Abend", {})).id
    people = read_people_json(b'[{"id": "a", "name": "Anna Ott"}]')
    await GuestList(hall.evenings).take_people(hall.id, people)
    assert set(await hall.stored()) == {"a"}
    done = await hall.evenings.execute(hall.id, c.Undo(), by="organiser")
    assert set(done.deleted) == {"a"}
    assert await hall.stored() == {}
