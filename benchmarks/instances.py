"""Evenings to measure with: golf (equal tables, everybody there), and irregular ones with absences and wishes.

Each is drawn with a seed of its own, and tests pin what comes out: figures stay comparable over the years.
"""

import random
from collections.abc import Callable, Collection, Mapping
from functools import partial

import msgspec

from scheduler import Person, Problem, Table

INDUSTRIES = (
    *("Werkzeugbau", "Glas", "Optik", "Kunststoff", "IT", "Energie"),
    *("Logistik", "Bau", "Medizintechnik", "Beratung"),
)
TOPICS = ("Digitalisierung", "Energie", "Mitarbeitergewinnung", "Geschäftsmodelle", "Kundenbindung")
LANGUAGES = (("de",), ("de",), ("de", "en"), ("de", "en"), ("en",))

Pair = tuple[str, str]


def golf(tables: int, size: int, rounds: int, *, empty: int = 0) -> Problem:
    """`tables` of `size` people each, all there in every round; `empty` seats stay free, one a table at most."""
    least = size if not empty else size - 1
    return Problem(
        rounds=rounds,
        people=tuple(Person(id=f"p{number}") for number in range(tables * size - empty)),
        tables=tuple(Table(id=str(number), min=least, max=size) for number in range(1, tables + 1)),
    )


def evening(
    people: int,
    tables: int,
    rounds: int,
    seed: int,
    *,
    apart: int,
    together: int,
    met: int,
    absent: float,
    hosts: int = 0,
) -> Problem:
    """An evening drawn with `seed`: the share `absent` comes late or leaves early, wishes concern who is no host.

    The first `hosts` people host the first tables. Only who is there all evening wishes to meet somebody.
    """
    draw = random.Random(seed)
    names = [f"q{number}" for number in range(people)]
    guests = names[hosts:]
    away = {name: _missing(draw, rounds) for name in guests if draw.random() < absent}
    size, over = divmod(people, tables)
    most = size + bool(over) + bool(absent)
    enemies = _pairs(draw, guests, apart, set())
    known = _pairs(draw, guests, met, enemies)
    wished = _pairs(draw, [name for name in guests if name not in away], together, enemies | known)
    return Problem(
        rounds=rounds,
        people=tuple(Person(id=name, absent=away.get(name, ())) for name in names),
        tables=tuple(
            Table(
                id=f"T{number + 1}", min=max(2, size - 1), max=most, hosts=tuple(names[number : number + 1])
            )
            if number < hosts
            else Table(id=f"T{number + 1}", min=max(2, size - 1), max=most)
            for number in range(tables)
        ),
        apart=tuple(sorted(enemies)),
        together=tuple(sorted(wished)),
        met=tuple(sorted(known)),
    )


def with_attributes(problem: Problem, seed: int) -> Problem:
    """The same evening with industries, firms (some send two), topics, languages and known matches."""
    draw = random.Random(seed)
    names = [person.id for person in problem.people]
    firms = int(len(names) * 0.85)
    people = []
    for place, person in enumerate(problem.people):
        industry = draw.choice(INDUSTRIES)
        firm = place if place < firms else draw.choice(range(firms))
        topics = tuple(draw.sample(TOPICS, 2))
        people.append(
            msgspec.structs.replace(
                person,
                industry=industry,
                organisation=f"Firma {firm}",
                topics=topics,
                languages=draw.choice(LANGUAGES),
            )
        )
    drawn = {_sorted(draw.sample(names, 2)) for _ in names}
    pairs = sorted(
        drawn - {_sorted(pair) for pair in (*problem.apart, *problem.met) if isinstance(pair, tuple)}
    )
    matches = []
    for pair in pairs:
        seeker, offerer = draw.sample(pair, 2)
        matches.append((seeker, offerer, round(draw.uniform(0.3, 1), 2)))
    return msgspec.structs.replace(problem, people=tuple(people), matches=tuple(matches))


def _irregular_47() -> Problem:
    return evening(47, 10, 7, 2, apart=20, together=15, met=60, absent=0.15)


def _irregular_120() -> Problem:
    return evening(120, 20, 6, 3, apart=60, together=40, met=300, absent=0.1, hosts=10)


NAMED: Mapping[str, Callable[[], Problem]] = {
    "irregular-23": partial(evening, 23, 5, 5, 1, apart=6, together=5, met=15, absent=0.15),
    "irregular-47": _irregular_47,
    "irregular-120": _irregular_120,
    "irregular-480": partial(evening, 480, 96, 7, 4, apart=200, together=150, met=1500, absent=0.1, hosts=40),
    "full-47": lambda: with_attributes(_irregular_47(), 5),
    "full-120": lambda: with_attributes(_irregular_120(), 6),
}


def named(name: str) -> Problem:
    """The instance of this name: one of `NAMED`, or `10-5-7` for so many tables, seats and rounds of golf."""
    if name in NAMED:
        return NAMED[name]()
    tables, size, rounds = (int(part) for part in name.split("-"))
    return golf(tables, size, rounds)


def _missing(draw: random.Random, rounds: int) -> tuple[int, ...]:
    if draw.random() < 0.5:
        return tuple(range(1, draw.randint(2, max(2, rounds // 2)) + 1))
    return tuple(range(draw.randint(rounds // 2 + 1, rounds), rounds + 1))


def _pairs(draw: random.Random, among: list[str], number: int, without: Collection[Pair]) -> set[Pair]:
    chosen: set[Pair] = set()
    while len(chosen) < number:
        pair = _sorted(draw.sample(among, 2))
        if pair not in without:
            chosen.add(pair)
    return chosen


def _sorted(pair: Collection[str]) -> Pair:
    one, other = sorted(pair)
    return one, other
