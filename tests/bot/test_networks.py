"""Watching the networks: how long a trouble lasts, which is slow, and when everybody will know."""

from typing import cast

from bot.channel import Channel
from bot.delivery import ChannelStatus
from bot.networks import LATELY, PATIENT, NetworksSeen
from service.networks import NetworkStanding


class Line:
    """A network as its channel and the delivery show it, and a clock in seconds."""

    def __init__(self) -> None:
        self.trouble: str | None = None
        self.seconds = 1000.0
        self.waiting = 0
        self.sent = 0
        self.asked = False
        self.seen = NetworksSeen({"matrix": cast(Channel, self)}, self.status, lambda: self.seconds)

    def status(self, evening: str | None) -> tuple[ChannelStatus, ...]:
        """What Delivery tells; one evening of two has a quarter of what waits."""
        waiting = self.waiting if evening is None else self.waiting // 4
        return (ChannelStatus("matrix", waiting, 0, 1 if self.asked else None, frozenset({"p1"}), self.sent),)

    def passes(self, seconds: int, *, every: int | None = None) -> None:
        """Let time pass; one message goes out `every` so many seconds."""
        for second in range(1, seconds + 1):
            self.seconds += 1
            if every and second % every == 0:
                self.sent += 1
                self.waiting -= 1
            self.seen.look()

    @property
    def standing(self) -> NetworkStanding:
        """How it stands for one evening."""
        [found] = self.seen.standings("e1")
        return found


def test_trouble_is_told_at_once_and_how_long_it_has_lasted() -> None:
    line = Line()
    line.passes(3)
    line.trouble = "away"
    assert (line.standing.trouble, line.standing.lasting) == ("away", 0)
    line.passes(8)
    assert line.standing.lasting == 7_000
    line.trouble = "token"
    line.passes(2)
    assert (line.standing.trouble, line.standing.lasting) == ("token", 1_000)
    line.trouble = None
    assert (line.standing.trouble, line.standing.lasting) == (None, 0)


def test_whoever_keeps_asking_us_to_wait_is_slow_and_its_pace_is_measured() -> None:
    line = Line()
    line.waiting = 60
    line.passes(4, every=1)
    line.asked = True
    line.passes(2)
    assert not line.standing.slow
    line.passes(40, every=5)
    assert line.standing.slow
    # 48 of all evenings wait, one in five seconds goes out; the burst before is no measure.
    assert line.standing.left is not None
    assert 220_000 < line.standing.left < 270_000
    assert line.standing.waiting == 12


def test_one_that_takes_nothing_yet_gives_no_time() -> None:
    line = Line()
    line.waiting, line.asked = 10, True
    line.passes(round(PATIENT) + 1)
    assert (line.standing.slow, line.standing.left) == (True, None)


def test_slowness_survives_the_moment_between_two_refusals_and_ends_with_the_last_message() -> None:
    line = Line()
    line.waiting, line.asked = 10, True
    line.passes(8)
    line.asked = False
    line.passes(round(LATELY) - 1)
    assert line.standing.slow
    line.waiting = 0
    line.passes(1)
    assert not line.standing.slow


def test_one_that_is_away_is_not_called_slow_when_it_comes_back() -> None:
    line = Line()
    line.waiting, line.asked, line.trouble = 10, True, "away"
    line.passes(60)
    line.trouble, line.asked = None, False
    assert not line.standing.slow
    line.passes(2, every=1)
    assert not line.standing.slow


def test_a_channel_that_tells_of_no_trouble_has_none() -> None:
    seen = NetworksSeen(
        {"paper": cast(Channel, object())}, lambda evening: (ChannelStatus("paper", 3, 0, None),)
    )
    seen.look()
    [standing] = seen.standings(None)
    assert (standing.state, standing.waiting) == ("ok", 3)
