"""Being done in time: rounds to drop, or minutes to save."""

import datetime
import zoneinfo
from collections.abc import Mapping

import pytest

from service.evening import commands as c
from service.evening.finishing import time_of_day, ways_to_finish
from service.evening.refusals import BadTime
from tests.service.evening.story import BEGIN, MINUTE, Story

START = int(BEGIN.timestamp() * 1000)


def after(minutes: float) -> int:
    """The instant so many minutes after the evening's beginning."""
    return START + round(minutes * MINUTE)


def ways(story: Story, minutes: float) -> list[tuple[int, float, float]]:
    """Rounds, minutes a round, and how many minutes after the beginning it then ends."""
    found = ways_to_finish(story.evening, after(minutes), story.now)
    return [(way.rounds, way.minutes, (way.ends - START) / MINUTE) for way in found]


def running(**settings: object) -> Story:
    """Round 1 of 6 has run for a minute; rounds of 8 minutes and one to walk."""
    story = Story(guests=8, here=8, rounds=6, **settings).run()
    return story.wait(minutes=1)


def test_an_evening_that_ends_in_time_goes_on_as_it_is() -> None:
    assert ways(running(), 60) == [(6, 8, 53)]


def test_fewer_rounds_or_shorter_ones_end_in_time() -> None:
    assert ways(running(), 40) == [(6, 8, 53), (4, 8, 35), (6, 5, 38)]


def test_where_nothing_is_enough_the_fewest_rounds_are_named() -> None:
    assert ways(running(), 5) == [(6, 8, 53), (1, 8, 8)]


def test_rounds_do_not_become_too_short_to_talk() -> None:
    assert ways(running(), 27) == [(6, 8, 53), (3, 8, 26)]
    assert ways(running(minutes=4), 22) == [(6, 4, 29), (4, 4, 19), (6, 2.5, 21.5)]


def test_in_the_last_round_nothing_can_be_dropped() -> None:
    story = Story(guests=8, here=8, rounds=2).run(2)
    assert ways(story, 1) == [(2, 8, 8)]


def test_before_the_beginning_it_counts_from_now() -> None:
    story = Story(guests=8, here=8, rounds=6)
    assert ways(story, 40) == [(6, 8, 54), (4, 8, 36), (6, 5.5, 39)]


def test_an_announced_round_a_break_and_a_held_clock_count() -> None:
    story = Story(guests=8, here=8, rounds=3)
    story.begin()
    assert ways(story, 60) == [(3, 8, 27)]
    story.next()
    story.do(c.Break(15))
    assert ways(story, 60) == [(3, 8, 41)]
    story.wait(minutes=2)
    story.do(c.Hold())
    story.wait(minutes=10)
    assert ways(story, 60) == [(3, 8, 51)]
    story.next()
    story.wait(minutes=5)
    assert story.evening.phase.step == "between"
    assert ways(story, 60) == [(3, 8, 45)]


def test_by_hand_it_counts_as_the_settings_say() -> None:
    assert ways(running(clock="manual"), 60) == [(6, 8, 53)]
    late = running(clock="manual").wait(minutes=19)
    assert ways(late, 120) == [(6, 8, 65)]


def test_when_all_is_over_there_is_nothing_to_say() -> None:
    story = Story(guests=8, here=8, rounds=1).run()
    story.next()
    assert ways(story, 60) == []


def test_a_time_that_has_passed_is_refused() -> None:
    story = running()
    with pytest.raises(BadTime):
        ways_to_finish(story.evening, story.now, story.now)


def test_what_is_offered_comes_true() -> None:
    story = running()
    [as_it_is, fewer, shorter] = ways_to_finish(story.evening, after(40), story.now)
    for way, changes in (
        (as_it_is, {}),
        (fewer, {"rounds": fewer.rounds}),
        (shorter, {"minutes": shorter.minutes}),
    ):
        assert ended(running(), changes) == way.ends, way


def ended(story: Story, changes: Mapping[str, str | int | float | None]) -> int:
    if changes:
        story.do(c.Configure(dict(changes)))
    while story.evening.phase.step != "ended":
        story.gong()
    return story.now


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("21:30", "21:30"),
        ("21.30", "21:30"),
        ("2130", "21:30"),
        ("21 Uhr 30", "21:30"),
        ("21:30 Uhr", "21:30"),
        ("21h30", "21:30"),
        (" 21 ", "21:00"),
        ("21 Uhr", "21:00"),
        ("18:31", "18:31"),
        ("24 Uhr", "00:00"),
        ("0:15", "00:15"),
        ("930", "09:30"),
        ("٢١:٣٠", "21:30"),
        ("18:30", "18:30"),
    ],
)
def test_a_time_of_day_is_the_next_one_on_the_clock_of_the_hall(text: str, clock: str) -> None:
    evening = Story().evening
    at = time_of_day(text, evening, START)
    here = datetime.datetime.fromtimestamp(at / 1000, zoneinfo.ZoneInfo(evening.settings.timezone))
    assert here.strftime("%H:%M") == clock
    assert 0 < at - START <= 24 * 60 * MINUTE


@pytest.mark.parametrize("text", ["", "bald", "25:00", "24:30", "21:60", "21:3", "-1", "12345", "9 pm"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(BadTime):
        time_of_day(text, Story().evening, START)


def test_when_clocks_change_it_is_still_the_time_on_the_wall() -> None:
    zone = zoneinfo.ZoneInfo("Europe/Berlin")
    before = datetime.datetime(2026, 10, 24, 23, 0, tzinfo=zone)
    at = time_of_day("21:30", Story().evening, int(before.timestamp() * 1000))
    assert datetime.datetime.fromtimestamp(at / 1000, zone) == datetime.datetime(
        2026, 10, 25, 21, 30, tzinfo=zone
    )
