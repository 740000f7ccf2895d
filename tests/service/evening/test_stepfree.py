"""Who needs a step-free table sits at one, whatever happens."""

import pytest

from scheduler.reasons import Apart, FixedSeat, Host
from service.evening import commands as c
from service.evening.problem import problem_of
from service.evening.refusals import NoPlanPossible, StepFreeTooFew
from service.evening.stepfree import NeedsStepFree
from tests.service.evening.story import Story


def story_of(wheels: int, others: int, **settings: object) -> Story:
    """Guests w1 ... who need a step-free table, and p1 ... who do not; all of them are here."""
    story = Story(here=0, clock="manual", **{"stepfree": ("2", "3"), **settings})
    people = {f"w{n}": c.Newcomer(stepfree=True, here=True) for n in range(1, wheels + 1)}
    people |= {f"p{n}": c.Newcomer(here=True) for n in range(1, others + 1)}
    story.do(c.AddPeople(people))
    return story


def places(story: Story, *people: str) -> list[str | None]:
    return [story.table(person) for person in people]


def test_they_are_spread_over_the_step_free_tables_and_keep_theirs_all_evening() -> None:
    story = story_of(2, 10).run()
    first = places(story, "w1", "w2")
    assert sorted(map(str, first)) == ["2", "3"]
    story.next()
    story.next()
    assert places(story, "w1", "w2") == first


def test_others_who_come_change_nobodys_step_free_table() -> None:
    story = story_of(1, 11).run()
    [first] = places(story, "w1")
    story.do(c.AddPeople({"w0": c.Newcomer(stepfree=True), "q": c.Newcomer(here=True)}))
    story.next()
    story.next()
    assert places(story, "w1") == [first]
    assert {first, *places(story, "w0")} == {"2", "3"}


def test_a_step_free_table_is_laid_even_where_fewer_tables_are_needed() -> None:
    story = story_of(1, 7, stepfree=("9",)).run()
    assert places(story, "w1") == ["9"]


def test_where_no_table_is_named_all_will_do() -> None:
    story = story_of(3, 5, stepfree=()).run()
    assert None not in places(story, "w1", "w2", "w3")


def test_late_they_wait_for_a_step_free_chair_and_sit_there_from_the_next_round_on() -> None:
    story = story_of(0, 11).run()
    free = next(t for t, people in story.evening.phase.seating.tables.items() if len(people) < 4)  # type: ignore[union-attr]
    story.do(c.Configure({"stepfree": "1" if free != "1" else "2"}))
    story.do(c.AddPeople({"late": c.Newcomer(stepfree=True, here=True)}))
    assert places(story, "late") == [None]
    story.next()
    story.next()
    assert places(story, "late") == list(story.evening.settings.stepfree)


def test_too_many_for_the_step_free_chairs_is_refused_with_what_would_do() -> None:
    story = story_of(9, 7, stepfree=("1", "2"))
    with pytest.raises(StepFreeTooFew) as refused:
        story.begin()
    assert refused.value.details == {"people": 9, "seats": 8, "tables": ("1", "2"), "more": 1}
    story.do(c.Configure({"stepfree": "1-3"}))
    story.begin()
    assert set(places(story, *(f"w{n}" for n in range(1, 10)))) == {"1", "2", "3"}


def test_once_rounds_have_begun_a_table_takes_one_more_rather_than_turn_somebody_away() -> None:
    story = story_of(4, 8, stepfree=("1",)).run()
    story.do(c.AddPeople({"w5": c.Newcomer(stepfree=True, here=True)}))
    assert places(story, "w5") == [None]
    story.next()
    story.next()
    assert places(story, *(f"w{n}" for n in range(1, 6))) == ["1"] * 5


def test_a_step_free_table_that_is_needed_stays_open() -> None:
    story = story_of(5, 7).run()
    with pytest.raises(StepFreeTooFew):
        story.do(c.CloseTable("2"))
    story.leave("w5")
    story.do(c.CloseTable("2"))
    story.next()
    story.next()
    assert places(story, "w1", "w2", "w3", "w4") == ["3"] * 4


def test_nobody_is_swapped_appointed_or_seated_where_they_cannot_get() -> None:
    story = story_of(1, 11).run()
    other = next(p for p in story.evening.phase.seating.tables["1"])  # type: ignore[union-attr]
    with pytest.raises(NoPlanPossible) as refused:
        story.do(c.Swap("w1", other))
    assert refused.value.details["wishes"] == (NeedsStepFree(("w1",), ("2", "3")),)
    with pytest.raises(NoPlanPossible) as refused:
        story.do(c.AppointHost("w1", "1"))
    assert refused.value.details["wishes"] == (Host(("w1",), "1"), NeedsStepFree(("w1",), ("2", "3")))
    story.do(c.AppointHost("w1", "3"))


def test_an_own_table_with_a_step_is_a_conflict_that_is_named() -> None:
    story = story_of(0, 11)
    story.do(c.AddPeople({"w": c.Newcomer(stepfree=True, table="1", here=True)}))
    with pytest.raises(NoPlanPossible) as refused:
        story.begin()
    assert refused.value.details["wishes"] == (FixedSeat(("w",), "1"), NeedsStepFree(("w",), ("2", "3")))


def test_what_stands_against_a_seat_is_called_by_its_reason() -> None:
    """Two who are kept apart, and only one step-free table."""
    story = story_of(2, 6, stepfree=("1",))
    story.do(c.KeepApart("w1", "w2"))
    with pytest.raises(NoPlanPossible) as refused:
        story.do(c.Begin(confirm=True))
    wishes = refused.value.details["wishes"]
    assert wishes == (Apart("w1", "w2"), NeedsStepFree(("w1", "w2"), ("1",)))


def test_a_private_wish_stops_nobody_who_can_sit_at_one_table_only() -> None:
    story = story_of(2, 6, stepfree=("1",))
    story.do(c.Avoid("w1", ("w2",)))
    story.run()
    assert places(story, "w1", "w2") == ["1", "1"]


def test_two_who_can_sit_at_one_table_only_cannot_be_kept_apart_any_more() -> None:
    story = story_of(2, 6, stepfree=("1",)).run()
    with pytest.raises(NoPlanPossible) as refused:
        story.do(c.KeepApart("w1", "w2"))
    assert refused.value.details["wishes"] == (Apart("w1", "w2"), NeedsStepFree(("w1", "w2"), ("1",)))


def test_two_kept_apart_get_two_tables_where_there_are_two() -> None:
    story = story_of(3, 9)
    story.do(c.KeepApart("w1", "w3"))
    tables = {person.id: person.table for person in problem_of(story.evening).people if person.table}
    assert tables["w1"] != tables["w3"]


def test_a_guest_of_honour_visits_only_tables_they_reach() -> None:
    story = story_of(1, 12)
    story.do(c.Visit("w1"))
    story.run()
    seen = []
    while story.evening.phase.step != "ended":
        seen += places(story, "w1")
        story.next()
    assert set(seen) - {None} == {"2", "3"}
