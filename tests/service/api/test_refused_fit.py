"""Wishes about seats that cannot be met together: the smallest set in conflict is named, in words and with names."""

from typing import Any

import pytest

from tests.service.api.caller import Caller

GUESTS = [{"id": f"p{n}", "name": f"Gast {n:02}"} for n in range(1, 11)]
ANNA: dict[str, Any] = {"id": "a", "name": "Anna Roth", "organisation": "Glas Roth GmbH"}
TOM: dict[str, Any] = {"id": "b", "name": "Tom Berger", "organisation": "Berger Optik"}


@pytest.mark.parametrize(
    ("anna", "tom", "settings", "german", "english"),
    [
        (
            {"table": "2", "apart": ["Berger Optik"]},
            {"table": "2"},
            {},
            [
                "Anna Roth und Tom Berger sollen nie an einem Tisch sitzen",
                "Anna Roth und Tom Berger sitzen immer an Tisch 2",
            ],
            ["Anna Roth and Tom Berger are to stay apart", "Anna Roth and Tom Berger always sit at table 2"],
        ),
        (
            {"table": "2", "apart": ["Tom Berger"]},
            {"table": "2", "host": True},
            {},
            [
                "Anna Roth und Tom Berger sollen nie an einem Tisch sitzen",
                "Gastgeber von Tisch 2: Tom Berger",
                "Anna Roth sitzt immer an Tisch 2",
            ],
            [
                "Anna Roth and Tom Berger are to stay apart",
                "Tom Berger is a host of table 2",
                "Anna Roth always sits at table 2",
            ],
        ),
        (
            {"table": "2", "industry": "Glas"},
            {"table": "2", "industry": "GLAS "},
            {"competitors": "apart"},
            [
                "Anna Roth und Tom Berger sollen nie an einem Tisch sitzen",
                "Anna Roth und Tom Berger sitzen immer an Tisch 2",
            ],
            ["Anna Roth and Tom Berger are to stay apart", "Anna Roth and Tom Berger always sit at table 2"],
        ),
        (
            {"stepfree": True, "apart": ["Berger Optik"]},
            {"stepfree": True},
            {"stepfree": "3"},
            [
                "Anna Roth und Tom Berger sollen nie an einem Tisch sitzen",
                "Anna Roth und Tom Berger brauchen stufenlose Tische (3)",
            ],
            [
                "Anna Roth and Tom Berger are to stay apart",
                "Anna Roth and Tom Berger need step-free tables (3)",
            ],
        ),
        (
            {"stepfree": True, "table": "1"},
            {},
            {"stepfree": "3"},
            ["Anna Roth sitzt immer an Tisch 1", "Anna Roth braucht einen stufenlosen Tisch (3)"],
            ["Anna Roth always sits at table 1", "Anna Roth needs a step-free table (3)"],
        ),
    ],
    ids=["fixed and apart", "host and apart", "competitors", "steps and apart", "steps and fixed"],
)
async def test_what_cannot_be_met_together_is_named(  # noqa: PLR0917
    api: Caller,
    anna: dict[str, Any],
    tom: dict[str, Any],
    settings: dict[str, Any],
    german: list[str],
    english: list[str],
) -> None:
    evening = await api.evening(rounds=2, size=4, **settings)
    assert (await evening.people([*GUESTS, ANNA | anna, TOM | tom])).status == 200
    # Others whom this does not concern, and what somebody said in private.
    await evening.say("apart", participant="p1", other="p2")
    for language, words in (("de", german), ("en", english)):
        reply = await evening.say("plan", language=language)
        assert (reply.status, reply.body["code"]) == (409, "conflict")
        assert sorted(reply.body["conflict"]) == sorted(words)


async def test_too_few_step_free_chairs_are_counted_and_what_would_do_is_said(api: Caller) -> None:
    evening = await api.evening(rounds=2, size=4, stepfree="1, 2")
    people = [{**guest, "stepfree": int(guest["id"][1:]) < 10} for guest in GUESTS]
    assert (await evening.people(people)).status == 200
    reply = await evening.say("plan", language="de")
    assert (reply.status, reply.body["code"]) == (409, "stepfree_too_few")
    assert reply.body["detail"] == (
        "9 Gäste brauchen einen stufenlosen Tisch, an den stufenlosen Tischen (1, 2) sind aber nur 8 Plätze. "
        "Ein solcher Tisch mehr reicht: /einstellungen stufenlos=1,2."
    )
    assert (await evening.say("settings", settings={"stepfree": "1-3"})).status == 200
    assert (await evening.say("plan")).status == 200


async def test_settings_of_seats_are_refused_with_what_would_be_right(api: Caller) -> None:
    evening = await api.evening()
    for name, value in (("stepfree", "vorn"), ("competitors", "yes"), ("colleagues", "apart")):
        reply = await evening.say("settings", settings={name: value}, language="en")
        assert (reply.status, reply.body["code"]) == (409, "bad_setting")
        assert reply.body["detail"].startswith(f"{name} cannot be “{value}”; possible: ")


async def test_names_in_a_list_of_competitors_that_fit_nobody_are_warnings(api: Caller) -> None:
    evening = await api.evening()
    listed = [ANNA | {"apart": ["Berger Optik", "Niemand AG"]}, TOM]
    preview = await evening.people(listed, params={"preview": "1"})
    assert [note["why"] for note in preview.body["report"]["warnings"]] == [
        "Anna Roth: “Niemand AG” fits nobody on the list, or several"
    ]
    assert (await evening.people(listed)).status == 200
    exported = await evening.get("/export")
    assert exported.body["evening"]["apart"] == [["a", "b"]]
