"""However somebody writes, they are understood: signs, capitals, umlauts, punctuation, both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.arguments import (
    after_round,
    name_window_route,
    number,
    pairs,
    table_and_name,
    table_name,
)
from bot.conversation.plain_text import bare
from bot.conversation.reading import means_something_else, read
from bot.conversation.setting_words import read_settings
from bot.conversation.words import GUEST, ORGANISER


@pytest.mark.parametrize(
    ("text", "word", "rest"),
    [
        ("/weiter", "next", ""),
        ("!next", "next", ""),
        ("WEITER!", "next", ""),
        ("  / weiter ", "next", ""),
        ("/weiter@TischBot", "next", ""),
        ("/öffnen", "open", ""),
        ("Oeffnen", "open", ""),
        ("rückgängig", "undo", ""),
        ("Tisch 7?", "table", "7?"),
        ("tisch7", "table", "7"),
        ("/tisch_7", "table", "7"),
        ("Zurück Berger", "back", "Berger"),
        ("geht Berger nach 4", "leave", "Berger nach 4"),
        ("/say  Das Buffet\nist eröffnet.", "say", "Das Buffet\nist eröffnet."),
        ("wo ist Berger?", "who", "Berger?"),
        ("english", "language", "english"),
        ("nächste Runde", "next", ""),
        ("?", "help", ""),
    ],
)
def test_an_organiser_is_understood(text: str, word: str, rest: str) -> None:
    typed = read(text, "organiser")
    assert (typed.word, typed.rest) == (word, rest)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Ich bin da!", "here"),
        ("I'm here", "here"),
        ("ja", "here"),
        ("/tische", "table"),
        ("wo sitze ich?", "table"),
        ("Bin wieder da", "back"),
        ("meine Daten", "me"),
        ("löschen", "forget"),
        ("Was kann ich sagen?", "help"),
        ("einmal", None),
        ("", None),
        ("/", None),
    ],
)
def test_a_guest_is_understood(text: str, word: str | None) -> None:
    assert read(text, "guest").word == word


@pytest.mark.parametrize("word", [*GUEST, *ORGANISER], ids=lambda word: f"{word.role}-{word.name}")
def test_every_name_and_alias_leads_to_its_word(word) -> None:  # type: ignore[no-untyped-def]
    for name in (word.name, word.german):
        assert read(f"/{name}", word.role).word == word.name
    others = {
        name for one in (GUEST if word.role == "guest" else ORGANISER) for name in (one.name, one.german)
    }
    for alias in word.aliases:
        found = read(alias, word.role).word
        assert found == word.name or alias in others, f"{alias} means {found}"


def test_a_slip_of_the_finger_is_offered() -> None:
    assert read("weitr", "organiser").near[0] == "next"
    assert read("/kontakct", "guest").near[0] == "contact"
    assert read("xyz", "guest").near == ()


@pytest.mark.parametrize("text", ["geht das auch später?", "Pause wann?", "vergiss es nicht"])
def test_a_word_in_the_middle_of_a_sentence_does_nothing(text: str) -> None:
    assert means_something_else(read(text, "guest"), "guest")


@pytest.mark.parametrize("text", ["geht", "/geht jetzt", "geht jetzt!", "geht nach 4", "Pause, bitte"])
def test_a_word_meant_as_one_counts(text: str) -> None:
    assert not means_something_else(read(text, "guest"), "guest")


@pytest.mark.parametrize(
    "text", ["A; B", "A und B", "A and B", "A, B", "A - B", "A ; B.", "A & B", "A <-> B", "A B"]
)
def test_two_names_are_told_apart(text: str) -> None:
    assert next(pairs(text)) == ("A", "B")


def test_a_hyphen_in_a_name_is_no_sign_between_names() -> None:
    assert next(pairs("Hans-Peter; Roth")) == ("Hans-Peter", "Roth")
    assert ("Hans-Peter Müller", "Roth") in list(pairs("Hans-Peter Müller Roth"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Berger nach 4", ("Berger", 4)),
        ("berger after 4.", ("berger", 4)),
        ("Tom Berger nach der Runde 4", ("Tom Berger", 4)),
        ("nach Runde 2", ("", 2)),
        ("after the 3", ("", 3)),
        ("#12 after 4", ("#12", 4)),
        ("Berger", None),
        ("Nachtigall 4", None),
    ],
)
def test_after_which_round(text: str, found: tuple[str, int] | None) -> None:
    assert after_round(text) == found


@pytest.mark.parametrize("text", ["3; Berger", "Berger; 3", "Tisch 3 Berger", "3 Berger", "Berger, Tisch 3"])
def test_a_table_and_a_name_in_any_order(text: str) -> None:
    assert table_and_name(text, ["1", "2", "3"]) == ("3", "Berger")


def test_numbers_and_tables() -> None:
    assert number("noch 2,5 Minuten") == "2,5"
    assert number("zwei") is None
    assert table_name("Tisch 7?") == table_name("#7") == table_name(" 7 ") == "7"
    assert bare("Berger, bitte!") == "Berger"


def test_settings_in_both_languages() -> None:
    assert read_settings("Runden=8, minuten: 7,5 uhr=Hand plätze=5") == {
        "rounds": "8",
        "minutes": "7,5",
        "clock": "manual",
        "size": "5",
    }
    assert read_settings("timezone=America/New_York") == {"timezone": "America/New_York"}


@given(st.text(max_size=300))
def test_nothing_that_is_typed_breaks_the_reading(text: str) -> None:
    for role in ("guest", "organiser"):
        read(text, role)  # type: ignore[arg-type]
    list(pairs(text))
    after_round(text)
    table_and_name(text, ["1"])
    read_settings(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Voigt", ("Voigt", "", "")),
        ("Dr. Anna Voigt 18:45-19:30", ("Dr. Anna Voigt", "18:45-19:30", "")),
        ("Voigt von 18.45 bis 19.30 Uhr; 3, 5, 7", ("Voigt", "18.45 bis 19.30 Uhr", "3, 5, 7")),
        ("Voigt 18 Uhr - 19 Uhr", ("Voigt", "18 Uhr - 19 Uhr", "")),
        ("Voigt; 18:45-19:30; Tische 3 und 5", ("Voigt", "18:45-19:30", "3,5")),
        ("Voigt; 3 5 7", ("Voigt", "", "3 5 7")),
        ("#12 18:45-19:30", ("#12", "18:45-19:30", "")),
        ("Voigt 18:45", ("Voigt", "18:45", "")),
        ("Gast Nummer12", ("Gast Nummer12", "", "")),
    ],
)
def test_a_name_a_window_and_a_route(text: str, read: tuple[str, str, str]) -> None:
    assert name_window_route(text) == read
