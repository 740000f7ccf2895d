"""Every goal is counted as the contract says, in cases small enough to count by hand."""

from math import comb

import msgspec
import pytest

from scheduler import Goals, Limited, Person, Plan, Problem, Round, Table
from scheduler.costs import Costs, costs
from tests.scheduler.problems import golf

# round by round at tables 1 and 2; abef of round 2 repeats ab and ef, cdgh cd and gh
PEOPLE = tuple(Person(id=name) for name in "abcdefgh")
TABLES = (Table(id="1", min=2, max=4), Table(id="2", min=2, max=4))
FIRST = Round(round=1, tables={"1": tuple("abcd"), "2": tuple("efgh")})
SECOND = Round(round=2, tables={"1": tuple("abef"), "2": tuple("cdgh")})
NONE = Goals(
    repeat=0,
    together=0,
    seeks_offers=0,
    mix={},
    same_organisation=0,
    topic=0,
    language=0,
    rest=0,
    walk=0,
    early=0,
    stability=0,
)
EVENING = Problem(rounds=2, people=PEOPLE, tables=TABLES, goals=NONE)
PLAN = Plan(rounds=(FIRST, SECOND))


def _weigh(problem: Problem, **weights: object) -> Problem:
    return msgspec.structs.replace(problem, goals=msgspec.structs.replace(problem.goals, **weights))


def _with(**changes: object) -> Problem:
    return msgspec.structs.replace(EVENING, **changes)


def _people(**fields: dict[str, object]) -> tuple[Person, ...]:
    """The eight people, with the fields given by a person's letter."""
    return tuple(msgspec.structs.replace(one, **fields.get(one.id, {})) for one in PEOPLE)


def _seating(*rounds: str) -> Plan:
    """A plan from words like `abc def -g`: the people at tables 1, 2, and behind the dash who rests."""
    made = []
    for number, text in enumerate(rounds, 1):
        words = text.split()
        tables = [word for word in words if not word.startswith("-")]
        resting = "".join(word[1:] for word in words if word.startswith("-"))
        made.append(
            Round(
                round=number,
                tables={str(place): tuple(people) for place, people in enumerate(tables, 1)},
                resting=tuple(resting),
            )
        )
    return Plan(rounds=tuple(made))


def test_repeats_weigh_what_the_goal_says_and_are_no_soft_cost() -> None:
    counted = costs(_weigh(EVENING, repeat=100), PLAN)
    assert (counted.repeat, counted.soft, counted.total) == (400, 0, 400)


def test_a_goal_that_is_off_costs_nothing() -> None:
    problem = _with(
        people=_people(a={"industry": "x", "organisation": "o"}, b={"industry": "x", "organisation": "o"}),
        together=(("a", "h"),),
        matches=(("a", "g", 1.0),),
    )
    assert costs(problem, PLAN) == Costs()


def test_wishes_not_met_cost_once_each_and_matches_by_their_weight() -> None:
    problem = _weigh(
        _with(
            together=(("a", "b"), ("h", "a"), ("a", "h")),
            matches=(("a", "f", 0.5), ("b", "h", 0.25), ("g", "b", 0.5)),
        ),
        together=50,
        seeks_offers=10,
    )
    counted = costs(problem, PLAN)
    assert (counted.together, counted.seeks_offers) == (100, 7.5)


def test_a_wish_limited_to_rounds_is_met_in_one_of_them_only() -> None:
    wishes = (Limited(people=("f", "a"), rounds=(1,)), Limited(people=("a", "f"), rounds=(1, 2)))
    assert costs(_weigh(_with(together=wishes), together=50), PLAN).together == 50


def test_who_rests_meets_nobody() -> None:
    problem = _weigh(_with(rounds=1, together=(("g", "h"),)), together=50)
    assert costs(problem, _seating("abc def -gh")).together == 50


