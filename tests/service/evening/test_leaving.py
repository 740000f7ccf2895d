"""Somebody says that they leave after a round."""

import pytest

import scheduler
from service.evening import commands as c
from service.evening.events import AbsenceChanged
from service.evening.problem import fingerprint, met_pairs, problem_of, rounds_to_come, seatings_of
from service.evening.refusals import BadRound, NothingNew
from service.evening.rules.leaving import out_of_reach, until_the_end
from service.evening.state import Draft
from service.wording.happened import happened
from service.wording.refused import texts_of
from tests.service.evening.story import Story


def leaves(story: Story, person: str, last: int) -> None:
    story.do(c.LeaveAfter(person, last))


def rounds_with(story: Story, person: str) -> list[int]:
    """Run the evening and return the rounds in which this guest has a place."""
    found = []
    while story.evening.phase.step != "ended":
        story.next() if story.evening.begun else story.begin()
        seating = story.evening.phase.seating
        if story.evening.phase.step == "announced" and seating is not None and person in seating.everyone():
            found.append(seating.round)
    return found


def test_who_leaves_after_a_round_is_in_no_later_one() -> None:
    story = Story(guests=8, here=8, rounds=4)
    leaves(story, "p1", 2)
    assert rounds_with(story, "p1") == [1, 2]


def test_rounds_added_later_count_too() -> None:
    story = Story(guests=8, here=8, rounds=3)
    leaves(story, "p1", 2)
    story.do(c.Configure({"rounds": 5}))
    assert rounds_with(story, "p1") == [1, 2]


def test_the_last_word_counts_and_rounds_missed_before_stay_missed() -> None:
    story = Story(guests=8, here=8, rounds=5)
    story.do(c.AddPeople({"q": c.Newcomer(absent=(1,), here=True)}))
    leaves(story, "q", 2)
    leaves(story, "q", 4)
    assert rounds_with(story, "q") == [2, 3, 4]

    story = Story(guests=8, here=8, rounds=3)
    leaves(story, "p1", 1)
    leaves(story, "p1", 3)
    assert rounds_with(story, "p1") == [1, 2, 3]
    assert story.evening.people["p1"].absent == ()


def test_in_the_round_that_is_on_the_seat_stays_until_its_end() -> None:
    story = Story(guests=8, here=8, rounds=3).run(2)
    seating = story.evening.phase.seating
    leaves(story, "p1", 2)
    assert story.evening.phase.seating == seating
    story.next()
    assert story.table("p1") is None


@pytest.mark.parametrize("last", [0, 1])
def test_after_a_round_that_is_over_they_go_at_once(last: int) -> None:
    story = Story(guests=8, here=8, rounds=3).run(2)
    leaves(story, "p1", last)
    assert story.evening.people["p1"].presence == "left"
    assert story.table("p1") is None
    with pytest.raises(NothingNew):
        leaves(story, "p1", 1)


def test_who_stays_longer_than_said_gets_a_seat_in_the_round_that_is_on() -> None:
    story = Story(guests=8, here=8, rounds=3)
    leaves(story, "p1", 1)
    story.run(2)
    assert story.table("p1") is None
    leaves(story, "p1", 3)
    assert story.table("p1") is not None


@pytest.mark.parametrize("last", [-1, 4, 99])
def test_a_round_there_is_not_is_refused_with_those_there_are(last: int) -> None:
    story = Story(guests=8, here=8, rounds=3)
    with pytest.raises(BadRound) as refused:
        leaves(story, "p1", last)
    assert refused.value.details == {"round": last, "least": 0, "most": 3}


def test_the_same_again_is_nothing_new() -> None:
    story = Story(guests=8, here=8, rounds=3)
    with pytest.raises(NothingNew):
        leaves(story, "p1", 3)
    leaves(story, "p1", 2)
    with pytest.raises(NothingNew):
        leaves(story, "p1", 2)


def test_what_is_noted_are_the_rounds_to_the_end() -> None:
    story = Story(guests=8, rounds=3)
    [event] = story.do(c.LeaveAfter("p1", 1)).entry.events
    assert isinstance(event, AbsenceChanged)
    assert until_the_end(event.absent, 3) == 2
    assert until_the_end((1,), 3) == 4


def replanned(story: Story) -> None:
    """Plan the rounds to come anew, as the planner beside the evening does."""
    rounds = rounds_to_come(story.evening)
    plan = scheduler.plan(problem_of(story.evening), iterations=20_000, seed=1)
    story.do(c.Replan(Draft(seatings_of(plan, rounds), fingerprint(story.evening))), by="planner")


@pytest.mark.parametrize("announced", [1, 3])
def test_whom_they_were_to_meet_they_meet_before_they_go(announced: int) -> None:
    story = Story(guests=24, here=24, rounds=7, size=4)
    story.begin()
    while story.evening.phase.round < announced:
        story.next()
    partner = next(p for p in story.evening.people if p != "p1" and ("p1", p) not in met_pairs(story.evening))
    story.do(c.BringTogether("p1", partner))
    leaves(story, "p1", 4)
    replanned(story)
    while story.evening.phase.round < 5:
        story.next()
    assert tuple(sorted(("p1", partner))) in met_pairs(story.evening)


def test_what_can_no_longer_be_is_said_with_the_act() -> None:
    story = Story(guests=12, here=12, rounds=5)
    story.do(c.BringTogether("p1", "p2"))
    story.do(c.LeaveAfter("p1", 2))
    story.run(1)
    other = "p2"
    while ("p1", other) in met_pairs(story.evening):
        other = f"p{int(other[1:]) + 1}"
    story.do(c.BringTogether("p1", other))
    assert out_of_reach(story.evening, "p1") == ()
    step = story.do(c.LeaveAfter("p1", 1))
    assert other in out_of_reach(story.evening, "p1")
    said = happened(step, texts_of(step.after, "en"), {"p1": "Uwe Hellbach", other: "Ines Roth"})
    assert "Uwe Hellbach leaves after round 1." in said
    assert "Uwe Hellbach and Ines Roth can no longer share a table: no round is left for both." in said
