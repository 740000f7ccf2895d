"""People are laid onto perfect schedules, with hosts, absences and stations, and nobody meets twice."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from scheduler import Person, Plan, Problem, Table, audit, plan
from scheduler.construct.laying import lay
from scheduler.rules import round_rules
from tests.scheduler.problems import golf

MANY = settings(max_examples=80, deadline=None, derandomize=True)


@st.composite
def halls(draw: st.DrawFn) -> Problem:
    """Three to nine tables of two to five, some seats free, some people away, some hosts, sometimes stations."""
    tables, size = draw(st.integers(3, 9)), draw(st.integers(2, 5))
    rounds = draw(st.integers(1, 4))
    names = [f"p{number}" for number in range(tables * size - draw(st.integers(0, tables - 1)))]
    away = st.sampled_from([(), (), (), (), (1,), (rounds,)])
    hosts = draw(st.integers(0, min(2, tables)))
    stations = draw(st.booleans())
    return Problem(
        rounds=rounds,
        people=tuple(
            Person(id=name, absent=draw(away) if place >= hosts else ()) for place, name in enumerate(names)
        ),
        tables=tuple(
            Table(
                id=str(place),
                min=max(1, size - 2),
                max=size + draw(st.integers(0, 1)),
                hosts=(names[place],) if place < hosts else (),
                topic=f"T{place}" if stations else None,
            )
            for place in range(tables)
        ),
    )


@given(halls())
@MANY
def test_whatever_is_laid_breaks_no_rule_and_has_no_repeat(problem: Problem) -> None:
    made = lay(problem, round_rules(problem), 1)
    assume(made is not None)
    assert made is not None
    problem = replace(problem, rounds=len(made.rounds))
    report = audit(problem, Plan(rounds=made.rounds))
    assert (report.broken, report.repeats) == ((), 0)


@given(st.integers(45, 50), st.integers(1, 9))
@MANY
def test_forty_five_to_fifty_people_fit_ten_tables_for_nine_rounds(people: int, rounds: int) -> None:
    problem = replace(golf(10, 5, rounds, least=4), people=golf(10, 5, 1).people[:people])
    report = plan(problem, iterations=1).report
    assert report is not None
    assert (report.repeats, report.broken, report.proved) == (0, (), True)
    assert report.construction is not None


def test_hosts_keep_their_tables() -> None:
    problem = golf(9, 5, 8, least=4)
    tables = tuple(replace(table, hosts=(f"p{place}",)) for place, table in enumerate(problem.tables[:6]))
    hosted = replace(problem, tables=(*tables, *problem.tables[6:]))
    made = lay(hosted, round_rules(hosted), 1)
    assert made is not None
    assert audit(hosted, Plan(rounds=made.rounds)).broken == ()
    for one in made.rounds:
        for place, table in enumerate(tables):
            assert f"p{place}" in one.tables[table.id]


def test_late_guests_and_early_leavers_leave_their_seats_empty() -> None:
    problem = golf(10, 5, 9, least=4)
    people = tuple(
        replace(person, absent=(1, 2)) if place % 12 == 0 else person
        for place, person in enumerate(problem.people)
    )
    made = plan(replace(problem, people=people), iterations=1).report
    assert made is not None
    assert (made.repeats, made.broken) == (0, ())


def test_everybody_visits_each_station_once() -> None:
    tables = tuple(Table(id=str(place), min=4, max=5, topic=f"T{place}") for place in range(7))
    problem = Problem(rounds=7, people=tuple(Person(id=f"p{n}") for n in range(33)), tables=tables)
    report = plan(problem, iterations=1).report
    assert report is not None
    assert (report.repeats, report.broken) == (0, ())


def test_wishes_are_met_by_trading_places_on_the_schedule() -> None:
    """Fifty people for ten rounds, which no search alone plans without a repeat, and still who asked for it meets."""
    problem = replace(
        golf(10, 5, 10),
        together=(("p0", "p1"), ("p2", "p40"), ("p7", "p8")),
        apart=(("p0", "p2"), ("p11", "p13")),
        met=(("p20", "p21"), ("p30", "p45")),
    )
    made = plan(problem, iterations=3_000_000)
    assert made.report is not None
    assert (made.report.repeats, made.report.together_met, made.report.broken) == (0, 3, ())
    assert made.report.construction is not None


def test_rounds_beyond_a_perfect_schedule_are_added_to_it() -> None:
    """Thirty-two people can play ten rounds; in the eleventh at least thirty-two pairs must meet again."""
    report = plan(golf(8, 4, 11), iterations=20_000_000).report
    assert report is not None
    assert (report.repeats, report.proved, report.fresh_rounds) == (32, True, 10)
