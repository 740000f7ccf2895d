"""Cards on paper: for whom, what stands on them, and that no name can spoil a page."""

import re
from typing import Any

import pytest

from service.cards import cards_pdf
from service.cards.sheet import sheet_of
from service.evening import commands as c
from service.links import Links
from service.people.person import Person, PersonRecord
from service.tokens import TokenKey
from tests.service.evening.story import Story

ODD = [
    ("<b>_x_</b> #emph[x] $y$ \\", "*GmbH* & Co. <KG> `raw` @ref // no"),
    ("سارة الأحمد", "شركة النور"),
    ("👩‍💻 Zoë 🎉", "Rakete 🚀 AG"),
    ("🎉🎉", ""),
    ("\u202eTom\u0000\nBerger\u2028", "\x1b[31m"),
    ("Donaudampfschifffahrtsgesellschaftskapitänswitwe von und zu Hohenzollern", "x" * 200),
    ("李小龙", "功夫"),
    ("x" * 4000, "y z " * 500),
]


def links(*, chats: bool = True) -> Links:
    return Links(
        TokenKey(b"a key for tests"),
        "https://abend.example",
        lambda code: f"https://t.me/tisch_bot?start={code}" if chats else None,
        lambda code: "https://matrix.to/#/%40tisch%3Ahall.example" if chats else None,
    )


def named(*names: tuple[str, str]) -> dict[str, PersonRecord]:
    return {
        f"p{n}": PersonRecord(person=Person(name=name, organisation=firm or None))
        for n, (name, firm) in enumerate(names, 1)
    }


def sheet(story: Story, people: dict[str, PersonRecord], persons: list[str], **more: Any) -> dict[str, Any]:
    return sheet_of(
        story.evening,
        people,
        more.get("links") or links(),
        persons,
        more.get("language", "de"),
        now=story.now,
    )


def pages(pdf: bytes) -> int:
    assert pdf.startswith(b"%PDF-")
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.fixture
def story() -> Story:
    return Story(guests=9, here=9)


def test_eight_cards_fit_a_page(story: Story) -> None:
    people = named(*[(f"Gast {n}", "") for n in range(1, 10)])
    everyone = list(people)
    assert pages(cards_pdf(story.evening, people, links(), everyone[:8], "de", now=story.now)) == 1
    assert pages(cards_pdf(story.evening, people, links(), everyone, "de", now=story.now)) == 2


def test_exactly_those_asked_for_have_one_by_surname(story: Story) -> None:
    people = named(("Zoë Ärmel", ""), ("Ada Cramer", ""), ("Dr. Tom von Berg", ""), ("Ali Arm", ""))
    cards = sheet(story, people, ["p2", "p3", "p1", "nobody", "p1"])["cards"]
    assert [card["name"] for card in cards] == ["Zoë Ärmel", "Dr. Tom von Berg", "Ada Cramer"]


def test_before_a_round_a_card_has_no_table_and_in_one_it_has(story: Story) -> None:
    people = named(*[(f"Gast {n}", "") for n in range(1, 10)])
    assert {card["place"] for card in sheet(story, people, list(people))["cards"]} == {""}
    story.begin()
    places = story.evening.phase.seating.places() if story.evening.phase.seating else {}
    found = sheet(story, people, list(people))
    assert found["round"] == "Runde 1 von 3"
    assert {card["name"]: card["place"] for card in found["cards"]} == {
        people[person].name: f"Tisch {table}" for person, table in places.items()
    }
    english = sheet(story, people, ["p1"], language="en")["cards"]
    assert english[0]["place"] == f"Table {places['p1']}"


def test_who_rests_is_told_that() -> None:
    story = Story(guests=5, here=5, format="pairs")
    story.begin()
    assert "Diese Runde frei" in {
        card["place"] for card in sheet(story, {}, ["p1", "p2", "p3", "p4", "p5"])["cards"]
    }


def test_chats_stand_on_it_where_there_are_some(story: Story) -> None:
    [with_chats] = sheet(story, {}, ["p1"])["cards"]
    assert [(chat["name"], chat["user"]) for chat in with_chats["chats"]] == [
        ("Telegram", ""),
        ("Matrix", "@tisch:hall.example"),
    ]
    code = with_chats["code"]
    assert code == links().code(story.evening, "p1")
    [without] = sheet(story, {}, ["p1"], links=links(chats=False))["cards"]
    assert without["chats"] == []


def test_a_code_that_was_used_is_never_printed(story: Story) -> None:
    [before] = sheet(story, {}, ["p1"])["cards"]
    story.do(c.LinkChat("p1", "telegram", "1", 0))
    [after] = sheet(story, {}, ["p1"])["cards"]
    assert before["code"] != after["code"]


def test_names_stay_what_they_are(story: Story) -> None:
    """Nothing is markup, nothing turns the line round, and a picture no font has is left out."""
    people = named(*ODD)
    cards = {card["name"].replace("\u200b", ""): card for card in sheet(story, people, list(people))["cards"]}
    assert "<b>_x_</b> #emph[x] $y$ \\" in cards
    assert "سارة الأحمد" in cards
    assert cards["Zoë"]["firm"] == "Rakete AG"
    assert "🎉🎉" in cards
    assert "Tom Berger" in cards
    assert (
        max(
            len(word)
            for name in sheet(story, people, ["p8"])["cards"][0]["name"].split("\u200b")
            for word in [name]
        )
        <= 18
    )


@pytest.mark.parametrize("chats", [True, False])
@pytest.mark.parametrize("on", [True, False])
def test_no_name_spoils_a_page(chats: bool, on: bool) -> None:
    story = Story(guests=8, here=8)
    if on:
        story.begin()
    pdf = cards_pdf(
        story.evening, named(*ODD), links(chats=chats), list(story.evening.people), "de", now=story.now
    )
    assert pages(pdf) == 1


def test_without_anybody_the_page_says_so(story: Story) -> None:
    assert sheet(story, {}, [])["none"] == "Es ist keine Karte zu drucken."
    assert pages(cards_pdf(story.evening, {}, links(), [], "de", now=story.now)) == 1


def test_a_sheet_says_when_it_was_true(story: Story) -> None:
    assert sheet(story, {}, ["p1"])["stand"] == f"Stand 18:30, Version {story.evening.version}"
    one, two = (cards_pdf(story.evening, {}, links(), ["p1"], "de", now=story.now) for _ in range(2))
    assert one == two, "the same cards, the same file"
