"""The locks: complete, the same everywhere, and bound to no registry."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = (
    "requirements.lock",
    "requirements-dev.lock",
    "requirements-uv.lock",
    "requirements-homeserver.lock",
)
STRICT = ROOT / "tests" / "fakes" / "matrix" / "strict"
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)( ; .+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def pins(lock: str) -> set[str]:
    """The lines `name==version ; marker` of a lock."""
    return {line for line in (ROOT / lock).read_text().splitlines() if not line.startswith(" ")}


def names(lock: str) -> set[str]:
    return {line.split("==")[0] for line in pins(lock)}


def asked_for(requirements: list[str]) -> set[str]:
    """The bare names of requirements as `pyproject.toml` writes them."""
    return {re.split(r"[\[<>=~; ]", requirement, maxsplit=1)[0] for requirement in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_pins_and_hashes_and_names_no_registry(lock: str) -> None:
    lines = (ROOT / lock).read_text().splitlines()
    assert [line for line in lines if not PIN.match(line) and not HASH.match(line)] == []


def test_the_development_environment_has_what_runs_in_the_same_versions() -> None:
    assert pins("requirements.lock") - pins("requirements-dev.lock") == set()


def test_every_part_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    extra = project["project"]["optional-dependencies"]["semantic"]
    runtime = asked_for(project["project"]["dependencies"] + extra + groups["build"])
    assert runtime - names("requirements.lock") == set()
    assert asked_for(groups["dev"]) - names("requirements-dev.lock") == set()
    assert asked_for(groups["uv"]) == names("requirements-uv.lock")
    assert asked_for(groups["homeserver"]) - names("requirements-homeserver.lock") == set()


def test_the_strict_client_is_pinned_with_hashes_and_names_no_registry() -> None:
    asked = json.loads((STRICT / "package.json").read_text())["dependencies"]
    parts = json.loads((STRICT / "package-lock.json").read_text())["packages"]
    assert asked == parts.pop("")["dependencies"]
    for name, version in asked.items():
        assert parts[f"node_modules/{name}"]["version"] == version
    for name, part in parts.items():
        assert part["integrity"].startswith("sha512-"), name
        assert "resolved" not in part, name
