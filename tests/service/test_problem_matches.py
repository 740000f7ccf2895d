"""Matches of a problem, and the command that tells them."""

import csv
import json
import re
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from scheduler import Person, Problem, even_tables
from service.lists import read_list
from service.problem_matches import with_matches
from tischwechsel.command_line import app

EXAMPLES = Path(__file__).parents[2] / "examples"
EVENING = EXAMPLES / "evening50.csv"
EMPTY = frozenset(
    [
        "a",
        "als",
        "am",
        "an",
        "and",
        "auch",
        "auf",
        "aus",
        "bei",
        "bis",
        "das",
        "dem",
        "den",
        "der",
        "die",
        "ein",
        "eine",
        "einen",
        "einem",
        "for",
        "für",
        "im",
        "in",
        "is",
        "ist",
        "jemand",
        "mit",
        "nach",
        "oder",
        "of",
        "ohne",
        "our",
        "rund",
        "samt",
        "the",
        "über",
        "und",
        "uns",
        "unser",
        "unsere",
        "von",
        "was",
        "wer",
        "who",
        "wir",
        "zu",
        "zum",
        "zur",
    ]
)


def problem(**changes: object) -> Problem:
    people = (
        Person(id="a", name="Tom Berger", seeks="Drehteile aus Edelstahl"),
        Person(id="b", name="Ina Roth", offers="Drehteile in Edelstahl"),
        Person(id="c", name="Ali Kaya"),
        Person(id="d", name="Li Wu"),
    )
    made = Problem(rounds=1, people=people, tables=even_tables(4, tables=2))
    return msgspec.structs.replace(made, **changes)


def test_matches_left_out_are_found_and_those_given_stay() -> None:
    found = with_matches(problem()).matches
    assert found is not None
    assert [(seeker, offerer) for seeker, offerer, _ in found] == [("a", "b")]
    for given in ((), (("c", "d", 1.0),)):
        assert with_matches(problem(matches=given)).matches == given


def test_who_seeks_nothing_costs_nothing() -> None:
    nobody = problem(people=tuple(Person(id=id) for id in "abcd"))
    assert with_matches(nobody) is nobody


def test_the_command_tells_the_best_offers_and_why(tmp_path: Path) -> None:
    file = tmp_path / "problem.json"
    file.write_bytes(msgspec.json.encode(problem()))
    told = CliRunner().invoke(app, ["match", str(file), "--top", "1", "--json"])
    assert told.exit_code == 0
    ((ranked,),) = [json.loads(told.stdout)]
    assert ranked["seeker"] == "a"
    (offer,) = ranked["offers"]
    assert offer["id"] == "b"
    assert 0.5 < offer["score"] <= 1
    assert (
        offer["why"]
        == "Tom Berger sucht: „Drehteile aus Edelstahl“ – Ina Roth bietet: „Drehteile in Edelstahl“"
    )


@pytest.mark.parametrize("file", ["there-is-none.csv", str(EXAMPLES / "README.md")])
def test_the_command_ends_with_2_where_it_cannot_read(file: str) -> None:
    assert CliRunner().invoke(app, ["match", file]).exit_code == 2


def test_the_command_prints_whom_to_invite_and_who_can_do_it_together() -> None:
    told = CliRunner().invoke(app, ["match", str(EVENING)], env={"COLUMNS": "300"})
    assert told.exit_code == 0
    together, _, invite = told.stdout.partition("Das bietet hier niemand")
    assert (
        "Guss (Ali Kaya), Fräsen (Ronny Schlegelmilch-Dorn), Eloxieren (Renate Schellenberg-Henn)" in together
    )
    assert "CAM-Programmierer" in invite


def test_the_pairs_of_the_example_evening_are_found() -> None:
    told = CliRunner().invoke(app, ["match", str(EVENING), "--json"])
    ranked = {one["seeker"]: [offer["id"] for offer in one["offers"]] for one in json.loads(told.stdout)}
    known = pairs()
    assert sum(ranked[seeker][0] == offerer for seeker, offerer in known) >= 0.85 * len(known)
    assert sum(offerer in ranked[seeker] for seeker, offerer in known) >= 0.95 * len(known)


def test_the_pairs_of_the_example_evening_are_not_found_by_their_words() -> None:
    people = {person.id: person for person in read_list(EVENING.read_bytes()).people}
    known = [(people[seeker], people[offerer]) for seeker, offerer in pairs()]
    assert len(known) >= 25
    strange = [one for one, other in known if not words(one.seeks) & words(other.offers)]
    assert len(strange) >= len(known) / 3
    abroad = [one for one, other in known if ("de" in one.languages) != ("de" in other.languages)]
    assert len(abroad) >= 5


def pairs() -> list[tuple[str, str]]:
    with EXAMPLES.joinpath("evening50-matches.csv").open(newline="") as file:
        return [(row["seeker"], row["offerer"]) for row in csv.DictReader(file)]


def words(text: str | None) -> set[str]:
    return set(re.findall(r"\w+", (text or "").casefold())) - EMPTY
