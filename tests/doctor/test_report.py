"""The report: every check at once, none of them able to break it; lines for people, JSON for machines."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from doctor import Case, Finding, as_json, case_of, examine, lines, sound
from doctor.case import language
from doctor.examination import CHECKS, Limited
from doctor.report import trial
from tests.doctor.conftest import Examined

ROOT = Path(__file__).resolve().parents[2]
FINE = Finding(check="disk", state="stands", code="fine", text="2 GB free")
ODD = Finding(
    check="hall",
    state="look",
    code="unset",
    text="PUBLIC_URL is not set",
    do="Set it:",
    command="PUBLIC_URL=x",
)
BAD = Finding(check="redis", state="broken", code="gone", text="Redis does not answer")


async def stuck(_: Case) -> list[Finding]:
    await asyncio.Event().wait()
    return []


async def faulty(_: Case) -> list[Finding]:
    raise RuntimeError("https://api.telegram.org/bot1:hunter2/getMe")


async def fine(_: Case) -> list[Finding]:
    return [FINE]


async def test_a_check_that_hangs_or_fails_is_a_finding_beside_the_others(case: Examined) -> None:
    checks = [Limited("telegram", stuck, 0.05), Limited("matrix", faulty, 5), Limited("disk", fine, 5)]
    found = await examine(case(), checks)
    assert [(one.check, one.code) for one in found] == [
        ("telegram", "no_answer"),
        ("matrix", "check_failed"),
        ("disk", "fine"),
    ]
    assert "hunter2" not in str(found)
    assert not sound(found)


async def test_everything_at_once_on_a_bare_machine(case: Examined) -> None:
    found = await examine(case(port=1), [one for one in CHECKS if one.name != "planner"])
    assert {one.check for one in found} == {one.name for one in CHECKS} - {"planner"}
    assert sum(one.seconds for one in CHECKS) < 600


def test_lines_align_and_say_what_to_do_below(case: Examined) -> None:
    shown = [line.text for line in lines([FINE, ODD, BAD], case().t)]
    assert shown[0] == "stands  Disk      2 GB free"
    assert shown[1] == "look    Hall      PUBLIC_URL is not set"
    assert shown[2:4] == [" " * 18 + "Set it:", " " * 18 + "PUBLIC_URL=x"]
    assert shown[-1] == "1 thing is broken."
    assert [line.style for line in lines([FINE, ODD, BAD], case().t)][:2] == ["green", "yellow"]


@pytest.mark.parametrize(
    ("findings", "last"),
    [([FINE], "Everything stands."), ([FINE, ODD, ODD], "Everything works. Look at 2 things.")],
)
def test_the_last_line_counts(case: Examined, findings: list[Finding], last: str) -> None:
    assert lines(findings, case().t)[-1].text == last


def test_json_has_the_worst_state_and_every_field() -> None:
    assert as_json([FINE, BAD, ODD])["state"] == "broken"
    assert as_json([FINE, ODD])["state"] == "look"
    assert as_json([FINE]) == {
        "state": "stands",
        "checks": [
            {"check": "disk", "state": "stands", "code": "fine", "text": "2 GB free", "do": "", "command": ""}
        ],
    }


def test_only_what_is_broken_is_unsound() -> None:
    assert sound([FINE, ODD])
    assert not sound([FINE, BAD])


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [
        ({}, "de"),
        ({"LANG": "C.UTF-8"}, "de"),
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "de_DE"}, "de"),
        ({"LANG": "de_DE", "LC_MESSAGES": "en_GB"}, "en"),
    ],
)
def test_the_language_is_the_computers_german_if_it_says_nothing(
    environment: dict[str, str], spoken: str
) -> None:
    assert language(environment) == spoken


def test_german(case: Examined) -> None:
    examined = case_of({"LANG": "de_DE.UTF-8"}, host="127.0.0.1", port=1, people=1)
    assert lines([FINE, ODD, BAD], examined.t)[-1].text == "1 Sache ist kaputt."


def test_a_phone_can_try_the_address_that_stands(case: Examined) -> None:
    t = case().t
    hall = Finding(check="hall", state="stands", code="reached", text="")
    shown = trial([FINE, hall], "http://192.168.1.20:8080/", t)
    assert shown is not None
    assert len(shown.splitlines()) > 10
    assert '{"status":"ok"}' in shown
    assert trial([FINE, ODD], "http://192.168.1.20:8080", t) is None
    assert trial([hall], None, t) is None


def test_the_command(tmp_path: Path) -> None:
    """`tischwechsel doctor --json` from any folder: one line of JSON, exit 1 for what is broken, no secret."""
    secret = {"TELEGRAM_TOKEN": "1:hunter2", "TELEGRAM_API": "http://127.0.0.1:1", "LANG": "en"}
    environment = {"PATH": os.environ["PATH"], "TISCHWECHSEL_DATA": str(tmp_path / "data"), **secret}
    if cache := os.environ.get("NUMBA_CACHE_DIR"):
        environment["NUMBA_CACHE_DIR"] = cache
    command = [sys.executable, "-m", "tischwechsel", "doctor", "--json", "--port", "1"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "hunter2" not in done.stdout + done.stderr
    said = json.loads(done.stdout)
    states = {(one["check"], one["code"]): one["state"] for one in said["checks"]}
    assert states["telegram", "away"] == "broken"
    assert states["redis", "embedded"] == "stands"
    assert not (tmp_path / "data").exists()
