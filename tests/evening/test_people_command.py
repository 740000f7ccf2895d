"""`tischwechsel people`: what an import would do, for people and for programs."""

import json
import subprocess
from pathlib import Path

from tests.evening.house import COMMAND

DATA = Path(__file__).parents[1] / "service" / "lists" / "data"
KEYS = ["people", "columns", "unknown_columns", "bad_rows", "warnings", "duplicates", "encoding", "sheet"]


def ran(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, "people", *map(str, arguments)], capture_output=True, text=True, check=False, timeout=60
    )


def test_as_json_it_has_the_keys_of_the_contract() -> None:
    done = ran(DATA / "broken-rows.csv", "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, list(told), done.stderr) == (0, KEYS, "")
    assert told["people"] == 9


def test_a_list_that_cannot_be_read_is_one_line_and_status_2() -> None:
    done = ran(DATA / "empty.csv", "--json")
    assert (done.returncode, list(json.loads(done.stdout))) == (2, ["error"])
    assert len(done.stderr.strip().splitlines()) == 1
    assert "empty file" in done.stderr


def test_people_read_the_mapping_the_first_rows_and_what_is_wrong() -> None:
    done = ran(DATA / "broken-rows.csv")
    assert done.returncode == 0
    for told in ("9 people in broken-rows.csv", "taken for", "Surname", "Row 12, Nachname: no name"):
        assert told in done.stderr


def test_against_an_older_list_it_says_who_is_new_and_who_changed(tmp_path: Path) -> None:
    older, newer = tmp_path / "old.csv", tmp_path / "new.csv"
    older.write_text("Name;Firma\nTom Berger;Berger\nInes [bold]Roth;Glas Roth\n", encoding="utf-8")
    newer.write_text(
        "Name;Firma;Branche\nTom Berger;Jena;\nInes [bold]Roth;Glas Roth;Glas\n", encoding="utf-8"
    )
    done = ran(newer, "--against", older)
    for told in (
        "Against old.csv: 1 new, 1 changed, 0 the same",
        "Ines [bold]Roth: Industry: Glas",
        "Only the name is the same: taken as two",
    ):
        assert told in done.stderr
    told = json.loads(ran(newer, "--against", older, "--json").stdout)
    assert list(told) == [*KEYS, "new", "changed", "same", "changes", "questions"]
    assert (told["new"], told["changed"], told["same"]) == (1, 1, 0)
