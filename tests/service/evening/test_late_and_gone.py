"""Guests come late, pause, go or never come: whole small stories."""

import pytest

from bot.notices import notices
from service.evening import commands as c
from service.evening.problem import met_pairs
from service.evening.refusals import NothingNew, TooFewPeople
from service.evenings import Outcome
from tests.service.evening.story import Story, proposal


def pair(one: str, other: str) -> tuple[str, str]:
    return (min(one, other), max(one, other))


def told(step: Outcome, person: str) -> list[tuple[str, str | None]]:
    """What this person is told by this step: kinds and tables."""
    return [(n.kind, n.table) for n in notices(step) if n.person == person and not n.quiet]


def tables(story: Story) -> dict[str, tuple[str, ...]]:
    seating = story.evening.phase.seating
    assert seating is not None
    return seating.tables


def join(story: Story, person: str) -> Outcome:
    return story.do(c.AddPeople({person: c.Newcomer(here=True)}), by="guest", word="join")


def test_a_late_guest_joins_a_table_with_a_free_chair_and_all_there_hear_of_it() -> None:
    story = Story(guests=7, here=7).run()
    step = join(story, "late")

    table = story.table("late")
    assert table is not None
    assert len(tables(story)[table]) == 4
    assert told(step, "late") == [("table", table)]
    assert all(told(step, p) == [("joins", table)] for p in tables(story)[table] if p != "late")
    assert [n.with_ for n in notices(step) if n.kind == "joins"] == [("late",)] * 3


def test_two_who_come_together_are_announced_together() -> None:
    story = Story(guests=6, here=6).run()
    before = tables(story)
    step = story.do(c.AddPeople({"a": c.Newcomer(here=True), "b": c.Newcomer(here=True)}))

    assert {story.table("a"), story.table("b")} == {"1", "2"}
    assert sum(n.kind == "joins" for n in notices(step)) == sum(map(len, before.values()))


def test_with_all_tables_full_a_late_guest_rests_and_hears_from_when_there_is_a_seat() -> None:
    story = Story(guests=8, here=8).run()
    step = join(story, "late")

    [notice] = [n for n in notices(step) if n.person == "late"]
    assert (notice.kind, notice.late, notice.until) == ("rest", True, story.evening.phase.deadline)
    story.gong()
    assert story.table("late") is not None


def test_late_guests_enough_for_a_table_open_one() -> None:
    story = Story(guests=8, here=8).run()
    for late in ("a", "b"):
        join(story, late)
    step = join(story, "c")

    assert tables(story)["3"] == ("c", "a", "b")
    assert [told(step, p) for p in ("a", "b", "c")] == [[("table", "3")]] * 3


def test_where_the_hall_has_no_table_more_they_rest() -> None:
    story = Story(guests=8, here=8, tables=2).run()
    for late in ("a", "b", "c"):
        join(story, late)

    assert story.evening.phase.seating.resting == ("a", "b", "c")  # type: ignore[union-attr]


def test_a_guest_too_many_for_the_hall_does_not_stop_the_gong_and_all_rest_in_turn() -> None:
    story = Story(guests=8, here=8, tables=2, rounds=4).run()
    join(story, "late")
    rested = []
    while story.evening.phase.step != "ended":
        seating = story.evening.phase.seating
        assert seating is not None
        rested += seating.resting
        story.next()
        if story.evening.phase.step == "announced":
            story.next()

    assert rested[0] == "late"
    assert len(rested) == len(set(rested)) == 4


def test_who_is_left_alone_by_a_no_show_is_moved_and_told_that_it_changed() -> None:
    story = Story(guests=7, here=7, size=3)
    story.begin()
    one, other = tables(story)["2"]
    step = story.absent(one)

    assert story.table(other) == "3"
    assert told(step, other) == [("changed", "3")]
    assert told(step, one) == []
    assert pair(one, other) not in met_pairs(story.evening)


def test_who_is_left_alone_where_all_are_full_rests_and_hears_that_it_changed() -> None:
    story = Story(guests=4, here=4, size=2)
    story.begin()
    one, other = tables(story)["1"]
    step = story.absent(one)

    [notice] = [n for n in notices(step) if n.person == other]
    assert (notice.kind, notice.was) == ("rest", "1")


def test_a_free_chair_goes_to_somebody_who_rests() -> None:
    story = Story(guests=5, here=5, size=2).run()
    [resting] = story.evening.phase.seating.resting  # type: ignore[union-attr]
    gone, stays = tables(story)["2"]
    step = story.leave(gone)

    assert tables(story)["2"] == (stays, resting)
    assert told(step, resting) == [("table", "2")]
    assert told(step, stays) == [("joins", "2")]


