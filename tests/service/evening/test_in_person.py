"""Who holds a paper card is moved last, and stands on a list until somebody has told them."""

import pytest

from service.evening import commands as c
from service.evening.events import ToldInPerson
from service.evening.refusals import NothingNew, UnknownParticipant
from service.evening.rules.in_person import to_be_told
from service.reach import Reached, to_tell_in_person
from tests.service.evening.story import Story


def tell(story: Story, person: str) -> None:
    story.do(c.TellInPerson(person))


def one_of_another_table(story: Story, person: str) -> str:
    return next(p for p in story.evening.people if p != person and story.table(p) != story.table(person))


def swapped(**settings: object) -> tuple[Story, str, str]:
    """A running round of people on paper; two of them have just changed seats."""
    story = Story(guests=8, here=0, **settings).run()
    other = one_of_another_table(story, "p1")
    story.do(c.Swap("p1", other))
    return story, "p1", other


def test_a_round_that_is_announced_is_read_on_the_projector() -> None:
    story = Story(guests=8, here=0).run()
    assert to_be_told(story.evening) == []


def test_who_is_moved_since_stands_on_the_list_with_the_table_they_know_of() -> None:
    story, one, other = swapped()
    assert set(to_be_told(story.evening)) == {one, other}
    told = story.evening.told[one]
    assert told.table == story.table(one)
    assert told.knew not in ("", story.table(one))


def test_a_tick_takes_them_off_once() -> None:
    story, one, other = swapped()
    step = story.do(c.TellInPerson(one))
    assert step.entry.events == (ToldInPerson(one),)
    assert to_be_told(story.evening) == [other]
    with pytest.raises(NothingNew):
        tell(story, one)
    with pytest.raises(UnknownParticipant):
        tell(story, "nobody")


def test_what_was_said_stays_said_and_undo_takes_back_the_swap() -> None:
    story, one, _ = swapped()
    tell(story, one)
    story.undo()
    assert story.evening.told[one].knew != story.table(one), "they were told the other table"
    assert to_be_told(story.evening) == [one], "who was told nothing is where they think"


def test_who_is_moved_twice_is_told_once_from_where_they_think_they_sit() -> None:
    story, one, _ = swapped(size=3)
    first = story.evening.told[one].knew
    third = next(t for t in story.evening.phase.seating.tables if t not in (first, story.table(one)))  # type: ignore[union-attr]
    story.do(c.Swap(one, story.evening.phase.seating.tables[third][0]))  # type: ignore[union-attr]
    told = story.evening.told[one]
    assert (told.table, told.knew) == (third, first)


def test_the_next_round_empties_the_list() -> None:
    story, *_ = swapped()
    story.next()
    assert to_be_told(story.evening) == []


def test_whoever_says_something_themselves_has_a_phone() -> None:
    story, one, other = swapped()
    story.do(c.ChangeProfile(one, "seek", "Spannzangen"), by=one)
    assert to_be_told(story.evening) == [other]
    story.do(c.LinkChat(other, "telegram", "1", code=0), by="delivery")
    assert to_be_told(story.evening) == []
    story.do(c.LoseChat(other, "telegram"), by="delivery")
    assert to_be_told(story.evening) == [other], "blocked again, and no other phone is known"


def test_who_puts_themselves_on_the_list_has_a_phone_and_whom_an_organiser_adds_has_none() -> None:
    story = Story(guests=7, here=0).run()
    story.do(c.AddPeople({"self": c.Newcomer(here=True)}), by="guest", word="join")
    story.do(c.AddPeople({"led": c.Newcomer(here=True)}), word="add")
    assert to_be_told(story.evening) == ["led"]


def test_who_was_reached_all_the_same_need_not_be_told() -> None:
    story, one, other = swapped()
    now = story.evening.told[one].version
    reached = {one: Reached(now, "web"), other: Reached(now - 1, "web")}
    assert to_tell_in_person(story.evening, reached) == [other]


def test_a_chair_goes_to_who_rests_with_a_phone_before_who_rests_without() -> None:
    story = Story(guests=8, here=8, size=4, tables=2).run()
    for name, by in (("paper", "organiser"), ("phone", "guest")):
        story.do(c.AddPeople({name: c.Newcomer(here=True)}), by=by)
    assert story.evening.phase.seating.resting == ("paper", "phone")  # type: ignore[union-attr]
    table = story.table("p1")
    assert table is not None
    for person in story.evening.phase.seating.tables[table][:2]:  # type: ignore[union-attr]
        story.leave(person)
    assert story.table("phone") == table
    assert story.table("paper") is None


def test_a_host_takes_the_chair_of_somebody_with_a_phone() -> None:
    story = Story(guests=8, here=0).run()
    host = one_of_another_table(story, "p1")
    table = story.table("p1") or ""
    has_phone = story.evening.phase.seating.tables[table][-1]  # type: ignore[union-attr]
    story.do(c.Rate(has_phone, 5), by=has_phone)
    story.do(c.AppointHost(host, table))
    assert story.table(has_phone) != table
    assert to_be_told(story.evening) == [host]
