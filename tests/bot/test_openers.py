"""Those at a table read what two of them could begin with: only what fits, only with the consent of both."""

import itertools

from bot.openers import MOST, openers
from bot.wording import texts_in
from service.evening import Evening
from service.evening.matching import Consortium, Match, Matching
from service.evening.state import Slot
from service.people.person import Person, PersonRecord

PEOPLE = {
    "tom": PersonRecord(person=Person(name="Tom Berger", seeks="Spannzangen nach Zeichnung; Ein Steuerbüro")),
    "sabine": PersonRecord(person=Person(name="Sabine Beyer", offers="Spannmittel in Sonderausführung")),
    "ines": PersonRecord(
        person=Person(name="Ines Roth", offers="Steuerberatung", seeks="Gehäuse: Guss + Fräsen")
    ),
    "ali": PersonRecord(person=Person(name="Ali Kaya", offers="Aluminiumguss")),
    "ronny": PersonRecord(person=Person(name="Ronny Dorn", offers="Fräsen auf fünf Achsen")),
}
COLLETS = Match("tom", "sabine", 0.9, 0, 0)
TAXES = Match("tom", "ines", 0.7, 1, 0)
BOTH = Matching((COLLETS, TAXES))
CASES = Consortium("ines", (Match("ines", "ali", 0.8, 0, 0), Match("ines", "ronny", 0.8, 0, 0)))


def evening(*agreed: str, matching: Matching = BOTH, **more: object) -> Evening:
    people = {
        person: Slot(number, shares=True if person in agreed else None)
        for number, person in enumerate(PEOPLE, start=1)
    }
    return Evening("e", people=people, matching=matching, **more)  # type: ignore[arg-type]


def told(person: str, *company: str, of: Evening, language: str = "de") -> list[str]:
    return openers(person, company, of, PEOPLE, texts_in(of, language))


def test_who_seeks_and_who_offers_each_read_their_side() -> None:
    both = evening("tom", "sabine")
    assert told("tom", "sabine", "ali", of=both) == [
        "Sie suchen: „Spannzangen nach Zeichnung“ – Sabine Beyer bietet: „Spannmittel in Sonderausführung“"
    ]
    assert told("sabine", "tom", "ali", of=both) == [
        "Tom Berger sucht: „Spannzangen nach Zeichnung“ – Sie bieten: „Spannmittel in Sonderausführung“"
    ]


def test_in_english_too() -> None:
    (said,) = told("sabine", "tom", of=evening("tom", "sabine"), language="en")
    assert said.startswith("Tom Berger seeks")


def test_nobody_is_named_without_consent_and_nobody_else_at_the_table_reads_of_it() -> None:
    for agreed in ((), ("tom",), ("sabine",)):
        assert told("tom", "sabine", of=evening(*agreed)) == []
        assert told("sabine", "tom", of=evening(*agreed)) == []
    assert told("ali", "tom", "sabine", of=evening("tom", "sabine", "ali")) == []


def test_the_best_come_first_and_not_too_many() -> None:
    everybody = evening(*PEOPLE)
    said = told("tom", "sabine", "ines", of=everybody)
    assert ["Spannzangen" in said[0], "Steuerbüro" in said[1], len(said)] == [True, True, MOST]


def test_what_was_struck_out_is_told_to_nobody() -> None:
    assert told("tom", "sabine", of=evening("tom", "sabine", struck=(("tom", "sabine"),))) == []


def test_what_an_organiser_added_is_told_in_the_whole_words() -> None:
    added = evening("tom", "ali", matching=Matching(), paired=(("tom", "ali"),))
    assert told("ali", "tom", of=added) == [
        "Tom Berger sucht: „Spannzangen nach Zeichnung; Ein Steuerbüro“ – Sie bieten: „Aluminiumguss“"
    ]


def test_a_match_without_words_is_a_seat_without_a_sentence() -> None:
    added = evening("ali", "ronny", matching=Matching(), paired=(("ali", "ronny"),))
    assert told("ali", "ronny", of=added) == []


def test_a_consortium_reads_what_all_could_do_together() -> None:
    hall = evening("ines", "ali", "ronny", matching=Matching(consortia=(CASES,)))
    assert told("ines", "ali", "ronny", of=hall) == [
        "An diesem Tisch sitzt, wer Ihren Auftrag zusammen übernehmen kann: Ali Kaya (Guss), Ronny Dorn (Fräsen)."
    ]
    assert told("ali", "ines", "ronny", of=hall) == [
        "Ines Roth sucht mehrere Hände: „Gehäuse: Guss + Fräsen“. "
        "Zusammen können Sie das übernehmen: Sie Guss, dazu Ronny Dorn (Fräsen)."
    ]


def test_a_consortium_is_told_only_where_all_of_it_sits_and_agrees() -> None:
    for agreed in itertools.combinations(CASES.people, 2):
        assert told("ines", "ali", "ronny", of=evening(*agreed, matching=Matching(consortia=(CASES,)))) == []
    everybody = evening(*PEOPLE, matching=Matching(consortia=(CASES,)))
    assert told("ines", "ali", "tom", of=everybody) == []
