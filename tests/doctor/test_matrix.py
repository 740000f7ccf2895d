"""Matrix on a real homeserver: the account, whether people's apps trust it, and its pace."""

import asyncio
import json
import shutil
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from bot.matrix import MatrixChannel
from bot.matrix.probe import MatrixProbe, Owner, kept_token
from doctor.finding import Finding
from doctor.matrix import check
from tests.doctor.conftest import Examined
from tests.fakes.matrix import Homeserver, Login, MatrixPhone
from tests.fakes.matrix.fixtures import homeserver
from tests.fakes.matrix.gateway import Gateway

__all__ = ["homeserver"]


async def findings(
    case: Examined, url: str, user: str, people: int = 50, **environment: str
) -> list[Finding]:
    given = {"MATRIX_HOMESERVER": url, "MATRIX_USER": user, **environment}
    return await check(case(people=people, **given))


def codes(found: list[Finding]) -> list[tuple[str, str]]:
    return [(one.state, one.code) for one in found]


async def devices(homeserver: Homeserver, login: Login) -> set[str]:
    status, answer = await homeserver.request("GET", "/_matrix/client/v3/devices", token=login.token)
    assert status == 200
    return {one["device_id"] for one in answer["devices"]}


def keep(tmp_path: Path, login: Login) -> None:
    """As the bot keeps what it learns at its first login."""
    folder = tmp_path / "data" / "matrix"
    folder.mkdir(parents=True)
    kept = {"user": login.user, "device": login.device, "token": login.token}
    (folder / "device.json").write_text(json.dumps(kept))


async def test_no_homeserver_is_no_bot(case: Examined) -> None:
    assert codes(await check(case())) == [("stands", "unused")]


async def test_a_password_opens_the_account_and_leaves_no_device(
    case: Examined, homeserver: Homeserver
) -> None:
    login = await homeserver.login("anna")
    found = await findings(case, homeserver.url, login.user, MATRIX_PASSWORD="pw")
    assert codes(found) == [("stands", "opens"), ("stands", "pace")]
    assert await devices(homeserver, login) == {login.device}


async def test_the_room_it_tries_its_pace_in_is_left_and_forgotten(
    case: Examined, homeserver: Homeserver
) -> None:
    login = await homeserver.login("berta")
    await findings(case, homeserver.url, login.user, MATRIX_ACCESS_TOKEN=login.token)
    for path in ("/_matrix/client/v3/joined_rooms", "/_matrix/client/v3/sync?timeout=0"):
        status, answer = await homeserver.request("GET", path, token=login.token)
        assert status == 200
        assert not answer.get("joined_rooms")
        assert not answer.get("rooms", {}).get("join")
        assert not answer.get("rooms", {}).get("leave")


async def test_the_token_the_bot_keeps_is_used_and_the_password_is_not(
    case: Examined, homeserver: Homeserver, tmp_path: Path
) -> None:
    login = await homeserver.login("carla")
    keep(tmp_path, login)
    found = await findings(case, homeserver.url, login.user, MATRIX_PASSWORD="wrong")
    assert codes(found) == [("stands", "not_started"), ("stands", "pace")]


async def test_a_token_that_was_taken_back_is_fetched_again_where_there_is_a_password(
    case: Examined, homeserver: Homeserver, tmp_path: Path
) -> None:
    login = await homeserver.login("dora")
    keep(tmp_path, login)
    await homeserver.request("POST", "/_matrix/client/v3/logout", {}, login.token)
    assert codes(await findings(case, homeserver.url, login.user, MATRIX_PASSWORD="pw")) == [
        ("look", "token_renewed")
    ]
    found = await findings(case, homeserver.url, login.user, MATRIX_ACCESS_TOKEN=login.token)
    assert codes(found) == [("broken", "token")]
    assert login.token not in found[0].text + found[0].do


async def test_a_wrong_password(case: Examined, homeserver: Homeserver) -> None:
    login = await homeserver.login("emma")
    found = await findings(case, homeserver.url, login.user, MATRIX_PASSWORD="hunter2")
    assert codes(found) == [("broken", "password")]
    assert "hunter2" not in found[0].text + found[0].do


