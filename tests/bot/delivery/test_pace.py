"""Pauses of a channel."""

from bot.delivery.backoff import LONGEST, SPREAD, backoff
from bot.delivery.pace import Pace


def test_a_pause_of_everybody_counts_messages_under_way_together_as_one_refusal() -> None:
    pace = Pace("telegram")
    for _ in range(10):
        pace.close(10.0, 3.0)
    assert pace.strikes == 1
    assert 3 <= pace.limited(10.0) <= 3 * (1 + SPREAD)
    pace.close(20.0, 0.0)
    assert pace.strikes == 2
    assert pace.limited(20.0) >= 1
    for _ in range(20):
        pace.close(1000.0, 0.0)
        pace.close(2000.0, 0.0)
    assert pace.limited(2000.0) <= 4 * (1 + SPREAD)
    pace.well()
    assert pace.strikes == 0


def test_waits_grow_to_a_ceiling_spread_without_chance_and_obey_what_was_asked() -> None:
    waits = [backoff("x", tries) for tries in range(1, 30)]
    assert waits == [backoff("x", tries) for tries in range(1, 30)]
    assert waits[0] < waits[2] < waits[5]
    assert max(waits) <= LONGEST * (1 + SPREAD)
    assert len({backoff(str(k), 3) for k in range(100)}) == 100
    assert backoff("x", 1, 90) >= 90
