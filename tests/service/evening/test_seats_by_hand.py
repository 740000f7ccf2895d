"""Organisers change seats, hosts and tables while an evening runs."""

import pytest

from bot.notices import notices
from scheduler.reasons import Apart, FixedSeat, Host, TooFewSeats
from service.evening import Refusal
from service.evening import commands as c
from service.evening.apart import PrivateWish
from service.evening.problem import met_pairs, problem_of
from service.evening.refusals import NoPlanPossible, NothingNew, NotSeatedNow, TableIsClosed, UnknownTable
from service.evening.state import Seating
from service.evenings import Outcome
from tests.service.evening.story import Story


def seating(story: Story) -> Seating:
    found = story.evening.phase.seating
    assert found is not None
    return found


def told(step: Outcome, person: str) -> list[tuple[str, str | None]]:
    """What this person is told by this step: kinds and tables."""
    return [(n.kind, n.table) for n in notices(step) if n.person == person and not n.quiet]


def apart_from(story: Story, person: str) -> str:
    """Somebody at another table than this person."""
    own = story.table(person)
    return next(p for table, people in seating(story).tables.items() if table != own for p in people)


def refused(story: Story, command: c.Command) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        story.do(command)
    return refusal.value


def test_two_change_seats_and_both_hear_of_it() -> None:
    story = Story(guests=8, here=8)
    story.begin()
    other = apart_from(story, "p1")
    places = story.table("p1"), story.table(other)
    step = story.do(c.Swap("p1", other))

    assert (story.table(other), story.table("p1")) == places
    assert told(step, "p1") == [("changed", places[1])]
    assert told(step, other) == [("changed", places[0])]


def test_who_rests_can_take_somebodys_place() -> None:
    story = Story(guests=5, here=5, format="pairs")
    story.begin()
    [resting] = seating(story).resting
    sitting = next(iter(seating(story).tables.values()))[0]
    table = story.table(sitting)
    step = story.do(c.Swap(sitting, resting))

    assert (story.table(resting), seating(story).resting) == (table, (sitting,))
    assert told(step, sitting) == [("rest", None)]


def test_a_swap_while_they_talk_lets_both_have_met_both_tables() -> None:
    story = Story(guests=8, here=8).run()
    other = apart_from(story, "p1")
    first = [p for p in seating(story).tables[story.table("p1") or ""] if p != "p1"]
    story.do(c.Swap("p1", other))
    story.next()

    assert {tuple(sorted(("p1", p))) for p in first} <= met_pairs(story.evening)


def test_a_swap_is_refused_with_the_wish_it_would_break() -> None:
    story = Story(guests=8)
    story.do(c.AddPeople({"fixed": c.Newcomer(table="1")}))
    story.do(c.Open())
    story.begin()
    assert story.table("fixed") == "1"
    guest = apart_from(story, "fixed")
    fixed = refused(story, c.Swap("fixed", guest))
    assert fixed == NoPlanPossible(wishes=(FixedSeat(("fixed",), "1"),))

    other = apart_from(story, "p1")
    enemy = next(p for p in seating(story).tables[story.table(other) or ""] if p not in (other, "fixed"))
    story.do(c.KeepApart(enemy, "p1"))
    one, two = sorted(("p1", enemy))
    [reason] = refused(story, c.Swap("p1", other)).details["wishes"]  # type: ignore[misc]
    assert reason == Apart(one, two)
    story.do(c.Swap("p1", enemy))


def test_a_swap_that_a_private_wish_forbids_says_no_more_than_that() -> None:
    story = Story(guests=8, here=8)
    story.begin()
    other = apart_from(story, "p1")
    enemy = next(p for p in seating(story).tables[story.table(other) or ""] if p != other)
    story.do(c.Avoid("p1", (enemy,)), by="p1")

    assert refused(story, c.Swap("p1", other)) == NoPlanPossible(wishes=(PrivateWish(),))


def test_who_sits_nowhere_cannot_change_seats() -> None:
    story = Story(guests=8, here=8).run()
    story.leave("p1")
    assert refused(story, c.Swap("p2", "p1")) == NotSeatedNow(person="p1")


def test_a_new_host_goes_to_the_table_at_once_and_stays_there_in_every_round() -> None:
    story = Story(guests=10, here=10)
    story.begin()
    table = "2" if story.table("p1") != "2" else "1"
    was = set(seating(story).tables[table])
    step = story.do(c.AppointHost("p1", table))

    assert story.table("p1") == table
    assert told(step, "p1") == [("changed", table)]
    assert was <= set(seating(story).tables[table])
    assert [t.hosts for t in problem_of(story.evening).tables if t.hosts] == [("p1",)]
    for _ in range(5):  # to the last of three rounds
        story.next()
        assert story.table("p1") == table


def test_a_full_table_gives_its_host_the_chair_of_a_guest_who_goes_where_the_host_was() -> None:
    story = Story(guests=8, here=8).run()
    table, was = ("2", "1") if story.table("p1") == "1" else ("1", "2")
    story.do(c.AppointHost("p1", table))

    assert story.table("p1") == table
    assert [len(people) for people in seating(story).tables.values()] == [4, 4]
    assert "p1" not in seating(story).tables[was]


