"""Evenings to measure with: golf (equal tables, everybody there), and irregular ones with absences and wishes."""

import random
from collections.abc import Collection

import msgspec

from scheduler import Person, Problem, Table

INDUSTRIES = (
    "Werkzeugbau",
    "Glas",
    "Optik",
    "Kunststoff",
    "IT",
    "Energie",
    "Logistik",
    "Bau",
    "Medizin",
    "Beratung",
)
LANGUAGES = (("de",), ("de",), ("de", "en"), ("de", "en"), ("en",))

Pair = tuple[str, str]


def golf(tables: int, size: int, rounds: int) -> Problem:
    """`tables` of `size` people each, all there in every round."""
    return Problem(
        rounds=rounds,
        people=tuple(Person(id=f"p{number}") for number in range(tables * size)),
        tables=tuple(Table(id=str(number), min=size, max=size) for number in range(1, tables + 1)),
    )


def evening(
    people: int,
    tables: int,
    rounds: int,
    seed: int,
    *,
    apart: int = 0,
    together: int = 0,
    met: int = 0,
    absent: float = 0.0,
    hosts: int = 0,
) -> Problem:
    """An evening drawn with `seed`: the share `absent` comes late or leaves early, wishes concern who is no host."""
    draw = random.Random(seed)
    names = [f"g{number}" for number in range(people)]
    guests = names[hosts:]
    away = {name: _missing(draw, rounds) for name in guests if draw.random() < absent}
    size, over = divmod(people, tables)
    widest = size + (over > 0) + (absent > 0)
    enemies = _pairs(draw, guests, apart, set())
    known = _pairs(draw, guests, met, enemies)
    wished = _pairs(draw, [name for name in guests if name not in away], together, enemies | known)
    return Problem(
        rounds=rounds,
        people=tuple(Person(id=name, absent=away.get(name, ())) for name in names),
        tables=tuple(
            Table(id=str(number), min=max(2, size - 1), max=widest, hosts=tuple(names[number - 1 : number]))
            if number <= hosts
            else Table(id=str(number), min=max(2, size - 1), max=widest)
            for number in range(1, tables + 1)
        ),
        apart=tuple(sorted(enemies)),
        together=tuple(sorted(wished)),
        met=tuple(sorted(known)),
    )


def with_attributes(problem: Problem, seed: int) -> Problem:
    """The same evening with industries, firms (some send two), languages and known matches."""
    draw = random.Random(seed)
    names = [person.id for person in problem.people]
    firms = len(names) * 17 // 20
    people = tuple(
        msgspec.structs.replace(
            person,
            industry=draw.choice(INDUSTRIES),
            organisation=f"Firma {place if place < firms else draw.randrange(firms)}",
            languages=draw.choice(LANGUAGES),
        )
        for place, person in enumerate(problem.people)
    )
    taken = {pair for wishes in (problem.apart, problem.met) for pair in wishes if isinstance(pair, tuple)}
    pairs = sorted(_pairs(draw, names, len(names) * 9 // 10, taken))
    matches = tuple((seeker, offerer, round(draw.uniform(0.3, 1.0), 2)) for seeker, offerer in pairs)
    return msgspec.structs.replace(problem, people=people, matches=matches)


def _missing(draw: random.Random, rounds: int) -> tuple[int, ...]:
    if draw.random() < 0.5:
        return tuple(range(1, draw.randint(2, max(2, rounds // 2)) + 1))
    return tuple(range(draw.randint(rounds // 2 + 1, rounds), rounds + 1))


def _pairs(draw: random.Random, among: list[str], number: int, without: Collection[Pair]) -> set[Pair]:
    chosen: set[Pair] = set()
    while len(chosen) < number:
        one, other = sorted(draw.sample(among, 2))
        if (one, other) not in without:
            chosen.add((one, other))
    return chosen
