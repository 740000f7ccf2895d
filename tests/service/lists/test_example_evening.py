"""The example list is a list without a fault, and its known pairs are in it."""

import csv
from pathlib import Path

from service.lists import read_list

EXAMPLES = Path(__file__).parents[3] / "examples"


def test_the_example_evening_is_read_without_a_word() -> None:
    told = read_list((EXAMPLES / "evening50.csv").read_bytes(), filename="evening50.csv")
    assert [person.id for person in told.people] == [f"g{number:02d}" for number in range(1, 51)]
    report = told.report
    assert (report.unknown_columns, report.bad_rows, report.warnings, report.duplicates) == ((), (), (), ())
    assert all((person.email or "").endswith("@example.org") for person in told.people)


def test_every_known_pair_joins_a_seeker_with_somebody_who_offers() -> None:
    people = {person.id: person for person in read_list((EXAMPLES / "evening50.csv").read_bytes()).people}
    with (EXAMPLES / "evening50-matches.csv").open(newline="") as file:
        pairs = [(row["seeker"], row["offerer"]) for row in csv.DictReader(file)]
    assert 25 <= len(set(pairs)) == len(pairs)
    assert all(
        people[seeker].seeks and people[offerer].offers and seeker != offerer for seeker, offerer in pairs
    )
