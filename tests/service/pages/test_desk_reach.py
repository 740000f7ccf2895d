"""The desk on the real service: who was reached, by which channel, and a card for exactly those who were not."""

import json
import re
from typing import Any

from service.evening import commands as c
from tests.service.api.caller import Caller, Organiser, Reply


async def desk(api: Caller, organiser: Organiser) -> str:
    """The path of this evening's desk."""
    evening = await api.services.evenings.load(organiser.id)
    return "/d/" + api.services.links.evening(evening).desk.rsplit("/", 1)[1]


async def view(api: Caller, organiser: Organiser) -> dict[str, Any]:
    """What the desk shows now."""
    async with api.client.get(await desk(api, organiser)) as response:
        text = await response.text()
    found = re.search(r'<script type="application/json" id="view">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    shown: dict[str, Any] = json.loads(found[1])
    return shown


async def cards(api: Caller, organiser: Organiser, query: str = "") -> Reply:
    async with api.client.get(f"{await desk(api, organiser)}/cards{query}") as response:
        return Reply(response.status, dict(response.headers), await response.read())


def pages_of(reply: Reply) -> int:
    assert reply.status == 200
    assert reply.headers["Content-Type"] == "application/pdf"
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", reply.body))


async def running(api: Caller, people: int) -> Organiser:
    """An evening whose first round is announced; p1 has Telegram, p2 blocked it."""
    organiser = await api.evening(people, rounds=2, size=3)
    for person in ("p1", "p2"):
        link = c.LinkChat(person, "telegram", person, 0)
        await api.services.evenings.execute(organiser.id, link, by=person)
    await api.services.evenings.execute(organiser.id, c.LoseChat("p2", "telegram"), by="p2")
    await organiser.do("open")
    await organiser.do("begin", confirm=True)
    return organiser


async def test_the_desk_knows_who_was_reached_how_and_why_not(api: Caller) -> None:
    organiser = await running(api, 9)
    version = (await organiser.now())["version"]
    outbox = api.services.outbox
    await outbox.mark_reached(organiser.id, {"p1": version}, channel="telegram")
    await outbox.mark_reached(organiser.id, {"p3": version}, channel="web")
    await outbox.mark_reached(organiser.id, {"p4": version - 1}, channel="web")
    rows = {row["id"]: row for row in (await view(api, organiser))["everyone"]}

    def told(person: str) -> tuple[Any, ...]:
        return tuple(rows[person][key] for key in ("channels", "lost", "unreached", "why", "reached"))

    assert told("p1") == (["telegram"], [], False, None, "telegram")
    assert told("p2") == ([], ["telegram"], True, "blocked", None)
    assert told("p3") == ([], [], False, None, "web")
    assert told("p4") == ([], [], True, "waiting", None)
    assert told("p5") == ([], [], True, "not_started", None)


async def test_links_and_codes_of_both_networks_stand_side_by_side(api: Caller) -> None:
    organiser = await api.evening(1)
    shown = await view(api, organiser)
    [row] = shown["everyone"]
    assert row["links"]["telegram"].endswith("start=" + row["code"])
    assert row["links"]["matrix"] == shown["links"]["matrix"] == "https://matrix.to/#/@tisch:abend.example"
    assert shown["links"]["telegram"].endswith("start=" + shown["code"])


async def test_exactly_those_not_reached_get_a_card(api: Caller) -> None:
    organiser = await running(api, 20)
    version = (await organiser.now())["version"]
    assert pages_of(await cards(api, organiser, "?only=unreached")) == 3
    known = {f"p{n}": version for n in range(1, 13)}
    await api.services.outbox.mark_reached(organiser.id, known, channel="web")
    assert pages_of(await cards(api, organiser, "?only=unreached")) == 1
    assert pages_of(await cards(api, organiser)) == 3
    assert pages_of(await cards(api, organiser, "?person=p3&person=p4")) == 1


async def test_before_the_evening_cards_are_for_those_without_a_chat(api: Caller) -> None:
    organiser = await api.evening(9)
    assert pages_of(await cards(api, organiser, "?only=no_chat")) == 2
    link = c.LinkChat("p1", "telegram", "p1", 0)
    await api.services.evenings.execute(organiser.id, link, by="p1")
    assert pages_of(await cards(api, organiser, "?only=no_chat")) == 1


async def test_cards_open_in_the_browser_and_are_kept_nowhere(api: Caller) -> None:
    organiser = await api.evening(1)
    reply = await cards(api, organiser)
    assert reply.headers["Content-Disposition"] == 'inline; filename="Karten.pdf"'
    assert reply.headers["Cache-Control"] == "no-store"


async def test_who_asks_for_nobody_known_gets_nothing(api: Caller) -> None:
    organiser = await api.evening(1)
    for query in ("?person=p9", "?person=p1&person=p9", "?only=some"):
        assert (await cards(api, organiser, query)).status == 404
    async with api.client.get("/d/abc-0-def/cards") as response:
        assert response.status == 404


async def test_a_guest_of_honour_is_shown_first_at_the_table_they_visit(api: Caller) -> None:
    organiser = await running(api, 6)
    await api.services.evenings.execute(organiser.id, c.Visit("p6"), by="organiser")
    seating = (await api.services.evenings.load(organiser.id)).phase.seating
    assert seating is not None
    [(table, visitors)] = seating.visitors.items()
    assert visitors == ("p6",)
    shown = await view(api, organiser)
    found = {one["id"]: [person["name"] for person in one["people"]] for one in shown["tables"]}
    guests = {person["id"]: person["name"] for person in shown["everyone"]}
    assert found[table][0] == guests["p6"]
    assert sum(names.count(guests["p6"]) for names in found.values()) == 1
