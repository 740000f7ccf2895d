"""Wrong settings are named with what would be right, odd ones with what was meant."""

from pathlib import Path

import pytest

from doctor.environment import readable
from doctor.settings import check, names, unknown
from tests.doctor.conftest import Examined

ROOT = Path(__file__).resolve().parents[2]


async def test_nothing_set_is_fine(case: Examined) -> None:
    (found,) = await check(case(TISCHWECHSEL_DATA=""))
    assert (found.state, found.code) == ("stands", "all_unset")


async def test_settings_are_named_without_their_values(case: Examined) -> None:
    (found,) = await check(case(TELEGRAM_TOKEN="1:secret", PUBLIC_URL="http://10.0.0.7:8080"))
    assert found.state == "stands"
    assert "PUBLIC_URL, TELEGRAM_TOKEN" in found.text
    assert "secret" not in found.text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("TELEGRAM_TOKN", "TELEGRAM_TOKEN"),
        ("TELEGRAM_BOT_TOKEN", "TELEGRAM_TOKEN"),
        ("telegram_token", "TELEGRAM_TOKEN"),
        ("MATRIX_HOME_SERVER", "MATRIX_HOMESERVER"),
        ("PUBLIC_URI", "PUBLIC_URL"),
        ("TELEGRAM_TOKEN_FILES", "TELEGRAM_TOKEN_FILE"),
        ("REDIS_URLS", "REDIS_URL"),
    ],
)
async def test_a_misspelt_setting_is_named_with_the_right_one(case: Examined, typed: str, meant: str) -> None:
    (found,) = await check(case(**{typed: "x"}))
    assert (found.state, found.code) == ("look", "unknown_setting")
    assert typed in found.text
    assert found.do == f"Did you mean {meant}?"


async def test_a_name_of_ours_that_is_like_nothing_leads_to_the_list(case: Examined) -> None:
    (found,) = await check(case(TISCHWECHSEL_QWX="1"))
    assert "docs/settings.md" in found.do


def test_what_other_programs_read_is_left_alone() -> None:
    others = {"PATH", "HOME", "LANG", "REDIS_PASSWORD", "PYTHONPATH", "LOG_LEVEL", "PORT", "HOSTNAME", "USER"}
    assert unknown(dict.fromkeys(others, "x")) == {}


async def test_a_wrong_value_is_named_and_the_others_still_count(case: Examined) -> None:
    examined = case(LOG_FORMAT="yaml", MATRIX_USER="tables", TELEGRAM_TOKEN="1:x")
    found = await check(examined)
    assert {one.code for one in found} == {"bad_setting"}
    assert all(one.state == "broken" for one in found)
    assert any("LOG_FORMAT=yaml" in one.text for one in found)
    assert any("MATRIX_HOMESERVER" in one.text for one in found)
    assert examined.settings.telegram_token == "1:x"
    assert examined.settings.matrix_user is None


def test_a_file_that_is_not_there_is_named() -> None:
    settings, wrong = readable({"TELEGRAM_TOKEN_FILE": "/nowhere/token", "PUBLIC_URL": "http://a"})
    assert "TELEGRAM_TOKEN_FILE=/nowhere/token" in wrong[0]
    assert settings.public_url == "http://a"


async def test_the_password_of_a_wrong_redis_address_is_not_repeated(case: Examined) -> None:
    (found,) = await check(case(REDIS_URL="http://user:hunter2@redis"))
    assert found.state == "broken"
    assert "hunter2" not in found.text + found.do


async def test_a_setting_given_twice(case: Examined, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("1:y")
    found = await check(case(TELEGRAM_TOKEN="1:x", TELEGRAM_TOKEN_FILE=str(tmp_path / "token")))
    assert [one.code for one in found] == ["given_twice"]


async def test_a_webhook_without_a_bot(case: Examined) -> None:
    (found,) = await check(case(TELEGRAM_WEBHOOK_URL="https://example.org/telegram"))
    assert (found.state, found.code) == ("look", "webhook_without_bot")


@pytest.mark.parametrize(
    "url", ["http://example.org/telegram", "https://example.org:8080/telegram", "https://a:b/c"]
)
async def test_a_webhook_telegram_would_not_call(case: Examined, url: str) -> None:
    (found,) = await check(case(TELEGRAM_TOKEN="1:x", TELEGRAM_WEBHOOK_URL=url))
    assert (found.state, found.code) == ("broken", "bad_webhook")


async def test_a_bot_api_server_of_ones_own_calls_any_address(case: Examined) -> None:
    url, own = "http://10.0.0.7:8080/telegram", "http://10.0.0.8:8081"
    (found,) = await check(case(TELEGRAM_TOKEN="1:x", TELEGRAM_WEBHOOK_URL=url, TELEGRAM_API=own))
    assert found.state == "stands"


async def test_a_env_file_nobody_reads_is_told_with_the_line_to_type(case: Examined, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        "# ours\n#MATRIX_USER=@a:b\nexport TELEGRAM_TOKEN=1:x\nPUBLIC_URL=\nEDITOR=vi\n"
    )
    (found,) = await check(case())
    assert (found.state, found.code) == ("look", "env_not_read")
    assert "TELEGRAM_TOKEN" in found.text
    assert "MATRIX_USER" not in found.text
    assert found.command == "set -a; . ./.env; set +a"
    assert [one.code for one in await check(case(TELEGRAM_TOKEN="1:x"))] == ["fine"]


def test_every_setting_is_documented() -> None:
    for page in ("docs/settings.md", ".env.example"):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert [name for name in names() if name not in text] == [], page
