"""What organisers read of what guests say, what guests read when it cannot be, and how everybody is called."""

import pytest

from service.evening import Refusal
from service.evening import commands as c
from service.evening import refusals as r
from service.evenings import Outcome
from service.people.person import Person, PersonRecord
from service.wording.happened import happened
from service.wording.names import name_of, names_of
from service.wording.refused import SENTENCES, sentence, texts
from service.wording.refused_to_guests import TO_GUESTS
from tests.service.evening.story import Story

RECORDS = {
    "p1": PersonRecord(person=Person(name="Sabine Beyer")),
    "p2": PersonRecord(person=Person(name="Tom Berger")),
    "o1": PersonRecord(person=Person(name="")),
}


@pytest.fixture
def story() -> Story:
    return Story(guests=8, here=8).run()


def log(step: Outcome, language: str = "de") -> str:
    """The line on the desk."""
    records = {p: record for p, record in RECORDS.items() if p not in gone(step)}
    return happened(step, texts(language), names_of(step.after, records, language))


def gone(step: Outcome) -> set[str]:
    return {person for person, slot in step.after.people.items() if slot.forgotten}


@pytest.mark.parametrize(
    ("command", "german", "english"),
    [
        (
            c.ChangeProfile("p1", seeks="Beschichter"),
            "Sabine Beyer hat das eigene Profil geändert.",
            "Sabine Beyer has changed their profile.",
        ),
        (
            c.DeclareKnown("p1", ("p2", "p3")),
            "Sabine Beyer kennt schon: Tom Berger, Gast 3.",
            "Sabine Beyer knows already: Tom Berger, Guest 3.",
        ),
    ],
)
def test_organisers_read_what_is_open(story: Story, command: c.Command, german: str, english: str) -> None:
    step = story.do(command, by="p1")
    assert (log(step), log(step, "en")) == (german, english)


def test_organisers_read_that_a_host_took_a_note(story: Story) -> None:
    table = story.table("p1")
    assert table is not None
    story.do(c.AppointHost("p1", table))
    step = story.do(c.TakeNote("p1", "Gute Runde"), by="p1")
    assert log(step) == f"Sabine Beyer hat an Tisch {table} etwas notiert."


@pytest.mark.parametrize(
    "command", [c.Avoid("p1", ("p2",)), c.Wish("p1", "p2"), c.Rate("p1", 5)], ids=["avoid", "wish", "rate"]
)
def test_organisers_read_nothing_of_what_is_private(story: Story, command: c.Command) -> None:
    assert log(story.do(command, by="p1")) == ""


def test_nor_of_contacts_not_even_of_mutual_ones(story: Story) -> None:
    seating = story.evening.phase.seating
    assert seating is not None
    one, other, *_ = seating.tables["1"]
    assert log(story.do(c.OfferContact(one, other), by=one)) == ""
    assert log(story.do(c.OfferContact(other, one), by=other)) == ""


def test_whoever_is_forgotten_is_called_by_number(story: Story) -> None:
    step = story.do(c.Forget("p1"), by="p1")
    assert log(step) == "Gast 1 hat alle eigenen Angaben löschen lassen."
    assert log(step, "en") == "Guest 1 has had everything about them deleted."


def test_everybody_has_a_name(story: Story) -> None:
    story.do(c.LinkOrganiser("o1", "telegram", "42", "de", 0))
    names = names_of(story.evening, RECORDS)
    assert [names[p] for p in ("p1", "p3", "o1")] == ["Sabine Beyer", "Gast 3", "o1"]
    assert name_of("p3", story.evening, {}, "en") == "Guest 3"
    assert name_of("p99", story.evening, {}) == "p99"


REFUSED = [
    (r.NeverMet(person="p2"), "Mit Tom Berger saßen Sie noch nicht an einem Tisch."),
    (r.NotAtYourTable(person="p2"), "Tom Berger sitzt nicht an Ihrem Tisch."),
    (r.TextTooLong(length=612, most=500), "Das sind 612 Zeichen; 500 passen."),
    (r.TooManyAvoided(most=9), "Ich kann Sie von höchstens 9 Personen fernhalten"),
    (r.TooManyAvoided(most=0), "Alle Gäste passen an einen Tisch"),
    (r.SamePerson(person="p1"), "Das sind Sie selbst."),
    (r.EveningIsOver(), "Der Abend ist vorbei."),
    (r.NothingNew(person="p1", noted=True), "Das ist schon notiert."),
    (r.NothingNew(person="p1", presence="away"), "Sie setzen schon aus."),
    (r.BadRating(stars=7), "Es braucht eine ganze Zahl von 1 bis 5, zum Beispiel /bewerten 5."),
    (r.NotBegunYet(), "Noch hat keine Runde begonnen."),
]


@pytest.mark.parametrize(("refusal", "text"), REFUSED, ids=lambda value: getattr(value, "code", ""))
def test_guests_read_in_their_own_words_what_cannot_be(refusal: Refusal, text: str) -> None:
    names = {"p1": "Sabine Beyer", "p2": "Tom Berger"}
    assert sentence(refusal, texts("de"), names, guest=True).startswith(text)


def test_guests_are_never_told_to_use_the_words_of_organisers() -> None:
    for refusal in (r.EveningIsOver(), r.NotBegunYet(), r.NotOpenYet()):
        for language in ("de", "en"):
            assert "/" in sentence(refusal, texts(language))
            assert "/" not in sentence(refusal, texts(language), guest=True)


def test_every_refusal_has_a_sentence_for_whoever_meets_it() -> None:
    codes = {kind.code for kind in vars(r).values() if isinstance(kind, type) and issubclass(kind, Refusal)}
    assert codes - {"refused"} - SENTENCES.keys() - TO_GUESTS.keys() == set()
