"""A guest of honour comes at a time and goes along a route; the hosts of a table know two minutes before."""

import pytest

from bot.notices import notices
from service.evening import commands as c
from service.evening import wake_at
from service.evening.events import VisitBegun, VisitCalled, VisitorCame, VisitorWent
from service.evening.refusals import BadWindow, NothingNew, TableIsClosed, UnknownTable
from service.evening.windows import read_window
from service.evenings import Outcome
from tests.service.evening.story import MINUTE, Story


def visiting(story: Story) -> str | None:
    seating = story.evening.phase.seating
    assert seating is not None
    return next((table for table, guests in seating.visitors.items() if "vip" in guests), None)


def hall(**settings: object) -> Story:
    """Nine guests and somebody who is to be honoured, before the first round, at 18:30."""
    story = Story(guests=9, here=9, size=3, rounds=5, **settings)
    story.do(c.AddPeople({"vip": c.Newcomer()}))
    return story


def ticks(story: Story, until: int) -> list[Outcome]:
    """Let the clock tick whenever it has something to do, up to this instant."""
    steps = []
    while (wake := wake_at(story.evening)) is not None and wake <= until:
        story.now = max(story.now, wake)
        steps.append(story.tick())
    story.now = max(story.now, until)
    return steps


def kinds(step: Outcome, kind: str) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(n.person, n.table, n.with_) for n in notices(step) if n.kind == kind]


@pytest.mark.parametrize(
    ("typed", "window"),
    [
        ("18:45-19:30", (1125, 1170)),
        ("18.45 – 19.30 Uhr", (1125, 1170)),
        ("18 Uhr bis 19 Uhr 30", (1080, 1170)),
        ("23:30-0:15", (1410, 1455)),
    ],
)
def test_windows_are_read_as_they_are_typed(typed: str, window: tuple[int, int]) -> None:
    assert read_window(typed) == window


@pytest.mark.parametrize("typed", ["19:30-18:45", "18:45", "18:45-25:00", "gleich", "18:45-18:45", "1-2-3"])
def test_what_is_no_window_is_refused(typed: str) -> None:
    with pytest.raises(BadWindow):
        read_window(typed)


def test_outside_the_window_they_are_nowhere_and_in_no_count() -> None:
    story = hall()
    story.do(c.Visit("vip", "18:45-19:30"))
    story.begin()
    assert visiting(story) is None
    assert "vip" not in story.evening.told
    assert story.evening.count("expected") == 0
    assert "vip" not in story.evening.attending()


def test_in_the_middle_of_a_round_they_come_at_once_and_those_there_know_two_minutes_before() -> None:
    story = hall()
    story.do(c.Visit("vip", "18:36-18:55", ("2",)))
    story.begin()
    steps = ticks(story, story.now + 6 * MINUTE)
    called, came = steps[-2:]
    assert called.entry.events == (VisitCalled("vip", "2"),)
    assert called.entry.at == came.entry.at - 2 * MINUTE
    there = story.evening.phase.seating.tables["2"]  # type: ignore[union-attr]
    assert {person for person, *_ in kinds(called, "visitor")} == set(there)
    assert kinds(called, "visiting") == [("vip", "2", ())]
    assert isinstance(came.entry.events[0], VisitorCame)
    assert visiting(story) == "2"
    assert {person for person, *_ in kinds(came, "joins")} == set(there)


def test_a_host_alone_is_told_where_there_is_one() -> None:
    story = hall()
    story.do(c.AppointHost("p4", "2"))
    story.do(c.Visit("vip", "18:36-18:55", ("2",)))
    story.begin()
    called = ticks(story, story.now + 6 * MINUTE)[-2]
    assert kinds(called, "visitor") == [("p4", "2", ("vip",))]


def test_the_host_of_the_next_table_knows_two_minutes_before_the_gong_and_the_guest_too() -> None:
    story = hall()
    story.do(c.AppointHost("p4", "3"))
    story.do(c.Visit("vip", route=("1", "3")))
    story.begin()
    assert visiting(story) == "1"
    soon = ticks(story, story.now + 8 * MINUTE)[-1]
    assert kinds(soon, "visitor") == [("p4", "3", ("vip",))]
    assert kinds(soon, "visiting") == [("vip", "3", ())]
    story.gong()
    assert visiting(story) == "3"


def test_the_route_comes_first_then_the_tables_they_have_not_seen() -> None:
    story = hall()
    story.do(c.Visit("vip", route=("3", "1")))
    story.run()
    been = [visiting(story)]
    for _ in range(3):
        story.next()
        been.append(visiting(story))
        story.next()
    assert been[:3] == ["3", "1", "2"]


def test_when_the_window_is_over_they_are_told_and_gone_and_nobody_else_moves() -> None:
    story = hall()
    story.do(c.Visit("vip", "18:25-18:37"))
    story.begin()
    assert visiting(story) is not None
    *_, closing, went = ticks(story, story.now + 7 * MINUTE)
    assert closing.entry.events == (VisitCalled("vip", ends=True),)
    assert kinds(closing, "soon")[0][0] == "vip"
    assert went.entry.events[-1] == VisitorWent("vip")
    assert kinds(went, "visited") == [("vip", None, ())]
    assert visiting(story) is None
    ticks(story, story.now + 20 * MINUTE)
    assert visiting(story) is None


def test_by_hand_the_clock_still_brings_them() -> None:
    story = hall(clock="manual")
    story.do(c.Visit("vip", "18:45-19:00"))
    story.run()
    ticks(story, story.now + 16 * MINUTE)
    assert visiting(story) is not None
    ticks(story, story.now + 20 * MINUTE)
    assert visiting(story) is None


def test_while_the_evening_is_held_nobody_comes() -> None:
    story = hall()
    story.do(c.Visit("vip", "18:36-18:55"))
    story.run()
    story.do(c.Hold())
    assert wake_at(story.evening) is None
    story.wait(minutes=10)
    story.do(c.Resume())
    story.tick()
    assert visiting(story) is not None


def test_nonsense_says_what_would_be_right_and_changes_nothing() -> None:
    story = hall()
    story.run()
    for command, refusal in (
        (c.Visit("vip", "19:30-18:45"), BadWindow),
        (c.Visit("vip", "18:00-18:20"), BadWindow),
        (c.Visit("vip", None, ("99",)), UnknownTable),
    ):
        with pytest.raises(refusal):
            story.do(command)
    story.do(c.CloseTable("3"))
    with pytest.raises(TableIsClosed):
        story.do(c.Visit("vip", None, ("3",)))


def test_a_window_can_be_changed_and_taken_back() -> None:
    story = hall()
    story.run()
    seat = story.table("vip")
    story.do(c.Visit("vip"))
    assert visiting(story) is not None
    with pytest.raises(NothingNew):
        story.do(c.Visit("vip"))
    step = story.do(c.Visit("vip", "20:00-20:30"))
    assert step.entry.events[0] == VisitBegun("vip", (1200, 1230))
    assert visiting(story) is None
    story.undo()
    assert visiting(story) is not None
    story.undo()
    assert not story.evening.people["vip"].visiting
    assert story.table("vip") == seat


def test_a_route_set_up_the_day_before_holds_on_the_evening() -> None:
    story = Story(guests=9, size=3)
    story.wait(minutes=-24 * 60)
    story.do(c.AddPeople({"vip": c.Newcomer()}))
    story.do(c.Visit("vip", "18:40-19:00"))
    story.wait(minutes=24 * 60)
    story.do(c.Open())
    story.begin()
    ticks(story, story.now + 10 * MINUTE)
    assert visiting(story) is not None