async def test_a_token_of_somebody_else(case: Examined, homeserver: Homeserver) -> None:
    login = await homeserver.login("frida")
    (found,) = await findings(case, homeserver.url, "@gerda:localhost", MATRIX_ACCESS_TOKEN=login.token)
    assert (found.state, found.code) == ("broken", "wrong_user")
    assert found.command == "MATRIX_USER=@frida:localhost"


async def test_a_homeserver_that_limits_us_costs_minutes_and_has_a_cure(case: Examined) -> None:
    """Ten messages at once, then one every five seconds: Synapse, as it comes. Then its admin makes the call."""
    async with Homeserver(limits=True) as hs:
        admin = (await hs.register("admin", admin=True)) and await hs.login("admin")
        login = await hs.login("tables")
        # Part of what it allows at once was used a moment ago: the first wait is not the whole one.
        await hs.request("POST", "/_matrix/client/v3/createRoom", {}, login.token)
        await asyncio.sleep(1.5)
        found = await findings(case, hs.url, login.user, MATRIX_ACCESS_TOKEN=login.token)
        limited = found[1]
        assert (limited.state, limited.code) == ("look", "limited")
        assert limited.text == "At 0.2 messages a second 50 people would wait 4 minutes for their table."
        done = await asyncio.to_thread(
            subprocess.run,
            ["bash", "-c", limited.command],
            env={"PATH": "/usr/bin:/bin", "ADMIN_TOKEN": admin.token},
            capture_output=True,
            text=True,
            check=True,
        )
        assert json.loads(done.stdout) == {"messages_per_second": 0, "burst_count": 0}
        found = await findings(case, hs.url, login.user, MATRIX_ACCESS_TOKEN=login.token)
        assert codes(found) == [("stands", "not_started"), ("stands", "pace")]

        # Half freed is enough for some.
        call = f"/_synapse/admin/v1/users/{login.user}/override_ratelimit"
        await hs.request("POST", call, {"messages_per_second": 2, "burst_count": 2}, admin.token)
        found = await findings(case, hs.url, login.user, MATRIX_ACCESS_TOKEN=login.token)
        assert codes(found)[1] == ("stands", "pace_suffices")


LIMITED = {"errcode": "M_LIMIT_EXCEEDED", "error": "Too Many Requests", "retry_after_ms": 60_000}
ODD = {"errcode": "M_UNKNOWN", "error": "Internal server error"}


@pytest.mark.parametrize(
    ("part", "answer", "expected"),
    [
        ("createRoom", (429, LIMITED), [("stands", "not_started"), ("look", "rooms_limited")]),
        ("whoami", (429, LIMITED), [("look", "login_limited")]),
        ("whoami", (502, "<html>Bad Gateway</html>"), [("broken", "away")]),
        ("whoami", (500, ODD), [("broken", "away")]),
        ("whoami", (403, ODD), [("broken", "refused")]),
        ("versions", (502, "<html>Bad Gateway</html>"), [("broken", "away")]),
        ("send/m.room.message", (403, ODD), [("broken", "refused")]),
    ],
)
async def test_what_a_homeserver_or_what_stands_before_it_may_answer(
    case: Examined,
    homeserver: Homeserver,
    part: str,
    answer: tuple[int, object],
    expected: list[tuple[str, str]],
) -> None:
    login = await homeserver.login("karla")
    async with Gateway(homeserver) as gate:
        gate.answers(*answer, path_part=part)
        found = await findings(case, gate.url, login.user, MATRIX_ACCESS_TOKEN=login.token)
    assert codes(found) == expected


async def test_a_homeserver_that_goes_away_in_between(case: Examined, homeserver: Homeserver) -> None:
    login = await homeserver.login("lena")
    async with Gateway(homeserver) as gate:
        gate.drops(None, path_part="whoami")
        found = await findings(case, gate.url, login.user, MATRIX_ACCESS_TOKEN=login.token)
    assert codes(found) == [("broken", "away")]


