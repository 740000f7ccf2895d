"""An announcement lasts until everybody can have been told and has walked."""

import pytest

from service.evening import commands as c
from service.evening.pace import MARGIN, RATES
from tests.service.evening.story import MINUTE, SECOND, Story


def announced(guests: int, *channels: str, **settings: object) -> float:
    """Seconds from the announcement of round 1 to its gong, with so many guests on these channels each."""
    story = Story(guests=guests, here=guests, **settings)
    for n in range(1, guests + 1):
        for code, channel in enumerate(channels):
            story.do(c.LinkChat(f"p{n}", channel, f"{n}", code), by=f"p{n}")
    step = story.do(c.Begin(confirm=True))
    assert step.after.phase.deadline is not None
    return (step.after.phase.deadline - story.now) / SECOND


def test_a_thousand_chats_on_telegram_need_more_than_ten_seconds() -> None:
    """At 28 a second the last one reads their table after 36 s, and has five to walk."""
    assert announced(1000, "telegram", change_seconds=10, rounds=1) == pytest.approx(1000 / 28 + 5, abs=0.001)


@pytest.mark.parametrize("channel", RATES)
def test_each_network_has_its_own_pace(channel: str) -> None:
    assert announced(80, channel, change_seconds=1) == pytest.approx(80 / RATES[channel] + MARGIN, abs=0.001)


def test_networks_send_side_by_side() -> None:
    both = announced(56, "matrix", "telegram", change_seconds=1)
    assert both == announced(56, "telegram", change_seconds=1) == 7


def test_time_enough_to_walk_is_kept_as_it_was_set() -> None:
    assert announced(56, "telegram", change_seconds=60) == 60
    assert announced(80, change_seconds=1) == 1, "pages are told at once"


def test_a_later_round_takes_as_long_and_by_hand_there_is_no_gong() -> None:
    story = Story(guests=56, here=56, change_seconds=1)
    for n in range(1, 57):
        story.do(c.LinkChat(f"p{n}", "telegram", f"{n}", 0), by=f"p{n}")
    story.run()
    step = story.next()
    assert step.after.phase.step == "announced"
    assert step.after.phase.deadline == story.now + 7 * SECOND
    by_hand = story.do(c.Configure({"clock": "manual"}))
    assert by_hand.after.phase.deadline is None
    story.wait(seconds=2)
    again = story.do(c.Configure({"clock": "auto"}))
    assert again.after.phase.deadline == story.now + MINUTE, "a clock switched on leaves a minute"
