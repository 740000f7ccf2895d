"""A whole evening through the API, as another program would run it."""

import io

import openpyxl

from tests.service.api.caller import Caller, Organiser

JSON_PEOPLE = [
    {"id": "anna", "name": "Anna Müller", "organisation": "Müller Optik", "seeks": "Beschichter"},
    {"name": "Jörg Weiß", "email": "weiss@example.org", "languages": ["de", "en"]},
    {"id": "li", "name": "Li Wang", "languages": ["en"]},
]
CSV_PEOPLE = "Vorname;Nachname;Firma\nPetra;Wolf;Wolf Logistik\nAli;Kaya;Kaya Guss\n".encode("cp1252")


async def test_an_evening_runs_from_an_empty_list_to_the_end(api: Caller) -> None:
    organiser = await api.evening(rounds=2, size=3, minutes=8, change_seconds=60, clock="auto")
    await import_three_ways(organiser)
    assert (await organiser.now())["state"] == "created"

    [opened] = await organiser.do("open")
    assert opened == {"event": "opened"}
    [planned] = await organiser.do("plan")
    assert planned["draft"]["score"].get("repeats", 0) == 0
    assert [s["round"] for s in planned["draft"]["rounds"]] == [1, 2]

    question = await organiser.say("begin")
    assert (question.status, question.body["code"]) == (409, "confirm_needed")
    assert question.body["what"]["here"] == 0
    assert question.body["what"]["people"] == 8
    [announced] = await organiser.do("begin", confirm=True)
    assert announced["event"] == "announced"

    now = await organiser.now()
    assert (now["state"], now["round"], now["planned"]) == ("announced", 1, True)
    assert sum(map(len, now["seating"].values())) == 8
    assert now["deadline"] > 1_700_000_000_000

    [started] = await organiser.do("next")
    assert started["event"] == "started"
    question = await organiser.say("next")
    assert (question.status, question.body["code"]) == (409, "confirm_needed")
    assert question.body["what"]["last"] is False

    await people_come_and_go(organiser)
    await the_clock_obeys(organiser)

    await organiser.do("break", minutes=5)
    over, pause = await organiser.do("next", confirm=True)
    assert (over["event"], pause["event"]) == ("over", "break")
    between = await organiser.now()
    assert (between["state"], between["round"]) == ("between", 1)
    assert between["seating"] != {}

    [announced] = await organiser.do("next")
    assert (announced["event"], announced["seating"]["round"]) == ("announced", 2)
    [undone] = await organiser.do("undo")
    assert undone["act"]["word"] == "next"
    assert (await organiser.now())["state"] == "between"
    await organiser.do("next")

    question = await organiser.say("stop")
    assert question.body["code"] == "confirm_needed"
    await organiser.do("stop", confirm=True)
    ended = await organiser.now()
    assert (ended["state"], ended["seating"], ended["deadline"]) == ("ended", {}, None)
    refused = await organiser.say("next")
    assert (refused.status, refused.body["code"]) == (409, "ended")


async def import_three_ways(organiser: Organiser) -> None:
    by_json = await organiser.people(JSON_PEOPLE)
    assert by_json.status == 200
    assert [p["name"] for p in by_json.body["people"]] == ["Anna Müller", "Jörg Weiß", "Li Wang"]
    assert [p["id"] for p in by_json.body["people"]][::2] == ["anna", "li"]
    by_csv = await organiser.people(CSV_PEOPLE, headers={"Content-Type": "text/csv"})
    assert by_csv.body["report"]["columns"] == {
        "Vorname": "first_name",
        "Nachname": "last_name",
        "Firma": "organisation",
    }
    book = openpyxl.Workbook()
    for row in (["Name", "Firma"], ["Ines Roth", "Glas Roth"], ["Tom Berger", None], ["Eva Ott", None]):
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    by_book = await organiser.people(file.getvalue(), headers={"Content-Type": kind})
    assert (by_book.status, by_book.body["new"]) == (200, 3)
    assert [p["presence"] for p in (await organiser.now())["people"]] == ["expected"] * 8


async def people_come_and_go(organiser: Organiser) -> None:
    await organiser.do("absent", participant="anna")
    assert (await organiser.presence())["anna"] == "away"
    assert "anna" not in set().union(*(await organiser.now())["seating"].values())
    await organiser.do("back", participant="mueller")
    assert (await organiser.presence())["anna"] == "here"
    await organiser.do("leave", participant="weiß")
    assert "left" in (await organiser.presence()).values()
    added, *_, seat = await organiser.do("add", name="  Kim   Sommer ", organisation="Sommer & Co")
    assert (added["event"], seat["event"]) == ("people", "seat")
    last = (await organiser.now())["people"][-1]
    assert (last["name"], last["presence"]) == ("Kim Sommer", "here")


