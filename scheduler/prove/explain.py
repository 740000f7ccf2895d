"""Why there is no seating: the smallest set of wishes in conflict, put so that people understand it."""

from collections.abc import Iterator, Sequence

from scheduler.problem import Problem
from scheduler.prove.loose_seats import LooseSeats
from scheduler.prove.smallest import smallest
from scheduler.prove.solver import Effort
from scheduler.reasons import (
    Apart,
    Closed,
    FixedSeat,
    Groups,
    Host,
    Inseparable,
    PeopleThere,
    Reason,
    Stations,
    TableNeeds,
    TableSeats,
    TooFewSeats,
)
from scheduler.rules import RoundRules

ORDER: tuple[type[Reason], ...] = (
    PeopleThere,
    Stations,
    TableSeats,
    TableNeeds,
    Host,
    FixedSeat,
    Closed,
    Apart,
    Inseparable,
    Groups,
)


def smallest_conflict(
    problem: Problem,
    rules: Sequence[RoundRules],
    effort: Effort,
    *,
    resting: int | None = None,
    below: int | None = None,
) -> tuple[Reason, ...] | None:
    """The smallest set of wishes, one reason each, that no seating of the rounds of `rules` can hold together.

    With `resting`: no seating in which no more people rest than that, in all. There must be no seating. With
    `below`: only a set of fewer wishes, else `None`.
    A wish that does not hold takes none of the freedom along that it gives: who has a fixed seat or is a host
    at a station may still sit there twice, and hosts are free where their table is closed.
    """
    seats = LooseSeats(problem, rules, whole=resting is not None)
    if resting is not None:
        seats.model.linear(seats.rests, 0, resting)
    classes: dict[object, list[int]] = {}
    for wish, (_, alike) in seats.wishes.items():
        classes.setdefault(alike, []).append(wish)
    chosen = smallest(seats.model, tuple(classes.values()), effort, below=below)
    if chosen is None:
        return None
    reasons = [
        seats.wishes[wish][0]
        for wishes, number in zip(classes.values(), chosen, strict=True)
        for wish in wishes[:number]
    ]
    return tuple(sorted(reasons, key=lambda reason: ORDER.index(type(reason))))


def in_words(problem: Problem, rules: Sequence[RoundRules], reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """A smallest conflict as people say it: too few seats as one reason, chains as one, and who is there."""
    crowded = _too_few_seats(problem, rules, reasons)
    if crowded is not None:
        return (crowded,)
    found = [*_merged(reasons), *_chained(reasons)]
    if len(rules) == 1 and any(isinstance(reason, TableNeeds) for reason in found):
        found.insert(0, PeopleThere(len(rules[0].present), rules[0].number))
    return tuple(sorted(found, key=lambda reason: ORDER.index(type(reason))))


def _too_few_seats(
    problem: Problem, rules: Sequence[RoundRules], reasons: Sequence[Reason]
) -> TooFewSeats | None:
    """The one reason for a table's size and nothing but people who are fixed to this table."""
    sizes = [reason for reason in reasons if isinstance(reason, TableSeats)]
    ties = [reason for reason in reasons if isinstance(reason, FixedSeat | Host)]
    if len(sizes) != 1 or len(ties) + 1 != len(reasons) or len(rules) > 1:
        return None
    table = next(table for table in problem.tables if table.id == sizes[0].table)
    present = set(rules[0].present)
    own = {person.id for person in problem.people if person.table == table.id}
    if rules[0].number not in table.closed:
        own.update(table.hosts)
    fixed = tuple(person.id for person in problem.people if person.id in own & present)
    return TooFewSeats(table.id, table.max, fixed, rules[0].number)


def _merged(reasons: Sequence[Reason]) -> Iterator[Reason]:
    """The reasons but chains, with those about one table put together."""
    fixed: dict[tuple[type[FixedSeat | Host], str], tuple[str, ...]] = {}
    for reason in reasons:
        if isinstance(reason, FixedSeat | Host):
            key = type(reason), reason.table
            fixed[key] = fixed.get(key, ()) + reason.people
        elif not isinstance(reason, Inseparable):
            yield reason
    for (sort, table), people in fixed.items():
        yield sort(people, table)


def _chained(reasons: Sequence[Reason]) -> list[Inseparable]:
    """Who is inseparable, with pairs that share people, and hold in the same rounds, put together."""
    chains: list[Inseparable] = []
    for reason in reasons:
        if isinstance(reason, Inseparable):
            touched = [
                chain
                for chain in chains
                if chain.rounds == reason.rounds and not set(chain.people).isdisjoint(reason.people)
            ]
            people = dict.fromkeys(person for chain in (*touched, reason) for person in chain.people)
            chains = [chain for chain in chains if chain not in touched]
            chains.append(Inseparable(tuple(people), reason.rounds))
    return chains
