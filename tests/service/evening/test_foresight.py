"""What an act would do to the tables is worked out by the rules that do it, and changes nothing."""

import pytest

from service.evening import commands as c
from service.evening.foresight import foreseen
from service.evening.hosts import could_host, left_without_host
from service.evening.refusals import NothingNew
from service.evening.state import Seating
from tests.service.evening.story import Story


def seating(story: Story) -> Seating:
    found = story.evening.phase.seating
    assert found is not None
    return found


def hosted() -> Story:
    story = Story(guests=12, here=12, size=4)
    story.do(c.AppointHost("p1", "2"))
    return story.run()


@pytest.mark.parametrize("word", ["close", "host", "absent"])
def test_it_is_exactly_what_happens(word: str) -> None:
    story = hosted()
    elsewhere = next(p for p in story.evening.people if story.table(p) == "1")
    command: c.Command = {
        "close": c.CloseTable("1"),
        "host": c.AppointHost(elsewhere, "2"),
        "absent": c.ChangePresence("p1", "away", noshow=True),
    }[word]
    what = foreseen(story.evening, command, story.now)
    assert what is not None
    before = seating(story).places()
    story.do(command)
    after = seating(story).places()
    assert {move.person: (move.was, move.now) for move in what.moves} == {
        person: (before[person], table) for person, table in after.items() if before[person] != table
    }


def test_nothing_is_asked_where_nobody_else_is_concerned() -> None:
    story = hosted()
    for command in (c.ChangePresence("p2", "away"), c.LeaveAfter("p1", 2), c.Hold(), c.CloseTable("99")):
        if isinstance(command, c.CloseTable):
            story.do(c.Stop(confirm=True))
        assert foreseen(story.evening, command, story.now) is None
    quiet = Story(guests=12, here=12)
    assert foreseen(quiet.evening, c.CloseTable("1"), quiet.now) is None, "no round is on"


def test_what_is_refused_is_refused_before_it_is_asked() -> None:
    story = hosted()
    with pytest.raises(NothingNew):
        foreseen(story.evening, c.AppointHost("p1", "2"), story.now)


def test_a_host_who_falls_ill_leaves_a_table_that_goes_on() -> None:
    story = hosted()
    what = foreseen(story.evening, c.ChangePresence("p1", "left"), story.now)
    assert what is not None
    assert what.hostless == ("2",)
    before = story.evening
    step = story.leave("p1")
    assert left_without_host(before, step.after) == ("2",)
    assert len(seating(story).tables["2"]) == 3


def test_whoever_sits_there_and_stays_could_be_the_host() -> None:
    story = hosted()
    first, second, third = (p for p in seating(story).tables["2"] if p != "p1")
    story.do(c.LeaveAfter(first, 1))
    story.leave("p1")
    assert could_host(story.evening, "2") == (second, third)
    story.do(c.AppointHost(second, "2"))
    assert story.evening.people[second].hosting
    assert not story.evening.people["p1"].hosting
