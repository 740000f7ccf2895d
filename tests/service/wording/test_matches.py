"""Why two people should meet, in their own words, for everyone who reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.wording.catalogue import Texts
from service.wording.matches import (
    LONGEST,
    consortium_sentence,
    match_for_offerer,
    match_for_seeker,
    match_sentence,
    part_of,
    quoted,
)
from service.wording.refused import FOLDER, texts

SEEK, OFFER = "Spannzangen nach Zeichnung", "Spannmittel in Sonderausführung"


def test_a_third_person_reads_both_names() -> None:
    assert match_sentence("Tom Berger", SEEK, "Sabine Beyer", OFFER, texts("de")) == (
        "Tom Berger sucht: „Spannzangen nach Zeichnung“ – Sabine Beyer bietet: „Spannmittel in Sonderausführung“"
    )
    assert match_sentence("Tom Berger", SEEK, "Sabine Beyer", OFFER, texts("en")) == (
        "Tom Berger seeks: “Spannzangen nach Zeichnung” – Sabine Beyer offers: “Spannmittel in Sonderausführung”"
    )


@pytest.mark.parametrize(
    ("anrede", "seeker", "offerer"),
    [("sie", "Sie suchen: ", " – Sie bieten: "), ("du", "Du suchst: ", " – du bietest: ")],
)
def test_both_sides_are_spoken_to(anrede: str, seeker: str, offerer: str) -> None:
    t = Texts(FOLDER, "de", anrede=anrede)
    assert match_for_seeker(SEEK, "Sabine Beyer", OFFER, t) == (
        f"{seeker}„{SEEK}“ – Sabine Beyer bietet: „{OFFER}“"
    )
    assert match_for_offerer("Tom Berger", SEEK, OFFER, t) == f"Tom Berger sucht: „{SEEK}“{offerer}„{OFFER}“"


def test_a_consortium_says_who_does_what() -> None:
    said = consortium_sentence(
        "Ina Roth", "Gehäuse: Guss + Lack", [("Guss", "Ali Kaya"), ("Lack", "Li Wu")], texts("de")
    )
    assert said == "Ina Roth sucht: „Gehäuse: Guss + Lack“ – gemeinsam: Guss (Ali Kaya), Lack (Li Wu)"


def test_a_long_part_ends_between_two_words() -> None:
    said = quoted(
        "Spritzgießen technischer Teile bis 300 t Schließkraft, Gehäuse und Deckel, kleine Serien willkommen"
    )
    assert said == "Spritzgießen technischer Teile bis 300 t Schließkraft, Gehäuse und Deckel …"


def test_quotation_marks_within_become_single_ones() -> None:
    assert quoted('Waagen „Suhl“ und "Jena".') == "Waagen \u201aSuhl‘ und 'Jena'"


@given(st.text(max_size=4000))
def test_what_is_quoted_fits_one_line(text: str) -> None:
    assert len(quoted(text)) <= LONGEST + 1
    assert len(quoted(text).splitlines()) <= 1


def test_a_part_of_a_text_that_has_changed_since_is_the_text() -> None:
    assert part_of("Drehteile; Frästeile", 1) == "Frästeile"
    assert part_of("Drehteile", 1) == "Drehteile"
    assert part_of(None, 0) == ""
