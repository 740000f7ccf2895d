"""What guests say in private never comes out of the service, by whatever way organisers look."""

import asyncio
from collections.abc import Iterator
from typing import Any, get_args

import msgspec
import pytest
from aiohttp.test_utils import TestClient, TestServer

from service import pages
from service.api.app import make_app
from service.evening import commands as c
from service.evening import events as e
from tests.service.api.caller import Caller, Organiser, next_event

SECRET = "p7"
"""Whom `p1` avoids, wishes to meet again and would give a contact; she says nothing herself."""

NAME = "Vera Geheim"

SEATS = {"tables", "resting", "parted", "visitors", "seating", "unreached", "id"}
"""Where an id is no secret: everybody sees who sits where, and who is on the list."""


def told(data: Any, path: str = "") -> Iterator[str]:
    """Every place in an answer where the secret person is named, seats and lists aside."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in SEATS:
                yield from told(value, f"{path}.{key}")
    elif isinstance(data, list):
        for value in data:
            yield from told(value, path)
    elif isinstance(data, str) and (data == SECRET or NAME in data):
        yield path


@pytest.fixture
async def organiser(api: Caller) -> Organiser:
    """Nine guests in a running round, in which `p1` has said everything in private."""
    organiser = await api.evening(rounds=2, size=8)
    people = [{"id": f"p{n}", "name": NAME if f"p{n}" == SECRET else f"Gast {n}"} for n in range(1, 10)]
    people = [person | {"table": "1"} if person["id"] in ("p1", SECRET) else person for person in people]
    assert (await organiser.people(people)).status == 200
    await organiser.do("open")
    await organiser.do("begin", confirm=True)
    await organiser.do("next")
    for command in (
        c.Wish("p1", SECRET),
        c.OfferContact("p1", SECRET),
        c.Avoid("p1", (SECRET,)),
        c.Rate("p1", 2),
    ):
        await api.services.evenings.execute(organiser.id, command, by="p1")
    slot = (await api.services.evenings.load(organiser.id)).people["p1"]
    assert (slot.avoids, slot.wishes, slot.contacts) == ((SECRET,), (SECRET,), (SECRET,))
    return organiser


async def test_the_journal_says_that_something_was_said_but_not_of_whom(organiser: Organiser) -> None:
    entries = (await organiser.get("/journal")).body
    own = [event for entry in entries if entry["by"] == "p1" for event in entry["events"]]
    assert own == [
        {"event": "wish", "person": "p1"},
        {"event": "contact", "person": "p1"},
        {"event": "avoided", "person": "p1"},
        {"event": "rated", "person": "p1", "stars": 0},
    ]
    assert list(told(entries)) == []


async def test_nor_does_the_live_journal(organiser: Organiser) -> None:
    newest = (await organiser.now())["version"]
    async with asyncio.timeout(10), organiser.live() as stream:
        for _ in range(newest):
            assert list(told((await next_event(stream))[1])) == []
        services = organiser.caller.services
        await services.evenings.execute(organiser.id, c.Avoid("p2", (SECRET,)), by="p2")
        assert (await next_event(stream))[1]["events"] == [{"event": "avoided", "person": "p2"}]


async def test_nor_the_export(organiser: Organiser) -> None:
    export = (await organiser.get("/export")).body
    del export["people"]
    assert list(told(export)) == []
    assert export["evening"].get("draft", {}).get("problem", "") == ""
    for private in ("avoids", "wishes", "contacts", "rating"):
        assert private not in export["evening"]["people"]["p1"]


async def test_nor_the_answer_to_a_command_that_puts_slots_back(organiser: Organiser) -> None:
    await organiser.do("absent", participant="p1")
    [undone] = await organiser.do("undo")
    assert "rating" not in undone["people"]["p1"]
    assert undone["people"]["p1"]["number"] == 1
    assert list(told(undone)) == []
    entries = (await organiser.get("/journal")).body
    assert list(told(entries)) == []


async def test_nor_the_desk(organiser: Organiser) -> None:
    services = organiser.caller.services
    link = services.links.evening(await services.evenings.load(organiser.id)).desk
    desk = link.removeprefix("https://abend.example")
    async with TestClient(TestServer(make_app(services, pages.routes()))) as client:
        at_desk = Caller(client, services)
        done = await at_desk.post(f"{desk}/commands", {"command": "absent", "participant": "p1"})
        back = await at_desk.post(f"{desk}/commands", {"command": "undo"})
        async with asyncio.timeout(10), client.get(f"{desk}/events") as stream:
            while not (line := await stream.content.readline()).startswith(b"data: "):
                pass
    view = msgspec.json.decode(line.removeprefix(b"data: "))
    assert (done.status, back.status) == (200, 200)
    del view["everyone"]
    for table in view["tables"]:
        del table["people"]
    assert len(view["log"]) > 3
    assert [*told(done.body), *told(back.body), *told(view)] == []


async def test_nor_the_evening_itself(organiser: Organiser) -> None:
    now = await organiser.now()
    del now["people"]
    assert list(told(now)) == []


async def test_a_contact_both_want_is_no_secret_between_them(organiser: Organiser) -> None:
    """The journal names the pair only then."""
    services = organiser.caller.services
    await services.evenings.execute(organiser.id, c.OfferContact(SECRET, "p1"), by=SECRET)
    [event] = (await organiser.get("/journal")).body[-1]["events"]
    assert event == {"event": "contact", "person": SECRET, "other": "p1", "mutual": True}


def test_every_event_that_names_others_is_thought_of() -> None:
    """A new one: is it private? Then it belongs in `service.people.privacy`."""
    naming = {kind for kind in get_args(e.AnyEvent) if {"other", "others"} & set(kind.__struct_fields__)}
    assert naming == {e.AvoidDeclared, e.WishMade, e.ContactOffered, e.KnownDeclared}


async def test_a_plan_that_suffers_from_it_does_not_give_it_away(api: Caller) -> None:
    """All who are left fit at one table, and two of them would rather not."""
    organiser = await api.evening(rounds=1, size=4)
    people = [{"id": f"p{n}", "name": NAME if f"p{n}" == SECRET else f"Gast {n}"} for n in range(1, 9)]
    await organiser.people(people)
    await api.services.evenings.execute(organiser.id, c.Avoid("p1", (SECRET,)), by="p1")
    for person in ("p2", "p3", "p4", "p5"):
        await organiser.do("leave", participant=person)
    reply = await organiser.say("plan")
    assert list(told(reply.body)) == []
