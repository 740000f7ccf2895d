"""Two lists beside each other."""

from service.people.comparison import compare
from service.people.person import Person

BERGER = Person(name="Tom Berger", organisation="Berger Optik")
ROTH = Person(name="Ines Roth", id="7", organisation="Glas Roth")


def test_a_list_against_itself_is_all_the_same() -> None:
    found = compare((BERGER, ROTH), (ROTH, BERGER))
    assert (found.new, found.changed, found.same, found.changes, found.questions) == (0, 0, 2, (), ())


def test_who_is_new_who_changed_and_whom_to_ask_about() -> None:
    listed = (
        Person(name="Ines Roth", id="7", organisation="Roth Glas"),
        Person(name="Tom Berger", organisation="Optik Jena"),
        Person(name="Ali Kaya"),
    )
    found = compare((BERGER, ROTH), listed)
    assert (found.new, found.changed, found.same) == (2, 1, 0)
    [change] = found.changes
    assert (change.name, [(one.field, one.was, one.now) for one in change.fields]) == (
        "Ines Roth",
        [("organisation", "Glas Roth", "Roth Glas")],
    )
    assert [(one.at, one.known, one.why) for one in found.questions] == [(1, "#1", "other_firm")]
