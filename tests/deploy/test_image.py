"""The image and the compose file: as their own checkers want them, and holding what runs."""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from doctor.settings import names

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
DOCKERFILE = (ROOT / "Dockerfile").read_text()
ROOMS = ("scheduler", "service", "bot", "rehearsal", "doctor")


def run(*command: str | Path) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_dockerfile_has_no_finding() -> None:
    run(BIN / "hadolint", "Dockerfile")


def test_the_compose_file_keeps_to_the_schema() -> None:
    run(BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", "compose.yaml")


def test_the_image_runs_as_nobody_in_particular_and_says_when_it_is_ready() -> None:
    last_stage = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]
    assert "\nUSER 10001:10001\n" in last_stage
    assert "/readyz" in last_stage
    assert '\nENTRYPOINT ["tischwechsel"]\n' in last_stage
    assert "--require-hashes" in DOCKERFILE


def test_everything_the_image_copies_exists_and_is_let_through() -> None:
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = {
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
        for source in line.split()[:-1]
    }
    assert [source for source in sorted(copied) if not (ROOT / source).exists()] == []
    assert copied - allowed == set()


def test_the_example_of_settings_lists_every_setting() -> None:
    named = re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert sorted(named) == sorted(names())


def test_every_file_of_the_rooms_travels_in_the_wheel(tmp_path: Path) -> None:
    """A template or script that setup does not know of would be missing in the image only."""
    source = tmp_path / "source"
    left_out = shutil.ignore_patterns("__pycache__")
    for room in ("tischwechsel", *ROOMS):
        shutil.copytree(ROOT / room, source / room, ignore=left_out)
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    there = {
        str(path.relative_to(source))
        for room in ("tischwechsel", *ROOMS)
        for path in (source / room).rglob("*")
        if path.is_file()
    }

    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    run(*pip, "wheel", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", tmp_path, source)

    (wheel,) = tmp_path.glob("*.whl")
    assert there - set(zipfile.ZipFile(wheel).namelist()) == set()
