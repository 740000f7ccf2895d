"""Who is here for the first time sits where others know how it goes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler import plan
from service.evening import commands as c
from service.evening.problem import problem_of, rounds_to_come, seatings_of
from service.evening.unkept import with_unkept
from service.planning import score_of
from tests.service.evening.story import Story


def story_of(new: list[bool]) -> Story:
    story = Story(here=0)
    story.do(c.AddPeople({f"p{n}": c.Newcomer(newcomer=one) for n, one in enumerate(new)}))
    return story


@settings(derandomize=True, deadline=None, max_examples=15)
@given(st.lists(st.booleans(), min_size=20, max_size=20))
def test_no_table_has_more_of_them_than_another_by_two(new: list[bool]) -> None:
    story = story_of(new)
    made = plan(problem_of(story.evening), iterations=100_000)
    seatings = seatings_of(made, rounds_to_come(story.evening))
    for seating in seatings:
        numbers = [
            sum(story.evening.people[p].newcomer for p in people) for people in seating.tables.values()
        ]
        assert max(numbers) - min(numbers) <= 1
    assert made.report is not None
    assert made.report.repeats == 0
    assert with_unkept(score_of(made.report), story.evening, made.report, seatings).crowded_newcomers == 0


@pytest.mark.parametrize("new", [[True] * 12, [False] * 12, [True] + [False] * 11])
def test_where_there_is_nothing_to_spread_they_cost_nothing(new: list[bool]) -> None:
    assert "first_timer" not in problem_of(story_of(new).evening).goals.mix
