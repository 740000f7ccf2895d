"""The queue of one channel: urgency first, one at a time to an address."""

from bot.delivery.item import Item
from bot.delivery.lanes import Lanes
from bot.notice import Kind, Notice


def item(name: str, address: str, kind: Kind = "table", born: int = 0) -> Item:
    notice = Notice(id=name, evening="e", version=1, person=address, kind=kind, topic="place")
    return Item(notice, "telegram", address, born, entry=1)


def taken(lanes: Lanes, now: float) -> str | None:
    found = lanes.take(now)
    return found.notice.id if found else None


def test_the_most_urgent_goes_first_then_the_oldest() -> None:
    lanes = Lanes()
    for one in (
        item("soon", "a", "soon", 1),
        item("young", "b", "table", 9),
        item("old", "c", "table", 2),
        item("changed", "d", "changed", 99),
    ):
        lanes.add(one)
    assert [taken(lanes, 0) for _ in range(5)] == ["changed", "old", "young", "soon", None]


def test_an_address_waits_until_its_message_has_ended_and_its_pause_is_over() -> None:
    lanes = Lanes()
    for one in (item("1", "a", born=1), item("2", "a", born=2), item("3", "b", born=3)):
        lanes.add(one)
    assert taken(lanes, 0) == "1"
    assert taken(lanes, 0) == "3"
    assert taken(lanes, 0) is None
    assert lanes.opens() is None
    lanes.release("a", 5.0)
    assert taken(lanes, 4.9) is None
    assert lanes.opens() == 5.0
    assert taken(lanes, 5.0) == "2"


def test_what_comes_while_an_address_pauses_keeps_to_the_pause() -> None:
    lanes = Lanes()
    lanes.add(item("1", "a"))
    assert taken(lanes, 0) == "1"
    lanes.release("a", 5.0)
    lanes.add(item("2", "a", "changed"))
    assert taken(lanes, 1) is None
    assert taken(lanes, 5) == "2"


def test_what_is_dropped_is_not_taken_and_what_returns_keeps_its_place() -> None:
    lanes = Lanes()
    first, second = item("1", "a", born=1), item("2", "a", born=2)
    lanes.add(first)
    lanes.add(second)
    lanes.add(second)
    lanes.drop(first.uid)
    assert len(lanes) == 1
    lanes.add(first)
    assert sorted(one.notice.id for one in lanes.to("a")) == ["1", "2"]
    assert taken(lanes, 0) == "1"
    lanes.release("a", 0)
    assert taken(lanes, 0) == "2"
    lanes.release("a", 0)
    assert taken(lanes, 0) is None


def test_more_urgent_news_overtakes_in_a_lane_that_was_offered_already() -> None:
    lanes = Lanes()
    lanes.add(item("soon", "a", "soon"))
    lanes.add(item("table", "b", "table"))
    lanes.add(item("changed", "a", "changed"))
    assert taken(lanes, 0) == "changed"
    assert taken(lanes, 0) == "table"
    lanes.release("a", 0)
    assert taken(lanes, 0) == "soon"
