"""Rests are shared fairly over an evening, and who rests is told what to do with the time."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.notices import notices
from service.evening import Refusal
from service.evening import commands as c
from service.evening.resting import free_too, seat_after
from tests.service.evening.story import MINUTE, Story, proposal


def rests(story: Story) -> Counter[str]:
    return Counter(person for seating in story.evening.phase.over for person in seating.resting)


changes = st.lists(
    st.tuples(
        st.integers(2, 5), st.sampled_from(["late", "leave", "pause", "back", "replan"]), st.integers(1, 13)
    ),
    max_size=8,
)


@settings(derandomize=True, deadline=None, max_examples=120)
@given(st.sampled_from([("pairs", 5), ("pairs", 7), ("pairs", 9), ("tables", 9), ("tables", 10)]), changes)
def test_rests_are_shared_whatever_happens_between(
    hall: tuple[str, int], changes: list[tuple[int, str, int]]
) -> None:
    """Of those who were there all the time nobody rests three times more than another, late guests and new plans or not."""
    kind, guests = hall
    form = {"format": "pairs"} if kind == "pairs" else {"size": 4, "tables": 2}
    first = guests if kind == "pairs" else 8
    story = Story(guests=first, here=first, rounds=6, **form)
    story.run()
    for n in range(first + 1, guests + 1):
        story.do(c.AddPeople({f"p{n}": c.Newcomer(here=True)}), by="guest", word="join")
    steady = {f"p{n}" for n in range(1, first + 1)}
    while story.evening.phase.step != "ended":
        for number, what, who in changes:
            if number == story.evening.phase.round and story.evening.phase.step == "running":
                person = f"p{who}"
                try:
                    if what == "late":
                        story.do(c.AddPeople({f"late{number}{who}": c.Newcomer(here=True)}), by="guest")
                    elif what == "replan":
                        story.do(c.Replan(proposal(story.evening)), by="planner")
                    else:
                        presence = {"leave": "left", "pause": "away", "back": "here"}[what]
                        story.do(c.ChangePresence(person, presence), by=person)  # type: ignore[arg-type]
                        steady.discard(person)
                except Refusal:
                    continue
        try:
            story.next()
        except Refusal:
            return
    counted = [rests(story)[person] for person in steady]
    assert not counted or max(counted) - min(counted) <= 2


def odd() -> Story:
    """Pairs of an odd number whose draft holds for the rounds to come."""
    story = Story(guests=7, here=7, format="pairs", rounds=4)
    story.do(c.MakePlan(proposal(story.evening)))
    story.begin()
    return story


def test_who_rests_hears_when_and_where_they_sit_next() -> None:
    story = odd()
    [resting] = story.evening.phase.seating.resting  # type: ignore[union-attr]
    [notice] = [n for n in notices(story.steps[-1]) if n.kind == "rest"]
    starts = (story.evening.phase.deadline or 0) + 8 * MINUTE + MINUTE
    assert (notice.person, notice.again) == (resting, starts)
    story.next()
    story.next()
    assert story.table(resting) == notice.then


def test_by_hand_they_hear_where_and_not_when() -> None:
    story = Story(guests=7, here=7, format="pairs", rounds=4, clock="manual")
    story.begin()
    [resting] = story.evening.phase.seating.resting  # type: ignore[union-attr]
    table, at = seat_after(story.evening, resting) or ("", 0)
    assert table
    assert at is None


def test_where_the_draft_no_longer_fits_nothing_is_promised() -> None:
    story = odd()
    [resting] = story.evening.phase.seating.resting  # type: ignore[union-attr]
    story.do(c.KeepApart("p1", "p2"))
    assert seat_after(story.evening, resting) is None


def test_who_rests_hears_who_is_free_too_and_new_to_them_and_nobody_they_avoid() -> None:
    story = Story(guests=8, here=8, size=4, tables=2).run()
    for late in ("a", "b", "d"):
        story.do(c.AddPeople({late: c.Newcomer(here=True)}), by="guest")
    assert story.evening.phase.seating.resting == ("a", "b", "d")  # type: ignore[union-attr]
    assert set(free_too(story.evening, "a")) == {"b", "d"}
    story.do(c.DeclareKnown("b", ("a",)), by="b")
    story.do(c.Avoid("d", ("a",)), by="d")
    assert free_too(story.evening, "a") == ()
    assert free_too(story.evening, "b") == ("d",)
