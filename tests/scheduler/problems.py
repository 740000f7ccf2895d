"""Problems for tests: plain golf evenings, and small random ones with every rule and wish."""

from hypothesis import strategies as st

from scheduler import Goals, Limited, Person, Plan, Problem, Round, Table

TOPICS = ("Energy", "IT", "Glass")


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


@st.composite
def irregular_problems(draw: st.DrawFn, *, groups_at_tables: bool = True) -> Problem:
    """Up to 14 people at up to 5 tables, with any mixture of what the contract knows.

    Hard rules are drawn rarely enough that most problems have a plan. Groups at tables for more than two
    only where `groups_at_tables`.
    """
    rounds = draw(st.integers(1, 4))
    names = [f"p{number}" for number in range(draw(st.integers(2, 14)))]
    in_pairs = draw(_one_in(6))
    tables = _tables(draw, names, rounds, 2 if in_pairs else 5)
    grouped = draw(_one_in(4)) and (in_pairs or groups_at_tables)
    people = tuple(_person(draw, name, rounds, tables, grouped=grouped) for name in names)
    pairs = st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True).map(tuple)
    some = st.lists(st.integers(1, rounds), min_size=1, max_size=rounds, unique=True).map(tuple)
    wishes = st.one_of(pairs, st.builds(Limited, people=pairs, rounds=some))
    weights = st.sampled_from((0.25, 0.5, 1.0))
    return Problem(
        rounds=rounds,
        people=people,
        tables=tables,
        matches=draw(
            st.none() | st.lists(st.tuples(pairs, weights).map(lambda x: (*x[0], x[1])), max_size=5)
        ),
        met=draw(st.lists(pairs, max_size=5)),
        apart=draw(st.lists(wishes, max_size=3)),
        together=draw(st.lists(wishes, max_size=4)),
        inseparable=draw(st.lists(wishes, max_size=2)) if draw(_one_in(3)) else (),
        goals=draw(_goals()),
        previous=draw(st.none() | _previous(names, tables, rounds)),
        rested=draw(st.dictionaries(st.sampled_from(names), st.integers(1, 3), max_size=3)),
    )


def _one_in(number: int) -> st.SearchStrategy[bool]:
    return st.integers(1, number).map(lambda drawn: drawn == number)


def _tables(draw: st.DrawFn, names: list[str], rounds: int, widest: int) -> tuple[Table, ...]:
    stations = draw(_one_in(4))
    tables = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        most = draw(st.integers(min(2, widest), widest))
        tables.append(
            Table(
                id=f"t{number}",
                min=draw(st.integers(1, most)),
                max=most,
                topic=draw(st.sampled_from(TOPICS)) if stations and draw(st.booleans()) else None,
                hosts=tuple(draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True)))
                if draw(_one_in(6))
                else (),
                closed=(draw(st.integers(1, rounds)),) if draw(_one_in(6)) else (),
                at=draw(st.tuples(st.integers(0, 90), st.integers(0, 90))) if draw(st.booleans()) else None,
            )
        )
    return tuple(tables)


def _person(draw: st.DrawFn, name: str, rounds: int, tables: tuple[Table, ...], *, grouped: bool) -> Person:
    away = st.lists(st.integers(1, rounds), max_size=rounds, unique=True).map(tuple)
    languages = st.lists(st.sampled_from(("de", "en", "fr")), max_size=2, unique=True).map(tuple)
    return Person(
        id=name,
        organisation=draw(st.sampled_from((None, "Firm", "Works", "Guild"))),
        industry=draw(st.sampled_from((None, "Glass", "IT"))),
        topics=tuple(draw(st.lists(st.sampled_from(TOPICS), max_size=2, unique=True))),
        languages=draw(languages),
        group=draw(st.sampled_from(("old", "young", "old", "young", None))) if grouped else None,
        absent=draw(away) if draw(_one_in(6)) else (),
        table=draw(st.sampled_from(tables)).id if draw(_one_in(12)) else None,
        tags={"first_timer": "yes"} if draw(_one_in(4)) else {},
    )


def _goals() -> st.SearchStrategy[Goals]:
    weight = st.sampled_from((0, 1, 7.5, 50))
    return st.builds(
        Goals,
        repeat=st.sampled_from((100, 0)),
        together=weight,
        seeks_offers=weight,
        mix=st.dictionaries(st.sampled_from(("industry", "organisation", "group", "first_timer")), weight),
        same_organisation=weight,
        topic=weight,
        language=weight,
        rest=weight,
        walk=weight,
        early=st.sampled_from((0, 1)),
        stability=weight,
    )


@st.composite
def _previous(draw: st.DrawFn, names: list[str], tables: tuple[Table, ...], rounds: int) -> Plan:
    """Where everybody sat before; also people and a table that are gone."""
    places = (*(table.id for table in tables), "gone", None)
    before = []
    for number in range(1, draw(st.integers(1, rounds)) + 1):
        seats: dict[str, list[str]] = {}
        resting = []
        for name in (*names, "nobody"):
            place = draw(st.sampled_from(places))
            (resting if place is None else seats.setdefault(place, [])).append(name)
        before.append(
            Round(round=number, tables={t: tuple(p) for t, p in seats.items()}, resting=tuple(resting))
        )
    return Plan(rounds=tuple(before))
