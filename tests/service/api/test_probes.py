"""Probes and numbers for those who run the service."""

from aiohttp.test_utils import TestClient, TestServer
from msgspec.structs import replace

from service.api.app import make_app
from service.api.services import Services
from service.planning import Planner
from tests.service.api.caller import Caller


async def test_ready_names_what_stands(api: Caller) -> None:
    ready = await api.get("/readyz")
    assert (ready.status, ready.body) == (200, {"status": "ok", "redis": "ok", "planner": "ok"})


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
