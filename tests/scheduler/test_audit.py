"""The recount names every broken rule, and counts as the contract says."""

import msgspec
import pytest

from scheduler import Limited, Person, Plan, Problem, Rests, Round, Table, audit
from tests.scheduler.problems import golf

PEOPLE = tuple(Person(id=name) for name in "abcdefgh")
TABLES = (Table(id="1", min=3, max=4), Table(id="2", min=3, max=4))
FIRST = Round(round=1, tables={"1": tuple("abcd"), "2": tuple("efgh")})
SECOND = Round(round=2, tables={"1": tuple("abef"), "2": tuple("cdgh")})
PROBLEM = Problem(rounds=2, people=PEOPLE, tables=TABLES)
PLAN = Plan(rounds=(FIRST, SECOND))


def _person(name: str, **changes: object) -> tuple[Person, ...]:
    return tuple(msgspec.structs.replace(one, **changes) if one.id == name else one for one in PEOPLE)


def _table(**changes: object) -> tuple[Table, ...]:
    return (msgspec.structs.replace(TABLES[0], **changes), TABLES[1])


def _first(tables: dict[str, str], resting: str = "") -> Plan:
    return Plan(
        rounds=(
            Round(
                round=1,
                tables={name: tuple(people) for name, people in tables.items()},
                resting=tuple(resting),
            ),
            SECOND,
        )
    )


def test_a_sound_plan_has_nothing_broken() -> None:
    assert audit(PROBLEM, PLAN).broken == ()


@pytest.mark.parametrize(
    ("changes", "made", "broken"),
    [
        ({}, Plan(rounds=(FIRST,)), "The plan has rounds 1 instead of 1 to 2"),
        ({}, _first({"1": "abc", "2": "efgh"}), "d neither sits nor rests in round 1"),
        ({}, _first({"1": "abcd", "2": "efgd"}), "d has 2 places in round 1"),
        ({}, _first({"1": "abcx", "2": "efgh"}, "d"), "x is not among the people but has a place in round 1"),
        ({"people": _person("a", absent=(1,))}, PLAN, "a is absent in round 1 but has a place"),
        ({}, _first({"1": "abcde", "2": "fgh"}), "Table 1 has 5 people in round 1, not 3 to 4"),
        ({}, _first({"1": "ab", "2": "efgh"}, "cd"), "Table 1 has 2 people in round 1, not 3 to 4"),
        ({}, _first({"1": "abcd", "3": "efgh"}), "Table 3 in round 1 does not exist"),
        ({"tables": _table(closed=(2,))}, PLAN, "Table 1 is closed in round 2 but used"),
        ({"tables": _table(hosts=("c",))}, PLAN, "c is a host of table 1 but does not sit there in round 2"),
        ({"people": _person("c", table="1")}, PLAN, "c does not sit at their table 1 in round 2"),
        ({"apart": (("a", "b"),)}, PLAN, "a and b are to stay apart but share table 1 in round 1"),
        (
            {"apart": (Limited(people=("e", "a"), rounds=(2,)),)},
            PLAN,
            "a and e are to stay apart but share table 1 in round 2",
        ),
        ({"inseparable": (("a", "b"), ("b", "c"))}, PLAN, "a, b, c are inseparable but parted in round 2"),
        ({"tables": _table(topic="T")}, PLAN, "a sits at station 1 in rounds 1, 2"),
        (
            {
                "people": tuple(
                    msgspec.structs.replace(one, group="x" if one.id in "abef" else "y") for one in PEOPLE
                )
            },
            PLAN,
            "Table 1 has 4 of group x in round 2",
        ),
        ({}, _first({"1": "abc", "2": "efgh"}, "d"), "1 rest in round 1 but 0 need to"),
        (
            {"apart": (("e", "f"),)},
            Plan(rounds=(Round(round=1, tables={"1": tuple("abc"), "2": tuple("egh")}, resting=("d", "f")),)),
            "d rests in round 1 though table 1 has a seat",
        ),
    ],
)
def test_every_planted_fault_is_named(changes: dict[str, object], made: Plan, broken: str) -> None:
    assert broken in audit(msgspec.structs.replace(PROBLEM, **changes), made).broken


def test_pairs_of_one_group_are_named() -> None:
    people = tuple(Person(id=name, group="x" if name in "ab" else "y") for name in "abcd")
    problem = Problem(
        rounds=1, people=people, tables=(Table(id="1", min=2, max=2), Table(id="2", min=2, max=2))
    )
    across = Plan(rounds=(Round(round=1, tables={"1": ("a", "c"), "2": ("b", "d")}),))
    alike = Plan(rounds=(Round(round=1, tables={"1": ("a", "b"), "2": ("c", "d")}),))
    assert audit(problem, across).broken == ()
    assert len(audit(problem, alike).broken) == 2


def test_hosts_may_return_to_their_station_and_sit_elsewhere_while_it_is_closed() -> None:
    tables = (
        Table(id="1", min=3, max=4, topic="T", hosts=("a",), closed=(2,)),
        *TABLES[1:],
        Table(id="3", min=3, max=4),
    )
    made = Plan(rounds=(FIRST, Round(round=2, tables={"3": tuple("abef"), "2": tuple("cdgh")})))
    assert audit(msgspec.structs.replace(PROBLEM, tables=tables), made).broken == ()


def test_repeats_count_history_and_leave_forced_pairs_out() -> None:
    # together in both rounds: ab, cd, ef, gh
    assert audit(PROBLEM, PLAN).repeats == 4
    assert audit(msgspec.structs.replace(PROBLEM, met=(("b", "a"), ("a", "h"))), PLAN).repeats == 5
    assert audit(msgspec.structs.replace(PROBLEM, inseparable=(("a", "b"),)), PLAN).repeats == 3
    assert audit(msgspec.structs.replace(PROBLEM, tables=_table(hosts=("a", "b"))), PLAN).repeats == 3


def test_the_report_counts_meetings_wishes_and_rests() -> None:
    wishes = (("a", "b"), ("a", "h"), Limited(people=("e", "a"), rounds=(1,)))
    problem = msgspec.structs.replace(PROBLEM, together=wishes, matches=(("a", "f", 0.5), ("b", "h", 1.0)))
    report = audit(problem, PLAN)
    assert report.distinct_meetings == 20
    assert (report.together_met, report.together_asked) == (1, 3)
    assert (report.matches_met, report.matches_known) == (1, 2)
    assert report.rests == Rests(min=0, max=0)
    # eight people at two tables twice: each table of four shares two pairs with the round before
    assert (report.repeats_bound, report.proved) == (4, True)


def test_a_thousand_people_are_recounted() -> None:
    problem = golf(125, 8, 1)
    people = tuple(person.id for person in problem.people)
    tables = {table.id: people[place * 8 : place * 8 + 8] for place, table in enumerate(problem.tables)}
    report = audit(problem, Plan(rounds=(Round(round=1, tables=tables),)))
    assert (report.broken, report.distinct_meetings) == ((), 125 * 28)
