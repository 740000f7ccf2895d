"""How few repeats a problem can have at least: counting, without any search."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from scheduler.layout import even_pairs, most_seated, spans
from scheduler.problem import Pair, Problem
from scheduler.prove.known import impossible_rounds
from scheduler.rules import RoundRules, forced_pairs, round_rules

MANY_PRESENCES = 300


class _Count(msgspec.Struct, frozen=True):
    """Of one round: who is there, how many rest at most, how many tables there can be, what they must hold."""

    present: frozenset[str]
    resting: int
    tables: int
    smallest: int
    fewest_pairs: int


def counting_bound(problem: Problem, resting: Sequence[int] | None = None) -> int:
    """A lower bound of the repeats of every legal plan.

    The best of three counts: all meetings against all pairs that can be new, each person's table mates
    against the people new to them, and the pigeonhole, by which two rounds of big tables share pairs; and of
    theorems about full tables of one size.
    `resting` says how many rest in each round at most; left out, no more than the tables' sizes ask for,
    which other hard rules (`apart`, `inseparable`, stations, groups) may exceed.
    """
    rules = round_rules(problem)
    counts = []
    for place, one in enumerate(rules):
        count = _count(one, 0 if resting is None else resting[place])
        if count is None:
            return 0
        counts.append(count)
    forced = forced_pairs(rules)
    bounds = (*_newcomers(problem, rules, counts, forced), _pigeonhole(counts, len(forced)))
    return max(0, *bounds, 0 if forced else _theorems(rules, counts))


def _count(rules: RoundRules, resting: int) -> _Count | None:
    people = len(rules.present)
    ranges = spans(rules.tables, Counter(rules.seat.values()))
    most = most_seated(ranges, people)
    if most is None:
        return None
    fewest = min(most, people - resting)
    lows = sorted(span.low for span in ranges)
    seats = sum(span.high for span in ranges)
    return _Count(
        present=frozenset(rules.present),
        resting=people - fewest,
        tables=_most_tables(lows, most),
        smallest=min((max(span.low, fewest - (seats - span.high)) for span in ranges), default=0),
        fewest_pairs=min(
            even_pairs(seated, _most_tables(lows, seated)) for seated in range(fewest, most + 1)
        ),
    )


def _most_tables(lows: Sequence[int], seated: int) -> int:
    for place, low in enumerate(lows):
        seated -= low
        if seated < 0:
            return place
    return len(lows)


def _newcomers(
    problem: Problem, rules: Sequence[RoundRules], counts: Sequence[_Count], forced: frozenset[Pair]
) -> tuple[int, int]:
    """The bound by all pairs, and the one by each person's partners."""
    presence = Counter[str]()
    for place, count in enumerate(counts):
        for person in count.present:
            presence[person] += 1 << place
    kinds = Counter(presence.values())
    overlap = {
        kind: sum(number for other, number in kinds.items() if kind & other or len(kinds) > MANY_PRESENCES)
        for kind in kinds
    }
    spoilt = {pair for pair in _spoilt(problem, rules) | forced if presence[pair[0]] & presence[pair[1]]}
    lost = Counter(person for pair in spoilt for person in pair)
    tied = Counter(person for pair in forced for person in pair)
    new = {person: overlap[kind] - 1 - lost[person] for person, kind in presence.items()}
    mates: dict[tuple[int, int], int] = {}
    by_person = 0
    for person, kind in presence.items():
        sort = kind, tied[person]
        if sort not in mates:
            mates[sort] = sum(
                max(0, count.smallest - 1 - tied[person])
                for place, count in enumerate(counts)
                if kind >> place & 1 and not count.resting
            )
        by_person += max(0, mates[sort] - new[person])
    meetings = sum(count.fewest_pairs for count in counts) - len(forced) * len(counts)
    return meetings - sum(new.values()) // 2, -(-by_person // 2)


def _spoilt(problem: Problem, rules: Sequence[RoundRules]) -> set[Pair]:
    """The pairs, each sorted, that have met or may not meet in any round."""
    never: dict[Pair, int] = Counter()
    for one in rules:
        for person, others in one.apart.items():
            for other in others:
                if person < other:
                    never[person, other] += 1
    met = {(one, other) if one < other else (other, one) for one, other in problem.met}
    return met | {pair for pair, rounds in never.items() if rounds == problem.rounds}


def _pigeonhole(counts: Sequence[_Count], forced: int) -> int:
    """Each round's pairs that were together in an earlier one, at least."""
    total = 0
    before: dict[_Count, None] = {}
    for later in counts:
        most = 0
        for earlier in before:
            both = len(earlier.present & later.present) - earlier.resting - later.resting
            most = max(most, even_pairs(max(0, both), earlier.tables * later.tables) - forced)
        total += most
        before[later] = None
    return total


def _theorems(rules: Sequence[RoundRules], counts: Sequence[_Count]) -> int:
    """One repeat for each round more than can pass without one, of rounds in which the same people fill all tables.

    If fewer repeats were enough, leaving out a round for each of them would leave too many rounds without any.
    """
    full: dict[frozenset[str], list[tuple[int, int]]] = {}
    for one, count in zip(rules, counts, strict=True):
        sizes = {table.max for table in one.tables}
        if (
            len(sizes) == 1
            and not count.resting
            and sum(table.max for table in one.tables) == len(one.present)
        ):
            full.setdefault(count.present, []).append((len(one.tables), max(sizes)))
    repeats = 0
    for halls in full.values():
        # The same people fill tables of two sizes in different rounds: each size counts by itself.
        for hall, rounds in Counter(halls).items():
            impossible = impossible_rounds(*hall)
            repeats += max(0, rounds - impossible + 1) if impossible is not None else 0
    return repeats
