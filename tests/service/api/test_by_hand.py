"""Seats, pairs, tables and guests of honour over HTTP, and how to be done in time."""

import pytest

from tests.service.api.caller import Caller, Organiser


@pytest.fixture
async def running(api: Caller) -> Organiser:
    """Nine guests in round 1 of 6."""
    organiser = await api.evening(9, rounds=6, size=3, minutes=8, change_seconds=60, clock="auto")
    await organiser.do("open")
    await organiser.do("begin", confirm=True)
    await organiser.do("next")
    return organiser


async def seat(organiser: Organiser, person: str) -> str:
    seating = (await organiser.now())["seating"]
    return next(table for table, people in seating.items() if person in people)


async def test_seats_and_tables_are_changed_and_all_of_it_is_taken_back(running: Organiser) -> None:
    before = (await running.now())["seating"]
    here = await seat(running, "p1")
    other = next(p for table, people in before.items() for p in people if table != here)
    there = await seat(running, other)

    swapped = await running.do("swap", participant="p1", other=other)
    assert [(e["person"], e["table"]) for e in swapped] == [("p1", there), (other, here)]
    assert (await running.do("undo"))[0]["act"]["word"] == "swap"

    hosted = await running.do("host", participant="p1", table=int(there))
    assert hosted[0] == {"event": "host", "person": "p1", "table": there}
    assert await seat(running, "p1") == there
    await running.do("undo")

    closed = await running.do("close", table=there)
    assert closed[0] == {"event": "closed", "table": there}
    assert there not in (await running.now())["seating"]
    await running.do("undo")

    await running.do("visit", participant="Gast 01")
    assert "p1" not in [p for people in (await running.now())["seating"].values() for p in people]
    await running.do("undo")
    assert {t: set(p) for t, p in (await running.now())["seating"].items()} == {
        t: set(p) for t, p in before.items()
    }


async def test_pairs_and_early_leaving_are_noted(running: Organiser) -> None:
    [apart] = await running.do("apart", participant="p1", other="p2")
    assert apart == {"event": "apart", "people": ["p1", "p2"]}
    [leaves] = await running.do("leave", participant="p3", round=2)
    assert (leaves["event"], leaves["absent"][:2]) == ("absence", [3, 4])
    [gone, *_] = await running.do("leave", participant="p4")
    assert (gone["event"], gone["presence"]) == ("presence", "left")


async def test_finish_says_in_numbers_how_to_be_done_and_changes_nothing(running: Organiser) -> None:
    version = (await running.now())["version"]
    reply = await running.say("finish", time="23:59")
    assert reply.status == 200
    assert (reply.body["version"], reply.body["events"]) == (version, [])
    first = reply.body["ways"][0]
    assert (first["rounds"], first["minutes"]) == (6, 8)
    assert first["ends"] > (await running.now())["deadline"]
    assert (await running.now())["version"] == version


@pytest.mark.parametrize(
    ("word", "arguments", "code"),
    [
        ("swap", {"participant": "p1"}, "argument_missing"),
        ("swap", {"participant": "p1", "other": "p1"}, "same_person"),
        ("apart", {"participant": "p1", "other": "nobody"}, "unknown_participant"),
        ("together", {"other": "p1"}, "argument_missing"),
        ("host", {"participant": "p1"}, "argument_missing"),
        ("host", {"participant": "p1", "table": 99}, "unknown_table"),
        ("close", {}, "argument_missing"),
        ("close", {"table": "x"}, "unknown_table"),
        ("visit", {}, "argument_missing"),
        ("organiser", {"participant": "p1"}, "no_chat"),
        ("leave", {"participant": "p1", "round": 7}, "bad_round"),
        ("finish", {}, "argument_missing"),
        ("finish", {"time": "bald"}, "bad_time"),
    ],
)
async def test_what_cannot_be_is_refused_in_a_sentence(
    running: Organiser, word: str, arguments: dict[str, object], code: str
) -> None:
    version = (await running.now())["version"]
    reply = await running.say(word, **arguments)
    assert (reply.status, reply.body["code"]) == (409, code)
    assert reply.body["detail"].endswith(".")
    assert (await running.now())["version"] == version
