"""The evening in numbers: counted from the seats people really had."""

from itertools import combinations

import msgspec

from service.evening import commands as c
from service.evening.matching import Match, Matching
from service.people.person import Person, PersonRecord, TableNote
from service.report import EveningReport, Faces, report_of
from tests.service.evening.story import Story


def counted(story: Story) -> EveningReport:
    return report_of(story.evening, {})


def tablemates(story: Story) -> tuple[str, str]:
    seating = story.evening.phase.seating
    assert seating is not None
    people = next(iter(seating.tables.values()))
    return people[0], people[1]


def test_before_the_first_round_is_over_there_is_nothing_to_count() -> None:
    assert counted(Story(guests=8, here=6).run()) == EveningReport(
        rounds=0,
        people=0,
        met=0,
        per_person=Faces(),
        repeats=0,
        rests=0,
        contacts=0,
        ratings={},
        no_shows=0,
        notes=(),
    )


def test_a_full_round_of_two_tables_of_four() -> None:
    story = Story(guests=8, here=8, rounds=1).run()
    story.gong()
    report = counted(story)
    assert (report.rounds, report.people, report.met, report.repeats) == (1, 8, 12, 0)
    assert report.per_person == Faces(3, 3.0, 3)


def test_whoever_meets_again_is_a_repeat_and_counts_once_as_met() -> None:
    """Four guests have only each other."""
    story = Story(guests=4, here=4, rounds=3).run(3)
    story.gong()
    report = counted(story)
    assert (report.rounds, report.met, report.repeats) == (3, 6, 12)
    assert report.per_person == Faces(3, 3.0, 3)


def test_who_always_sits_at_the_same_table_does_not_repeat() -> None:
    story = Story(rounds=2, size=3)
    story.do(c.AddPeople({f"p{n}": c.Newcomer(table="1" if n < 3 else None) for n in range(1, 7)}))
    story.do(c.Open())
    story.run(2)
    story.gong()
    seatings = story.evening.phase.over
    assert all(s.table_of("p1") == s.table_of("p2") == "1" for s in seatings)
    pairs = [
        pair for s in seatings for people in s.tables.values() for pair in combinations(sorted(people), 2)
    ]
    again = len(pairs) - len(set(pairs))
    assert counted(story).repeats == again - 1


def test_who_was_known_before_is_no_new_face_for_either() -> None:
    story = Story(guests=4, here=4, rounds=1).run()
    story.do(c.DeclareKnown("p1", ("p2",)))
    story.gong()
    report = counted(story)
    assert report.met == 6
    assert report.per_person == Faces(2, 2.5, 3)


def test_rests_are_counted_seat_by_seat() -> None:
    story = Story(guests=5, here=5, rounds=2, size=2).run(2)
    story.gong()
    assert counted(story).rests == 2


def test_contacts_are_pairs_and_ratings_are_counted_by_stars() -> None:
    story = Story(guests=8, here=8, rounds=1).run()
    one, other = tablemates(story)
    story.do(c.OfferContact(one, other))
    assert counted(story).contacts == 0
    story.do(c.OfferContact(other, one))
    for person, stars in (("p1", 5), ("p2", 3), ("p3", 5)):
        story.do(c.Rate(person, stars))
    assert (counted(story).contacts, counted(story).ratings) == (1, {3: 1, 5: 2})
    story.do(c.Forget(one))
    assert counted(story).contacts == 0


def test_a_no_show_was_waited_for_and_sat_nowhere() -> None:
    story = Story(guests=9, here=8, rounds=1)
    story.leave("p8")
    story.begin()
    story.absent("p9")
    story.next()
    story.leave("p1")
    story.gong()
    report = counted(story)
    assert (report.people, report.no_shows) == (7, 1)


def test_notes_come_in_the_order_they_were_taken() -> None:
    story = Story(guests=4, here=4).run()
    records = {
        person: PersonRecord(person=Person(name=person), notes=notes)
        for person, notes in (
            ("p1", (TableNote(1, "1", "zuletzt", 30), TableNote(1, "1", "zuerst", 10))),
            ("p2", (TableNote(1, "2", "dazwischen", 20),)),
        )
    }
    notes = report_of(story.evening, records).notes
    assert [(note.person, note.text) for note in notes] == [
        ("p1", "zuerst"),
        ("p2", "dazwischen"),
        ("p1", "zuletzt"),
    ]


def test_a_report_can_be_written_as_json() -> None:
    story = Story(guests=8, here=8, rounds=1).run()
    story.do(c.Rate("p1", 5))
    assert msgspec.json.decode(msgspec.json.encode(counted(story)))["ratings"] == {"5": 1}


def test_matches_are_counted_and_how_many_of_them_sat_together() -> None:
    story = Story(guests=8, here=8, rounds=2).run()
    one, other = tablemates(story)
    apart = next(p for p in story.evening.people if story.table(p) != story.table(one))
    found = (Match(one, other, 0.9, 0, 0), Match(one, apart, 0.8, 0, 0))
    story.do(c.TakeMatches(Matching(found)), by="matcher")
    story.do(c.Next(confirm=True))
    assert (counted(story).matched, counted(story).matches) == (1, 2)
