"""Hard rules that contradict each other, found without any search."""

from collections import Counter
from collections.abc import Iterator, Sequence

from scheduler.layout import most_seated, spans
from scheduler.problem import Problem, Table
from scheduler.rules import RoundRules


def contradictions(problem: Problem, rules: Sequence[RoundRules]) -> tuple[str, ...]:
    """The wishes of the first contradiction that no number of guests can mend, in words; empty when there is none."""
    for check in (_closed_seats, _two_tables, _crowded, _enemies):
        for one in rules:
            wishes = tuple(check(problem, one))
            if wishes:
                return wishes
    return ()


def shortages(problem: Problem, rules: Sequence[RoundRules]) -> tuple[str, ...]:
    """The wishes that fail for lack of people or stations, in words; empty when there are none."""
    for one in rules:
        tied = Counter(one.seat.values())
        if most_seated(spans(one.tables, tied), len(one.present)) is None:
            used = [table for table in one.tables if tied[table.id]]
            return (
                f"In round {one.number} {_people(len(one.present))} are there",
                *(
                    f"Table {table.id} is used by whoever is fixed to it and needs {max(table.min, tied[table.id])}"
                    for table in used
                ),
            )
    return _stations(problem, rules)


def _closed_seats(problem: Problem, rules: RoundRules) -> Iterator[str]:
    opened = {table.id for table in rules.tables}
    here = set(rules.present)
    for person in problem.people:
        if person.id in here and person.table is not None and person.table not in opened:
            yield f"{person.id} always sits at table {person.table}"
            yield f"Table {person.table} is closed in round {rules.number}"
            return


def _two_tables(problem: Problem, rules: RoundRules) -> Iterator[str]:
    for bundle, places in rules.clashes:
        yield from _ties(problem, rules, bundle, places)
        if len(bundle) > 1:
            yield f"{_names(bundle)} are inseparable"
        return


def _crowded(problem: Problem, rules: RoundRules) -> Iterator[str]:
    tied = Counter(rules.seat.values())
    for table in rules.tables:
        if tied[table.id] > table.max:
            yield (
                f"Table {table.id} has {table.max} seats but {_people(tied[table.id])} are fixed to it "
                f"in round {rules.number}"
            )
            return


def _enemies(problem: Problem, rules: RoundRules) -> Iterator[str]:
    for one, other in sorted(rules.forced_pairs()):
        if other in rules.apart.get(one, ()):
            yield f"{one} and {other} are to stay apart"
            table = rules.seat.get(one)
            if table is None:
                yield f"{_names(rules.bundles[one])} are inseparable"
            else:
                yield f"{one} and {other} are both fixed to table {table} in round {rules.number}"
            return


def _stations(problem: Problem, rules: Sequence[RoundRules]) -> tuple[str, ...]:
    if any(table.topic is None for one in rules for table in one.tables):
        return ()
    needed = sum(
        most_seated(spans(one.tables, Counter(one.seat.values())), len(one.present)) or 0 for one in rules
    )
    possible = 0
    for person in problem.people:
        here = [one for one in rules if person.id not in one.seat and person.id in set(one.present)]
        reachable = {table.id for one in here for table in one.tables}
        possible += min(len(here), len(reachable)) + sum(person.id in one.seat for one in rules)
    if needed <= possible:
        return ()
    return (
        f"There are {problem.rounds} rounds but only {len(problem.tables)} stations",
        "Nobody sits at a station twice",
    )


def _ties(problem: Problem, rules: RoundRules, bundle: Sequence[str], places: Sequence[str]) -> Iterator[str]:
    by_id: dict[str, Table] = {table.id: table for table in rules.tables}
    own = {person.id: person.table for person in problem.people}
    for place in places:
        for person in bundle:
            if place in by_id and person in by_id[place].hosts:
                yield f"{person} is a host of table {place}"
            if own[person] == place:
                yield f"{person} always sits at table {place}"


def _names(people: Sequence[str]) -> str:
    return f"{', '.join(people[:-1])} and {people[-1]}"


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"
