"""What can be seated is seated with the fewest rests; what cannot is refused with the smallest set of wishes."""

import pytest
from hypothesis import given, settings

from scheduler import Conflict, Person, Plan, Problem, Round, Table, audit, even_tables
from scheduler.prove.seatable import seatable
from scheduler.reasons import FixedSeat, Host, Inseparable, PeopleThere, Reason, TableSeats, TooFewSeats
from scheduler.rules import round_rules
from tests.scheduler.brute_force import conflict, fewest_rests, smallest_conflict, ways_to_break
from tests.scheduler.tiny_problems import tiny_problems

SMALL = settings(max_examples=120, deadline=None, derandomize=True)


def seated(problem: Problem) -> tuple[Round, ...]:
    return seatable(problem, round_rules(problem), seconds=60)


@given(tiny_problems())
@SMALL
def test_it_refuses_exactly_what_cannot_be_seated_and_as_few_rest_as_can(problem: Problem) -> None:
    fewest = fewest_rests(problem)
    try:
        rounds = seated(problem)
    except Conflict:
        assert fewest is None
        return
    assert audit(problem, Plan(rounds=rounds)).broken == ()
    assert sum(len(one.resting) for one in rounds) == fewest


@given(tiny_problems(people=4, tables=2, rounds=2))
@SMALL
def test_the_wishes_it_names_are_a_smallest_conflict(problem: Problem) -> None:
    try:
        seated(problem)
    except Conflict as refused:
        number, wishes = expand(problem, refused.wishes)
        assert conflict(ways_to_break(problem), wishes)
        assert number == smallest_conflict(problem)


def expand(problem: Problem, reasons: tuple[Reason, ...]) -> tuple[int, set[Reason]]:
    """The single wishes behind `reasons`, and how many of them are needed."""
    number, wishes = 0, set[Reason]()
    for reason in reasons:
        match reason:
            case PeopleThere():
                pass
            case TooFewSeats():
                number += reason.seats + 2
                wishes.add(TableSeats(reason.table, reason.seats))
                for person in reason.people:
                    wishes |= {FixedSeat((person,), reason.table), Host((person,), reason.table)}
            case FixedSeat() | Host():
                number += len(reason.people)
                wishes |= {type(reason)((person,), reason.table) for person in reason.people}
            case Inseparable():
                number += len(reason.people) - 1
                people = sorted(reason.people)
                wishes |= {Inseparable((a, b), reason.rounds) for a in people for b in people if a < b}
            case _:
                number += 1
                wishes.add(reason)
    return number, wishes


def test_a_table_with_more_people_fixed_to_it_than_seats_is_said_in_one_sentence() -> None:
    people = tuple(Person(id=f"p{number}", table="3" if number < 7 else None) for number in range(12))
    tables = (*even_tables(8, tables=2), Table(id="3", min=2, max=4))
    assert refused(Problem(rounds=2, people=people, tables=tables)) == (
        "Table 3 has 4 seats but 7 people are fixed to it in round 1",
    )


def test_one_sentence_holds_everybody_fixed_to_a_table() -> None:
    people = tuple(Person(id=f"p{number}", table="2" if number else None) for number in range(40))
    tables = (Table(id="1", min=4, max=5, hosts=("p0",)), Table(id="2", min=4, max=40))
    assert refused(Problem(rounds=1, people=people, tables=tables)) == (
        "In round 1 40 people are there",
        "Table 1 needs at least 4 people",
        "p0 is a host of table 1",
        "p1, p2, p3, p4, p5 and 32 more always sit at table 2",
    )


def test_more_rounds_than_stations_are_refused_also_where_all_might_rest() -> None:
    tables = tuple(Table(id=str(number), min=2, max=2, topic="T") for number in range(3))
    problem = Problem(rounds=4, people=tuple(Person(id=f"p{number}") for number in range(6)), tables=tables)
    assert refused(problem) == ("There are 4 rounds but only 3 stations, and nobody sits at a station twice",)


def test_where_a_table_is_no_station_people_rest_for_the_sake_of_stations() -> None:
    tables = (Table(id="1", min=2, max=2, topic="T"), Table(id="2", min=2, max=2))
    problem = Problem(rounds=3, people=tuple(Person(id=f"p{number}") for number in range(4)), tables=tables)
    assert sum(len(one.resting) for one in seated(problem)) == 2


def test_a_large_evening_with_stations_is_seated_without_telling_everybody_apart() -> None:
    tables = tuple(Table(id=str(number), min=5, max=6, topic="T") for number in range(60))
    problem = Problem(rounds=8, people=tuple(Person(id=f"p{number}") for number in range(360)), tables=tables)
    rounds = seated(problem)
    assert audit(problem, Plan(rounds=rounds)).broken == ()
    assert not any(one.resting for one in rounds)


def test_who_rested_before_does_not_rest_again() -> None:
    people = tuple(Person(id=f"p{number}", group="ab"[number % 2]) for number in range(10))
    rested = {f"p{number}": 1 for number in range(8)}
    problem = Problem(rounds=1, people=people, tables=even_tables(8, size=4), rested=rested)
    assert set(seated(problem)[0].resting) == {"p8", "p9"}


def test_people_who_stay_apart_are_parted_where_all_else_is_counted() -> None:
    people = tuple(Person(id=f"p{number}", group="abc"[number % 3]) for number in range(120))
    apart = tuple((f"p{number}", f"p{(7 * number + 1) % 120}") for number in range(0, 120, 2))
    problem = Problem(rounds=2, people=people, tables=even_tables(120, size=6), apart=apart)
    rounds = seated(problem)
    assert audit(problem, Plan(rounds=rounds)).broken == ()
    assert not any(one.resting for one in rounds)


def test_without_time_a_conflict_is_found_all_the_same() -> None:
    people = tuple(Person(id=f"p{number}", table="1" if number < 30 else None) for number in range(40))
    problem = Problem(rounds=8, people=people, tables=even_tables(40, size=10))
    with pytest.raises(Conflict) as caught:
        seatable(problem, round_rules(problem), seconds=0)
    assert isinstance(caught.value.wishes[0], TooFewSeats)


def refused(problem: Problem) -> tuple[str, ...]:
    with pytest.raises(Conflict) as caught:
        seated(problem)
    return tuple(map(str, caught.value.wishes))
