"""A guest of honour visits another table every round, on no seat of the plan."""

from collections import Counter

import pytest

from bot.notices import notices
from service.evening import commands as c
from service.evening.problem import met_pairs, problem_of
from service.evening.refusals import NothingNew
from service.evening.state import Seating
from tests.service.evening.story import Story


def seating(story: Story) -> Seating:
    found = story.evening.phase.seating
    assert found is not None
    return found


def test_a_guest_of_honour_is_at_another_table_every_round_and_is_told_so() -> None:
    story = Story(guests=13, here=13, rounds=4)
    story.do(c.Visit("p13"))
    route = []
    for _ in range(4):
        step = story.begin() if story.evening.phase.step == "open" else story.next()
        told = [(n.kind, n.table) for n in notices(step) if n.person == "p13" and n.topic == "place"]
        route.append(story.table("p13"))
        assert told == [("table", route[-1])]
        story.next()

    assert route == ["1", "2", "3", "1"]


def test_nobody_has_met_a_guest_of_honour_and_no_plan_counts_them() -> None:
    story = Story(guests=9, here=9)
    story.do(c.Visit("p9"))
    story.run(2)
    assert not any("p9" in pair for pair in met_pairs(story.evening))
    assert "p9" not in {person.id for person in problem_of(story.evening).people}
    assert [len(people) for people in seating(story).tables.values()] == [4, 4]


def test_in_a_running_round_they_leave_their_seat_and_visit_a_table_at_once() -> None:
    story = Story(guests=9, here=9).run()
    others = {p for p in seating(story).tables[story.table("p1") or ""] if p != "p1"}
    story.do(c.Visit("p1"))

    assert story.table("p1") == "1"
    assert seating(story).visitors == {"1": ("p1",)}
    assert {tuple(sorted(("p1", p))) for p in others} <= met_pairs(story.evening)
    with pytest.raises(NothingNew):
        story.do(c.Visit("p1"))


def test_several_guests_of_honour_go_to_different_tables() -> None:
    story = Story(guests=14, here=14)
    for person in ("p13", "p14"):
        story.do(c.Visit(person))
    story.run(3)
    for one in (*story.evening.phase.over, seating(story)):
        assert Counter(p for people in one.visitors.values() for p in people) == {"p13": 1, "p14": 1}
        assert len(one.visitors) == 2


def test_they_go_where_nobody_sits_whom_they_are_kept_apart_from() -> None:
    story = Story(guests=9, here=9)
    story.do(c.Visit("p9"))
    story.do(c.Avoid("p1", ("p9",)), by="p1")
    story.run(3)
    for one in (*story.evening.phase.over, seating(story)):
        assert one.table_of("p9") not in (None, one.table_of("p1"))


def test_who_pauses_and_comes_back_visits_a_table_again() -> None:
    story = Story(guests=9, here=9)
    story.do(c.Visit("p9"))
    story.run()
    story.pause("p9")
    assert seating(story).visitors == {}
    story.arrive("p9")
    assert seating(story).visitors == {"1": ("p9",)}


def test_when_their_table_is_closed_they_go_on_with_it() -> None:
    story = Story(guests=9, here=9)
    story.do(c.Visit("p9"))
    story.run()
    assert story.table("p9") == "1"
    story.do(c.CloseTable("1"))
    assert story.table("p9") == "3"


def test_a_break_keeps_no_visit_for_later() -> None:
    story = Story(guests=9, here=9)
    story.do(c.Visit("p9"))
    story.begin()
    story.do(c.Break(10))
    draft = story.evening.draft
    assert draft is not None
    assert draft.rounds[0].visitors == {}
    story.next()
    assert story.table("p9") == "1"


def test_a_guest_of_honour_who_is_made_a_host_has_a_seat_again() -> None:
    story = Story(guests=9, here=9).run()
    story.do(c.Visit("p9"))
    story.do(c.AppointHost("p9", "2"))
    assert "p9" in seating(story).tables["2"]
    assert seating(story).visitors == {}