def test_another_host_takes_over_and_the_former_stays_as_a_guest() -> None:
    story = Story(guests=10, here=10).run()
    story.do(c.AppointHost("p1", "1"))
    story.do(c.AppointHost("p2", "1"))

    assert (story.table("p1"), story.table("p2")) == ("1", "1")
    slots = story.evening.people
    assert (slots["p1"].hosting, slots["p1"].table, slots["p2"].hosting) == (False, None, True)
    assert refused(story, c.AppointHost("p2", "1")) == NothingNew(person="p2", table="1", hosting=True)


def test_a_host_who_is_absent_leaves_the_table_in_use() -> None:
    story = Story(guests=10, here=10).run()
    story.do(c.AppointHost("p1", "1"))
    story.absent("p1")
    assert "1" in seating(story).tables
    story.next()
    assert "1" in seating(story).tables
    assert "p1" not in seating(story).everyone()


def test_a_host_is_not_appointed_where_somebody_must_sit_whom_they_are_kept_apart_from() -> None:
    story = Story(guests=8)
    story.do(c.AddPeople({"q": c.Newcomer(table="1")}))
    story.do(c.KeepApart("p1", "q"))
    wishes = (Apart("p1", "q"), FixedSeat(("q",), "1"))
    assert refused(story, c.AppointHost("p1", "1")) == NoPlanPossible(wishes=wishes)

    story.do(c.AppointHost("p2", "1"))
    wishes = (Apart("p2", "q"), Host(("p2",), "1"), FixedSeat(("q",), "1"))  # type: ignore[assignment]
    assert refused(story, c.KeepApart("q", "p2")) == NoPlanPossible(wishes=wishes)


def test_a_host_is_not_appointed_where_every_chair_belongs_to_somebody() -> None:
    story = Story(guests=8)
    fixed = {f"q{n}": c.Newcomer(table="1") for n in range(4)}
    story.do(c.AddPeople(fixed))
    reason = TooFewSeats("1", 4, (*fixed, "p1"), 1)
    assert refused(story, c.AppointHost("p1", "1")) == NoPlanPossible(wishes=(reason,))


def test_a_closed_table_moves_on_together_to_the_next_free_number() -> None:
    story = Story(guests=12, here=12).run()
    company = seating(story).tables["2"]
    step = story.do(c.CloseTable("2"))

    assert set(seating(story).tables) == {"1", "3", "4"}
    assert set(seating(story).tables["4"]) == set(company)
    assert all(told(step, p) == [("changed", "4")] for p in company)
    assert {p for p in story.evening.people if told(step, p)} == set(company)
    drafted = story.evening.draft.rounds[0].tables["2"]  # type: ignore[union-attr]
    step = story.next()
    assert set(seating(story).tables) == {"1", "3", "4"}
    assert seating(story).tables["4"] == drafted
    assert step.entry.events[-1].changed == 4  # type: ignore[union-attr]


def test_where_the_hall_has_no_other_table_they_take_free_chairs_and_the_others_rest() -> None:
    story = Story(guests=10, here=10, tables=3).run()
    company = seating(story).tables["3"]
    free = 8 - sum(len(people) for table, people in seating(story).tables.items() if table != "3")
    step = story.do(c.CloseTable("3"))

    assert set(seating(story).tables) == {"1", "2"}
    assert [len(people) for people in seating(story).tables.values()] == [4, 4]
    assert len(seating(story).resting) == len(company) - free
    assert {told(step, p)[0][0] for p in company} == {"changed", "rest"}
    story.next()
    assert set(seating(story).tables) == {"1", "2"}
    assert len(seating(story).resting) == 2


def test_a_closed_table_loses_its_host_and_keeps_its_number_for_nobody() -> None:
    story = Story(guests=12)
    story.do(c.AppointHost("p1", "1"))
    story.do(c.CloseTable("1"))
    assert story.evening.people["p1"].hosting is False
    assert [table.id for table in problem_of(story.evening).tables] == ["2", "3", "4"]
    assert refused(story, c.CloseTable("1")) == TableIsClosed(table="1")
    assert refused(story, c.AppointHost("p1", "1")) == TableIsClosed(table="1")


def test_the_last_table_stays_open_and_unknown_ones_are_named_with_those_there_are() -> None:
    story = Story(guests=8, tables=2)
    assert refused(story, c.CloseTable("7")) == UnknownTable(table="7", tables=("1", "2"))
    story.do(c.CloseTable("1"))
    assert refused(story, c.CloseTable("2")) == TableIsClosed(table="2", last=True)


def test_hosts_tables_are_laid_before_others() -> None:
    story = Story(guests=6, tables=9, size=3)
    story.do(c.AppointHost("p1", "7"))
    assert [table.id for table in problem_of(story.evening).tables] == ["1", "7"]


def test_in_a_round_with_too_few_people_for_all_hosts_the_last_tables_stay_empty() -> None:
    story = Story(guests=12, here=12)
    for n in (1, 2, 3):
        story.do(c.AppointHost(f"p{n}", str(n)))
    for n in range(4, 11):
        story.do(c.LeaveAfter(f"p{n}", 2))
    assert [table.closed for table in problem_of(story.evening).tables] == [(), (), (3,)]
    story.run(3)
    assert set(seating(story).tables) == {"1", "2"}
    assert seating(story).resting == ()
