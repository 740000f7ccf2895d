"""Lists of people: what is taken, what is known already, what is refused."""

import asyncio
from typing import Any

import pytest

from tests.service.api.caller import Caller

CSV = {"Content-Type": "text/csv"}


def seated(seating: dict[str, Any]) -> set[str]:
    return set().union(*seating["tables"].values())


async def test_the_same_list_twice_changes_nothing(api: Caller) -> None:
    organiser = await api.evening()
    listed = [
        {"id": "a", "name": "Anna Müller"},
        {"name": "Jörg Weiß", "email": "joerg@example.org"},
        {"name": "Tom Berger", "organisation": "Berger Optik"},
    ]
    first = (await organiser.people(listed)).body
    version = (await organiser.now())["version"]
    second = (await organiser.people(listed)).body
    assert second["people"] == first["people"]
    assert (first["new"], first["known"], second["new"], second["known"]) == (3, 0, 0, 3)
    assert (await organiser.now())["version"] == version


async def test_the_same_list_twice_at_once_adds_everybody_once(api: Caller) -> None:
    organiser = await api.evening()
    listed = [{"name": "Anna Müller"}, {"name": "Tom Berger"}]
    one, other = await asyncio.gather(organiser.people(listed), organiser.people(listed))
    assert one.body["people"] == other.body["people"]
    assert len((await organiser.now())["people"]) == 2


async def test_answers_come_in_the_order_of_the_list(api: Caller) -> None:
    organiser = await api.evening()
    await organiser.people([{"id": "c", "name": "Cleo Adler"}])
    mixed = [{"id": "b", "name": "Bea Busch"}, {"id": "c", "name": "Cleo Adler"}, {"name": "Dora Eck"}]
    answer = (await organiser.people(mixed)).body
    assert [person["name"] for person in answer["people"]] == ["Bea Busch", "Cleo Adler", "Dora Eck"]
    assert [person["id"] for person in answer["people"]][:2] == ["b", "c"]
    assert (answer["new"], answer["known"]) == (2, 1)


async def test_a_guest_is_known_by_e_mail_although_the_name_is_spelled_differently(api: Caller) -> None:
    organiser = await api.evening()
    [before] = (await organiser.people([{"name": "Jürgen Weißflog", "email": "jw@example.org"}])).body[
        "people"
    ]
    [after] = (await organiser.people([{"name": "J. Weissflog", "email": "JW@example.org"}])).body["people"]
    assert after["id"] == before["id"]


async def test_two_colleagues_with_one_office_address_are_two_guests(api: Caller) -> None:
    organiser = await api.evening()
    office = [
        {"name": "Anna Müller", "email": "office@example.org"},
        {"name": "Tom Berger", "email": "office@example.org"},
    ]
    first = (await organiser.people(office)).body
    assert len({person["id"] for person in first["people"]}) == 2
    assert [note["code"] for note in first["report"]["warnings"]] == ["shared_email"]
    assert (await organiser.people(office)).body["people"] == first["people"]


async def test_two_namesakes_in_one_list_are_two_guests(api: Caller) -> None:
    organiser = await api.evening()
    namesakes = [{"name": "Tom Berger", "phone": "1"}, {"name": "Tom Berger", "phone": "2"}]
    first = (await organiser.people(namesakes)).body
    assert len({person["id"] for person in first["people"]}) == 2
    assert (await organiser.people(namesakes)).body["people"] == first["people"]


async def test_another_id_is_another_guest(api: Caller) -> None:
    organiser = await api.evening()
    await organiser.people([{"id": "1", "name": "Tom Berger"}])
    await organiser.people([{"id": "2", "name": "Tom Berger"}])
    assert [person["id"] for person in (await organiser.now())["people"]] == ["1", "2"]


async def test_a_preview_stores_nothing(api: Caller) -> None:
    organiser = await api.evening()
    await organiser.people([{"id": "a", "name": "Anna Müller"}])
    body = [{"id": "a", "name": "Anna Müller"}, {"name": "Tom Berger"}, {"name": ""}]
    preview = await organiser.people(body, params={"preview": "1"})
    assert preview.status == 200
    known, new = preview.body["people"]
    assert known["links"]["page"].endswith(known["token"])
    assert new == {"id": None, "name": "Tom Berger", "token": None, "links": None}
    assert (preview.body["new"], preview.body["known"]) == (1, 1)
    assert preview.body["report"]["bad_rows"][0]["row"] == 3
    assert len((await organiser.now())["people"]) == 1


async def test_bad_rows_stop_the_list_unless_they_are_skipped(api: Caller) -> None:
    organiser = await api.evening()
    listed = "Name;E-Mail\nAnna Müller;\n;nobody@example.org\n".encode()
    refused = await organiser.people(listed, headers=CSV)
    assert (refused.status, refused.body["code"]) == (422, "bad_rows")
    [row] = refused.body["report"]["bad_rows"]
    assert row["row"] == 3
    assert (await organiser.now())["people"] == []
    taken = await organiser.people(listed, headers=CSV, params={"skip_bad": "1"})
    assert (taken.status, [p["name"] for p in taken.body["people"]]) == (200, ["Anna Müller"])
    assert len(taken.body["report"]["bad_rows"]) == 1


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        (b"[{]", "application/json", 400, "not_json"),
        (b"{}", "application/json", 422, "not_a_json_list"),
        (b"", "application/json", 422, "empty"),
        (b"Stadt;Land\nSuhl;DE\n", "text/csv", 422, "no_headings"),
        (b"PK\x03\x04 broken", "application/octet-stream", 422, "not_a_workbook"),
        (b"%PDF", "application/pdf", 415, "unsupported_media_type"),
        (b"Name\n" + b"x" * 5_000_001, "text/csv", 413, "too_large"),
        (b'[{"id": "organiser", "name": "Anna"}]', "application/json", 422, "reserved_id"),
    ],
)
async def test_what_is_no_list_is_refused(
    api: Caller, body: bytes, kind: str, status: int, code: str
) -> None:
    organiser = await api.evening()
    refused = await organiser.people(body, headers={"Content-Type": kind})
    assert (refused.status, refused.body["code"]) == (status, code)
    assert refused.body["detail"].endswith(".")


async def test_a_list_comes_too_late_after_the_end(api: Caller) -> None:
    organiser = await api.evening(3)
    await organiser.do("stop", confirm=True)
    refused = await organiser.people([{"name": "Tom Berger"}])
    assert (refused.status, refused.body["code"]) == (409, "ended")


async def test_a_key_of_another_list_is_noticed(api: Caller) -> None:
    organiser = await api.evening()
    key = {"Idempotency-Key": "list-1"}
    await organiser.people([{"name": "Anna Müller"}], headers=key)
    again = await organiser.people([{"name": "Anna Müller"}], headers=key)
    assert (again.status, again.body["new"]) == (200, 0)
    other = await organiser.people([{"name": "Tom Berger"}], headers=key)
    assert (other.status, other.body["code"]) == (422, "idempotency_key_reused")


async def test_wishes_about_rounds_and_tables_reach_the_plan(api: Caller) -> None:
    organiser = await api.evening(rounds=2, size=3)
    listed = [{"id": f"p{n}", "name": f"Gast {n}", "absent": [1] if n == 1 else []} for n in range(1, 8)]
    await organiser.people(listed)
    [planned] = await organiser.do("plan")
    first, second = planned["draft"]["rounds"]
    assert "p1" not in seated(first)
    assert "p1" in seated(second)
