"""Competitors never share a table where tables are enough; colleagues do not where it can be helped."""

from collections import Counter

import pytest

from scheduler import plan
from scheduler.reasons import Apart, FixedSeat
from service.evening import commands as c
from service.evening.problem import problem_of, rounds_to_come, seatings_of
from service.evening.refusals import NoPlanPossible
from service.evening.state import Seating
from service.evening.unkept import with_unkept
from service.planning import score_of
from tests.service.evening.story import Story, proposal


def story_of(trades: list[int], *, here: bool = False, **settings: object) -> Story:
    """Guests p0, p1 ... of these industries."""
    story = Story(here=0, competitors="apart", **settings)
    people = {f"p{n}": c.Newcomer(trade=trade, here=here) for n, trade in enumerate(trades)}
    story.do(c.AddPeople(people))
    return story


def planned(story: Story) -> tuple[Seating, ...]:
    made = plan(problem_of(story.evening), iterations=20_000)
    return seatings_of(made, rounds_to_come(story.evening))


def most_of_a_trade(story: Story, seating: Seating) -> int:
    return max(
        Counter(t for p in people if (t := story.evening.people[p].trade)).most_common(1)[0][1]
        for people in seating.tables.values()
        if any(story.evening.people[p].trade for p in people)
    )


def test_two_of_one_industry_never_share_a_table() -> None:
    story = story_of([1, 1, 1, 2, 2, 2, 3, 3, 3, 0, 0, 0])
    assert [most_of_a_trade(story, seating) for seating in planned(story)] == [1, 1, 1]


def test_by_default_industries_are_only_mixed() -> None:
    story = story_of([1, 1, 1, 2, 2, 2])
    story.do(c.Configure({"competitors": "mix"}))
    assert problem_of(story.evening).apart == ()


def test_where_an_industry_has_more_people_than_tables_as_few_as_can_be_share_one_and_that_is_said() -> None:
    story = story_of([1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0])  # five of one industry, three tables
    problem = problem_of(story.evening)
    assert problem.apart == ()
    described = [
        type(person)(id=person.id, industry="Guss" if story.evening.people[person.id].trade else None)
        for person in problem.people
    ]
    made = plan(
        type(problem)(rounds=3, people=tuple(described), tables=problem.tables, goals=problem.goals),
        iterations=50_000,
    )
    seatings = seatings_of(made, rounds_to_come(story.evening))
    assert [most_of_a_trade(story, seating) for seating in seatings] == [2, 2, 2]
    score = with_unkept(score_of(made.report), story.evening, made.report, seatings)
    assert (score.rivals, score.rivals_least) == (6, 6), (
        "two pairs in each of three rounds, and no fewer can be"
    )


def test_a_round_in_which_fewer_are_there_lays_fewer_tables() -> None:
    story = story_of([1, 1, 1, *[0] * 9], here=True)
    story.do(c.AddPeople({}))
    for n in range(3, 9):
        story.do(c.LeaveAfter(f"p{n}", 2))
    problem = problem_of(story.evening)
    limited = [one.rounds for one in problem.apart if not isinstance(one, tuple)]
    assert limited in ([], [(1, 2)] * 3)
    assert plan(problem, iterations=5_000)


def test_a_late_competitor_waits_for_the_next_round_rather_than_sit_with_another() -> None:
    story = story_of([1, 2, 3, 4, 5, 6, 7], here=True, clock="manual")
    story.run()
    tables = story.evening.phase.seating.tables  # type: ignore[union-attr]
    [free] = [people for people in tables.values() if len(people) < 4]
    trade = story.evening.people[free[0]].trade
    story.do(c.AddPeople({"late": c.Newcomer(trade=trade, here=True)}))
    assert story.table("late") is None
    story.next()
    story.next()
    assert story.table("late") not in (None, story.table(free[0]))


def test_of_an_industry_with_more_people_than_tables_a_late_guest_need_not_wait() -> None:
    story = story_of([1, 2, 3, 1, 5, 6, 7], here=True, clock="manual")
    story.run()
    story.do(c.AddPeople({"late": c.Newcomer(trade=1, here=True)}))
    assert story.table("late") is not None


def test_two_whom_only_their_seats_bind_to_one_table_are_named_before_rounds_begin() -> None:
    story = Story(here=0, competitors="apart")
    people = {f"p{n}": c.Newcomer(here=True) for n in range(6)}
    people |= {n: c.Newcomer(trade=5, table="1", here=True) for n in ("a", "b")}
    story.do(c.AddPeople(people))
    with pytest.raises(NoPlanPossible) as refused:
        story.do(c.Begin(confirm=True))
    assert set(refused.value.details["wishes"]) == {Apart("a", "b"), FixedSeat(("a", "b"), "1")}  # type: ignore[call-overload]

    story.do(c.Configure({"competitors": "mix"}))
    story.run()
    story.do(c.Configure({"competitors": "apart"}))
    story.next()
    assert story.table("a") == story.table("b") == "1", "no gong fails for it"


def test_pairs_of_a_list_are_apart_and_undone_with_it() -> None:
    story = Story(guests=8)
    before = story.evening.apart
    story.do(c.AddPeople({"a": c.Newcomer(), "b": c.Newcomer()}, apart=(("b", "a"), ("a", "p1"))))
    assert story.evening.apart == (("a", "b"), ("a", "p1"))
    assert all("a" not in people or "b" not in people for people in _tables(story))
    story.undo()
    assert story.evening.apart == before


def _tables(story: Story) -> list[tuple[str, ...]]:
    return [people for seating in proposal(story.evening).rounds for people in seating.tables.values()]


def test_a_firm_that_somebody_knows_or_avoids_counts_for_who_comes_later() -> None:
    story = Story(guests=8, here=8, clock="manual")
    story.do(c.Avoid("p1", (), firm=9))
    story.do(c.DeclareKnown("p2", (), firm=9))
    story.run()
    story.leave("p4" if story.table("p4") == story.table("p1") else "p8")
    story.do(c.AddPeople({"late": c.Newcomer(firm=9, here=True)}))
    assert story.table("late") != story.table("p1")
    problem = problem_of(story.evening)
    assert ("late", "p1") in problem.apart
    assert ("late", "p2") in problem.met
