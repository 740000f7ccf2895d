"""A legal seating by the solver: round by round, or all at once where stations tie the rounds to each other."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from scheduler.errors import Conflict, Undecided
from scheduler.layout import most_seated, spans
from scheduler.plan import Round
from scheduler.problem import Problem
from scheduler.prove.by_hand import parted
from scheduler.prove.explain import in_words, smallest_conflict
from scheduler.prove.seat_model import Counts, Kind, SeatModel
from scheduler.prove.seatable import stations_tie
from scheduler.prove.solver import Effort, Status
from scheduler.prove.tell_apart import tell_apart
from scheduler.reasons import Reason
from scheduler.rules import RoundRules


class Solved(msgspec.Struct, frozen=True):
    """A solution of a model, the people of its kinds, how many rest, and whether fewer cannot."""

    counts: Counts
    kinds: dict[Kind, list[str]]
    resting: int
    proved: bool


def seat_exactly(problem: Problem, rules: Sequence[RoundRules], effort: Effort) -> tuple[Round, ...]:
    """The seating that `scheduler.prove.seatable` promises, by the solver alone."""
    known: dict[object, Solved | None] = {}
    single = []
    impossible = []
    for one in rules:
        key = _key(one)
        if key not in known:
            known[key] = fewest_resting(problem, (one,), effort)
            if known[key] is None:
                impossible.append(one)
        single.append(known[key])
    if impossible:
        raise Conflict(_smallest(problem, rules, impossible, effort))
    rounds = [solved for solved in single if solved is not None]
    rested = Counter(problem.rested)
    if not stations_tie(rules):
        seated: list[Round] = []
        for one, solved in zip(rules, rounds, strict=True):
            seated += tell_apart(problem, (one,), solved.counts, solved.kinds, rested)
            rested.update(seated[-1].resting)
        return tuple(seated)
    least = sum(solved.resting for solved in rounds)
    only_stations = all(table.topic is not None for one in rules for table in one.tables)
    together = fewest_resting(
        problem,
        rules,
        effort,
        least=least if all(solved.proved for solved in rounds) else 0,
        most=least if only_stations else None,
    )
    if together is None:
        why = smallest_conflict(problem, rules, effort, resting=least if only_stations else None)
        raise Conflict(in_words(problem, rules, why))
    return tell_apart(problem, rules, together.counts, together.kinds, rested)


def fewest_resting(
    problem: Problem, rules: Sequence[RoundRules], effort: Effort, *, least: int = 0, most: int | None = None
) -> Solved | None:
    """A seating of these rounds in which the fewest people rest, from `least` to `most`; `None` where there is none.

    Raises `Undecided` where `effort` does not allow for an answer.
    """
    for one in rules:
        tied = Counter(one.seat.values())
        seated = most_seated(spans(one.tables, tied), len(one.present))
        closed = set(tied) - {table.id for table in one.tables}
        if seated is None or closed or one.clashes or parted(one):
            return None
        least = max(least, len(one.present) - seated) if len(rules) == 1 else least
    seats = SeatModel(problem, rules, problem.tables)
    if most is None:
        seats.model.minimise(seats.rests)
    everybody = sum(len(one.present) for one in rules)
    seats.model.linear(seats.rests, least, everybody if most is None else most)
    answer = seats.model.solve(effort)
    if answer.status is Status.IMPOSSIBLE:
        return None
    if not answer.solved:
        raise Undecided("The time was too short to find out whether everybody can be seated")
    resting = sum(factor * answer.values[variable] for factor, variable in seats.rests)
    proved = answer.status is Status.BEST or resting == least
    return Solved(seats.counts(answer), seats.kinds, resting, proved)


def _smallest(
    problem: Problem, rules: Sequence[RoundRules], impossible: Sequence[RoundRules], effort: Effort
) -> tuple[Reason, ...]:
    """The smallest conflict of the `impossible` rounds, or of all where stations tie them."""
    spans_of_rules: list[Sequence[RoundRules]] = [(one,) for one in impossible]
    if stations_tie(rules):
        spans_of_rules.append(rules)
    found = [(part, smallest_conflict(problem, part, effort)) for part in spans_of_rules]
    part, reasons = min(found, key=lambda pair: len(pair[1]))
    return in_words(problem, part, reasons)


def _key(rules: RoundRules) -> object:
    """What rounds must have in common to be seated the same way."""
    bundles = frozenset(rules.bundles.values())
    seats, apart = frozenset(rules.seat.items()), frozenset(rules.apart.items())
    return rules.present, rules.tables, seats, bundles, apart, rules.clashes
