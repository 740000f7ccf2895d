"""The count finds what is planted: a rehearsal that overlooks faults would be worse than none."""

from typing import Any

import pytest

from bot.channel import Message
from rehearsal.guest import Stay
from rehearsal.journal import read_history
from rehearsal.receipt import Receipt, read_message
from rehearsal.recount import count_notices, duplicates, lost, repeats, without_table
from rehearsal.report import Notices, RehearsalReport

PEOPLE = ("a", "b", "c", "d")
MINUTE = 60_000


class Journal:
    """Writes a journal entry by entry, one a minute."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []
        self.add({"event": "people", "people": {p: {"number": n} for n, p in enumerate(PEOPLE, 1)}})
        for person in PEOPLE:
            self.presence(person, "here")

    def add(self, *events: dict[str, Any]) -> int:
        version = len(self.entries) + 1
        self.entries.append({"version": version, "at": version * MINUTE, "events": list(events)})
        return version

    def presence(self, person: str, presence: str, *more: dict[str, Any]) -> int:
        return self.add({"event": "presence", "person": person, "presence": presence}, *more)

    def announce(self, round: int, resting: str = "", **tables: str) -> int:
        seating = {
            "round": round,
            "tables": {t: list(p) for t, p in tables.items()},
            "resting": list(resting),
        }
        return self.add({"event": "announced", "seating": seating, "deadline": None})

    def play(self, round: int) -> None:
        self.add({"event": "started", "round": round, "deadline": None})
        self.add({"event": "over", "round": round})


Receipts = dict[str, list[Receipt]]


def arrived(
    receipts: Receipts, person: str, version: int, round: int, table: str | None, *, at: float = 0
) -> None:
    """A place notice reaches somebody, half a minute after its entry unless told otherwise."""
    when = round_half(at or version + 0.5)
    receipts[person].append(Receipt(person, f"{version}.{person}.place", when, True, round, table))


def round_half(minutes: float) -> int:
    return int(minutes * MINUTE)


@pytest.fixture
def journal() -> Journal:
    return Journal()


@pytest.fixture
def receipts() -> Receipts:
    return {person: [] for person in PEOPLE}


@pytest.fixture
def stays() -> dict[str, list[Stay]]:
    return {person: [Stay(0)] for person in PEOPLE}


def one_good_round(journal: Journal, receipts: Receipts) -> int:
    version = journal.announce(1, t1="ab", t2="cd")
    for person, table in zip("abcd", ("t1", "t1", "t2", "t2"), strict=True):
        arrived(receipts, person, version, 1, table)
    journal.play(1)
    return version


def test_an_evening_without_faults_is_sound(
    journal: Journal, receipts: Receipts, stays: dict[str, list[Stay]]
) -> None:
    one_good_round(journal, receipts)
    history = read_history(journal.entries)
    assert count_notices(history, receipts) == Notices(due=4, sent=4, lost=0, duplicate=0, late=0)
    assert repeats(history) == []
    assert without_table(history, receipts, stays) == []


def test_a_lost_notice_is_found_and_leaves_somebody_without_a_table(
    journal: Journal, receipts: Receipts, stays: dict[str, list[Stay]]
) -> None:
    one_good_round(journal, receipts)
    receipts["c"].clear()
    history = read_history(journal.entries)
    assert [due.person for due in lost(history, receipts)] == ["c"]
    assert without_table(history, receipts, stays) == [("c", 1)]


def test_a_notice_with_the_wrong_table_has_not_arrived(journal: Journal, receipts: Receipts) -> None:
    version = one_good_round(journal, receipts)
    receipts["a"] = [Receipt("a", f"{version}.a.place", version * MINUTE, True, 1, "t2")]
    assert [due.person for due in lost(read_history(journal.entries), receipts)] == ["a"]


def test_a_later_round_does_not_make_up_for_a_lost_notice(journal: Journal, receipts: Receipts) -> None:
    one_good_round(journal, receipts)
    receipts["c"].clear()
    version = journal.announce(2, t1="ac", t2="bd")
    for person, table in zip("acbd", ("t1", "t1", "t2", "t2"), strict=True):
        arrived(receipts, person, version, 2, table)
    journal.play(2)
    found = lost(read_history(journal.entries), receipts)
    assert [(due.person, due.round) for due in found] == [("c", 1)]


def test_a_notice_replaced_by_a_newer_one_of_the_round_is_not_lost(
    journal: Journal, receipts: Receipts
) -> None:
    version = journal.announce(1, t1="ab", t2="cd")
    for person, table in zip("abd", ("t1", "t1", "t2"), strict=True):
        arrived(receipts, person, version, 1, table)
    moved = journal.add({"event": "seat", "person": "c", "table": "t1"})
    arrived(receipts, "c", moved, 1, "t1")
    journal.play(1)
    assert count_notices(read_history(journal.entries), receipts) == Notices(5, 4, 0, 0, 0)


def test_whoever_goes_before_the_gong_has_lost_nothing(journal: Journal, receipts: Receipts) -> None:
    version = journal.announce(1, t1="ab", t2="cd")
    for person, table in zip("abd", ("t1", "t1", "t2"), strict=True):
        arrived(receipts, person, version, 1, table)
    journal.presence("c", "left", {"event": "unseated", "person": "c", "met": False})
    journal.play(1)
    assert lost(read_history(journal.entries), receipts) == []


def test_a_duplicate_is_found(journal: Journal, receipts: Receipts) -> None:
    version = one_good_round(journal, receipts)
    arrived(receipts, "b", version, 1, "t1")
    assert duplicates(receipts) == [("b", f"{version}.b.place")]
    assert count_notices(read_history(journal.entries), receipts).duplicate == 1


def test_a_notice_after_its_gong_is_late_unless_the_seat_was_found_after_it(
    journal: Journal, receipts: Receipts
) -> None:
    version = journal.announce(1, t1="ab", t2="c")
    for person, table in zip("abc", ("t1", "t1", "t2"), strict=True):
        arrived(receipts, person, version, 1, table, at=version + 1.5 if person == "a" else 0)
    journal.add({"event": "started", "round": 1, "deadline": None})
    seated = journal.add({"event": "seat", "person": "d", "table": "t2"})
    arrived(receipts, "d", seated, 1, "t2")
    journal.add({"event": "over", "round": 1})
    assert count_notices(read_history(journal.entries), receipts) == Notices(4, 4, 0, 0, 1)


def test_a_repeat_is_found_also_through_somebody_who_came_late(journal: Journal, receipts: Receipts) -> None:
    journal.presence("d", "away")
    journal.announce(1, t1="abc")
    journal.add({"event": "started", "round": 1, "deadline": None})
    journal.presence("d", "here", {"event": "seat", "person": "d", "table": "t1"})
    journal.add({"event": "over", "round": 1})
    journal.announce(2, t1="ad", t2="bc")
    journal.play(2)
    found = repeats(read_history(journal.entries))
    assert {(*sorted(pair), round) for pair, round in found} == {("a", "d", 2), ("b", "c", 2)}


def test_an_empty_chair_is_nobody_met(journal: Journal) -> None:
    journal.presence("d", "expected")
    journal.announce(1, t1="ad", t2="bc")
    journal.play(1)
    journal.presence("d", "here")
    journal.announce(2, t1="ad", t2="b", t3="c")
    journal.play(2)
    assert repeats(read_history(journal.entries)) == []


def test_somebody_there_for_whom_the_journal_has_no_place_is_found(
    journal: Journal, receipts: Receipts, stays: dict[str, list[Stay]]
) -> None:
    version = journal.announce(1, t1="ab", t2="c")
    for person, table in zip("abc", ("t1", "t1", "t2"), strict=True):
        arrived(receipts, person, version, 1, table)
    journal.play(1)
    history = read_history(journal.entries)
    assert without_table(history, receipts, stays) == [("d", 1)]
    stays["d"] = [Stay(0, until=version * MINUTE)]
    assert without_table(history, receipts, stays) == []


def test_a_rest_that_was_told_is_a_place(
    journal: Journal, receipts: Receipts, stays: dict[str, list[Stay]]
) -> None:
    version = journal.announce(1, resting="d", t1="abc")
    for person in "abc":
        arrived(receipts, person, version, 1, "t1")
    rest = Message("Diese Runde frei – Zeit für einen Kaffee.", "Um 18:52 geht es weiter.")
    receipts["d"].append(read_message("d", f"{version}.d.place", rest, version * MINUTE))
    journal.play(1)
    assert without_table(read_history(journal.entries), receipts, stays) == []


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Tisch 7 – geändert, nicht mehr Tisch 3", "mit Tom\nRunde 2 von 7 · 18:42 bis 18:50"),
        ("Table 7", "Round 2 of 7"),
    ],
)
def test_a_message_is_read_as_its_reader_reads_it(title: str, body: str) -> None:
    read = read_message("a", "9.a.place", Message(title, body), 5)
    assert (read.place, read.round, read.table) == (True, 2, "7")


def test_only_loss_repeats_and_missing_tables_make_an_evening_unsound() -> None:
    def report(lost: int = 0, repeats: int = 0, without: int = 0) -> RehearsalReport:
        return RehearsalReport(7, 50, Notices(300, 300 - lost, lost, 2, 3), repeats, without, 60.0)

    assert report().sound
    assert not any((report(lost=1).sound, report(repeats=1).sound, report(without=1).sound))