async def test_nobody_there(case: Examined) -> None:
    found = await findings(case, "http://127.0.0.1:1", "@tables:localhost", MATRIX_PASSWORD="hunter2")
    assert codes(found) == [("broken", "away")]


@pytest.fixture
async def website() -> AsyncIterator[dict[str, object]]:
    """Something else than a homeserver: what it says by path, and `url`."""
    said: dict[str, object] = {}

    async def answer(request: web.Request) -> web.Response:
        found = said.get(request.path)
        return web.json_response(found) if found else web.Response(text="<html>", content_type="text/html")

    app = web.Application()
    app.router.add_route("*", "/{any:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    said["url"] = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield said
    await runner.cleanup()


async def test_a_website_is_no_homeserver(case: Examined, website: dict[str, object]) -> None:
    found = await findings(case, str(website["url"]), "@tables:localhost", MATRIX_PASSWORD="pw")
    assert codes(found) == [("broken", "stranger")]


async def test_a_domain_names_its_homeserver(case: Examined, website: dict[str, object]) -> None:
    website["/.well-known/matrix/client"] = {"m.homeserver": {"base_url": "https://matrix.example.org/"}}
    (found,) = await findings(case, str(website["url"]), "@tables:localhost", MATRIX_PASSWORD="pw")
    assert (found.state, found.code) == ("broken", "wrong_address")
    assert found.command == "MATRIX_HOMESERVER=https://matrix.example.org"


async def test_an_account_without_an_identity_signs_nothing(homeserver: Homeserver) -> None:
    async with MatrixPhone(homeserver, "hanna"):
        pass
    login = await homeserver.login("hanna")
    async with MatrixProbe(homeserver.url, token=login.token) as probe:
        device = next(iter(await devices(homeserver, login) - {login.device}))
        assert await probe.signing(Owner(user=login.user, device=device)) == "no_identity"
        assert await probe.signing(Owner(user=login.user, device=login.device)) == "no_keys"
        assert not await probe.has_identity(login.user)


async def test_the_bot_signs_its_device_and_without_its_folder_that_is_missed(
    case: Examined, homeserver: Homeserver, tmp_path: Path
) -> None:
    """The folder of the real bot, its token and its keys; then as on a new computer."""
    user = await homeserver.register("ines", "pw")
    bot = MatrixChannel(homeserver.url, user, password="pw", data=tmp_path / "data")
    await bot.start()
    found = await findings(case, homeserver.url, user, MATRIX_PASSWORD="pw")
    async with asyncio.timeout(20):
        while codes(found)[0] != ("stands", "signed"):
            await asyncio.sleep(0.05)
            found = await findings(case, homeserver.url, user, MATRIX_PASSWORD="pw")
    await bot.close()
    assert codes(found) == [("stands", "signed"), ("stands", "pace")]
    token = kept_token(tmp_path / "data" / "matrix", user) or ""
    assert len(await devices(homeserver, Login(user, "", token))) == 1

    async with MatrixProbe(homeserver.url, token=token) as probe:
        owner = await probe.owner()
        assert await probe.signing(owner) == "signed"
        other = await homeserver.login("ines")
        assert await probe.signing(Owner(user=user, device=other.device)) == "no_keys"

    await asyncio.to_thread(shutil.rmtree, tmp_path / "data" / "matrix")
    found = await findings(case, homeserver.url, user, MATRIX_PASSWORD="pw")
    assert codes(found)[0] == ("look", "keys_elsewhere")
    found = await findings(case, homeserver.url, user, MATRIX_ACCESS_TOKEN=token)
    assert codes(found)[0] == ("broken", "keys_missing")


async def test_a_device_of_the_bot_that_is_not_signed(
    case: Examined, homeserver: Homeserver, tmp_path: Path
) -> None:
    async with MatrixPhone(homeserver, "jana") as phone:
        login = Login(phone.user, "", phone._client.access_token)
        found = await findings(case, homeserver.url, login.user, MATRIX_ACCESS_TOKEN=login.token)
    assert codes(found)[0] == ("broken", "unsigned")
