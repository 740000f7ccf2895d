"""Reasons say in English what is in conflict, and can be counted from another round."""

import msgspec
import pytest

from scheduler import Conflict
from scheduler.reasons import (
    Apart,
    Closed,
    FixedSeat,
    Host,
    Inseparable,
    PeopleThere,
    Reason,
    Stations,
    TableSeats,
    TooFewSeats,
    counted_from,
)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (TooFewSeats("3", 1, ("a", "b"), 2), "Table 3 has 1 seat but 2 people are fixed to it in round 2"),
        (FixedSeat(("a",), "3"), "a always sits at table 3"),
        (Host(("a", "b", "c"), "3"), "a, b and c are hosts of table 3"),
        (FixedSeat(tuple("abcdefg"), "3"), "a, b, c, d, e and 2 more always sit at table 3"),
        (PeopleThere(1, 1), "In round 1 1 person is there"),
        (Apart("a", "b", (1, 3)), "a and b are to stay apart in rounds 1 and 3"),
        (Inseparable(("a", "b"), (2,)), "a and b are inseparable in round 2"),
        (Stations(3, 3), "There are 3 rounds and 3 stations, and nobody sits at a station twice"),
    ],
)
def test_a_reason_is_a_sentence(reason: Reason, said: str) -> None:
    assert str(reason) == said


@pytest.mark.parametrize(
    ("reason", "later"),
    [
        (Closed("3", 1), Closed("3", 4)),
        (TooFewSeats("3", 1, ("a", "b"), 2), TooFewSeats("3", 1, ("a", "b"), 5)),
        (Apart("a", "b", (1, 2)), Apart("a", "b", (4, 5))),
        (Apart("a", "b"), Apart("a", "b")),
        (TableSeats("3", 4), TableSeats("3", 4)),
    ],
)
def test_the_rounds_to_come_are_counted_on(reason: Reason, later: Reason) -> None:
    assert counted_from(reason, 4) == later


def test_a_conflict_can_be_written_and_read() -> None:
    conflict = Conflict((Closed("3", 1), FixedSeat(("a",), "3")))
    written = msgspec.msgpack.encode(conflict.wishes)
    assert msgspec.msgpack.decode(written, type=tuple[Reason, ...]) == conflict.wishes
    assert str(conflict) == "Table 3 is closed in round 1. a always sits at table 3."
