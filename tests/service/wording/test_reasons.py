"""An organiser reads which wishes are in conflict, with names and in German too."""

from typing import get_args

import pytest

from scheduler.reasons import (
    Apart,
    Broken,
    Closed,
    FixedSeat,
    Groups,
    Host,
    Inseparable,
    PeopleThere,
    Reason,
    Stations,
    TableNeeds,
    TableSeats,
    TooFewSeats,
)
from service.evening.refusals import NoPlanPossible
from service.wording.reasons import reason_in_words
from service.wording.refused import sentence, texts

NAMES = {"a": "Anna Roth", "b": "Tom Berger", "c": "Ali Kaya"}

SAID: list[tuple[Reason, str, str]] = [
    (FixedSeat(("a",), "3"), "Anna Roth sitzt immer an Tisch 3", "Anna Roth always sits at table 3"),
    (
        FixedSeat(("a", "b"), "3"),
        "Anna Roth und Tom Berger sitzen immer an Tisch 3",
        "Anna Roth and Tom Berger always sit at table 3",
    ),
    (Host(("c",), "1"), "Gastgeber von Tisch 1: Ali Kaya", "Ali Kaya is a host of table 1"),
    (TableSeats("3", 4), "Tisch 3 hat 4 Plätze", "Table 3 has 4 seats"),
    (
        TooFewSeats("3", 2, ("a", "b", "c"), 2),
        "Tisch 3 hat 2 Plätze, aber 3 Gäste sollen in Runde 2 dort sitzen: Anna Roth, Tom Berger und Ali Kaya",
        "Table 3 has 2 seats but 3 guests are fixed to it in round 2: Anna Roth, Tom Berger and Ali Kaya",
    ),
    (TableNeeds("3", 4), "Tisch 3 braucht mindestens 4 Gäste", "Table 3 needs at least 4 guests"),
    (PeopleThere(1, 2), "In Runde 2 ist 1 Gast da", "In round 2 1 guest is there"),
    (Closed("3", 2), "Tisch 3 ist in Runde 2 zu", "Table 3 is closed in round 2"),
    (
        Apart("a", "b"),
        "Anna Roth und Tom Berger sollen nie an einem Tisch sitzen",
        "Anna Roth and Tom Berger are to stay apart",
    ),
    (
        Apart("a", "b", (1, 2, 4)),
        "Anna Roth und Tom Berger sollen in Runde 1, 2 und 4 nicht an einem Tisch sitzen",
        "Anna Roth and Tom Berger are to stay apart in round 1, 2 and 4",
    ),
    (
        Inseparable(("a", "b", "x")),
        "Anna Roth, Tom Berger und x bleiben immer zusammen",
        "Anna Roth, Tom Berger and x always stay together",
    ),
    (
        Inseparable(("a", "b"), (2,)),
        "Anna Roth und Tom Berger bleiben in Runde 2 zusammen",
        "Anna Roth and Tom Berger stay together in round 2",
    ),
    (
        Stations(4, 3),
        "4 Runden, aber nur 3 Stationen: niemand sitzt zweimal an derselben",
        "4 rounds but only 3 stations: nobody sits at the same one twice",
    ),
    (
        Stations(3, 3),
        "3 Runden und 3 Stationen: niemand sitzt zweimal an derselben",
        "3 rounds and 3 stations: nobody sits at the same one twice",
    ),
    (
        Groups("Neue"),
        "Gruppe „Neue“ ist gleichmäßig auf die Tische verteilt, Paare sind immer gemischt",
        "Group “Neue” is spread evenly over the tables, and pairs are across groups",
    ),
    (Broken("p1 rests"), "p1 rests", "p1 rests"),
]


@pytest.mark.parametrize(("reason", "german", "english"), SAID)
def test_every_reason_is_said_in_both_languages(reason: Reason, german: str, english: str) -> None:
    assert reason_in_words(reason, texts("de"), NAMES) == german
    assert reason_in_words(reason, texts("en"), NAMES) == english


def test_none_is_left_out() -> None:
    assert {type(reason) for reason, *_ in SAID} == set(get_args(Reason))


def test_of_a_long_row_of_names_the_end_is_counted() -> None:
    fixed = FixedSeat(tuple("abcdefgh"), "3")
    assert reason_in_words(fixed, texts("de"), {}) == "a, b, c, d, e und 3 weitere sitzen immer an Tisch 3"
    assert reason_in_words(FixedSeat(tuple("abcdef"), "3"), texts("en"), {}) == (
        "a, b, c, d, e and f always sit at table 3"
    )


def test_a_refused_draft_names_the_wishes_and_the_people() -> None:
    refusal = NoPlanPossible(wishes=(Apart("a", "b"), Host(("a", "b"), "1")))
    assert sentence(refusal, texts("de"), NAMES) == (
        "Das geht nicht alles zusammen: Anna Roth und Tom Berger sollen nie an einem Tisch sitzen; "
        "Gastgeber von Tisch 1: Anna Roth und Tom Berger."
    )
