"""Who is told what by which step, until when, and under which id."""

import msgspec
import pytest

from bot.notice import Notice
from bot.notices import current_place, notices
from service.evening import commands as c
from service.evenings import Outcome
from tests.service.evening.story import MINUTE, Story

_outcome = msgspec.json.Decoder(Outcome)


def of_kind(step: Outcome, kind: str) -> list[Notice]:
    return [notice for notice in notices(step) if notice.kind == kind]


def told(step: Outcome, kind: str) -> set[str]:
    return {notice.person for notice in of_kind(step, kind)}


@pytest.fixture
def open_evening() -> Story:
    """Eight guests of whom six are here, and an organiser's chat."""
    story = Story(guests=8, here=6)
    story.do(c.LinkOrganiser("o1", "telegram", "42", "en", 0), by="o1")
    return story


def test_when_the_check_in_opens_those_still_expected_are_asked() -> None:
    story = Story(guests=3)
    story.pause("p3")
    assert told(story.do(c.Open()), "open") == {"p1", "p2"}


def test_an_announced_round_tells_everybody_their_table_and_its_times(open_evening: Story) -> None:
    step = open_evening.begin()
    start = open_evening.now + MINUTE

    assert told(step, "table") == set(open_evening.evening.people)
    seating = step.after.phase.seating
    assert seating is not None
    for notice in notices(step):
        assert notice.table is not None
        assert {*notice.with_, notice.person} == set(seating.tables[notice.table])
        assert (notice.round, notice.rounds) == (1, 3)
        assert (notice.starts, notice.until) == (start, start + 8 * MINUTE)
        assert notice.expires == notice.until


def test_by_hand_a_table_notice_names_no_times() -> None:
    story = Story(guests=8, here=8, clock="manual")
    assert {(n.starts, n.until, n.expires) for n in notices(story.begin())} == {(None, None, None)}


def test_the_gong_is_for_pages_only(open_evening: Story) -> None:
    open_evening.begin()
    step = open_evening.gong()
    assert {(n.kind, n.quiet) for n in notices(step)} == {("gong", True)}
    assert told(step, "gong") == set(open_evening.evening.people)


def test_the_next_round_is_told_in_the_same_breath_as_the_gong(open_evening: Story) -> None:
    open_evening.begin()
    open_evening.next()
    step = open_evening.gong()
    assert {n.kind for n in notices(step) if not n.quiet} == {"table"}
    assert {n.round for n in notices(step) if not n.quiet} == {2}


def test_a_seat_found_in_a_running_round_is_to_be_taken_at_once() -> None:
    story = Story(guests=7, here=7)
    story.begin()
    story.pause("p1")
    [walking] = of_kind(story.arrive("p1").steps[-1], "table")
    story.gong()
    story.pause("p1")
    [running] = of_kind(story.arrive("p1").steps[-1], "table")

    assert (walking.late, running.late) == (False, True)


def test_who_goes_is_told_nothing_and_whoever_stays_is_not_bothered() -> None:
    story = Story(guests=8, here=8).run()
    assert notices(story.leave("p1")) == []
    assert notices(story.pause("p2")) == []


def test_what_is_said_reaches_all_but_those_who_have_gone(open_evening: Story) -> None:
    open_evening.leave("p1")
    open_evening.pause("p2")
    step = open_evening.do(c.Say("Das Buffet ist eröffnet."))
    assert told(step, "say") == set(open_evening.evening.people) - {"p1"}
    assert {n.text for n in notices(step)} == {"Das Buffet ist eröffnet."}
    assert {n.expires for n in notices(step)} == {open_evening.now + 30 * MINUTE}


def test_hold_is_not_worth_hearing_of_later(open_evening: Story) -> None:
    open_evening.run()
    step = open_evening.do(c.Hold())
    assert {n.expires for n in of_kind(step, "held")} == {open_evening.now + 5 * MINUTE}


