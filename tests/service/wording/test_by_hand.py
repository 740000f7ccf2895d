"""What organisers read of what they changed by hand, in both languages."""

import pytest

from service.evening import Refusal
from service.evening import commands as c
from service.evening.apart import PrivateWish
from service.evening.refusals import (
    BadRound,
    BadTime,
    NoChat,
    NoPlanPossible,
    NothingNew,
    NotSeatedNow,
    SamePerson,
    TableIsClosed,
    UnknownTable,
)
from service.wording.happened import happened
from service.wording.refused import sentence, texts
from tests.service.evening.story import Story

NAMES = {"p1": "Anna Roth", "p2": "Tom Berger"}


def said(story: Story, command: c.Command, language: str = "de") -> str:
    return happened(story.do(command), texts(language), NAMES)


def read(refusal: Refusal, language: str = "de") -> str:
    return sentence(refusal, texts(language), NAMES)


def test_a_closed_table_is_told_in_numbers() -> None:
    story = Story(guests=12, here=12).run()
    assert said(story, c.CloseTable("2")) == "Tisch 2 ist zu. 4 Gäste sitzen jetzt an Tisch 4."
    assert said(Story(guests=9), c.CloseTable("2"), "en") == "Table 2 is closed."

    story = Story(guests=10, here=10, tables=3).run()
    assert said(story, c.CloseTable("3")) == (
        "Tisch 3 ist zu. 1 Gast sitzt jetzt an Tisch 2. 2 Gäste setzen diese Runde aus."
    )
    story = Story(guests=12, here=12, tables=3).run()
    for table in ("1", "2"):
        for person in [p for p in story.evening.people if story.table(p) == table][:2]:
            story.leave(person)
    assert said(story, c.CloseTable("3")) == "Tisch 3 ist zu. 4 Gäste sitzen jetzt anderswo."


def test_a_swap_says_where_both_sit() -> None:
    story = Story(guests=8, here=8)
    story.begin()
    other = next(p for p in story.evening.people if story.table(p) != story.table("p1"))
    tables = story.table(other), story.table("p1")
    said_ = happened(story.do(c.Swap("p1", other)), texts("de"), {"p1": "Anna Roth", other: "Tom Berger"})
    assert said_ == f"Anna Roth: Tisch {tables[0]}. Tom Berger: Tisch {tables[1]}."


def test_pairs_are_named_and_that_they_sit_together_right_now() -> None:
    story = Story(guests=8)
    assert said(story, c.KeepApart("p1", "p2")) == "Anna Roth und Tom Berger kommen nicht an einen Tisch."
    assert said(story, c.BringTogether("p2", "p1"), "en") == (
        "Anna Roth and Tom Berger will share a table once, if the plan allows it."
    )
    story = Story(guests=3, here=3).run()
    assert said(story, c.KeepApart("p1", "p2")) == (
        "Anna Roth und Tom Berger kommen nicht an einen Tisch. "
        "Im Moment sind beide an Tisch 1; mit /tausch setzen Sie jemanden um."
    )


def test_hosts_guests_of_honour_and_organisers_are_named() -> None:
    story = Story(guests=8)
    assert said(story, c.AppointHost("p1", "2")) == "Gastgeber von Tisch 2 ist ab jetzt Anna Roth."
    assert said(story, c.Visit("p2"), "en") == (
        "Tom Berger is a guest of honour now and visits another table every round."
    )
    story.do(c.LinkChat("p1", "telegram", "4711", code=0), by="p1")
    assert said(story, c.AppointOrganiser("p1")) == "Anna Roth leitet den Abend jetzt mit."


def test_who_leaves_when_is_said() -> None:
    story = Story(guests=8, rounds=3)
    assert said(story, c.LeaveAfter("p1", 2)) == "Anna Roth geht nach Runde 2."
    assert said(story, c.LeaveAfter("p1", 3)) == "Anna Roth bleibt bis zum Schluss."
    assert said(story, c.LeaveAfter("p1", 0), "en") == "Anna Roth misses every round."


REFUSED: list[tuple[Refusal, str, str]] = [
    (
        UnknownTable(table="99", tables=("1", "2", "3", "5", "8", "9")),
        "Tisch 99 gibt es nicht. Es gibt: 1–3, 5, 8, 9.",
        "There is no table 99. In use: 1–3, 5, 8, 9.",
    ),
    (UnknownTable(table="1", tables=()), "Tisch 1 gibt es nicht.", "There is no table 1."),
    (
        TableIsClosed(table="3"),
        "Tisch 3 ist zu. Falls das ein Versehen war: /rueckgaengig.",
        "Table 3 is closed. If that was a mistake: /undo.",
    ),
    (
        TableIsClosed(table="1", last=True),
        "Tisch 1 ist der letzte; er bleibt offen.",
        "Table 1 is the last one left; it stays open.",
    ),
    (
        SamePerson(person="p1"),
        "Dafür braucht es zwei verschiedene Personen; genannt ist zweimal Anna Roth.",
        "That takes two different people; both times it was Anna Roth.",
    ),
    (
        NotSeatedNow(person="p2"),
        "Tom Berger hat im Moment keinen Platz.",
        "Tom Berger has no seat right now.",
    ),
    (
        BadRound(round=9, least=0, most=7),
        "Die Runde ist eine Zahl von 0 bis 7.",
        "The round is a number from 0 to 7.",
    ),
    (
        BadTime(time="bald"),
        "Schreiben Sie eine Uhrzeit, zum Beispiel 21:30.",
        "Write a time of day, for example 21:30.",
    ),
    (
        NoChat(person="p1"),
        "Anna Roth hat noch keinen Chat mit uns; mit dem eigenen Code geht das.",
        "Anna Roth has no chat with us yet; their own code starts one.",
    ),
    (
        NothingNew(one="p1", other="p2", met=True),
        "Anna Roth und Tom Berger waren schon an einem Tisch.",
        "Anna Roth and Tom Berger have shared a table already.",
    ),
    (
        NothingNew(one="p1", other="p2", table="4"),
        "Anna Roth und Tom Berger sind beide an Tisch 4.",
        "Anna Roth and Tom Berger are both at table 4.",
    ),
    (
        NothingNew(person="p1", table="2", hosting=True),
        "Gastgeber von Tisch 2 ist Anna Roth schon.",
        "Anna Roth is the host of table 2 already.",
    ),
    (
        NoPlanPossible(wishes=(PrivateWish(),)),
        "So geht es nicht: ein privater Wunsch spricht dagegen.",
        "That can't be: a private wish stands against it.",
    ),
]


@pytest.mark.parametrize(("refusal", "german", "english"), REFUSED)
def test_a_refusal_says_what_would_be_right(refusal: Refusal, german: str, english: str) -> None:
    assert (read(refusal), read(refusal, "en")) == (german, english)