def test_early_counts_the_rounds_before_the_first_meeting_and_nothing_for_who_never_meets() -> None:
    problem = _weigh(
        _with(
            # met in rounds 1, 2, 2, and never
            together=(("a", "b"), ("a", "f"), Limited(people=("a", "b"), rounds=(2,))),
            matches=(("h", "a", 0.5),),
        ),
        early=3,
    )
    assert costs(problem, PLAN).early == 6


def test_like_pairs_cost_in_every_round_they_share_a_table() -> None:
    people = _people(
        a={"industry": "x", "tags": {"first_timer": "yes"}},
        b={"industry": "x", "tags": {"first_timer": "yes"}},
        c={"industry": "x", "organisation": ""},
        d={"organisation": "o", "tags": {"first_timer": "no"}},
        g={"organisation": "o"},
        h={"industry": "x", "organisation": ""},
    )
    problem = _weigh(
        _with(people=people), mix={"industry": 5, "first_timer": 2, "missing": 7}, same_organisation=50
    )
    counted = costs(problem, PLAN)
    # industry: ab, ac, bc in round 1, ab and ch in round 2; first timers: ab twice
    assert counted.mix == 5 * 5 + 2 * 2
    assert counted.same_organisation == 50


def test_pairs_that_rules_force_together_count_neither_as_repeats_nor_as_like() -> None:
    alike = {name: {"industry": "x", "organisation": "o"} for name in "ab"}
    problem = _weigh(_with(people=_people(**alike)), repeat=1, mix={"industry": 1}, same_organisation=1)
    assert costs(problem, PLAN) == Costs(repeat=4, mix=2, same_organisation=2)
    bound = msgspec.structs.replace(problem, inseparable=(("b", "a"),))
    assert costs(bound, PLAN) == Costs(repeat=3)
    for_one_round = msgspec.structs.replace(problem, inseparable=(Limited(people=("a", "b"), rounds=(1,)),))
    assert costs(for_one_round, PLAN) == Costs(repeat=3)
    hosts = (msgspec.structs.replace(TABLES[0], hosts=("a", "b")), TABLES[1])
    assert costs(msgspec.structs.replace(problem, tables=hosts), PLAN) == Costs(repeat=3)
    fixed = tuple(
        msgspec.structs.replace(one, table="1") if one.id in "ab" else one for one in problem.people
    )
    assert costs(msgspec.structs.replace(problem, people=fixed), PLAN) == Costs(repeat=3)


def test_an_absent_host_forces_nobody() -> None:
    tables = (msgspec.structs.replace(TABLES[0], hosts=("a", "h")), TABLES[1])
    problem = _weigh(
        _with(tables=tables, people=_people(h={"absent": (1, 2)}), inseparable=(("h", "b"),)), repeat=1
    )
    # ab stays a repeat: their tie is the host who is not there
    assert costs(problem, _seating("abcd efg", "abef cdg")).repeat == 3


def test_pairs_without_a_common_language_cost_and_who_names_none_is_understood() -> None:
    problem = _weigh(
        _with(
            people=_people(
                a={"languages": ("de",)}, b={"languages": ("en", "fr")}, c={"languages": ("de", "fr")}
            )
        ),
        language=20,
    )
    assert costs(problem, PLAN).language == 40


def test_seats_at_stations_outside_the_own_topics_cost() -> None:
    tables = (msgspec.structs.replace(TABLES[0], topic="Energy"), TABLES[1])
    problem = _weigh(
        _with(
            tables=tables,
            people=_people(a={"topics": ("IT", "Energy")}, c={"topics": ("IT",)}, e={"topics": ("IT",)}),
        ),
        topic=5,
    )
    assert costs(problem, PLAN).topic == 10


@pytest.mark.parametrize(
    ("rests", "cost"),
    [
        (("-a", "-b", "-c"), 0),
        (("-a", "-b", "-a"), 1),
        (("-a", "-a", "-a"), 3),
        (("-abcdefg", "-habcdef"), 0),
        (("-abcdefg", "-abcdefg"), 1),
        (("-abcd", "-abcd"), 4),
    ],
)
def test_rests_cost_what_they_are_less_even_than_they_could_be(rests: tuple[str, ...], cost: int) -> None:
    problem = _weigh(_with(rounds=len(rests)), rest=1)
    assert costs(problem, _seating(*rests)).rest == cost


