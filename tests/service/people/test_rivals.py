"""Whom a list wants apart is found by firm or by name."""

import pytest

from service.people.person import Person
from service.people.rivals import rivals_of

PEOPLE = {
    "anna": Person(name="Dr. Anna Roth", organisation="Glas Roth GmbH"),
    "udo": Person(name="Udo Roth", organisation="Glas Roth"),
    "tom": Person(name="Tom Berger", organisation="Berger Optik GmbH & Co. KG"),
    "joerg": Person(name="Jörg Weiß", organisation="BERGER OPTIK"),
    "petra": Person(name="Petra Wolf", organisation="Wolf Logistik"),
    "ali": Person(name="Ali Kaya"),
}


def apart(*names: str) -> set[str]:
    """Who is kept apart from Ali, who names these."""
    found = rivals_of({**PEOPLE, "ali": Person(name="Ali Kaya", apart=names)})
    assert all("ali" in pair for pair in found.pairs)
    return {person for pair in found.pairs for person in pair} - {"ali"}


@pytest.mark.parametrize(
    ("named", "people"),
    [
        ("Berger Optik", {"tom", "joerg"}),
        ("berger optik gmbh", {"tom", "joerg"}),
        ("Glas-Roth GmbH", {"anna", "udo"}),
        ("Wolf", {"petra"}),
        ("Petra Wolf", {"petra"}),
        ("Weiss, Jörg", {"joerg"}),
        ("Roth, Anna", {"anna"}),
        ("Anna Roth", {"anna"}),
        ("Petra Wolf, Udo Roth", {"petra", "udo"}),
        ("Wolf Logistik, Berger Optik", {"petra", "tom", "joerg"}),
        ("Roth", set()),
        ("Niemand AG", set()),
        ("Ali Kaya", set()),
        (" ", set()),
    ],
)
def test_a_name_means_a_firm_or_the_one_person_who_bears_it(named: str, people: set[str]) -> None:
    assert apart(named) == people


def test_names_that_fit_nobody_are_told_with_whoever_named_them() -> None:
    listed = {**PEOPLE, "ali": Person(name="Ali Kaya", apart=("Niemand AG", "Berger Optik", "Roth"))}
    assert rivals_of(listed).unknown == (("ali", "Niemand AG"), ("ali", "Roth"))


def test_who_comes_later_is_found_by_who_named_them_before() -> None:
    before = {
        "anna": Person(name="Anna Roth", apart=("Kaya Guss",)),
        "tom": Person(name="Tom", apart=("Anna Roth",)),
    }
    late = {"ali": Person(name="Ali Kaya", organisation="Kaya Guss e.K.")}
    assert rivals_of({**before, **late}, late.keys()).pairs == (("ali", "anna"),)


def test_colleagues_who_name_their_own_firm_are_apart_from_each_other() -> None:
    people = {
        "a": Person(name="A Roth", organisation="Roth", apart=("Roth",)),
        "b": Person(name="B Roth", organisation="Roth"),
    }
    assert rivals_of(people).pairs == (("a", "b"),)
