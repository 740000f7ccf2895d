"""Planning without an evening."""

from typing import Any

import msgspec
import pytest

import scheduler
from tests.service.api.caller import SERVICE_TOKEN, Caller


def problem(people: int, rounds: int, **more: Any) -> dict[str, Any]:
    tables = [{"id": str(t), "min": 3, "max": 4} for t in range(1, -(-people // 4) + 1)]
    listed = [{"id": f"p{n}"} for n in range(1, people + 1)]
    return {
        "format": "tischwechsel/problem@1",
        "rounds": rounds,
        "people": listed,
        "tables": tables,
        **more,
    }


async def test_a_problem_becomes_a_plan_that_holds(api: Caller) -> None:
    asked = problem(16, 2, apart=[["p1", "p2"]])
    reply = await api.post("/api/v1/plans?seconds=0.5", asked, token=SERVICE_TOKEN)
    assert reply.status == 200
    plan = scheduler.read_plan(msgspec.json.encode(reply.body))
    report = scheduler.audit(scheduler.read_problem(msgspec.json.encode(asked)), plan)
    assert (report.broken, report.repeats) == ((), 0)


async def test_iterations_and_seed_give_the_same_plan_again(api: Caller) -> None:
    asked = problem(12, 4)
    plans = [
        (await api.post("/api/v1/plans?iterations=2000&seed=7", asked, token=SERVICE_TOKEN)).body["rounds"]
        for _ in range(2)
    ]
    assert plans[0] == plans[1]


async def test_what_cannot_be_planned_names_the_wishes(api: Caller) -> None:
    asked = problem(6, 1, inseparable=[["p1", "p2"]], apart=[["p1", "p2"]])
    reply = await api.post("/api/v1/plans", asked, token=SERVICE_TOKEN)
    assert (reply.status, reply.body["code"]) == (422, "conflict")
    assert reply.body["conflict"]
    assert all(isinstance(wish, str) for wish in reply.body["conflict"])


async def test_the_wishes_are_said_with_names_in_the_readers_language(api: Caller) -> None:
    asked = problem(6, 1, inseparable=[["p1", "p2"]], apart=[["p1", "p2"]])
    asked["people"][0]["name"] = "Anna Roth"
    german = {"Accept-Language": "de"}
    reply = await api.post("/api/v1/plans", asked, token=SERVICE_TOKEN, headers=german)
    assert reply.body["conflict"] == [
        "Anna Roth (p1) und p2 sollen nie an einem Tisch sitzen",
        "Anna Roth (p1) und p2 bleiben immer zusammen",
    ]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "not_json"),
        (b"{}", 422, "not_a_problem"),
        (problem(4, 1, apart=[["p1", "p9"]]), 422, "unknown_person"),
        (problem(4, 1, colour="red"), 422, "not_a_problem"),
    ],
)
async def test_a_problem_that_is_none_is_refused(api: Caller, body: Any, status: int, code: str) -> None:
    reply = await api.post("/api/v1/plans", body, token=SERVICE_TOKEN)
    assert (reply.status, reply.body["code"]) == (status, code)
    assert reply.body["path"].startswith("$")


@pytest.mark.parametrize("query", ["seconds=-1", "seconds=nan", "seconds=1e9", "seed=x", "iterations=0"])
async def test_numbers_of_the_query_are_checked(api: Caller, query: str) -> None:
    reply = await api.post(f"/api/v1/plans?{query}", problem(4, 1), token=SERVICE_TOKEN)
    assert (reply.status, reply.body["code"]) == (400, "bad_query")
    assert reply.body["parameter"] == query.partition("=")[0]


async def test_matches_left_out_are_found_from_seeks_and_offers(api: Caller) -> None:
    asked = problem(8, 1)
    asked["people"][0]["seeks"] = "Drehteile aus Edelstahl"
    asked["people"][5]["offers"] = "Drehteile in Edelstahl"
    found = await api.post("/api/v1/plans?seconds=0.5", asked, token=SERVICE_TOKEN)
    assert found.body["report"]["matches_known"] == 1
    given = await api.post("/api/v1/plans?seconds=0.5", {**asked, "matches": []}, token=SERVICE_TOKEN)
    assert given.body["report"]["matches_known"] == 0