def test_rests_of_earlier_rounds_count_when_rests_are_spread() -> None:
    problem = _weigh(_with(rounds=1, rested={"a": 1, "b": 2}), rest=200)
    assert costs(problem, _seating("bcd efgh -a")).rest == 200
    assert costs(problem, _seating("acd efgh -b")).rest == 400
    assert costs(problem, _seating("abd efgh -c")).rest == 0
    everybody = msgspec.structs.replace(problem, rested={person.id: 1 for person in PEOPLE})
    assert costs(everybody, _seating("bcd efgh -a")).rest == 0


def test_only_who_may_rest_shares_the_rests() -> None:
    hosts = (msgspec.structs.replace(TABLES[0], hosts=tuple("abc")), TABLES[1])
    late = _people(d={"absent": (2, 3, 4, 5)}, e={"table": "2"})
    problem = _weigh(
        _with(rounds=5, tables=hosts, people=late, inseparable=(("e", "f"),)),
        rest=1,
    )
    # g and h share the rests with d, who is there in round 1 only; a, b, c, e and f are never free
    assert costs(problem, _seating("abc efgh -d", "-g", "-h", "-g", "-h")).rest == 0
    assert costs(problem, _seating("abc efgh -d", "-g", "-h", "-g", "-g")).rest == 1


def test_walking_counts_hundreds_of_metres_between_rounds_that_follow_each_other() -> None:
    tables = (
        Table(id="1", min=1, max=4, at=(0, 0)),
        Table(id="2", min=1, max=4, at=(30, 40)),
        Table(id="3", min=1, max=4),
    )
    problem = _weigh(_with(rounds=3, tables=tables), walk=2)
    # a walks 50 m, then to a table whose place nobody knows; b rests in between; the others stay
    assert costs(problem, _seating("abc efgh", "c aefgh -b", "b efgh ac")).walk == pytest.approx(2 * 0.5)


def test_places_other_than_before_cost_also_when_one_of_them_is_the_rest() -> None:
    before = _seating("abcd efg -h", "abcd efgh")
    problem = _weigh(_with(previous=before), stability=4)
    # round 1: d and g changed tables, h sits, a rests; round 2: nobody
    assert costs(problem, _seating("bcgh efd -a", "dcba hgfe")).stability == 16


def test_who_was_not_there_before_and_tables_that_are_gone_cost_nothing() -> None:
    before = Plan(rounds=(Round(round=1, tables={"9": tuple("abc"), "2": tuple("de")}),))
    problem = _weigh(_with(previous=before), stability=4)
    assert costs(problem, _seating("abcf degh", "abcd efgh")).stability == 0


def test_rounds_people_and_tables_that_nobody_asked_for_are_passed_over() -> None:
    strange = Plan(
        rounds=(
            msgspec.structs.replace(FIRST, tables={"1": tuple("abcdx"), "7": tuple("efghy")}, resting=("z",)),
            SECOND,
            Round(round=3, tables={"1": tuple("abcd"), "2": tuple("efgh")}),
        )
    )
    assert costs(msgspec.structs.replace(EVENING, goals=Goals()), strange) == Costs(repeat=400)


def test_a_whole_evening_of_five_hundred_is_counted() -> None:
    problem = golf(100, 5, 2)
    people = [person.id for person in problem.people]
    rounds = tuple(
        Round(
            round=number,
            tables={
                table.id: tuple(people[place * 5 : place * 5 + 5])
                for place, table in enumerate(problem.tables)
            },
        )
        for number in (1, 2)
    )
    assert costs(problem, Plan(rounds=rounds)).repeat == 100 * 100 * comb(5, 2)
