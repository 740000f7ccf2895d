"""Who has to be told in person, over HTTP: listed for organisers, ticked, and shown to nobody else."""

import json

import pytest

from tests.service.api.caller import Caller, Organiser


@pytest.fixture
async def running(api: Caller) -> Organiser:
    """Nine guests without phones in round 1."""
    organiser = await api.evening(9, rounds=6, size=3, minutes=8, change_seconds=60, clock="auto")
    await organiser.do("open")
    await organiser.do("begin", confirm=True)
    await organiser.do("next")
    return organiser


async def other_table(organiser: Organiser, person: str) -> str:
    seating = (await organiser.now())["seating"]
    return next(p for people in seating.values() if person not in people for p in people)


async def test_who_is_moved_is_listed_until_ticked(api: Caller, running: Organiser) -> None:
    assert (await running.now())["tell_in_person"] == []
    other = await other_table(running, "p1")
    await running.do("swap", participant="p1", other=other)
    assert set((await running.now())["tell_in_person"]) == {"p1", other}
    assert await running.do("told", participant="p1") == [{"event": "told", "person": "p1"}]
    assert (await running.now())["tell_in_person"] == [other]


async def test_whose_page_has_shown_it_need_not_be_told(api: Caller, running: Organiser) -> None:
    other = await other_table(running, "p1")
    await running.do("swap", participant="p1", other=other)
    version = (await running.now())["version"]
    await api.services.outbox.mark_reached(running.id, {"p1": version}, channel="web")
    assert (await running.now())["tell_in_person"] == [other]


async def test_nobody_to_tell_is_refused_with_a_reason(running: Organiser) -> None:
    refused = await running.say("told", participant="p1")
    assert (refused.status, refused.body["code"]) == (409, "nothing_new")
    missing = await running.say("told")
    assert missing.body["code"] == "argument_missing"


async def test_a_guest_of_honour_has_a_window_and_a_route(running: Organiser) -> None:
    begun, *_ = await running.do("visit", participant="p1", time="0:00-11:59", table="3,1")
    assert begun == {"event": "visit", "person": "p1", "window": [0, 719], "route": ["3", "1"]}
    for time in ("11:59-0:00", "gleich"):
        refused = await running.say("visit", participant="p1", time=time)
        assert (refused.status, refused.body["code"]) == (409, "bad_window")
    unknown = await running.say("visit", participant="p1", table="99")
    assert unknown.body["code"] == "unknown_table"


async def test_over_the_api_a_host_is_taken_out_at_once(running: Organiser) -> None:
    await running.do("host", participant="p1", table="1")
    events = await running.do("absent", participant="p1")
    assert events[0] == {"event": "presence", "person": "p1", "presence": "away"}


async def test_the_projector_says_nothing_of_it(api: Caller, running: Organiser) -> None:
    await running.do("swap", participant="p1", other=await other_table(running, "p1"))
    evening = await api.services.evenings.load(running.id)
    screen = "/s/" + api.services.links.evening(evening).screen.rsplit("/", 1)[1]
    async with api.client.get(screen) as response:
        text = await response.text()
    assert not {"in_person", "on_paper", "tell_in_person"} & set(json.dumps(text).split('\\"'))
