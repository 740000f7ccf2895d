"""What the rules know of a person are numbers that mean nothing outside the evening."""

import pytest

from service.people.facts import firm_number, newcomer
from service.people.person import Person


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kaya Guß GmbH & Co. KG", "kaya guss"),
        ("Glas-Roth GmbH", "Glas Roth"),
        ("Müller Bau e. K.", "MUELLER BAU"),
        ("Späth  Maschinenbau AG", "Spaeth Maschinenbau"),
    ],
)
def test_one_firm_has_one_number_however_it_is_spelled(one: str, other: str) -> None:
    assert firm_number("e1", one) == firm_number("e1", other) != 0


def test_two_firms_have_two_numbers_and_none_has_none() -> None:
    assert firm_number("e1", "Glas Roth") != firm_number("e1", "Glas Rothe")
    assert firm_number("e1", "AG") != 0
    assert firm_number("e1", None) == firm_number("e1", " – ") == 0


def test_another_evening_has_other_numbers_and_all_can_be_json() -> None:
    one = firm_number("e1", "Glas Roth")
    assert one != firm_number("e2", "Glas Roth")
    assert 0 < one < 2**53


def test_a_firm_called_like_an_industry_is_not_that_industry() -> None:
    facts = newcomer("e1", Person(name="Ada", organisation="Glas", industry="Glas"))
    assert facts.firm != facts.trade


@pytest.mark.parametrize("said", ["yes", "ja", "Ja, gern", "x", "1", "true", "TRUE"])
def test_first_timers_are_known_by_any_yes(said: str) -> None:
    assert newcomer("e1", Person(name="Ada", tags={"first_timer": said})).newcomer


@pytest.mark.parametrize("said", ["no", "nein", "0", "", "false", "schon dreimal"])
def test_and_by_nothing_else(said: str) -> None:
    assert not newcomer("e1", Person(name="Ada", tags={"first_timer": said})).newcomer


def test_no_words_of_a_person_come_along() -> None:
    person = Person(
        name="Ada Röter",
        organisation="Röter GmbH",
        industry="Laborglas",
        apart=("Kaya Guss",),
        email="a@example.org",
    )
    told = repr(newcomer("e1", person)).casefold()
    assert not any(word in told for word in ("ada", "röter", "roeter", "labor", "kaya", "example"))
