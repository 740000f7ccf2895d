"""What is answered when something cannot be: problem details that say what would be right."""

from typing import Any

import pytest

from service.api.app import make_app
from service.api.services import Services
from service.clock import WallTime
from service.evenings import Evenings
from service.store import Outbox, Store
from tests.redis_server import quick_redis
from tests.service.api.caller import SERVICE_TOKEN, Caller


async def test_problem_details_have_what_the_rfc_names(api: Caller) -> None:
    organiser = await api.evening()
    reply = await organiser.say("begin")
    assert reply.headers["Content-Type"] == "application/problem+json"
    assert reply.body == {
        "status": 409,
        "title": "Conflict",
        "code": "not_open",
        "detail": reply.body["detail"],
    }


async def test_the_reader_chooses_the_language(api: Caller) -> None:
    organiser = await api.evening()
    german = await organiser.say("hold")
    english = await organiser.say("hold", language="fr;q=0.9, en-GB;q=0.8, de;q=0.1")
    assert german.body["code"] == english.body["code"] == "not_begun"
    assert english.body["detail"] == "No round has begun yet. Begin with /begin."
    assert german.body["detail"] != english.body["detail"]
    spoken = await api.evening(language="en")
    assert (await spoken.say("hold")).body["detail"] == english.body["detail"]


async def test_refusals_speak_of_people_by_name(api: Caller) -> None:
    organiser = await api.evening(3)
    await organiser.do("open")
    await organiser.do("back", participant="p2")
    again = await organiser.say("back", participant="p2", language="en")
    assert (again.status, again.body["code"]) == (409, "nothing_new")
    assert "Gast 02" in again.body["detail"]


@pytest.mark.parametrize(
    ("word", "arguments", "status", "code"),
    [
        ("dance", {}, 409, "unknown_command"),
        ("absent", {}, 409, "argument_missing"),
        ("absent", {"participant": "Zoe"}, 409, "unknown_participant"),
        ("absent", {"participant": "gast"}, 409, "ambiguous_name"),
        ("extend", {"minutes": "viele"}, 409, "bad_minutes"),
        ("extend", {"minutes": "nan"}, 409, "bad_minutes"),
        ("extend", {"minutes": 1e307}, 409, "bad_minutes"),
        ("break", {"minutes": -1}, 409, "bad_minutes"),
        ("say", {"text": "  "}, 409, "nothing_to_say"),
        ("settings", {"settings": {"rounds": 0}}, 409, "bad_setting"),
        ("settings", {"settings": {"colour": "red"}}, 409, "unknown_setting"),
        ("settings", {"settings": {"rounds": [1]}}, 409, "bad_setting"),
        ("add", {"name": " "}, 409, "argument_missing"),
        ("add", {"name": "x" * 300}, 422, "too_long"),
        ("open", {}, 409, "already_begun"),
        ("plan", {}, 409, "already_begun"),
        ("resume", {}, 409, "not_held"),
    ],
)
async def test_a_refused_command_changes_nothing(
    api: Caller, word: str, arguments: dict[str, Any], status: int, code: str
) -> None:
    organiser = await api.evening(4, rounds=1, size=4)
    await organiser.do("open")
    await organiser.do("begin", confirm=True)
    version = (await organiser.now())["version"]
    reply = await organiser.say(word, **arguments)
    assert reply.status == status, reply.body
    if code != "already_begun" or reply.body["code"] != "already_open":
        assert reply.body["code"] == code
    assert reply.body["detail"]
    assert (await organiser.now())["version"] == version


async def test_a_name_of_several_people_names_them(api: Caller) -> None:
    organiser = await api.evening()
    await organiser.people([{"id": "1", "name": "Tom Berger"}, {"id": "2", "name": "Eva Berger"}])
    reply = await organiser.say("leave", participant="Berger")
    assert reply.body["candidates"] == [
        {"id": "1", "name": "Tom Berger"},
        {"id": "2", "name": "Eva Berger"},
    ]
    assert reply.body["detail"].startswith("„Berger“ kann mehrere meinen: Tom Berger, Eva Berger.")


