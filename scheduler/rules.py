"""The hard rules of a problem, worked out round by round: who is there, which tables are open, who is tied to what.

Serves what builds plans (search, constructions, mending, bounds). The audit works them out on its own.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import msgspec

from scheduler.problem import Pair, Problem, Table, Wish, in_rounds

Bundle = tuple[str, ...]


class RoundRules(msgspec.Struct, frozen=True):
    """What holds in one round.

    `present` and `tables` (the open ones) stand in the problem's order. `seat` maps people to the table they
    must sit at, those bound to them included. `bundles` maps everybody bound to others to all who share their
    table, themselves included. `clashes` are bundles tied to two tables, with these tables.
    """

    number: int
    present: tuple[str, ...]
    tables: tuple[Table, ...]
    seat: dict[str, str]
    bundles: dict[str, Bundle]
    apart: dict[str, frozenset[str]]
    clashes: tuple[tuple[Bundle, tuple[str, ...]], ...]

    def units(self) -> Iterator[Bundle]:
        """Everybody present, in the problem's order, as the groups that move as one; mostly of one person."""
        done: set[str] = set()
        for person in self.present:
            if person not in done:
                unit = self.bundles.get(person, (person,))
                done.update(unit)
                yield unit

    def forced_pairs(self) -> Iterator[Pair]:
        """The pairs whom hard rules bring to one table in this round."""
        groups: dict[str, set[str]] = {}
        for person, table in self.seat.items():
            groups.setdefault(table, set()).add(person)
        free = {bundle for bundle in self.bundles.values() if bundle[0] not in self.seat}
        for group in (*groups.values(), *free):
            yield from combinations(sorted(group), 2)


def round_rules(problem: Problem) -> tuple[RoundRules, ...]:
    """The rules of every round of `problem`, round 1 first."""
    absent = {person.id: frozenset(person.absent) for person in problem.people}
    apart = _by_round(problem.apart, problem.rounds)
    bound = _by_round(problem.inseparable, problem.rounds)
    return tuple(
        _rules(problem, number, absent, apart.get(number, []), bound.get(number, []))
        for number in range(1, problem.rounds + 1)
    )


def forced_pairs(rules: Iterable[RoundRules]) -> frozenset[Pair]:
    """The pairs, each sorted, whom hard rules bring together in some round: their meetings are no repeats."""
    return frozenset(pair for one in rules for pair in one.forced_pairs())


def stations_tie(rules: Sequence[RoundRules]) -> bool:
    """Whether some station is open in two rounds, so that where one sits in one round matters in the other."""
    opened = Counter(table.id for one in rules for table in one.tables if table.topic is not None)
    return max(opened.values(), default=0) > 1


def _by_round(wishes: Iterable[Wish], rounds: int) -> dict[int, list[Pair]]:
    found: dict[int, list[Pair]] = {}
    for one, other, numbers in in_rounds(wishes, rounds):
        for number in numbers:
            found.setdefault(number, []).append((one, other))
    return found


def _rules(
    problem: Problem, number: int, absent: dict[str, frozenset[int]], apart: list[Pair], bound: list[Pair]
) -> RoundRules:
    present = tuple(person.id for person in problem.people if number not in absent[person.id])
    here = set(present)
    tables = tuple(table for table in problem.tables if number not in table.closed)
    ties: dict[str, set[str]] = {}
    for table in tables:
        for host in table.hosts:
            if host in here:
                ties.setdefault(host, set()).add(table.id)
    for guest in problem.people:
        if guest.table is not None and guest.id in here:
            ties.setdefault(guest.id, set()).add(guest.table)
    bundles: dict[str, Bundle] = {}
    for members in _chains(bound):
        bundle = tuple(person for person in present if person in members)
        if len(bundle) > 1:
            bundles |= dict.fromkeys(bundle, bundle)
    seat: dict[str, str] = {}
    clashes = []
    for person in present:
        bundle = bundles.get(person, (person,))
        if person != bundle[0]:
            continue
        places = sorted(set().union(*(ties.get(one, ()) for one in bundle)))
        if len(places) > 1:
            clashes.append((bundle, tuple(places)))
        if places:
            seat |= dict.fromkeys(bundle, places[0])
    enemies: dict[str, set[str]] = {}
    for one, other in apart:
        enemies.setdefault(one, set()).add(other)
        enemies.setdefault(other, set()).add(one)
    return RoundRules(
        number=number,
        present=present,
        tables=tables,
        seat=seat,
        bundles=bundles,
        apart={person: frozenset(others) for person, others in enemies.items()},
        clashes=tuple(clashes),
    )


def _chains(pairs: list[Pair]) -> list[set[str]]:
    chains: list[set[str]] = []
    for one, other in pairs:
        touched = [chain for chain in chains if one in chain or other in chain]
        merged = {one, other}.union(*touched)
        chains = [chain for chain in chains if not any(chain is old for old in touched)]
        chains.append(merged)
    return chains