async def the_clock_obeys(organiser: Organiser) -> None:
    before = (await organiser.now())["deadline"]
    [longer] = await organiser.do("extend", minutes=2)
    assert longer["deadline"] == before + 120_000
    await organiser.do("hold")
    held = await organiser.now()
    assert (held["paused"], held["deadline"]) == (True, None)
    await organiser.do("resume")
    assert (await organiser.now())["paused"] is False
    [said] = await organiser.do("say", text="Der Kaffee steht bereit.")
    assert said == {"event": "said", "text": "Der Kaffee steht bereit."}


async def test_by_hand_no_gong_has_a_time(api: Caller) -> None:
    organiser = await api.evening(6, rounds=2, size=3, clock="manual")
    await organiser.do("open")
    await organiser.do("begin", confirm=True)
    assert (await organiser.now())["deadline"] is None
    await organiser.do("next")
    over, announced = await organiser.do("next")
    assert (over["event"], announced["seating"]["round"]) == ("over", 2)


async def test_settings_change_by_word(api: Caller) -> None:
    organiser = await api.evening(rounds=5)
    [changed] = await organiser.do("settings", settings={"rounds": "8", "minutes": "7,5"})
    assert (changed["settings"]["rounds"], changed["settings"]["minutes"]) == (8, 7.5)


async def test_links_lead_to_the_public_address(api: Caller) -> None:
    organiser = await api.evening(2)
    links = (await organiser.get("/links")).body
    assert links["evening"]["desk"].startswith(f"https://abend.example/d/{organiser.id}-0-")
    assert links["evening"]["screen"].startswith(f"https://abend.example/s/{organiser.id}-0-")
    assert links["evening"]["join"].startswith(f"https://abend.example/j/{organiser.id}-0-")
    assert links["evening"]["telegram"].startswith("https://t.me/tischbot?start=")
    assert links["evening"]["matrix"] is None
    first, second = links["people"]
    assert first["id"] == "p1"
    assert second["links"]["page"].startswith(f"https://abend.example/p/{organiser.id}-2-")
    assert len({first["links"]["page"], first["links"]["telegram"], second["links"]["telegram"]}) == 3


async def test_links_given_at_first_are_those_given_later(api: Caller) -> None:
    organiser = await api.evening()
    given = (await organiser.people([{"id": "a", "name": "A B"}])).body["people"][0]
    later = (await organiser.get("/links")).body["people"][0]
    assert given["links"] == later["links"]
    assert given["links"]["page"].endswith(given["token"])


async def test_unreached_are_those_whose_table_nobody_took(api: Caller) -> None:
    organiser = await api.evening(6, rounds=2, size=3)
    await organiser.do("open")
    assert (await organiser.now())["unreached"] == []
    await organiser.do("begin", confirm=True)
    now = await organiser.now()
    assert now["unreached"] == ["p1", "p2", "p3", "p4", "p5", "p6"]
    outbox = api.services.outbox
    await outbox.mark_reached(organiser.id, {"p1": now["version"], "p2": now["version"] - 1}, channel="web")
    assert (await organiser.now())["unreached"] == ["p2", "p3", "p4", "p5", "p6"]
    await organiser.do("absent", participant="p2")
    assert "p2" not in (await organiser.now())["unreached"]
    await organiser.do("next")
    await organiser.do("next", confirm=True)
    assert "p1" in (await organiser.now())["unreached"]


async def test_the_export_holds_everything(api: Caller) -> None:
    organiser = await api.evening(4, rounds=2, size=4)
    await organiser.do("open")
    export = await organiser.get("/export")
    assert export.body["format"] == "tischwechsel/export@1"
    assert export.body["people"]["p1"]["person"]["name"] == "Gast 01"
    assert [entry["word"] for entry in export.body["journal"]] == ["new", "people", "open"]
    assert export.body["evening"]["version"] == 3
    await api.services.outbox.mark_reached(organiser.id, {"p1": 3}, channel="matrix")
    export = await organiser.get("/export")
    assert (export.body["reached"], export.body["reached_by"]) == ({"p1": 3}, {"p1": "matrix"})
    assert export.headers["Content-Disposition"].startswith("attachment")