def test_only_a_running_round_is_said_to_go_until_then(open_evening: Story) -> None:
    open_evening.begin()
    open_evening.do(c.Hold())
    assert {n.until for n in of_kind(open_evening.do(c.Resume()), "resumed")} == {None}


def test_at_the_end_everybody_hears_how_many_they_met() -> None:
    story = Story(guests=8, here=8, rounds=1).run()
    step = story.gong()
    assert {n.person: n.met for n in of_kind(step, "ended")} == dict.fromkeys(story.evening.people, 3)


def test_nobody_is_thanked_who_never_came_or_has_gone_home() -> None:
    story = Story(guests=9, here=8, rounds=1)
    story.begin()
    story.absent("p9")
    story.next()
    story.leave("p1")
    story.pause("p2")
    assert told(story.gong(), "ended") == {f"p{n}" for n in range(2, 9)}


def test_an_evening_called_off_is_told_to_all_who_might_come() -> None:
    story = Story(guests=3)
    assert told(story.do(c.Stop(confirm=True)), "ended") == {"p1", "p2", "p3"}


def test_where_somebody_is_to_be_now_is_what_they_were_told_last(open_evening: Story) -> None:
    step = open_evening.begin()
    for notice in notices(step):
        assert current_place(open_evening.evening, notice.person) == notice
    open_evening.gong()
    now = current_place(open_evening.evening, "p1")
    assert now is not None
    assert now.id == next(n.id for n in notices(step) if n.person == "p1")
    open_evening.leave("p1")
    assert current_place(open_evening.evening, "p1") is None


def test_between_rounds_nobody_is_anywhere(open_evening: Story) -> None:
    open_evening.begin()
    open_evening.do(c.Break(5))
    assert current_place(open_evening.evening, "p2") is None


def test_the_same_entry_gives_the_same_notices_after_it_was_stored(open_evening: Story) -> None:
    open_evening.run(2)
    open_evening.absent("p1")
    open_evening.undo()
    open_evening.do(c.Stop(confirm=True))
    open_evening.undo()

    for step in open_evening.steps:
        assert notices(_outcome.decode(msgspec.json.encode(step))) == notices(step)
    ids = [notice.id for step in open_evening.steps for notice in notices(step)]
    assert len(ids) == len(set(ids))


def test_ids_are_readable_and_stay_as_they_are(open_evening: Story) -> None:
    """They are keys on networks that deliver once: a new version must give an old entry the same ids."""
    step = open_evening.begin()
    version = step.version
    assert {n.id for n in notices(step)} == {f"{version}.{p}.place" for p in open_evening.evening.people}
    assert {n.id for n in notices(open_evening.gong())} == {
        f"{version + 1}.{p}.gong" for p in open_evening.evening.people
    }


def test_a_change_is_more_urgent_than_a_table_and_a_table_than_talk(open_evening: Story) -> None:
    def urgency(kind: str) -> int:
        return Notice(
            id="1",
            evening="e",
            version=1,
            person="p",
            kind=kind,
            topic="place",  # type: ignore[arg-type]
        ).urgency

    assert urgency("changed") < urgency("table") == urgency("rest") < urgency("say") < urgency("soon")


@pytest.mark.parametrize(
    "command",
    [c.Configure({"minutes": 9}), c.AddPeople({"new": c.Newcomer()}), c.ChooseLanguage("p1", "en")],
    ids=["settings", "people", "language"],
)
def test_what_changes_nothing_for_guests_is_not_told(command: c.Command) -> None:
    story = Story(guests=8, here=8).run()
    assert notices(story.do(command)) == []


def neighbours(story: Story) -> tuple[str, str]:
    """Two at one table."""
    seating = story.evening.phase.seating
    assert seating is not None
    people = next(iter(seating.tables.values()))
    return people[0], people[1]


def test_a_contact_is_told_to_both_once_both_want_it() -> None:
    story = Story(guests=8, here=8).run()
    one, other = neighbours(story)
    assert notices(story.do(c.OfferContact(one, other), by=one)) == []
    told_now = notices(story.do(c.OfferContact(other, one), by=other))
    assert {(n.person, n.kind, n.with_) for n in told_now} == {
        (other, "contact", (one,)),
        (one, "contact", (other,)),
    }
    assert {n.expires for n in told_now} == {None}


