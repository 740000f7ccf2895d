"""Who is kept apart, who is brought together, and that nobody learns of a private wish."""

import pytest

from scheduler.reasons import Apart, Broken
from service.evening import Evening, decide
from service.evening import commands as c
from service.evening.apart import PrivateWish, discreet
from service.evening.problem import problem_of, stale
from service.evening.refusals import NoPlanPossible, NothingNew, SamePerson
from tests.service.evening.story import Story, proposal


def together(evening: Evening, one: str, other: str) -> bool:
    seating = evening.phase.seating
    assert seating is not None
    return seating.table_of(one) is not None and seating.table_of(one) == seating.table_of(other)


def rounds(story: Story) -> list[Evening]:
    """The evening in each round, from the first to the last."""
    story.begin()
    found = [story.evening]
    while story.evening.phase.step != "ended":
        story.next()
        if story.evening.phase.step == "announced":
            found.append(story.evening)
    return found


@pytest.mark.parametrize("command", [c.KeepApart("p2", "p1"), c.Avoid("p2", ("p1",))])
def test_two_who_are_kept_apart_never_share_a_table(command: c.Command) -> None:
    story = Story(guests=8, here=8, rounds=5)
    story.do(command, by="organiser" if command.word == "apart" else "p2")
    assert not any(together(evening, "p1", "p2") for evening in rounds(story))


def test_apart_holds_for_late_seats_too() -> None:
    story = Story(guests=7, here=7, tables=2).run()
    story.pause("p1")
    seating = story.evening.phase.seating
    assert seating is not None
    free = min(seating.tables, key=lambda table: len(seating.tables[table]))
    for person in seating.tables[free]:
        story.do(c.KeepApart("p1", person))
    story.arrive("p1")
    assert story.table("p1") != free


def test_a_pair_that_sits_together_right_now_stays_and_is_planned_apart() -> None:
    story = Story(guests=8, here=8).run()
    seating = story.evening.phase.seating
    assert seating is not None
    one, other, *_ = seating.tables["1"]
    story.do(c.KeepApart(one, other))
    assert together(story.evening, one, other)
    assert stale(story.evening)
    story.next()
    assert not together(story.evening, one, other)


def test_a_draft_made_before_is_mended_for_those_who_are_kept_apart_since() -> None:
    story = Story(guests=8, here=8).run()
    draft = story.evening.draft
    assert draft is not None
    one, other, *_ = draft.rounds[0].tables["1"]
    story.do(c.KeepApart(one, other))
    step = story.next()
    assert not together(story.evening, one, other)
    assert step.entry.events[-1].changed >= 2  # type: ignore[union-attr]


def test_together_is_planned_until_the_two_have_met() -> None:
    story = Story(guests=12, here=12)
    story.do(c.BringTogether("p9", "p1"))
    assert problem_of(story.evening).together == (("p1", "p9"),)
    story.do(c.DeclareKnown("p1", ("p9",)), by="p1")
    assert problem_of(story.evening).met == ()

    story.run()
    seating = story.evening.phase.seating
    assert seating is not None
    one, other, *_ = sorted(seating.tables["1"])
    with pytest.raises(NothingNew) as refused:
        story.do(c.BringTogether(one, other))
    assert refused.value.details == {"one": one, "other": other, "met": True}


def test_who_knows_each_other_counts_as_met() -> None:
    story = Story(guests=8, here=8)
    story.do(c.DeclareKnown("p4", ("p2",)), by="p4")
    assert problem_of(story.evening).met == (("p2", "p4"),)


def test_apart_takes_together_back_and_the_other_way_round() -> None:
    story = Story(guests=8)
    story.do(c.BringTogether("p1", "p2"))
    story.do(c.KeepApart("p1", "p2"))
    assert (story.evening.apart, story.evening.together) == ((("p1", "p2"),), ())
    story.do(c.BringTogether("p2", "p1"))
    assert (story.evening.apart, story.evening.together) == ((), (("p1", "p2"),))
    with pytest.raises(NothingNew):
        story.do(c.BringTogether("p1", "p2"))
    with pytest.raises(SamePerson):
        story.do(c.KeepApart("p1", "p1"))


def test_a_wish_that_a_private_one_forbids_is_taken_and_not_planned() -> None:
    story = Story(guests=8)
    story.do(c.Avoid("p1", ("p2",)), by="p1")
    story.do(c.BringTogether("p1", "p2"))
    problem = problem_of(story.evening)
    assert (problem.apart, problem.together) == ((("p1", "p2"),), ())


def test_a_conflict_never_names_whom_somebody_avoids() -> None:
    story = Story(guests=10)
    story.do(c.Avoid("p1", ("p2", "p3")), by="p1")
    story.do(c.KeepApart("p1", "p4"))
    reasons = (
        Apart("p1", "p2"),
        Apart("p3", "p1"),
        Apart("p1", "p4"),
        Broken("p1 and p2 are to stay apart but share table 1 in round 2"),
        Broken("p1 and p4 are to stay apart but share table 1 in round 2"),
    )
    assert discreet(story.evening, reasons) == (
        PrivateWish(),
        Apart("p1", "p4"),
        Broken("p1 and p4 are to stay apart but share table 1 in round 2"),
    )


def test_a_pair_kept_apart_by_organisers_too_is_no_secret() -> None:
    story = Story(guests=10)
    story.do(c.Avoid("p1", ("p2",)), by="p1")
    story.do(c.KeepApart("p1", "p2"))
    assert discreet(story.evening, (Apart("p1", "p2"),)) == (Apart("p1", "p2"),)


def test_a_private_wish_never_stops_a_gong() -> None:
    story = Story(guests=8)
    story.do(c.AddPeople({"q": c.Newcomer(table="1"), "r": c.Newcomer(table="1")}))
    story.do(c.Avoid("q", ("r",)), by="q")
    story.do(c.Open())
    story.begin()
    assert together(story.evening, "q", "r")
    with pytest.raises(NoPlanPossible):
        story.do(c.KeepApart("q", "r"))


def test_whom_nobody_may_sit_with_rests() -> None:
    story = Story(guests=9, here=9, tables=2, size=5)
    for n in range(1, 9):
        story.do(c.KeepApart("p9", f"p{n}"))
    story.begin()
    seating = story.evening.phase.seating
    assert seating is not None
    assert seating.resting == ("p9",)


def test_pairs_and_tables_make_a_draft_stale_and_a_check_in_does_not() -> None:
    story = Story(guests=8, here=0)
    story.do(c.MakePlan(proposal(story.evening)))
    assert not stale(story.arrive("p1").evening)
    for command in (
        c.KeepApart("p1", "p2"),
        c.BringTogether("p1", "p3"),
        c.CloseTable("1"),
        c.AppointHost("p1", "2"),
        c.Visit("p4"),
        c.LeaveAfter("p5", 1),
    ):
        story.do(c.MakePlan(proposal(story.evening)))
        assert not stale(story.evening)
        assert decide(story.evening, command, story.now)
        story.do(command)
        assert stale(story.evening), command
