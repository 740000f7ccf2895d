"""A table is mended only where too few are left: what that means in every phase of a round."""

from bot.notices import notices
from service.evening import commands as c
from service.evening.tables import least
from tests.service.evening.story import Story


def tables(story: Story) -> dict[str, tuple[str, ...]]:
    seating = story.evening.phase.seating
    assert seating is not None
    return seating.tables


def moved(story: Story) -> set[str]:
    return {n.person for n in notices(story.steps[-1]) if n.kind == "changed"}


def test_three_make_a_table_two_a_pair_and_where_tables_are_laid_for_two_two_do() -> None:
    assert least(Story(guests=12, here=12, size=4).run().evening) == 3
    assert least(Story(guests=8, here=8, format="pairs").run().evening) == 2
    assert least(Story(guests=7, here=7, size=3).run().evening) == 2


def test_a_table_with_people_enough_stays_as_it_is_though_somebody_rests() -> None:
    story = Story(guests=8, here=8, size=4, tables=2).run()
    story.do(c.AddPeople({"late": c.Newcomer(here=True)}), by="guest")
    story.leave("p1")
    assert story.table("late") is None
    assert moved(story) == set()


def test_somebody_who_rests_fills_a_table_that_has_too_few() -> None:
    story = Story(guests=8, here=8, size=4, tables=2).run()
    story.do(c.AddPeople({"late": c.Newcomer(here=True)}), by="guest")
    table = story.table("p1") or ""
    for person in tables(story)[table][:2]:
        story.leave(person)
    assert story.table("late") == table
    assert len(tables(story)[table]) == 3


def test_two_who_talk_are_left_in_peace_two_who_walk_are_not() -> None:
    for step, stay in (("running", True), ("announced", False)):
        story = Story(guests=9, here=9, size=4)
        story.run() if step == "running" else story.begin()
        gone, *left = tables(story)["1"]
        story.absent(gone)
        assert (tables(story).get("1") == tuple(left)) == stay
        assert moved(story) == (set() if stay else set(left))


def test_nobody_is_split_off_where_only_some_would_find_a_chair() -> None:
    story = Story(guests=12, here=12, size=4)
    story.begin()
    one, other, *left = tables(story)["1"]
    story.absent(one)
    story.absent(other)
    assert tables(story)["1"] == tuple(left)


def test_a_host_is_not_left_alone_by_mending() -> None:
    story = Story(guests=9, here=9, size=4)
    story.do(c.AppointHost("p1", "1"))
    story.begin()
    gone = next(p for p in tables(story)["1"] if p != "p1")
    story.absent(gone)
    assert len(tables(story)["1"]) == 2
    assert moved(story) == set()


def test_in_the_last_two_minutes_nobody_is_sent_to_a_table_of_two() -> None:
    story = Story(guests=8, here=8, size=4, tables=2).run()
    story.do(c.AddPeople({"late": c.Newcomer(here=True)}), by="guest")
    story.now = (story.evening.phase.deadline or 0) - 100_000
    story.tick()
    for person in tables(story)["1"][:2]:
        story.leave(person)
    assert story.table("late") is None
