"""Taking back what organisers changed by hand."""

import pytest

from bot.notices import notices
from service.evening import commands as c
from service.evening.refusals import UndoTooLate
from service.evenings import Outcome
from tests.service.evening.story import Story


def places(story: Story) -> dict[str, str | None]:
    seating = story.evening.phase.seating
    assert seating is not None
    return seating.places()


def told(step: Outcome) -> dict[str, str | None]:
    """Everybody who is told a place by this step, and which."""
    return {n.person: n.table for n in notices(step) if n.topic == "place"}


def neighbour(story: Story, person: str) -> str:
    """Somebody at another table."""
    return next(p for p, table in places(story).items() if table not in (None, story.table(person)))


def commands(story: Story) -> list[c.Command]:
    """One of each act, that moves people."""
    other = neighbour(story, "p1")
    table = story.table(other) or ""
    return [c.Swap("p1", other), c.AppointHost("p1", table), c.CloseTable(table), c.Visit("p1")]


@pytest.mark.parametrize("which", range(4))
@pytest.mark.parametrize("running", [False, True])
def test_right_away_everybody_is_back_at_their_place_and_knows_it(which: int, running: bool) -> None:
    story = Story(guests=8, here=8)
    story.run() if running else story.begin()
    before = story.evening
    moved = told(story.do(commands(story)[which]))
    step = story.undo()

    assert story.evening.phase.seating == before.phase.seating
    assert story.evening.people == before.people
    assert story.evening.closed == before.closed
    assert told(step) == {person: places(story)[person] for person in moved}


@pytest.mark.parametrize("which", range(4))
def test_with_a_late_guest_come_since_they_are_back_all_the_same(which: int) -> None:
    story = Story(guests=6, here=6).run()
    before = places(story)
    story.do(commands(story)[which])
    story.do(c.AddPeople({"late": c.Newcomer(here=True)}), by="guest", word="join")
    story.undo()

    assert {person: places(story)[person] for person in before} == before
    assert places(story)["late"] is not None


def test_who_has_gone_home_since_a_swap_is_not_brought_back() -> None:
    story = Story(guests=8, here=8).run()
    other = neighbour(story, "p1")
    was = places(story)
    story.do(c.Swap("p1", other))
    story.leave(other)
    story.undo()
    assert other not in places(story)
    assert places(story)["p1"] == was["p1"]


def test_a_swap_cannot_be_taken_back_in_the_next_round() -> None:
    story = Story(guests=8, here=8).run()
    story.do(c.Swap("p1", neighbour(story, "p1")))
    story.gong()
    with pytest.raises(UndoTooLate):
        story.undo()


def test_after_a_gong_the_rest_is_taken_back_for_the_rounds_to_come() -> None:
    story = Story(guests=12, here=12).run()
    story.do(c.CloseTable("1"))
    story.gong()
    seating = story.evening.phase.seating
    story.undo()
    assert (story.evening.closed, story.evening.phase.seating) == ((), seating)
    story.next()
    story.next()
    assert "1" in places(story).values()


def test_a_guest_of_honour_has_a_seat_again_in_a_later_round() -> None:
    story = Story(guests=9, here=9).run()
    story.do(c.Visit("p9"))
    story.gong()
    assert story.evening.phase.seating.visitors == {"2": ("p9",)}  # type: ignore[union-attr]
    step = story.undo()
    assert story.evening.phase.seating.visitors == {}  # type: ignore[union-attr]
    assert "p9" in places(story)
    assert told(step) == {"p9": places(story)["p9"]}


def test_a_former_host_is_host_again() -> None:
    story = Story(guests=8)
    story.do(c.AppointHost("p1", "1"))
    story.do(c.AppointHost("p2", "1"))
    story.undo()
    slots = story.evening.people
    assert (slots["p1"].hosting, slots["p1"].table, slots["p2"].hosting) == (True, "1", False)


def test_pairs_are_as_before() -> None:
    story = Story(guests=8)
    story.do(c.BringTogether("p1", "p2"))
    story.do(c.KeepApart("p1", "p2"))
    story.undo()
    assert (story.evening.apart, story.evening.together) == ((), (("p1", "p2"),))
    story.undo()
    assert story.evening.together == ()


def test_who_was_to_leave_stays() -> None:
    story = Story(guests=8, here=8).run()
    story.do(c.LeaveAfter("p1", 1))
    story.gong()
    assert story.table("p1") is None
    story.undo()
    assert story.evening.people["p1"].absent == ()
    assert story.table("p1") is not None


def test_an_organiser_appointed_drives_no_more_and_one_who_came_since_does() -> None:
    story = Story(guests=8)
    story.do(c.LinkChat("p1", "telegram", "4711", code=0), by="p1")
    story.do(c.AppointOrganiser("p1"))
    story.do(c.LinkOrganiser("o1", "telegram", "42", "de", code=0), by="o1")
    story.undo()
    assert set(story.evening.organisers) == {"o1"}
