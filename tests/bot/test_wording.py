"""What people read, word for word, in both languages."""

import datetime
import zoneinfo
from typing import Any

import pytest

from bot.channel import Button, Message
from bot.conversation.buttons import data, read_tap
from bot.notice import Notice
from bot.wording import render
from service.evening import Evening, Settings
from service.evening.state import Slot
from service.people.person import Person, PersonRecord

PEOPLE = {
    "p1": PersonRecord(person=Person(name="Sabine Beyer")),
    "p2": PersonRecord(person=Person(name="Tom Berger", organisation="Berger Optik")),
    "p3": PersonRecord(person=Person(name="Ines Roth", organisation="Glas Roth")),
    "p4": PersonRecord(person=Person(name="Ali Kaya")),
}


def at(clock: str) -> int:
    """The instant of a clock time on the evening, in Suhl."""
    hour, minute = map(int, clock.split(":"))
    when = datetime.datetime(2026, 3, 5, hour, minute, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin"))
    return int(when.timestamp() * 1000)


def read(language: str, kind: str, **fields: Any) -> Message:
    evening = Evening("e1", settings=Settings(language=language), people={"p1": Slot(1)})  # type: ignore[arg-type]
    notice = Notice(
        id="7.p1.place",
        evening="e1",
        version=7,
        person="p1",
        kind=kind,  # type: ignore[arg-type]
        topic="place",
        **{"round": 2, "rounds": 7, **fields},
    )
    return render(notice, evening, PEOPLE)


TABLE = {"table": "7", "with_": ("p2", "p3", "p4"), "starts": at("18:42"), "until": at("18:50")}
REST = {"starts": at("18:42"), "until": at("18:52")}

READ = [
    (
        "table",
        TABLE,
        "Tisch 7\nmit Tom Berger (Berger Optik), Ines Roth (Glas Roth), Ali Kaya\nRunde 2 von 7 · 18:42 bis 18:50",
        "Table 7\nwith Tom Berger (Berger Optik), Ines Roth (Glas Roth), Ali Kaya\nRound 2 of 7 · 18:42 to 18:50",
    ),
    (
        "table",
        {"table": "7", "with_": ("p4",)},  # each gong by hand
        "Tisch 7\nmit Ali Kaya\nRunde 2 von 7",
        "Table 7\nwith Ali Kaya\nRound 2 of 7",
    ),
    (
        "table",
        {"table": "7", "with_": ("forgotten",)},  # records that have been erased
        "Tisch 7\nRunde 2 von 7",
        "Table 7\nRound 2 of 7",
    ),
    (
        "table",
        TABLE | {"late": True, "with_": ("p4",)},
        "Tisch 7 – ein Platz ist frei, setzen Sie sich gern gleich dazu\nmit Ali Kaya\n"
        "Runde 2 von 7 · 18:42 bis 18:50",
        "Table 7 – there's a free seat, do join them now\nwith Ali Kaya\nRound 2 of 7 · 18:42 to 18:50",
    ),
    (
        "changed",
        TABLE | {"table": "9", "was": "7", "with_": ("p4",)},
        "Tisch 9 – geändert, nicht mehr Tisch 7\nmit Ali Kaya\nRunde 2 von 7 · 18:42 bis 18:50",
        "Table 9 – changed, no longer table 7\nwith Ali Kaya\nRound 2 of 7 · 18:42 to 18:50",
    ),
    (
        "changed",
        TABLE | {"with_": ("p4",)},  # back to an earlier round, by chance at the same table
        "Tisch 7 – geändert\nmit Ali Kaya\nRunde 2 von 7 · 18:42 bis 18:50",
        "Table 7 – changed\nwith Ali Kaya\nRound 2 of 7 · 18:42 to 18:50",
    ),
    (
        "rest",
        REST,
        "Diese Runde frei – Zeit für einen Kaffee.\nAb 18:52 haben Sie wieder einen Platz, ich melde mich.",
        "You're free this round – time for a coffee.\nFrom 18:52 you have a seat again; I'll tell you.",
    ),
    (
        "rest",
        {},
        "Diese Runde frei – Zeit für einen Kaffee.\n"
        "In der nächsten Runde haben Sie wieder einen Platz, ich melde mich.",
        "You're free this round – time for a coffee.\nNext round you have a seat again; I'll tell you.",
    ),
    (
        "rest",
        REST | {"late": True},
        "Im Moment sind alle Tische voll.\nAb 18:52 haben Sie wieder einen Platz, ich melde mich.",
        "All tables are full right now.\nFrom 18:52 you have a seat again; I'll tell you.",
    ),
    (
        "rest",
        REST | {"was": "3"},
        "Diese Runde frei – geändert, nicht mehr Tisch 3\nAb 18:52 haben Sie wieder einen Platz, ich melde mich.",
        "You're free this round – changed, no longer table 3\nFrom 18:52 you have a seat again; I'll tell you.",
    ),
    (
        "rest",
        REST | {"round": 7},
        "Diese Runde frei – Zeit für einen Kaffee.\nEs ist die letzte Runde, bleiben Sie gern bis zum Schluss.",
        "You're free this round – time for a coffee.\nIt is the last round; do stay for the end.",
    ),
    (
        "joins",
        {"with_": ("p2",)},
        "Tom Berger (Berger Optik) kommt noch an Ihren Tisch.",
        "Tom Berger (Berger Optik) is joining your table.",
    ),
    (
        "joins",
        {"with_": ("p2", "p4")},
        "Tom Berger (Berger Optik), Ali Kaya kommen noch an Ihren Tisch.",
        "Tom Berger (Berger Optik), Ali Kaya are joining your table.",
    ),
    ("soon", {}, "Noch 2 Minuten.", "2 minutes left."),
    ("open", {}, "Der Einlass ist offen.\nSind Sie schon da?", "The check-in is open.\nAre you here yet?"),
    ("say", {"text": "Das Buffet ist eröffnet."}, "Das Buffet ist eröffnet.", "Das Buffet ist eröffnet."),
    (
        "withdrawn",
        {},
        "Die erste Runde wartet noch etwas.\nIch sage Ihnen Ihren Tisch, sobald es losgeht.",
        "The first round waits a little.\nI'll tell you your table when it starts.",
    ),
    (
        "break",
        {"until": at("19:45")},
        "Pause bis 19:45.\nIhren nächsten Tisch sage ich Ihnen rechtzeitig.",
        "Break until 19:45.\nI'll tell you your next table in time.",
    ),
    (
        "break",
        {},
        "Pause.\nIhren nächsten Tisch sage ich Ihnen rechtzeitig.",
        "Break.\nI'll tell you your next table in time.",
    ),
    (
        "held",
        {},
        "Kurze Pause.\nBleiben Sie, wo Sie sind, es geht gleich weiter.",
        "Short pause.\nStay where you are, we'll go on in a moment.",
    ),
    (
        "resumed",
        {"until": at("18:55")},
        "Es geht weiter.\nDas geht bis 18:55.",
        "We go on.\nThis goes until 18:55.",
    ),
    ("resumed", {}, "Es geht weiter.", "We go on."),
    (
        "ended",
        {"met": 27},
        "Das war die letzte Runde.\nSie haben 27 neue Gesichter kennengelernt. "
        "Schön, dass Sie da waren. Kommen Sie gut nach Hause.",
        "That was the last round.\nYou met 27 new people. Thank you for being here. Get home safely.",
    ),
    (
        "ended",
        {"met": 0, "round": 0},
        "Der Abend ist vorbei.",
        "The evening is over.",
    ),
    (
        "away",
        {},
        "Der Dienst war weg, die Uhr steht.\nInzwischen wäre der Gong von Runde 2 gekommen. /weiter geht "
        "jetzt weiter; /verlaengern 3 und dann /fortsetzen gibt noch drei Minuten.",
        "The service was away; the clock is held.\nThe gong of round 2 was due meanwhile. /next moves on "
        "now; /extend 3 and then /resume gives three more minutes.",
    ),
]


@pytest.mark.parametrize(("kind", "fields", "german", "english"), READ)
def test_it_reads(kind: str, fields: dict[str, Any], german: str, english: str) -> None:
    assert read("de", kind, **fields).text == german
    assert read("en", kind, **fields).text == english


def test_everybody_reads_their_own_language() -> None:
    evening = Evening("e1", people={"p1": Slot(1, language="en"), "p2": Slot(2)})
    notice = Notice(id="1", evening="e1", version=1, person="p1", kind="soon", topic="signal")
    assert render(notice, evening, PEOPLE).title == "2 minutes left."


def test_times_are_those_of_the_evening_not_of_the_machine() -> None:
    evening = Evening("e1", settings=Settings(timezone="America/New_York"), people={"p1": Slot(1)})
    notice = Notice(
        id="1", evening="e1", version=1, person="p1", kind="break", topic="signal", until=at("19:45")
    )
    assert render(notice, evening, PEOPLE).title == "Pause bis 13:45."


def test_of_many_at_a_table_five_are_named() -> None:
    people = {f"g{n}": PersonRecord(person=Person(name=f"Gast {n}")) for n in range(1, 8)}
    evening = Evening("e1", people={"p1": Slot(1)})
    notice = Notice(
        id="1",
        evening="e1",
        version=1,
        person="p1",
        kind="table",
        topic="place",
        table="1",
        with_=tuple(people),
        round=1,
        rounds=2,
    )
    assert render(notice, evening, people).body.startswith(
        "mit Gast 1, Gast 2, Gast 3, Gast 4, Gast 5 und 2 weitere\n"
    )


def test_a_name_like_markup_is_left_as_it_is() -> None:
    people = {"x": PersonRecord(person=Person(name="<b>Eva</b> _x_ {table}", organisation="A & B"))}
    evening = Evening("e1", people={"p1": Slot(1)})
    notice = Notice(id="1", evening="e1", version=1, person="p1", kind="joins", topic="company", with_=("x",))
    assert (
        render(notice, evening, people).title == "<b>Eva</b> _x_ {table} (A & B) kommt noch an Ihren Tisch."
    )


def test_who_is_asked_can_answer_by_a_button() -> None:
    assert read("de", "open").buttons == ((Button("Ich bin da", data("here")),),)
    asked = [read_tap(button.data) for button in read("de", "away").buttons[0]]
    assert [tap.words for tap in asked] == ["next ok", "extend 3"]
    assert all(tap.step for tap in asked), "they count only in the step they were shown for"


@pytest.mark.parametrize(
    ("kind", "silent"),
    [("joins", True), ("soon", True), ("resumed", True), ("table", False), ("changed", False)],
)
def test_only_what_makes_people_move_makes_their_phone_buzz(kind: str, silent: bool) -> None:
    assert read("de", kind, with_=("p2",), table="1").silent is silent


def told(people: dict[str, PersonRecord], kind: str = "table", **fields: Any) -> Message:
    """What Sabine reads of these people."""
    slots = {"p1": Slot(1)} | {p: Slot(n, visiting=p == "v") for n, p in enumerate(people, 2)}
    evening = Evening("e1", people=slots)
    others = tuple(p for p in people if p != "p1")
    notice = Notice(
        id="1",
        evening="e1",
        version=1,
        person="p1",
        kind=kind,  # type: ignore[arg-type]
        topic="place",
        **{"table": "7", "with_": others, "round": 2, "rounds": 7, **fields},
    )
    return render(notice, evening, people)


def known(name: str, **more: Any) -> PersonRecord:
    return PersonRecord(person=Person(name=name, **more))


def test_a_topic_most_share_is_something_to_talk_about() -> None:
    people = {
        "p1": known("Sabine Beyer", topics=("Export", "Digitalisierung", "Holz")),
        "p2": known("Tom Berger", topics=("digitalisierung", "Stahl")),
        "p3": known("Ines Roth", topics=("Digitalisierung", "Export")),
    }
    assert told(people).body.splitlines()[-1] == "Gemeinsames Thema: Digitalisierung."
    alone = people | {"p2": known("Tom Berger", topics=("Stahl",)), "p3": known("Ines Roth")}
    assert "Thema" not in told(alone).body


def test_a_guest_of_honour_is_named_apart() -> None:
    people = {"v": known("Dr. Maria Ehr", organisation="Landrat"), "p2": known("Tom Berger")}
    assert told(people).body == "mit Tom Berger\nZu Gast: Dr. Maria Ehr (Landrat)\nRunde 2 von 7"


def test_a_name_from_right_to_left_does_not_turn_the_sentence_around() -> None:
    people = {"p2": known("משה כהן", organisation="אבג"), "p3": known("Tom 👩‍🔧 Berger")}
    lines = told(people).body.splitlines()
    assert lines[0] == "mit \u2068משה כהן (אבג)\u2069, Tom 👩‍🔧 Berger"
    assert told(people, "joins", with_=("p2",)).title.startswith("\u2068משה כהן (אבג)\u2069 kommt")


def test_a_contact_comes_in_words_and_as_a_file() -> None:
    people = {
        "p2": known("Tom Berger", organisation="Berger Optik", email="tom@example.org", phone="+49 3681 1")
    }
    message = told(people, "contact")
    assert message.text == (
        "Sie sind jetzt mit Tom Berger (Berger Optik) in Kontakt.\ntom@example.org\n+49 3681 1"
    )
    (file,) = message.files
    assert file.name == "tom-berger.vcf"
    assert b"FN:Tom Berger" in file.data
    (odd,) = told({"p2": known("משה כהן")}, "contact").files
    assert odd.name == "kontakt.vcf"


def test_the_farewell_offers_what_is_left_to_do() -> None:
    (touch,), (rate,) = read("de", "ended", met=3).buttons
    assert (touch.text, read_tap(touch.data).words) == ("In Verbindung bleiben", "contact")
    assert (rate.text, read_tap(rate.data).words) == ("Abend bewerten", "rate")
    assert read("de", "ended", met=0).buttons == ()
