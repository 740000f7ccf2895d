"""A contact as phones read it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cards import vcard
from service.cards.vcard import LINE, name_parts
from service.people.person import Person, PersonRecord


def read(card: bytes) -> dict[str, str]:
    """Read a card back as RFC 2426 has it: unfold, split at the first colon, take the escapes away."""
    assert card.endswith(b"\r\n")
    lines = card.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCARD", "END:VCARD")
    return dict(line.split(":", 1) for line in lines)


def plain(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def card_of(name: str, **known: str | None) -> bytes:
    return vcard(PersonRecord(person=Person(name=name, **known)))  # type: ignore[arg-type]


def test_everything_that_is_known_stands_in_it() -> None:
    card = card_of(
        "Jürgen Weiß", organisation="Weiß & Söhne GmbH", phone="+49 3681 12345", email="j@weiss.example"
    )
    assert card.decode().split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "N:Weiß;Jürgen;;;",
        "FN:Jürgen Weiß",
        "ORG:Weiß & Söhne GmbH",
        "TEL;TYPE=WORK,VOICE:+49 3681 12345",
        "EMAIL;TYPE=INTERNET:j@weiss.example",
        "END:VCARD",
        "",
    ]


def test_what_is_not_known_is_left_out() -> None:
    assert set(read(card_of("Ada Berg"))) == {"BEGIN", "VERSION", "N", "FN", "END"}


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Sabine Roth", ("", "Sabine", "Roth")),
        ("Dr. Ada von Berg", ("Dr.", "Ada", "von Berg")),
        ("Prof. Dr.-Ing. Jan Peter van der Heide", ("Prof. Dr.-Ing.", "Jan Peter", "van der Heide")),
        ("Madonna", ("", "Madonna", "")),
        ("Dr. Kaya", ("Dr.", "Kaya", "")),
        ("Ines Rothämel-Voigt", ("", "Ines", "Rothämel-Voigt")),
    ],
)
def test_a_name_is_taken_apart_as_far_as_it_tells(name: str, parts: tuple[str, str, str]) -> None:
    assert name_parts(name) == parts


def test_signs_with_a_meaning_are_marked() -> None:
    card = card_of("Tom; Berger, \\ B", organisation="A, B; C\nD")
    assert read(card)["FN"] == "Tom\\; Berger\\, \\\\ B"
    assert read(card)["ORG"] == "A\\, B\\; C\\nD"


def test_a_line_break_in_a_name_makes_no_new_line() -> None:
    card = card_of("Tom\r\nEMAIL:evil@example\rTEL:1\u2028X:2\x00")
    assert set(read(card)) == {"BEGIN", "VERSION", "N", "FN", "END"}


@given(st.text(min_size=1, max_size=300))
def test_any_name_comes_back_and_no_line_is_too_long(name: str) -> None:
    card = card_of(name or "x")
    for line in card.split(b"\r\n"):
        assert len(line) <= LINE
        line.decode()
    whole = plain(read(card)["FN"])
    kept = "".join(sign for sign in "\n".join(name.splitlines()) if sign == "\n" or sign.isprintable())
    assert whole == kept


def test_several_contacts_make_one_file() -> None:
    both = card_of("Ada Berg") + card_of("Tom Kaya")
    assert both.count(b"BEGIN:VCARD\r\n") == both.count(b"END:VCARD\r\n") == 2
