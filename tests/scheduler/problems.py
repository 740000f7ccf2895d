"""Problems for tests: plain golf evenings, and small random ones with every hard rule."""

from hypothesis import strategies as st

from scheduler import Limited, Person, Problem, Table


def golf(tables: int, size: int, rounds: int, *, least: int | None = None) -> Problem:
    return Problem(
        rounds=rounds,
        people=tuple(Person(id=f"p{number}") for number in range(tables * size)),
        tables=tuple(Table(id=str(number), min=least or size, max=size) for number in range(1, tables + 1)),
    )


@st.composite
def small_problems(draw: st.DrawFn, *, free: bool = False) -> Problem:
    """Up to 12 people at up to 4 tables; `free` ones have no rule that ties people to tables or each other."""
    rounds = draw(st.integers(1, 4))
    names = [f"p{number}" for number in range(draw(st.integers(1, 12)))]
    numbers = st.lists(st.integers(1, rounds), max_size=2, unique=True).map(tuple)
    rarely = st.integers(0, 5).map(lambda number: number == 0)
    people = tuple(Person(id=name, absent=draw(numbers) if draw(rarely) else ()) for name in names)
    tables = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        least = draw(st.integers(1, 4))
        tables.append(
            Table(
                id=str(number),
                min=least,
                max=least + draw(st.integers(0, 3)),
                topic="T" if not free and draw(rarely) else None,
                hosts=(draw(st.sampled_from(names)),) if not free and draw(rarely) else (),
                closed=draw(numbers) if not free and draw(rarely) else (),
            )
        )
    if len(names) < 2:
        return Problem(rounds=rounds, people=people, tables=tuple(tables))
    pairs = st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True).map(tuple)
    limited = st.builds(Limited, people=pairs, rounds=st.just((1,)))
    wishes = st.lists(st.one_of(pairs, limited), max_size=2).map(tuple)
    return Problem(
        rounds=rounds,
        people=people,
        tables=tuple(tables),
        met=draw(st.lists(pairs, max_size=4).map(tuple)),
        together=draw(wishes),
        matches=draw(
            st.lists(st.tuples(pairs, st.just(0.5)).map(lambda x: (*x[0], x[1])), max_size=2).map(tuple)
        ),
        apart=() if free else draw(wishes),
        inseparable=() if free else draw(wishes),
    )
