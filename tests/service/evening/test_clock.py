"""The clock of an evening: gongs, breaks, holding, more time, and a clock that was away."""

import pytest

from bot.notices import notices
from service.evening import Evening, wake_at
from service.evening import commands as c
from service.evening import events as e
from service.evening.refusals import BadMinutes, ConfirmNeeded, LastRound, NothingDue
from service.evening.state import Phase
from service.evenings import Outcome
from tests.service.evening.story import MINUTE, SECOND, Story


def left(story: Story) -> int:
    """Milliseconds until the next gong."""
    deadline = story.evening.phase.deadline
    assert deadline is not None
    return deadline - story.now


def kinds(step: Outcome) -> set[str]:
    return {notice.kind for notice in notices(step)}


def test_gongs_follow_each_other_without_drift_when_the_clock_is_a_little_late() -> None:
    story = Story(guests=8, here=8, rounds=2)
    story.begin()
    start = story.now
    story.wait(seconds=62)
    story.tick()
    assert story.evening.phase.deadline == start + 9 * MINUTE
    story.wait(minutes=8)
    story.tick()
    assert story.evening.phase.deadline == start + 10 * MINUTE


def test_a_gong_that_comes_late_leaves_the_whole_time_to_walk() -> None:
    story = Story(guests=8, here=8).run()
    story.wait(minutes=8, seconds=50)
    story.tick()
    assert (story.evening.phase.step, left(story)) == ("announced", MINUTE)


def test_two_minutes_before_the_end_everybody_at_a_table_is_told_once() -> None:
    story = Story(guests=8, here=8).run()
    assert wake_at(story.evening) == story.now + 6 * MINUTE
    story.wait(minutes=6)
    step = story.tick()

    assert [n.kind for n in notices(step)] == ["soon"] * 8
    assert wake_at(story.evening) == story.now + 2 * MINUTE
    with pytest.raises(NothingDue):
        story.tick()


def test_nobody_is_told_of_two_minutes_when_there_is_less() -> None:
    story = Story(guests=8, here=8).run()
    story.wait(minutes=7)
    assert notices(story.tick()) == []


def test_short_rounds_have_no_two_minute_call() -> None:
    story = Story(guests=8, here=8, minutes=2.4).run()
    assert wake_at(story.evening) == story.evening.phase.deadline


def test_fractions_of_minutes_are_kept_to_the_millisecond() -> None:
    story = Story(guests=8, here=8, minutes=0.1, change_seconds=0.5)
    story.begin()
    assert left(story) == SECOND // 2
    story.gong()
    assert left(story) == 6 * SECOND


def test_a_clock_that_was_away_holds_the_evening_and_asks_the_organisers() -> None:
    story = Story(guests=8, here=8)
    story.do(c.LinkOrganiser("o1", "telegram", "42", "de", 0), by="o1")
    story.run()
    story.wait(minutes=9, seconds=1)
    step = story.tick()

    assert step.entry.events == (e.ClockWasAway(61 * SECOND),)
    assert {n.person for n in notices(step) if n.kind == "away"} == {"o1"}
    assert {n.person for n in notices(step) if n.kind == "held"} == set(story.evening.attending())
    assert wake_at(story.evening) is None


def test_after_the_clock_was_away_the_round_can_be_finished_shortened_or_gone_on_with() -> None:
    def away() -> Story:
        story = Story(guests=8, here=8).run().wait(minutes=20)
        story.tick()
        return story

    story = away()
    story.do(c.Next())  # no time is left, so nothing has to be confirmed
    assert story.evening.phase.step == "announced"

    story = away()
    story.do(c.Extend(3))
    story.do(c.Resume())
    assert left(story) == 3 * MINUTE

    story = away()
    story.do(c.Resume())
    story.tick()
    assert story.evening.phase.step == "announced"


def test_hold_and_resume_keep_the_time_that_was_left() -> None:
    story = Story(guests=8, here=8).run().wait(minutes=3)
    story.do(c.Hold())
    assert wake_at(story.evening) is None
    story.wait(minutes=30)
    step = story.do(c.Resume())

    assert left(story) == 5 * MINUTE
    assert {n.until for n in notices(step)} == {story.evening.phase.deadline}


def test_a_held_round_can_be_extended() -> None:
    story = Story(guests=8, here=8).run()
    story.do(c.Hold())
    story.do(c.Extend(2))
    story.do(c.Resume())
    assert left(story) == 10 * MINUTE


def test_extend_gives_minutes_and_takes_them_but_never_ends_in_the_past() -> None:
    story = Story(guests=8, here=8).run()
    story.do(c.Extend(2))
    assert left(story) == 10 * MINUTE
    story.do(c.Extend(-3))
    assert left(story) == 7 * MINUTE
    story.do(c.Extend(-200))
    assert left(story) == 0


