"""Who is meant when somebody types a name."""

import pytest

from service.people.directory import find
from service.people.person import Person, PersonRecord

PEOPLE = {
    person: PersonRecord(person=Person(name=name, organisation=organisation))
    for person, name, organisation in (
        ("p1", "Anna Müller", "Müller Optik"),
        ("p2", "Dr. Jörg Weiß", "Glas Roth"),
        ("p3", "Jörg Weißflog", "Weißflog GmbH"),
        ("p4", "Anna-Lena Groß", None),
        ("p5", "Tom Berger", "Berger Optik"),
        ("p6", "Tom Berger", "Kaya Guss"),
        ("p7", "Óscar Núñez", None),
        ("p8", "", "Leitung"),
    )
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("p3", ("p3",)),
        ("Anna Müller", ("p1",)),
        ("anna muller", ("p1",)),
        ("MUELLER", ("p1",)),
        ("Müller, Anna", ("p1",)),
        ("Weiß", ("p2",)),
        ("weiss", ("p2",)),
        ("Dr. Weiß", ("p2",)),
        ("weissf", ("p3",)),
        ("Jörg", ("p2", "p3")),
        ("jö wei", ("p2", "p3")),
        ("Lena", ("p4",)),
        ("gross", ("p4",)),
        ("Tom Berger", ("p5", "p6")),
        ("Berger Guss", ("p6",)),
        ("tom kaya", ("p6",)),
        ("nunez", ("p7",)),
        ("Anna Anna", ()),
        ("Optik", ()),
        ("Zoe", ()),
        ("", ()),
        ("  -- ", ()),
        ("Leitung", ()),
        ("p8", ()),
    ],
)
def test_a_name_means_whoever_it_fits_best(typed: str, meant: tuple[str, ...]) -> None:
    assert find(typed, PEOPLE) == meant


def test_a_long_text_is_looked_up_quickly() -> None:
    many = {f"p{n}": PersonRecord(person=Person(name=f"a{n} b{n} c{n} d{n}")) for n in range(1000)}
    assert find(" ".join("abcdefgh"), many) == ()
    assert find("a " * 60 + "z", {"x": PersonRecord(person=Person(name="a " * 60))}) == ()
