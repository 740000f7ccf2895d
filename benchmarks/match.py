"""Seeks and offers: does the right partner come first, do the pairs meet, and how long does it take?"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter

import msgspec

from benchmarks.row import Row, at_least, at_most
from benchmarks.stopwatch import recounted
from scheduler import Problem, even_tables, plan
from scheduler.match import Found, Matcher, Party
from service.lists import read_list
from service.matching import party_of
from service.planning import as_planned

ROOT = Path(__file__).resolve().parents[1]
EVENING = ROOT / "examples" / "evening50.csv"
PAIRS = ROOT / "examples" / "evening50-matches.csv"
HELD_OUT = ROOT / "tests" / "scheduler" / "match" / "other_trades.csv"
ROUNDS, SIZE, SECONDS = 7, 5, 10.0
MANY = 1000
TOWNS = ("Suhl", "Ilmenau", "Gotha", "Jena", "Erfurt", "Weimar", "Coburg", "Hof", "Fulda", "Kassel")

Pairs = Sequence[tuple[str, str]]
Ranked = Mapping[str, tuple[Found, ...]]


def rows() -> Iterator[Row]:
    """Ranking with the model and without, the plan, and the time for a thousand people."""
    evening, others = _evening(), _others()
    matcher = Matcher(semantic=True)
    yield from _ranking("example evening", matcher, *evening, first=0.85, three=0.95)
    yield from _ranking("other trades, held out", matcher, *others)
    letters = Matcher(semantic=False)
    yield from _ranking("example evening, by letters alone", letters, *evening)
    yield from _ranking("other trades, by letters alone", letters, *others)
    yield from _planned(matcher, evening)
    yield from _crowd()


def _evening() -> tuple[list[Party], Pairs]:
    people = read_list(EVENING.read_bytes(), filename=EVENING.name).people
    with PAIRS.open(encoding="utf-8", newline="") as file:
        pairs = [(row["seeker"], row["offerer"]) for row in csv.DictReader(file)]
    return [party_of(as_planned(person, person.id or "")) for person in people], pairs


def _others() -> tuple[list[Party], Pairs]:
    with HELD_OUT.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file, delimiter=";"))
    parties = [Party(row["id"], row["seeks"], row["offers"], row["organisation"]) for row in lines]
    return parties, [(row["id"], row["partner"]) for row in lines if row["partner"]]


def _ranked(matcher: Matcher, parties: Sequence[Party], top: int) -> Ranked:
    return {one.seeker: one.offers for one in matcher.ranking(parties, top)}


def _ranking(
    name: str,
    matcher: Matcher,
    parties: Sequence[Party],
    pairs: Pairs,
    *,
    first: float | None = None,
    three: float | None = None,
) -> Iterator[Row]:
    ranked = _ranked(matcher, parties, 3)
    places = [[one.offerer for one in ranked.get(seeker, ())] for seeker, _ in pairs]
    firsts = sum(place[:1] == [offerer] for place, (_, offerer) in zip(places, pairs, strict=True))
    threes = sum(offerer in place for place, (_, offerer) in zip(places, pairs, strict=True))
    for what, count, reach in (("ranks first", firsts, first), ("is among the first three", threes, three)):
        said, share = f"{name}, {len(pairs)} pairs: the partner {what}", round(count / len(pairs), 4)
        yield Row(said, share, "") if reach is None else at_least(said, share, "", reach)


def _planned(matcher: Matcher, evening: tuple[list[Party], Pairs]) -> Iterator[Row]:
    """The whole evening of fifty, with all that was found as goals: how many of the pairs ranked first meet."""
    parties, pairs = evening
    people = read_list(EVENING.read_bytes(), filename=EVENING.name).people
    found = matcher.match(parties).found
    problem = Problem(
        rounds=ROUNDS,
        people=tuple(as_planned(person, person.id or "") for person in people),
        tables=even_tables(len(people), size=SIZE),
        matches=tuple((one.seeker, one.offerer, one.weight) for one in found),
    )
    made = plan(problem, seconds=SECONDS)
    met = {
        frozenset((one, other))
        for seating in made.rounds
        for table in seating.tables.values()
        for one in table
        for other in table
    }
    ranked = _ranked(matcher, parties, 1)
    firsts = [pair for pair in pairs if ranked[pair[0]][0].offerer == pair[1]]
    share = sum(frozenset(pair) in met for pair in firsts) / len(firsts)
    name = f"{len(people)} people, {ROUNDS} rounds, {len(found)} matches as goals"
    yield at_least(f"{name}: pairs ranked first that meet", share, "", 0.9)
    yield at_most(f"{name}: repeats", recounted(problem, made).repeats, "", 0)
    yield Row(
        f"{name}: of all matches met",
        round(sum(frozenset((a, b)) in met for a, b, _ in problem.matches or ()) / len(found), 4),
        "",
    )


def _crowd() -> Iterator[Row]:
    """A thousand people whose every text is new, and one guest more; loading the model is counted."""
    began = perf_counter()
    matcher = Matcher(semantic=True)
    crowd = _many()
    matcher.match(crowd)
    yield at_most(f"{MANY} people matched in", perf_counter() - began, "s", 60)
    seconds = []
    for number, late in enumerate(_many(MANY + 5)[MANY:]):
        crowd.append(msgspec.structs.replace(late, id=f"late{number}"))
        began = perf_counter()
        matcher.match(crowd)
        seconds.append(perf_counter() - began)
    yield at_most(f"one new guest among {MANY}, middle of {len(seconds)}", sorted(seconds)[2], "s", 0.1)
    letters, began = Matcher(semantic=False), perf_counter()
    letters.match(crowd)
    yield Row(f"{MANY} people matched by letters alone in", round(perf_counter() - began, 4), "s")


def _many(people: int = MANY) -> list[Party]:
    """The guests of the two lists again and again, no text twice: each from another place, in another number."""
    known = [*_evening()[0], *_others()[0]]
    return [
        Party(
            f"p{number:04}",
            one.seeks and f"{one.seeks}, {TOWNS[number % 10]} {number}",
            one.offers and f"{one.offers}, {TOWNS[number // 10 % 10]} {number}",
            f"{one.organisation} {number}",
        )
        for number in range(people)
        for one in [known[number % len(known)]]
    ]