@pytest.mark.parametrize("minutes", [0, 0.000001, 241, -241, float("nan"), float("inf")])
def test_a_number_of_minutes_that_is_none_is_refused(minutes: float) -> None:
    story = Story(guests=8, here=8).run()
    with pytest.raises(BadMinutes):
        story.do(c.Extend(minutes))


def test_after_more_time_the_two_minutes_are_called_again() -> None:
    story = Story(guests=8, here=8).run().wait(minutes=6)
    story.tick()
    story.do(c.Extend(5))
    assert wake_at(story.evening) == story.now + 5 * MINUTE


def test_next_asks_before_it_cuts_a_round_short() -> None:
    story = Story(guests=8, here=8).run().wait(minutes=3)
    with pytest.raises(ConfirmNeeded) as refused:
        story.do(c.Next())
    assert refused.value.details["remaining"] == 5 * MINUTE
    assert refused.value.details["people"] == 8


def test_before_a_break_next_asks_about_the_break() -> None:
    story = Story(guests=8, here=8, rounds=2).run()
    for breaks, known in ((), None), ((15,), 15), ((5,), 5):
        for minutes in breaks:
            story.do(c.Break(minutes))
        with pytest.raises(ConfirmNeeded) as refused:
            story.do(c.Next())
        assert refused.value.details["coming_break"] == known
    story.do(c.Configure({"rounds": 1}))
    with pytest.raises(ConfirmNeeded) as refused:
        story.do(c.Next())
    assert (refused.value.details["last"], refused.value.details["coming_break"]) == (True, None)


def test_a_break_asked_for_in_a_round_comes_after_it() -> None:
    story = Story(guests=8, here=8).run()
    assert notices(story.do(c.Break(15))) == []
    step = story.gong()
    assert (story.evening.phase.step, left(story)) == ("between", 15 * MINUTE)
    assert {n.until for n in notices(step) if n.kind == "break"} == {story.evening.phase.deadline}
    story.gong()
    assert (story.evening.phase.step, story.evening.phase.round) == ("announced", 2)


def test_a_break_puts_an_announced_round_off_and_everybody_is_told_their_table_again() -> None:
    story = Story(guests=8, here=8)
    story.begin()
    tables = story.evening.phase.seating
    story.do(c.Break(15))
    assert (story.evening.phase.step, story.evening.phase.round) == ("between", 0)
    step = story.gong()

    assert story.evening.phase.seating == tables
    assert [n.kind for n in notices(step)] == ["table"] * 8


def test_a_break_between_rounds_begins_anew() -> None:
    story = Story(guests=8, here=8).run()
    story.do(c.Break(15))
    story.gong()
    story.wait(minutes=10)
    story.do(c.Break(15))
    assert left(story) == 15 * MINUTE


def test_after_the_last_round_comes_no_break() -> None:
    story = Story(guests=8, here=8, rounds=2).run()
    story.do(c.Break(15))
    story.gong()
    story.do(c.Configure({"rounds": 1}))
    with pytest.raises(LastRound):
        story.do(c.Break(5))
    story.gong()
    assert story.evening.phase.step == "ended"


def test_by_hand_nothing_has_a_deadline() -> None:
    story = Story(guests=8, here=8, clock="manual").run()
    story.do(c.Break(15))
    story.do(c.Next())  # no time is left over by hand
    assert story.evening.phase == Phase(
        step="between",
        round=1,
        since=story.now,
        seating=story.evening.phase.seating,
        over=story.evening.phase.over,
    )


def test_switching_to_by_hand_stops_the_gong_and_back_starts_it() -> None:
    story = Story(guests=8, here=8).run().wait(minutes=3)
    story.do(c.Configure({"clock": "manual"}))
    assert wake_at(story.evening) is None
    story.do(c.Configure({"clock": "auto"}))
    assert left(story) == 5 * MINUTE
    story.do(c.Configure({"clock": "manual"}))
    story.wait(minutes=30)
    story.do(c.Configure({"clock": "auto"}))
    assert left(story) == MINUTE


def test_switching_the_clock_while_the_evening_is_held_leaves_it_held() -> None:
    story = Story(guests=8, here=8).run().wait(minutes=3)
    story.do(c.Hold())
    story.do(c.Configure({"clock": "manual"}))
    story.do(c.Resume())
    assert wake_at(story.evening) is None


def test_fewer_rounds_make_the_running_one_the_last() -> None:
    story = Story(guests=8, here=8, rounds=5).run(2)
    story.do(c.Configure({"rounds": 2}))
    step = story.gong()
    assert story.evening.phase.step == "ended"
    assert kinds(step) == {"gong", "ended"}


def test_other_settings_leave_the_running_round_alone() -> None:
    story = Story(guests=8, here=8).run()
    before: Evening = story.evening
    story.do(c.Configure({"minutes": 20, "size": 5}))
    assert story.evening.phase == before.phase
