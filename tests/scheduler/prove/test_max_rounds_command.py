"""`tischwechsel plan FILE --max-rounds`, and a plan that cannot exist, at the command line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def list_of_four(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text("Name;Firma\nAnna Roth;A\nTom Berger;B\nAli Kaya;C\nInes Ott;D\n", encoding="utf-8")
    return path


def tischwechsel(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "tischwechsel", *map(str, arguments)]
    return subprocess.run(program, capture_output=True, text=True, check=False)


def test_it_answers_in_words_and_in_numbers(list_of_four: Path) -> None:
    asked = ("plan", list_of_four, "--table-size", "2", "--max-rounds")
    assert tischwechsel(*asked).stdout == "3 rounds without a repeat are possible, and no more.\n"
    assert json.loads(tischwechsel(*asked, "--json").stdout) == {"least": 3, "most": 3}


def test_a_conflict_is_one_line_with_names(tmp_path: Path) -> None:
    path = tmp_path / "problem.json"
    people = [{"id": "a", "name": "Anna Roth", "table": "1"}, {"id": "b", "table": "1"}, {"id": "c"}]
    tables = [{"id": "1", "min": 1, "max": 1}, {"id": "2", "min": 1, "max": 2}]
    problem = {"format": "tischwechsel/problem@1", "rounds": 2, "people": people, "tables": tables}
    path.write_text(json.dumps(problem))
    done = tischwechsel("plan", path)
    assert done.returncode == 1
    assert done.stderr.strip() == (
        f"{path}: no plan can exist. "
        "Table 1 has 1 seat but 2 guests are fixed to it in round 1: Anna Roth (a) and b."
    )
