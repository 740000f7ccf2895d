"""Every list in `tests/service/lists/data` through the API: taken as `expected.json` says, or refused with the reason."""

import json
from pathlib import Path
from typing import Any

import pytest

from service.api.participants import XLSX
from tests.service.api.caller import Caller

DATA = Path(__file__).parents[1] / "lists" / "data"
EXPECTED: dict[str, dict[str, Any]] = json.loads((DATA / "expected.json").read_text())
CODES = {
    "no-headings.csv": (422, "no_headings"),
    "empty.csv": (422, "empty"),
    "headings-only.csv": (422, "no_people"),
    "not-a-list.csv": (422, "not_a_table"),
    "mixed-encoding.csv": (422, "mixed_encoding"),
    "bomb.xlsx": (413, "too_large"),
}


def sent(name: str) -> dict[str, Any]:
    return {"headers": {"Content-Type": XLSX if name.endswith(".xlsx") else "text/csv"}}


@pytest.mark.parametrize("name", EXPECTED)
async def test_a_list_comes_out_as_expected(api: Caller, name: str) -> None:
    organiser, told, data = await api.evening(), EXPECTED[name], (DATA / name).read_bytes()
    preview = await organiser.people(data, params={"preview": "1"}, **sent(name))
    if "error" in told:
        assert (preview.status, preview.body["code"]) == CODES[name]
        assert told["error"].split(";")[0] in preview.body["detail"]
        assert (await organiser.now())["people"] == []
        return
    report = preview.body["report"]
    for key in ("bad_rows", "duplicates"):
        wanted = told.get(key, [])
        assert [
            {part: row[part] for part in one} for row, one in zip(report[key], wanted, strict=True)
        ] == wanted
    if "warnings" in told:
        assert [{k: row[k] for k in ("row", "column", "why")} for row in report["warnings"]] == told[
            "warnings"
        ]
    numbers = (preview.body["new"], preview.body["changed"], preview.body["same"])
    assert numbers == (told["people"], 0, 0)
    assert len(preview.body["first"]) == min(5, told["people"])

    refused = await organiser.people(data, **sent(name))
    assert refused.status == (422 if told.get("bad_rows") else 200)
    taken = await organiser.people(data, params={"skip_bad": "1"}, **sent(name))
    assert (taken.status, len(taken.body["people"])) == (200, told["people"])
    now = await organiser.now()
    assert len(now["people"]) == told["people"]

    again = (await organiser.people(data, params={"skip_bad": "1"}, **sent(name))).body
    assert (again["new"], again["changed"], again["same"]) == (0, 0, told["people"])
    assert again["people"] == taken.body["people"]
    assert (await organiser.now())["version"] == now["version"]


@pytest.mark.parametrize(
    "name",
    ["mac-nfd.csv", "tab-utf16.txt", "sep-line.csv", "google-comma-quoted.csv", "english-headings.csv"],
)
async def test_the_same_people_in_another_dress_change_nothing(api: Caller, name: str) -> None:
    organiser = await api.evening()
    await organiser.people((DATA / "excel-utf8-bom.csv").read_bytes(), **sent("a.csv"))
    before = (await organiser.now())["version"]
    again = (await organiser.people((DATA / name).read_bytes(), **sent(name))).body
    assert (again["new"], again["changed"], again["same"], again["questions"]) == (0, 0, 8, [])
    assert (await organiser.now())["version"] == before


async def test_pasted_lines_are_plain_text(api: Caller) -> None:
    organiser = await api.evening()
    pasted = {"headers": {"Content-Type": "text/plain; charset=utf-8"}}
    answer = await organiser.people("Petra Wolf; Wolf Logistik\nÖmer Yildiz".encode(), **pasted)
    assert [person["name"] for person in answer.body["people"]] == ["Petra Wolf", "Ömer Yildiz"]
    assert answer.body["first"][0] == {"name": "Petra Wolf", "organisation": "Wolf Logistik"}


async def test_a_preview_tells_what_would_change_and_what_is_asked(api: Caller) -> None:
    organiser = await api.evening()
    known = [{"name": "Tom Berger", "organisation": "Berger Optik", "email": "tom@example.org"}]
    [berger] = (await organiser.people(known)).body["people"]
    listed = [
        {"name": "Tom Berger", "organisation": "Optik Jena", "email": "tom@example.org", "topics": ["KI"]},
        {"name": "Tom Berger", "organisation": "Berger Bau"},
    ]
    preview = (await organiser.people(listed, params={"preview": "1"})).body
    [change] = preview["changes"]
    assert (change["id"], change["name"], change["kept"]) == (berger["id"], "Tom Berger", [])
    assert change["fields"] == [
        {"field": "organisation", "was": "Berger Optik", "now": "Optik Jena"},
        {"field": "topics", "was": [], "now": ["KI"]},
    ]
    assert (preview["new"], preview["known"], preview["changed"], preview["same"]) == (1, 1, 1, 0)

    [question] = (await organiser.people(listed[1:], params={"preview": "1"})).body["questions"]
    assert question == {
        "name": "Tom Berger",
        "organisation": "Berger Bau",
        "known": berger["id"],
        "known_organisation": "Berger Optik",
        "why": "other_firm",
    }
    same = (await organiser.people(listed[1:], params={"same": berger["id"]})).body
    assert (same["new"], same["changed"], same["people"][0]["id"]) == (0, 1, berger["id"])


async def test_undo_of_a_list_in_between_takes_back_who_came_and_what_changed(api: Caller) -> None:
    organiser = await api.evening()
    known = {"name": "Tom Berger", "organisation": "Berger Optik"}
    await organiser.people([known])
    await organiser.people([known | {"phone": "1", "group": "A"}, {"name": "Ida Lang"}])
    await organiser.do("undo")
    assert [person["name"] for person in (await organiser.now())["people"]] == ["Tom Berger"]
    again = (await organiser.people([known | {"phone": "1"}], params={"preview": "1"})).body
    assert [one["field"] for one in again["changes"][0]["fields"]] == ["phone"]
