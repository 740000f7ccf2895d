"""The address for the hall: phones must be able to follow it."""

from pathlib import Path

import pytest

from doctor import hall
from doctor.hall import check, lan_address
from tests.doctor.conftest import Examined
from tests.doctor.test_port import answering


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """A laptop in a Wi-Fi, wherever the tests run."""
    monkeypatch.setattr(hall, "CONTAINER", ())
    monkeypatch.setattr(hall, "lan_address", lambda: "192.168.1.20")


async def test_an_unset_address_is_suggested_as_a_line_to_type(case: Examined) -> None:
    (found,) = await check(case(port=9000))
    assert (found.state, found.code) == ("look", "unset")
    assert (
        found.command == "PUBLIC_URL=http://192.168.1.20:9000 tischwechsel serve --host 0.0.0.0 --port 9000"
    )


@pytest.mark.parametrize(
    "url", ["http://localhost:8080", "http://127.0.0.1", "http://[::1]:8080", "http://0.0.0.0"]
)
async def test_an_address_that_leads_a_phone_to_itself(case: Examined, url: str) -> None:
    (found,) = await check(case(PUBLIC_URL=url))
    assert (found.state, found.code) == ("look", "loopback")
    assert "192.168.1.20" in found.command


async def test_without_a_network(case: Examined, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hall, "lan_address", lambda: None)
    (found,) = await check(case())
    assert "Join the Wi-Fi" in found.do


async def test_a_container_does_not_guess(
    case: Examined, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(hall, "CONTAINER", (tmp_path,))
    (found,) = await check(case())
    assert found.command == ""
    assert "container" in found.do


async def test_an_address_of_yesterday(case: Examined, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hall, "_loopback", lambda _: False)
    (found,) = await check(case(PUBLIC_URL="http://127.0.0.77:1"))
    assert (found.state, found.code) == ("look", "moved")
    assert found.command == "PUBLIC_URL=http://192.168.1.20:1"


async def test_a_name_nobody_knows(case: Examined) -> None:
    (found,) = await check(case(PUBLIC_URL="https://tische.invalid"))
    assert (found.state, found.code) == ("broken", "unknown_name")


async def test_an_address_where_nothing_runs_yet(case: Examined, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hall, "_loopback", lambda _: False)
    monkeypatch.setattr(hall, "lan_address", lambda: "127.0.0.1")
    (found,) = await check(case(PUBLIC_URL="http://127.0.0.1:1"))
    assert (found.state, found.code) == ("stands", "set")


async def test_an_address_that_leads_here_or_elsewhere(
    case: Examined, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hall, "_loopback", lambda _: False)
    async with answering(livez=(200, {"status": "ok"})) as port:
        (found,) = await check(case(PUBLIC_URL=f"http://127.0.0.1:{port}/"))
        assert (found.state, found.code) == ("stands", "reached")
    monkeypatch.setattr(hall, "lan_address", lambda: "127.0.0.1")
    async with answering() as port:
        (found,) = await check(case(PUBLIC_URL=f"http://127.0.0.1:{port}"))
        assert (found.state, found.code) == ("broken", "other")


def test_the_address_in_the_network_is_none_of_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    address = lan_address()
    assert address is None or not address.startswith("127.")