def test_of_an_odd_number_in_pairs_somebody_else_rests_each_round() -> None:
    story = Story(guests=5, here=5, format="pairs", rounds=5).run(5)
    rested = [p for seating in story.evening.phase.over for p in seating.resting]

    assert len(rested) == len(set(rested)) == 4
    assert met_pairs(story.evening) >= {pair(a, b) for a, b in zip(["p1", "p2"], ["p2", "p3"], strict=True)}


def test_a_late_guest_and_the_one_who_rests_make_a_pair() -> None:
    story = Story(guests=5, here=5, format="pairs").run()
    [resting] = story.evening.phase.seating.resting  # type: ignore[union-attr]
    step = join(story, "late")

    assert tables(story)["3"] == ("late", resting)
    assert told(step, resting) == [("table", "3")]


def test_pairs_across_groups_stay_across_when_seats_are_mended() -> None:
    story = Story(here=0, format="pairs")
    groups = {"a1": "A", "a2": "A", "b1": "B", "b2": "B"}
    story.do(c.AddPeople({p: c.Newcomer(here=True, group=g) for p, g in groups.items()}))
    story.begin()
    story.do(c.AddPeople({"a3": c.Newcomer(here=True, group="A")}))
    left_alone = tables(story)[story.table("b1") or ""]
    story.leave("b1")
    assert story.evening.phase.seating.resting == ("a3", *(p for p in left_alone if p != "b1"))  # type: ignore[union-attr]

    story.do(c.AddPeople({"b3": c.Newcomer(here=True, group="B")}))
    assert all({p[0] for p in people} == {"a", "b"} for people in tables(story).values())


def test_who_pauses_and_comes_back_sits_where_they_sat_and_is_counted_there_once() -> None:
    story = Story(guests=7, here=7).run()
    table = story.table("p1")
    story.pause("p1")
    step = story.arrive("p1").steps[-1]

    seating = story.evening.phase.seating
    assert seating is not None
    assert story.table("p1") == table
    assert told(step, "p1") == [("table", table)]
    assert sum("p1" in people for people in seating.company()) == 1
    assert len(met_pairs(story.evening)) == 6 + 3
    story.next()


def test_two_who_sat_together_have_met_even_if_both_left_the_table_before_the_end() -> None:
    story = Story(guests=4, here=4, size=2).run()
    one, other = tables(story)["1"]
    story.leave(one)
    story.absent(tables(story)["2"][0])

    assert pair(one, other) in met_pairs(story.evening)


def test_who_said_they_would_miss_a_round_is_not_seated_in_it() -> None:
    story = Story(guests=8, here=8)
    story.do(c.AddPeople({"p9": c.Newcomer(absent=(1,), here=True)}))
    story.run()
    assert "p9" not in story.evening.phase.seating.everyone()  # type: ignore[union-attr]
    story.next()
    assert story.table("p9") is not None


def test_who_comes_earlier_than_said_is_there_from_then_on() -> None:
    story = Story(guests=7, here=7)
    story.do(c.AddPeople({"p8": c.Newcomer(absent=(1, 2))}))
    story.run()
    story.arrive("p8")
    assert story.table("p8") is not None
    story.next()
    assert story.table("p8") is not None


def test_a_guest_who_is_expected_keeps_a_seat_until_somebody_says_otherwise() -> None:
    story = Story(guests=8, here=4).run()
    assert story.table("p8") is not None
    story.absent("p8")
    assert story.table("p8") is None
    with pytest.raises(NothingNew):
        story.absent("p8")


def test_with_too_few_left_the_evening_waits_after_the_gong_and_says_how_many_it_needs() -> None:
    story = Story(guests=3, here=3).run()
    story.leave("p1")
    story.gong()
    assert (story.evening.phase.step, story.evening.phase.deadline) == ("between", None)

    with pytest.raises(TooFewPeople) as refused:
        story.next()
    assert refused.value.details == {"people": 2, "needed": 3}
    story.arrive("p1")
    story.next()
    assert story.evening.phase.step == "announced"


def test_begin_with_a_stale_draft_says_how_many_seats_changed() -> None:
    story = Story(guests=8)
    story.do(c.MakePlan(proposal(story.evening)))
    story.do(c.Open())
    story.absent("p1")
    step = story.do(c.Begin(confirm=True))

    was = step.before.draft.rounds[0].places()  # type: ignore[union-attr]
    now = step.after.phase.seating.places()  # type: ignore[union-attr]
    assert [type(event).__name__ for event in step.entry.events] == ["PlanMade", "RoundAnnounced"]
    assert step.entry.events[1].changed == sum(was[p] != now[p] for p in now)  # type: ignore[union-attr]
    assert step.entry.events[1].changed <= 3  # type: ignore[union-attr]


def test_a_draft_for_larger_tables_is_mended_when_the_tables_have_changed() -> None:
    story = Story(guests=8, here=8).run()
    story.do(c.Configure({"size": 3}))
    story.next()
    assert sorted(map(len, tables(story).values())) == [2, 3, 3]
