"""A whole evening of a list with hosts, a fixed seat, step-free guests, competitors and first-timers, and of late guests."""

import asyncio
from collections import Counter
from typing import Any

import pytest

from tests.evening.house import Evening, House, tables_of
from tests.evening.listener import Listener

pytestmark = pytest.mark.timeout(300)

ROUNDS = 3
HEADINGS = "id;Vorname;Nachname;Firma;Branche;Fester Tisch;Gastgeber;stufenlos;Nicht mit;Zum ersten Mal dabei"
HOSTS = ("g1", "g2", "g3", "g4", "g5", "g6")
"""Five tables, and one who would be a host too."""

WHEELS = ("g7", "g8")
FIXED = "g9"
NEW = ("g16", "g17", "g18", "g19", "g20")
NAMES = (
    *("Ada Abt", "Ali Bär", "Ben Cord", "Bea Dorn", "Cem Ebel", "Dora Fink", "Emil Graf", "Eva Hahn"),
    *("Finn Iwan", "Gerd Jahn", "Hans Kern", "Ida Lang", "Jan Merz", "Karl Nau", "Lena Ott", "Mara Pohl"),
    *("Nils Quast", "Olaf Reh", "Paul Seitz", "Rita Thal", "Sven Uhl", "Uwe Roth", "Vera Wolf"),
)

TRADES = {
    **{f"g{n}": "Werkzeugbau" for n in (6, 10, 11, 16)},
    **{f"g{n}": "Optik" for n in (12, 13, 17)},
    **{f"g{n}": "Software" for n in (14, 15, 18, 21, 22)},
}
KAYA = ("g14", "g21")


def the_list() -> bytes:
    rows = [HEADINGS]
    for n in range(1, 24):
        person = f"g{n}"
        cells = (
            *(person, *NAMES[n - 1].split(" "), "Kaya Guß GmbH" if person in KAYA else f"Firma {n}"),
            *(TRADES.get(person, ""), "4" if person == FIXED else ""),
            ("3" if person == "g1" else "ja") if person in HOSTS else "",
            "Rollstuhl" if person in WHEELS else "",
            '"Firma 23; Uwe Roth; Niemand AG"' if person == "g19" else "",
            "ja" if person in NEW else "nein",
        )
        rows.append(";".join(cells))
    return "\n".join(rows).encode("cp1252")


class Watch:
    """Looks at every round of one evening as it is announced."""

    def __init__(self, evening: Evening) -> None:
        self.evening = evening
        self.step_free: dict[str, set[str]] = {}
        self.hosts: dict[str, set[str]] = {}

    async def looks(self) -> dict[str, str]:
        """Check the round that is on; who sits where."""
        now = await self.evening.now()
        places = tables_of(now)
        exported = (await self.evening.ask("GET", "/export")).body
        slots: dict[str, Any] = exported["evening"]["people"]
        for person, slot in slots.items():
            if slot.get("stepfree") and person in places:
                assert places[person] in ("1", "2"), "somebody cannot get to their table"
                self.step_free.setdefault(person, set()).add(places[person])
            if slot.get("hosting"):
                assert places[person] == slot["table"]
                self.hosts.setdefault(slot["table"], set()).add(person)
        assert places[FIXED] == "4"
        assert self.hosts.keys() == now["seating"].keys(), "every table has a host"
        for people in now["seating"].values():
            trades = Counter(TRADES[person] for person in people if person in TRADES)
            assert max(trades.values(), default=0) <= 1, f"competitors at one table: {people}"
            assert not {"g19", "g23"} <= set(people)
            assert not {"g19", "g22"} <= set(people)
        return places


async def test_everybody_sits_where_they_fit(house: House) -> None:
    evening = await house.evening(
        the_list(), rounds=ROUNDS, size=5, stepfree="1, 2", competitors="apart", clock="manual"
    )
    watch = Watch(evening)
    planned = await evening.at_desk("plan")
    assert planned.status == 200, planned.body
    assert [one["event"] for one in planned.body["events"]] == ["hosts", "planned"]
    given = planned.body["events"][0]["hosts"]
    assert given == {"1": "g2", "2": "g3", "4": "g4", "5": "g5"}, (
        "in the order of the list; table 3 had its own"
    )

    for seating in planned.body["events"][1]["draft"]["rounds"]:
        assert max(len(set(people) & set(NEW)) for people in seating["tables"].values()) <= 2, "spread"

    await evening.does("open")
    for guest in evening.guests:
        if guest.id != "g2":
            await house.ask("POST", guest.page + "/commands", {"command": "here"})
    await evening.does("absent", participant="g2")
    begun = await evening.does("begin")
    assert begun["events"][0] == {"event": "hosts", "hosts": {"1": "g6"}}, (
        "another who would be a host takes the table"
    )
    places = await watch.looks()

    await evening.does("next", confirm=True)
    await a_colleague_comes_late(watch, places)
    await somebody_on_wheels_comes_late(watch)
    for _ in range(1, ROUNDS):
        await evening.does("next", confirm=True)
        await watch.looks()
        await asyncio.sleep(0.3)
        await evening.does("next", confirm=True)
    await evening.does("next", confirm=True)
    assert all(len(tables) == 1 for tables in watch.step_free.values()), "they keep their table"
    assert all(len(hosts) == 1 for hosts in watch.hosts.values())
    assert len(watch.step_free) == 3
    await nobody_else_reads_who_needs_what(evening)


async def a_colleague_comes_late(watch: Watch, places: dict[str, str]) -> None:
    """Nobody moves, and they sit with no colleague: there are three tables with a free chair, and two colleagues."""
    added = await watch.evening.does("add", name="Späte Petra", organisation="KAYA Guss")
    [late] = added["events"][0]["people"]
    now = await watch.looks()
    assert {person: now[person] for person in places} == places
    assert now[late] not in {places[person] for person in KAYA}


async def somebody_on_wheels_comes_late(watch: Watch) -> None:
    taken = await watch.evening.ask(
        "POST", "/participants", [{"id": "late", "name": "Rollende Rita", "stepfree": True}]
    )
    assert taken.status == 200, taken.body
    assert taken.body["report"]["warnings"] == []
    await watch.evening.does("back", participant="late")
    places = await watch.looks()
    assert places.get("late") in (None, "1", "2")


async def nobody_else_reads_who_needs_what(evening: Evening) -> None:
    async with Listener(evening.house.http, evening.links["screen"]) as screen:
        view = await screen.shows(rounds=ROUNDS)
        assert not any(word in str(view).casefold() for word in ("stepfree", "rollstuhl", "stufenlos"))
    async with Listener(evening.house.http, evening.guests[0].page) as page:
        await page.shows(state="ended")
        assert not any(word in str(page.heard).casefold() for word in ("stepfree", "rollstuhl", "stufenlos"))


async def test_a_list_names_competitors_whom_nobody_knows_and_the_evening_goes_on(house: House) -> None:
    evening = await house.evening(rounds=2, size=5)
    headers = {"Content-Type": "text/csv"}
    seen = await evening.ask("POST", "/participants?preview=1", the_list(), headers=headers)
    assert [note["why"] for note in seen.body["report"]["warnings"]] == [
        "Paul Seitz: “Niemand AG” fits nobody on the list, or several"
    ]
    columns = seen.body["report"]["columns"]
    assert (columns["Gastgeber"], columns["stufenlos"], columns["Nicht mit"]) == ("host", "stepfree", "apart")
    assert (await evening.ask("POST", "/participants", the_list(), headers=headers)).status == 200
    told = await evening.at_desk("plan")
    assert told.status == 200
