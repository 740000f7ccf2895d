"""Probes and numbers for those who run the service."""

import pytest
from aiohttp.test_utils import TestClient, TestServer
from msgspec.structs import replace

from service.api.app import make_app
from service.api.services import Services
from service.networks import NetworkStanding
from service.planning import Planner
from tests.service.api.caller import Caller


async def test_ready_names_what_stands(api: Caller) -> None:
    ready = await api.get("/readyz")
    assert (ready.status, ready.body) == (
        200,
        {"status": "ok", "redis": "ok", "planner": "ok", "networks": {}},
    )


async def test_a_network_in_trouble_degrades_and_takes_nothing_down(services: Services) -> None:
    """A restart would not bring it back: nobody who looks after processes may be moved to one."""
    standings = (
        NetworkStanding(name="telegram", trouble="away", lasting=60_000, waiting=31, oldest=42_500),
        NetworkStanding(name="matrix", slow=True, waiting=4),
    )
    troubled = replace(services, networks=lambda evening: standings)
    async with TestClient(TestServer(make_app(troubled))) as client:
        api = Caller(client, troubled)
        ready, alive, numbers = [await api.get(path) for path in ("/readyz", "/livez", "/metrics")]
    assert (ready.status, ready.body["status"]) == (200, "degraded")
    assert ready.body["networks"] == {"telegram": "away", "matrix": "limited"}
    assert (alive.status, alive.body) == (200, {"status": "ok"})
    assert 'tischwechsel_notices_waiting{network="telegram"} 31.0' in numbers.body
    assert 'tischwechsel_oldest_notice_seconds{network="telegram"} 42.5' in numbers.body
    assert 'tischwechsel_network_trouble{network="telegram",trouble="away"} 1.0' in numbers.body
    assert 'tischwechsel_network_slow{network="matrix"} 1.0' in numbers.body
    assert 'trouble{network="matrix"' not in numbers.body


@pytest.mark.parametrize(
    ("standing", "state", "degraded"),
    [
        (NetworkStanding(name="telegram"), "ok", False),
        (NetworkStanding(name="telegram", trouble="new"), "starting", False),
        (NetworkStanding(name="telegram", slow=True), "limited", False),
        (NetworkStanding(name="telegram", trouble="conflict", slow=True), "conflict", True),
    ],
)
def test_slow_or_just_starting_is_not_degraded(standing: NetworkStanding, state: str, degraded: bool) -> None:
    assert (standing.state, standing.degraded) == (state, degraded)


async def test_not_ready_before_the_planner_is_compiled(services: Services) -> None:
    cold = replace(services, planner=Planner())
    async with TestClient(TestServer(make_app(cold))) as client:
        ready = await Caller(client, cold).get("/readyz")
    assert (ready.status, ready.body["planner"]) == (503, "compiling")


async def test_commands_are_counted_by_word_and_result_and_nobody_is_named(api: Caller) -> None:
    organiser = await api.evening(3)
    await organiser.do("open")
    await organiser.say("open")
    await organiser.say("Sabine Beispiel")
    numbers = await api.get("/metrics")
    assert numbers.headers["Content-Type"].startswith("text/plain")
    assert 'tischwechsel_commands_total{result="done",word="open"} 1.0' in numbers.body
    assert 'tischwechsel_commands_total{result="already_open",word="open"} 1.0' in numbers.body
    assert 'tischwechsel_commands_total{result="unknown_command",word="unknown"} 1.0' in numbers.body
    assert 'tischwechsel_command_seconds_count{word="open"} 2.0' in numbers.body
    assert 'tischwechsel_journal_appends_total{by="organiser"} 3.0' in numbers.body
    assert "Beispiel" not in numbers.body
    assert organiser.id not in numbers.body
