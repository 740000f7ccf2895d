"""Which tables are laid for how many guests."""

import pytest

from service.evening.refusals import TablesTooFew, TooFewPeople
from service.evening.tables import chairs, tables_for
from tests.service.evening.story import Story


def sizes(people: int, **settings: object) -> list[tuple[int, int]]:
    story = Story(guests=people, **{"size": None, **settings})
    return [(table.min, table.max) for table in tables_for(story.evening, people)]


@pytest.mark.parametrize(
    ("people", "settings", "laid"),
    [
        (10, {}, [(5, 5)] * 2),
        (11, {}, [(3, 4)] * 3),
        (10, {"size": 4}, [(3, 4)] * 3),
        (10, {"tables": 3}, [(3, 4)] * 3),
        (10, {"tables": 8}, [(3, 4)] * 3),  # more tables than groups of three: the others stay empty
        (3, {"tables": 8}, [(3, 3)]),
        (10, {"tables": 3, "size": 4}, [(3, 4)] * 3),
        (6, {"tables": 9, "size": 5}, [(3, 3)] * 2),
        (7, {"format": "pairs"}, [(2, 2)] * 3),  # one rests
        (7, {"format": "pairs", "tables": 3}, [(2, 2)] * 3),
        (7, {"size": 2, "tables": 3}, [(2, 2)] * 3),
    ],
)
def test_tables_are_even_and_nobody_sits_alone(
    people: int, settings: dict[str, object], laid: list[tuple[int, int]]
) -> None:
    assert sizes(people, **settings) == laid


def test_a_hall_too_small_is_refused_with_what_would_do() -> None:
    with pytest.raises(TablesTooFew) as refused:
        sizes(44, tables=8, size=5)

    assert refused.value.details == {"people": 44, "tables": 8, "size": 5, "over": 4, "more": 1}


def test_pairs_need_a_table_for_every_two_guests() -> None:
    with pytest.raises(TablesTooFew) as refused:
        sizes(9, format="pairs", tables=3)

    assert refused.value.details == {"people": 9, "tables": 3, "size": 2, "over": 2, "more": 1}


def test_a_round_needs_three_guests_or_two_in_pairs() -> None:
    with pytest.raises(TooFewPeople, match="too_few_people"):
        sizes(2)
    assert sizes(2, format="pairs") == [(2, 2)]


def test_chairs_follow_the_number_of_guests_where_only_tables_are_given() -> None:
    assert chairs(Story(guests=10, size=None, tables=3).evening) == 4
    assert chairs(Story(guests=10, size=5).evening) == 5