@pytest.mark.parametrize(
    ("body", "code", "words", "path"),
    [
        (b"{", "not_json", "not JSON", "$"),
        (b"", "not_json", "not JSON", "$"),
        (b"[]", "bad_body", "Expected `object`", "$"),
        (b'{"command": 5}', "bad_body", "Expected `str`, got `int`", "$.command"),
        (b'{"command": "next", "comfirm": true}', "bad_body", "unknown field `comfirm`", "$"),
        (b'{"confirm": true}', "bad_body", "missing required field `command`", "$"),
        (b'{"command": "next", "confirm": "yes"}', "bad_body", "Expected `bool", "$.confirm"),
        (b'{"command": "\xff"}', "not_json", "not JSON", "$"),
    ],
)
async def test_a_body_that_cannot_be_read_says_where(
    api: Caller, body: bytes, code: str, words: str, path: str
) -> None:
    organiser = await api.evening()
    reply = await organiser.post("/commands", body, headers={"Content-Type": "application/json"})
    assert (reply.status, reply.body["code"], reply.body["path"]) == (400, code, path)
    assert words in reply.body["detail"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "bad_body"),
        ({"name": "   "}, 400, "bad_body"),
        ({"name": "Abend", "rounds": 3}, 400, "bad_body"),
        ({"name": "Abend", "settings": {"rounds": 99}}, 422, "bad_setting"),
        ({"name": "Abend", "settings": {"rouns": 9}}, 422, "unknown_setting"),
        ({"name": "Abend", "settings": {"timezone": "Mond"}}, 422, "bad_setting"),
    ],
)
async def test_an_evening_that_cannot_be_is_not_made(
    api: Caller, body: dict[str, Any], status: int, code: str
) -> None:
    reply = await api.post("/api/v1/evenings", body, token=SERVICE_TOKEN)
    assert (reply.status, reply.body["code"]) == (status, code)
    assert await api.services.evenings.store.evenings() == []


async def test_unknown_addresses_and_methods_are_problems_too(api: Caller) -> None:
    lost = await api.get("/api/v1/nothing")
    assert (lost.status, lost.body["code"]) == (404, "not_found")
    wrong = await api.call("DELETE", "/api/v1/evenings")
    assert (wrong.status, wrong.body["code"], wrong.headers["Allow"]) == (405, "method_not_allowed", "POST")


@pytest.mark.parametrize(
    ("path", "name"),
    [("/journal?after=-1", "after"), ("/journal?after=x", "after")],
)
async def test_a_bad_query_names_the_parameter(api: Caller, path: str, name: str) -> None:
    organiser = await api.evening()
    reply = await organiser.get(path)
    assert (reply.status, reply.body["code"], reply.body["parameter"]) == (400, "bad_query", name)


async def test_a_body_too_large_is_refused(api: Caller) -> None:
    reply = await api.post("/api/v1/plans", b"x" * 5_000_001, token=SERVICE_TOKEN)
    assert (reply.status, reply.body["code"]) == (413, "too_large")


async def test_a_store_that_is_away_means_later(api: Caller, services: Services) -> None:
    """A service whose Redis is gone says so, is not ready, and stays alive."""
    from aiohttp.test_utils import TestClient, TestServer
    from msgspec.structs import replace

    with quick_redis() as url:
        lost = Store(url, patience=0.05)
    evenings = Evenings(lost, services.planner, WallTime().now)
    alone = replace(services, evenings=evenings, outbox=Outbox(lost))
    async with TestClient(TestServer(make_app(alone))) as client:
        caller = Caller(client, alone)
        reply = await caller.post("/api/v1/evenings", {"name": "Abend"}, token=SERVICE_TOKEN)
        assert (reply.status, reply.body["code"]) == (503, "store_away")
        assert int(reply.headers["Retry-After"]) > 0
        ready = await caller.get("/readyz")
        assert (ready.status, ready.body["redis"]) == (503, "gone")
        assert (await caller.get("/livez")).status == 200
    await lost.close()