def test_neither_contacts_nor_words_to_all_replace_each_other() -> None:
    """The next table replaces the last one; what was said stays worth hearing."""
    story = Story(guests=8, here=8).run()
    said = [n for text in ("eins", "zwei") for n in notices(story.do(c.Say(text))) if n.person == "p1"]
    assert len({n.subject for n in said}) == 2
    held = [n for _ in range(2) for n in [*notices(story.do(c.Hold())), *notices(story.do(c.Resume()))]]
    assert {n.subject for n in held} == {"signal"}

    story = Story(guests=4, here=4).run()
    found = []
    for other in ("p2", "p3"):
        story.do(c.OfferContact(other, "p1"))
        found += [n for n in notices(story.do(c.OfferContact("p1", other))) if n.person == "p1"]
    assert [n.with_ for n in found] == [("p2",), ("p3",)]
    assert len({n.subject for n in found}) == 2


def test_a_new_organiser_is_told_and_hears_nothing_when_it_is_taken_back() -> None:
    story = Story(guests=8, here=8)
    story.do(c.LinkChat("p1", "telegram", "4711", 0))
    appointed = notices(story.do(c.AppointOrganiser("p1")))
    assert [(n.person, n.kind, n.topic) for n in appointed] == [("p1", "appointed", "role")]
    assert notices(story.undo()) == []


def test_whoever_was_known_before_is_no_new_face_at_the_end() -> None:
    story = Story(guests=4, here=4, rounds=1).run()
    story.do(c.DeclareKnown("p1", ("p2",)))
    met = {n.person: n.met for n in of_kind(story.gong(), "ended")}
    assert met == {"p1": 2, "p2": 2, "p3": 3, "p4": 3}


def test_whose_seat_is_said_to_be_empty_hears_no_reproach() -> None:
    story = Story(guests=8, here=8).run()
    one, other = neighbours(story)
    assert notices(story.do(c.ReportMissing(one, seen_by=other), by=other)) == []


def test_whoever_is_forgotten_is_told_nothing_more() -> None:
    story = Story(guests=8, here=8).run()
    story.do(c.Forget("p1"), by="p1")
    for step in (story.do(c.Say("Das Buffet ist eröffnet.")), story.next(), story.next()):
        assert "p1" not in {n.person for n in notices(step)}
        assert "p1" not in {p for n in notices(step) for p in n.with_}


def test_a_guest_of_honour_is_told_whom_they_visit_and_the_table_who_comes() -> None:
    story = Story(guests=9, here=9)
    story.do(c.Visit("p9"))
    step = story.begin()
    seating = step.after.phase.seating
    assert seating is not None
    [(table, guests)] = seating.visitors.items()
    assert guests == ("p9",)
    place = {n.person: n for n in of_kind(step, "table")}
    assert (place["p9"].table, set(place["p9"].with_)) == (table, set(seating.tables[table]))
    for host in seating.tables[table]:
        assert place[host].with_[0] == "p9"
    assert current_place(story.evening, "p9") == place["p9"]


def test_a_guest_of_honour_hears_the_clock_like_everybody() -> None:
    story = Story(guests=9, here=9)
    story.do(c.Visit("p9"))
    story.run()
    assert "p9" in told(story.do(c.Hold()), "held")
    assert "p9" in told(story.do(c.Resume()), "resumed")
    assert "p9" in told(story.gong(), "gong")


def test_a_visit_in_the_middle_of_a_round_is_announced_at_the_table() -> None:
    story = Story(guests=9, here=9).run()
    step = story.do(c.Visit("p9"))
    seating = step.after.phase.seating
    assert seating is not None
    [(table, _)] = seating.visitors.items()
    assert {n.with_ for n in of_kind(step, "joins")} == {("p9",)}
    assert told(step, "joins") == set(seating.tables[table])
