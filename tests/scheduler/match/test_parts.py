"""What somebody writes is taken apart only where each side can be read on its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.match import hands, parts
from scheduler.match.parts import HANDS, MOST


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Spannzangen; Drehteile", ("Spannzangen", "Drehteile")),
        ("spannzangen\n- drehteile\n• härterei", ("spannzangen", "drehteile", "härterei")),
        ("1. Azubis\n2) Kredit\n3. Halle", ("Azubis", "Kredit", "Halle")),
        ("Wer härtet uns Wellen? Wer beschichtet sie?", ("Wer härtet uns Wellen?", "Wer beschichtet sie?")),
        ("Fördermittel, Steuerberater, Lagerfläche", ("Fördermittel", "Steuerberater", "Lagerfläche")),
        (
            "Ersatz für Chrom(VI) und jemand, der Abwasser aufbereitet",
            ("Ersatz für Chrom(VI)", "jemand, der Abwasser aufbereitet"),
        ),
        (
            "Sondermaschinen für die Montage, Retrofit alter Anlagen",
            ("Sondermaschinen für die Montage", "Retrofit alter Anlagen"),
        ),
        ("我们寻找模具制造商。还需要包装", ("我们寻找模具制造商。", "还需要包装")),
    ],
)
def test_separate_asks_are_separate_parts(text: str, asks: tuple[str, ...]) -> None:
    assert parts(text) == asks


@pytest.mark.parametrize(
    "text",
    [
        "Linsen, Prismen und Planoptik aus optischem Glas",
        "Rasen, Hecken, Winterdienst und kleine Reparaturen rund ums Haus",
        "Photovoltaik auf unser Hallendach, 1.200 m², Süd",
        "Wer beschichtet uns Werkzeuge, PVD oder ähnlich? Bisher fahren wir 300 km",
        "Schweißer aus dem Ausland; wir kennen uns mit Visum und Anerkennung nicht aus",
        "Solaranlagen samt Speicher: Planung, Montage, Netzanmeldung",
        "Kunststoffspritzguss für ein Gehäuse, rund 5.000 Stück im Jahr",
        "Gussteile bis ca. 4 kg, z. B. Gehäuse von Fa. Roth",
        "Gehäuse: Guss + Zerspanung + Beschichtung",
        "Druck-, Zug- und Schenkelfedern",
    ],
)
def test_what_belongs_together_stays_together(text: str) -> None:
    assert parts(text) == (text,)


@pytest.mark.parametrize("text", [None, "", "  \n ", "...", "– ; ,", "🙂🙂", "?!"])
def test_nothing_said_has_no_parts(text: str | None) -> None:
    assert parts(text) == ()


def test_a_page_of_asks_ends_in_one_that_holds_the_rest() -> None:
    asks = parts("\n".join(f"Sache {number}" for number in range(MOST + 5)))
    assert len(asks) == MOST
    assert asks[-1].endswith(f"Sache {MOST + 4}")


@given(st.text(max_size=4000) | st.text("aäA .,;:?!+\n•-→、，；0", max_size=400))
def test_any_text_is_taken_apart_into_its_own_words_in_their_order(text: str) -> None:
    whole, at = " ".join(text.split()), 0
    for part in parts(text):
        assert part == part.strip()
        assert any(sign.isalnum() for sign in part)
        at = whole.index(part, at) + len(part)
        for hand in hands(part):
            assert any(sign.isalpha() for sign in hand)
    assert parts(text) == parts(text)


@pytest.mark.parametrize(
    ("ask", "needed"),
    [
        ("Gehäuse: Guss + Zerspanung", ("Gehäuse: Guss", "Gehäuse: Zerspanung")),
        ("Guss+Zerspanung", ("Guss", "Zerspanung")),
        ("Welle: Drehen → Härten → Schleifen", ("Welle: Drehen", "Welle: Härten", "Welle: Schleifen")),
        ("Gehäuse: Guss, Fräsen und Lack", ("Gehäuse: Guss", "Gehäuse: Fräsen", "Gehäuse: Lack")),
        ("A: b1 + c2 + d3 + e4 + f5", ("A: b1", "A: c2", "A: d3", "A: e4 + f5")),
        ("C++ Entwickler", ()),
        ("Anruf unter +49 171 1234567", ()),
        ("Zerstörungsfreie Prüfung: Gussteile auf Lunker durchleuchten", ()),
        ("Spannzangen", ()),
    ],
)
def test_an_ask_of_several_hands_names_each_with_what_it_is_for(ask: str, needed: tuple[str, ...]) -> None:
    assert hands(ask) == needed
    assert len(needed) <= HANDS
