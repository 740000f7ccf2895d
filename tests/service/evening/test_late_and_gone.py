"""Guests come late, pause and go: whole small stories."""

from service.evening.problem import met_pairs
from tests.service.evening.story import Story


def pair(one: str, other: str) -> frozenset[str]:
    return frozenset({one, other})


def test_who_pauses_and_comes_back_to_the_same_table_is_counted_there_once() -> None:
    story = Story(guests=4, here=4).run()
    story.pause("p1")
    story.arrive("p1")

    seating = story.evening.phase.seating
    assert seating is not None
    assert [sorted(people) for people in seating.company()] == [["p1", "p2", "p3", "p4"]]
    assert pair("p1", "p2") in met_pairs(story.evening)
    story.next()


def test_two_who_sat_together_have_met_even_if_both_left_the_table_before_the_end() -> None:
    story = Story(guests=4, here=4, size=2).run()
    seating = story.evening.phase.seating
    assert seating is not None
    one, other = seating.tables["1"]
    story.leave(one)
    story.absent(next(iter(seating.tables["2"])))

    assert pair(one, other) in met_pairs(story.evening)
