"""The desk shows what an act would do to the tables before it is done, and who must be told in person."""

from typing import Any

import pytest

from tests.service.api.caller import Caller, Organiser
from tests.service.pages.test_desk_reach import desk, view


@pytest.fixture
async def running(api: Caller) -> Organiser:
    """Twelve guests in round 1 at three tables; p1 is the host of table 2."""
    organiser = await api.evening(12, rounds=3, size=4, minutes=8)
    await organiser.do("host", participant="p1", table="2")
    await organiser.do("open")
    await organiser.do("begin", confirm=True)
    await organiser.do("next")
    return organiser


async def press(api: Caller, organiser: Organiser, word: str, **arguments: Any) -> tuple[int, dict[str, Any]]:
    address = f"{await desk(api, organiser)}/commands"
    async with api.client.post(address, json={"command": word, **arguments}) as response:
        return response.status, await response.json()


async def test_closing_a_table_names_who_goes_where_first(api: Caller, running: Organiser) -> None:
    before = (await running.now())["seating"]
    status, asked = await press(api, running, "close", table="1")
    assert (status, asked["code"]) == (409, "confirm_needed")
    title, counted, *lines = asked["detail"].split("\n")
    assert (title, counted) == ("Tisch 1 schließen?", "4 Gäste wechseln sofort den Platz:")
    assert lines == ["Tisch 4: " + ", ".join(f"Gast {int(p[1:]):02d}" for p in before["1"])]
    assert asked["confirm"] == {"yes": "Schließen", "no": "Lassen"}
    assert (await running.now())["seating"] == before
    status, _ = await press(api, running, "close", table="1", confirm=True)
    assert status == 200
    assert set((await running.now())["seating"]["4"]) == set(before["1"])


async def test_a_host_who_falls_ill_is_asked_about_and_the_table_stands_out(
    api: Caller, running: Organiser
) -> None:
    status, asked = await press(api, running, "leave", participant="p1")
    assert status == 409
    assert (
        asked["detail"] == "Gast 01 ist Gastgeber. Trotzdem austragen?\nTisch 2 geht ohne Gastgeber weiter."
    )
    await press(api, running, "leave", participant="p1", confirm=True)
    hall = {row["id"]: row for row in (await view(api, running))["hall"]}
    assert (hall["2"]["host"], hall["2"]["host_here"]) == ("Gast 01", False)
    status, _ = await press(api, running, "absent", participant="p2")
    assert status == 200, "of somebody who is no host nothing is asked"


async def test_who_must_be_told_stands_at_the_desk_until_ticked(api: Caller, running: Organiser) -> None:
    seating = (await running.now())["seating"]
    one, other = seating["1"][0], seating["3"][0]
    await press(api, running, "swap", participant=one, other=other)
    rows = {row["id"]: row["where"] for row in (await view(api, running))["in_person"]}
    assert rows == {one: "Tisch 3, nicht mehr Tisch 1", other: "Tisch 1, nicht mehr Tisch 3"}
    await press(api, running, "told", participant=one)
    assert [row["id"] for row in (await view(api, running))["in_person"]] == [other]
