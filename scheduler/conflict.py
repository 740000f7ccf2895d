"""Hard rules that contradict each other, found without any search."""

from collections import Counter
from collections.abc import Iterator, Sequence

from scheduler.layout import most_seated, spans
from scheduler.problem import Problem, in_rounds
from scheduler.reasons import (
    Apart,
    Closed,
    FixedSeat,
    Host,
    Inseparable,
    PeopleThere,
    Reason,
    Stations,
    TableNeeds,
    TooFewSeats,
)
from scheduler.rules import RoundRules


def contradictions(problem: Problem, rules: Sequence[RoundRules]) -> tuple[Reason, ...]:
    """The wishes of the first contradiction that no number of guests can mend; empty when there is none."""
    for check in (_closed_seats, _two_tables, _crowded, _enemies):
        for one in rules:
            wishes = tuple(check(problem, one))
            if wishes:
                return wishes
    return ()


def shortages(rules: Sequence[RoundRules]) -> tuple[Reason, ...]:
    """The wishes that fail for lack of people or stations; empty when there are none."""
    for one in rules:
        tied = Counter(one.seat.values())
        if most_seated(spans(one.tables, tied), len(one.present)) is None:
            used = [table for table in one.tables if tied[table.id]]
            return (
                PeopleThere(len(one.present), one.number),
                *(TableNeeds(table.id, max(table.min, tied[table.id])) for table in used),
            )
    return _stations(rules)


def _closed_seats(problem: Problem, rules: RoundRules) -> Iterator[Reason]:
    opened = {table.id for table in rules.tables}
    here = set(rules.present)
    for person in problem.people:
        if person.id in here and person.table is not None and person.table not in opened:
            yield FixedSeat((person.id,), person.table)
            yield Closed(person.table, rules.number)
            return


def _two_tables(problem: Problem, rules: RoundRules) -> Iterator[Reason]:
    for bundle, places in rules.clashes:
        yield from _ties(problem, rules, bundle, places)
        if len(bundle) > 1:
            yield Inseparable(bundle)
        return


def _crowded(problem: Problem, rules: RoundRules) -> Iterator[Reason]:
    tied = Counter(rules.seat.values())
    for table in rules.tables:
        if tied[table.id] > table.max:
            people = tuple(person for person, seat in rules.seat.items() if seat == table.id)
            yield TooFewSeats(table.id, table.max, people, rules.number)
            for unit in rules.units():
                if len(unit) > 1 and rules.seat.get(unit[0]) == table.id:
                    yield Inseparable(unit)
            return


def _enemies(problem: Problem, rules: RoundRules) -> Iterator[Reason]:
    for one, other in sorted(rules.forced_pairs()):
        if other in rules.apart.get(one, ()):
            yield _apart(problem, one, other, rules.number)
            table = rules.seat.get(one)
            if table is not None:
                yield from _ties(problem, rules, (one, other), (table,))
            for unit in dict.fromkeys((rules.bundles.get(one), rules.bundles.get(other))):
                if unit is not None:
                    yield Inseparable(unit)
            return


def _apart(problem: Problem, one: str, other: str, number: int) -> Apart:
    """The wish by which two people are to stay apart in this round."""
    held = [
        rounds
        for *pair, rounds in in_rounds(problem.apart, problem.rounds)
        if set(pair) == {one, other} and number in rounds
    ]
    rounds = max(held, key=len)
    return Apart(one, other, rounds if len(rounds) < problem.rounds else ())


def _stations(rules: Sequence[RoundRules]) -> tuple[Reason, ...]:
    if any(table.topic is None for one in rules for table in one.tables):
        return ()
    needed = sum(
        most_seated(spans(one.tables, Counter(one.seat.values())), len(one.present)) or 0 for one in rules
    )
    free, tied = Counter[str](), Counter[str]()
    reachable: dict[str, set[str]] = {}
    for one in rules:
        tied.update(list(one.seat))
        for person in one.present:
            if person not in one.seat:
                free[person] += 1
                reachable.setdefault(person, set()).update(table.id for table in one.tables)
    possible = tied.total() + sum(min(free[person], len(tables)) for person, tables in reachable.items())
    stations = {table.id for one in rules for table in one.tables}
    return () if needed <= possible else (Stations(len(rules), len(stations)),)


def _ties(
    problem: Problem, rules: RoundRules, bundle: Sequence[str], places: Sequence[str]
) -> Iterator[Reason]:
    opened = {table.id: table for table in rules.tables}
    own = {person.id: person.table for person in problem.people}
    for place in places:
        hosts = tuple(person for person in bundle if place in opened and person in opened[place].hosts)
        if hosts:
            yield Host(hosts, place)
        fixed = tuple(person for person in bundle if own[person] == place)
        if fixed:
            yield FixedSeat(fixed, place)
