"""A list comes again amid an evening, over every way there is, and the service is killed before the tap."""

import re
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.evening.house import Evening, House
from tests.evening.telegram_process import Phone, environment, telegram

pytestmark = pytest.mark.timeout(300)
"""A whole evening of processes on a crowded machine takes its time."""

NAMES = (
    "Sabine Beyer",
    "Tom Berger",
    "Ines Roth",
    "Ali Kaya",
    "Petra Wolf",
    "Jörg Weiß",
    "Karsten Ott",
    "Zoë Vogel",
)
FIRST = "Name;Firma;E-Mail\n" + "".join(
    f"{name};Firma {n};p{n}@example.org\n" for n, name in enumerate(NAMES)
)
AGAIN = (
    "Name;Firma;E-Mail;Fehlt in Runde;Branche\n"
    "Sabine Beyer;Beyer KG;p0@example.org;;\n"
    "Tom Berger;Firma 1;p1@example.org;1-2;Optik\n"
    ";Firma ohne Namen;;;\n"
    "Ines Roth;;p2@example.org;;\n"
)


async def seated(evening: Evening) -> dict[str, Any]:
    now = (await evening.ask("GET")).body
    return {"round": now["round"], "seating": now["seating"], "resting": now["resting"]}


async def does(evening: Evening, word: str, **more: Any) -> None:
    answer = await evening.ask("POST", "/commands", {"command": word, "confirm": True, **more})
    assert answer.status == 200, answer.body


async def test_a_list_comes_again_in_a_running_round_and_the_service_is_killed_before_the_tap(
    tmp_path: Path,
) -> None:
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(telegram("--no-limits"))
        house = await stack.enter_async_context(House(tmp_path / "data", environment=environment(api)))
        evening = await house.evening(FIRST.encode(), rounds=3, size=4, clock="manual")
        boss = Phone(await api.user(1, language="de", name="Leitung"))
        found = await house.says(r"https://t\.me/TischwechselTestBot\?start=(service\S+)")
        assert found
        links = (await evening.ask("GET", "/links")).body["evening"]
        assert (await boss.starts(links["telegram"].partition("?start=")[2])).text
        await does(evening, "open")
        for guest in evening.guests:
            await does(evening, "back", participant=guest.id)
        await does(evening, "begin")
        await does(evening, "next")
        before = await seated(evening)

        shown = await boss.sends("neu.csv", AGAIN.encode())
        assert shown.text.startswith("3 Gäste: 2 geändert, 1 unverändert."), shown.text
        assert "Sabine Beyer (Firma), Tom Berger (Branche, Fehlt in Runde)" in shown.text
        assert "Zeile 4, Name: kein Name." in shown.text
        await house.kill()
        await house.start()
        answer = await boss.taps("2 übernehmen")
        if (
            answer.text == shown.text
        ):  # the network hands out again what had not been confirmed before the end
            answer = await boss.next_letter()
        assert answer.text.startswith("2 Gäste geändert."), answer.text

        assert await seated(evening) == before
        export = (await evening.ask("GET", "/export")).body
        people = {
            record["person"]["name"]: record["person"]
            for record in export["people"].values()
            if record["person"]["name"]
        }
        assert (people["Sabine Beyer"]["organisation"], people["Tom Berger"]["industry"]) == (
            "Beyer KG",
            "Optik",
        )
        await does(evening, "next")
        berger = next(guest.id for guest in evening.guests if guest.name == "Tom Berger")
        in_round_two = await seated(evening)
        assert in_round_two["round"] == 2
        assert berger not in {
            *in_round_two["resting"],
            *(p for table in in_round_two["seating"].values() for p in table),
        }

        pasted = {"Content-Type": "text/plain"}
        taken = await evening.ask("POST", "/participants", b"Ida Lang; Lang & Co", headers=pasted)
        assert (taken.status, taken.body["new"]) == (200, 1)
        assert (await boss.says("/liste\nIda Lang; Lang & Co")).text.startswith("1 Gast: 1 unverändert.")
        version = (await evening.ask("GET")).body["version"]
        desk = await house.ask(
            "POST",
            f"{evening.links['desk']}/participants?skip_bad=1",
            AGAIN.encode(),
            headers={"Content-Type": "text/csv"},
        )
        assert desk.body["title"] == "Nichts Neues: Alle stehen schon so auf der Liste."
        assert (await evening.ask("GET")).body["version"] == version
        saved = await house.ask("GET", f"{evening.links['desk']}/list.csv")
        assert re.search(r";Sabine Beyer;Beyer KG;", saved.body)
        assert house.complaints == []
