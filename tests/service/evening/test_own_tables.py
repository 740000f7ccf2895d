"""Who always sits at one table does, whatever becomes of it."""

from service.evening import commands as c
from tests.service.evening.story import Story


def story_of(guests: int = 11, **settings: object) -> Story:
    """Guests p1 ..., and `own`, who always sits at table 2; all of them are here."""
    story = Story(here=0, clock="manual", **settings)
    people = {f"p{n}": c.Newcomer(here=True) for n in range(1, guests + 1)}
    story.do(c.AddPeople({**people, "own": c.Newcomer(table="2", here=True)}))
    return story


def test_they_sit_there_in_every_round() -> None:
    story = story_of().run()
    for _ in range(2):
        assert story.table("own") == "2"
        story.next()
        story.next()
    assert story.table("own") == "2"


def test_their_table_is_laid_even_where_fewer_tables_are_needed() -> None:
    story = Story(here=0, clock="manual")
    story.do(c.AddPeople({f"p{n}": c.Newcomer(here=True) for n in range(7)}))
    story.do(c.AddPeople({"own": c.Newcomer(table="12", here=True)}))
    story.run()
    assert story.table("own") == "12"
    assert set(story.evening.phase.seating.tables) == {"1", "12"}  # type: ignore[union-attr]


def test_a_number_that_the_hall_does_not_have_binds_nobody() -> None:
    story = Story(here=0, clock="manual", tables=2)
    story.do(c.AddPeople({f"p{n}": c.Newcomer(here=True) for n in range(7)}))
    story.do(c.AddPeople({"own": c.Newcomer(table="12", here=True)}))
    story.run()
    assert story.table("own") in ("1", "2")


def test_late_they_go_to_their_own_table_though_it_is_full() -> None:
    story = Story(guests=8, here=8, clock="manual").run()
    story.do(c.AddPeople({"own": c.Newcomer(table="1", here=True)}))
    assert story.table("own") == "1"
    for _ in range(2):
        story.next()
        story.next()
        assert story.table("own") == "1"


def test_more_late_guests_than_chairs_at_their_own_table_stop_no_gong() -> None:
    story = Story(guests=8, here=8, clock="manual").run()
    story.do(c.AddPeople({f"own{n}": c.Newcomer(table="1", here=True) for n in range(5)}))
    story.next()
    story.next()
    assert [story.table(f"own{n}") for n in range(5)] == ["1"] * 5


def test_they_go_with_their_table_to_its_new_number_and_stay_there() -> None:
    story = story_of().run()
    company = story.evening.phase.seating.tables["2"]  # type: ignore[union-attr]
    step = story.do(c.CloseTable("2"))
    assert step.entry.events[0].moved == {"own": "4"}  # type: ignore[union-attr]
    assert set(story.evening.phase.seating.tables["4"]) == set(company)  # type: ignore[union-attr]
    story.next()
    story.next()
    assert story.table("own") == "4"


def test_a_table_that_was_closed_by_mistake_is_theirs_again() -> None:
    story = story_of().run()
    story.do(c.CloseTable("2"))
    story.undo()
    assert story.evening.people["own"].table == story.table("own") == "2"


def test_before_rounds_begin_they_get_the_number_that_is_laid_instead() -> None:
    story = story_of()
    story.do(c.CloseTable("2"))
    assert story.evening.people["own"].table == "4"
    story.run()
    assert story.table("own") == "4"
    assert set(story.evening.phase.seating.tables) == {"1", "3", "4"}  # type: ignore[union-attr]


def test_where_the_hall_has_no_other_they_get_a_place_at_one_of_the_tables() -> None:
    story = story_of(7, tables=3).run()
    assert story.table("own") == "2"
    story.do(c.CloseTable("3"))
    story.do(c.CloseTable("2"))
    assert story.evening.people["own"].table == "1"
    story.next()
    story.next()
    assert story.table("own") == "1"


def test_they_do_not_go_to_somebody_they_are_kept_apart_from() -> None:
    story = story_of(10, tables=3)
    story.do(c.AddPeople({"foe": c.Newcomer(table="1", here=True)}, apart=(("foe", "own"),)))
    story.run()
    story.do(c.CloseTable("2"))
    assert story.evening.people["own"].table == "3"
