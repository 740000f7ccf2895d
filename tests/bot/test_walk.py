"""Who has to walk farthest is told first."""

from bot.delivery.item import Item
from bot.delivery.lanes import Lanes
from bot.notice import Notice
from bot.notices import current_place, notices
from bot.walk import distance, table_order
from service.evening import Evening
from service.evening.state import Settings
from tests.service.evening.story import Story


def test_tables_stand_in_the_order_of_their_numbers() -> None:
    order = table_order(Evening("e", settings=Settings(tables=12)))
    assert distance("2", "11", order) == 9
    assert distance("11", "2", order) == 9
    assert distance("7", "7", order) == 0


def test_without_two_places_there_is_no_way() -> None:
    order = table_order(Evening("e", settings=Settings(tables=3)))
    assert [distance(None, "1", order), distance("1", None, order), distance("1", "9", order)] == [0, 0, 0]


def test_a_notice_knows_how_far_its_table_is() -> None:
    story = Story(guests=20, here=20)
    first = notices(story.begin())
    assert {notice.walk for notice in first} == {0}, "nobody has sat yet"
    was = {notice.person: int(notice.table or 0) for notice in first}
    story.next()
    second = [notice for notice in notices(story.next()) if notice.kind == "table"]
    assert second
    for notice in second:
        assert notice.walk == abs(int(notice.table or 0) - was[notice.person])
    present = current_place(story.evening, "p1")
    assert present is not None
    assert present.walk == 0, "where they are to be now, whatever came before"


def test_of_equally_urgent_notices_the_longest_way_goes_first() -> None:
    lanes = Lanes()
    for person, walk, born in (("near", 1, 5), ("far", 9, 5), ("stays", 0, 5), ("earlier", 0, 4)):
        notice = Notice(
            id=person, evening="e", version=7, person=person, kind="table", topic="place", walk=walk
        )
        lanes.add(Item(notice, "telegram", person, born, entry=7))
    taken = [found.notice.person for _ in range(4) if (found := lanes.take(0)) is not None]
    assert taken == ["earlier", "far", "near", "stays"]
