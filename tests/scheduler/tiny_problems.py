"""Tiny random problems, full of wishes that get in each other's way."""

from hypothesis import strategies as st

from scheduler import Limited, Person, Problem, Table


@st.composite
def tiny_problems(draw: st.DrawFn, *, people: int = 6, tables: int = 3, rounds: int = 3) -> Problem:
    """At most so many people, tables and rounds; half of the problems or so have no legal plan."""
    count = draw(st.integers(1, rounds))
    names = [f"p{number}" for number in range(draw(st.integers(1, people)))]
    some = [str(number) for number in range(1, draw(st.integers(1, tables)) + 1)]
    seldom = st.sampled_from((False, False, False, False, True))
    numbers = st.lists(st.integers(1, count), min_size=1, max_size=2, unique=True).map(tuple)
    grouped, stations = draw(seldom), draw(seldom)
    pairs = st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True).map(tuple)
    limited = st.builds(Limited, people=pairs, rounds=numbers)
    wishes = (
        st.lists(st.one_of(pairs, pairs, limited), max_size=3).map(tuple) if len(names) > 1 else st.just(())
    )
    return Problem(
        rounds=count,
        people=tuple(
            Person(
                id=name,
                absent=draw(numbers) if draw(seldom) else (),
                table=draw(st.sampled_from(some)) if draw(seldom) else None,
                group=draw(st.sampled_from(("a", "b", None))) if grouped else None,
            )
            for name in names
        ),
        tables=tuple(
            Table(
                id=name,
                min=(least := draw(st.integers(1, 3))),
                max=least + draw(st.integers(0, 2)),
                topic="T" if stations or draw(seldom) else None,
                hosts=tuple(draw(st.lists(st.sampled_from(names), max_size=2, unique=True)))
                if draw(seldom)
                else (),
                closed=draw(numbers) if draw(seldom) else (),
            )
            for name in some
        ),
        met=draw(st.lists(pairs, max_size=3).map(tuple)) if len(names) > 1 else (),
        apart=draw(wishes) if draw(st.booleans()) else (),
        inseparable=draw(wishes) if draw(st.booleans()) else (),
    )
