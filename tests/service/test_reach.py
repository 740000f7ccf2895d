"""Who knows their present table, and why somebody does not."""

from service.evening import commands as c
from service.reach import Reached, unreached, why_unreached
from tests.service.evening.story import Story


def test_reached_is_whoever_has_the_newest_place() -> None:
    story = Story(guests=4, here=4)
    version = story.begin().version
    assert set(unreached(story.evening, {})) == {"p1", "p2", "p3", "p4"}
    reached = {
        "p1": Reached(version, "web"),
        "p2": Reached(version + 3, "telegram"),
        "p3": Reached(version - 1, "matrix"),
    }
    assert set(unreached(story.evening, reached)) == {"p3", "p4"}


def test_nobody_needs_reaching_who_has_left_or_before_a_round_is_on() -> None:
    story = Story(guests=6, here=6)
    assert unreached(story.evening, {}) == []
    story.begin()
    story.leave("p1")
    assert "p1" not in unreached(story.evening, {})


def test_the_reason_is_what_can_be_done_about_it() -> None:
    """Wait for a chat that is slow; hand a card to whom nothing was ever bound, or who blocked the bot."""
    story = Story(guests=3, here=3)
    story.do(c.LinkChat("p1", "telegram", "1", 0))
    story.do(c.LinkChat("p2", "telegram", "2", 0))
    story.do(c.LoseChat("p2", "telegram"))
    assert [why_unreached(story.evening, p) for p in ("p1", "p2", "p3")] == [
        "waiting",
        "blocked",
        "not_started",
    ]


def test_a_second_chat_is_worth_waiting_for() -> None:
    story = Story(guests=3, here=3)
    story.do(c.LinkChat("p1", "telegram", "1", 0))
    story.do(c.LinkChat("p1", "matrix", "@p1:hall", 1))
    story.do(c.LoseChat("p1", "telegram"))
    assert why_unreached(story.evening, "p1") == "waiting"


def test_a_page_that_was_open_before_may_open_again() -> None:
    story = Story(guests=3, here=3)
    seen = {"p1": Reached(2, "web")}
    assert why_unreached(story.evening, "p1", seen) == "waiting"
    assert why_unreached(story.evening, "p2", seen) == "not_started"
