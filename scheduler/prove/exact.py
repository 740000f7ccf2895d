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
from scheduler.prove.solver import Effort, Status
from scheduler.prove.tell_apart import tell_apart
from scheduler.prove.two_in_conflict import two_in_conflict
from scheduler.reasons import Reason
from scheduler.rules import RoundRules, stations_tie

EXPLAINING = 0.5
"""Seconds, or deterministic time, that finding out why there is no seating gets at least."""


class Solved(msgspec.Struct, frozen=True):
    """A solution of a model, the people of its kinds, how many rest, and whether fewer cannot."""

    counts: Counts
    kinds: dict[Kind, list[str]]
    resting: int
    proved: bool


def seat_exactly(problem: Problem, rules: Sequence[RoundRules], effort: Effort) -> tuple[Round, ...]:
    """The seating that `scheduler.prove.seatable` promises, by the solver alone."""
    return _Seating(problem, rules, effort).run()


class _Seating:
    """What is known of the rounds: those in which everything is the same are solved once."""

    def __init__(self, problem: Problem, rules: Sequence[RoundRules], effort: Effort) -> None:
        self._problem = problem
        self._rules = rules
        self._effort = effort
        self._known: dict[object, Solved | None] = {}
        self._entangled: set[object] = set()
        self._proved = True

    def run(self) -> tuple[Round, ...]:
        rested = Counter(self._problem.rested)
        seated: list[Round] = []
        impossible = []
        for one in self._rules:
            rounds = self._seat((one,), rested)
            if rounds is None:
                impossible.append(one)
            else:
                seated += rounds
                rested.update(rounds[0].resting)
        if impossible:
            raise Conflict(self._smallest(impossible))
        return (
            self._tied(sum(len(one.resting) for one in seated))
            if stations_tie(self._rules)
            else tuple(seated)
        )

    def _tied(self, least: int) -> tuple[Round, ...]:
        """All rounds at once, of which each by itself is possible, with `least` resting in all."""
        only_stations = all(table.topic is not None for one in self._rules for table in one.tables)
        most = least if only_stations else None
        rested = Counter(self._problem.rested)
        seated = self._seat(self._rules, rested, least=least if self._proved else 0, most=most)
        if seated is None:
            self._effort.allow(EXPLAINING)
            why = smallest_conflict(self._problem, self._rules, self._effort, resting=most)
            raise Conflict(in_words(self._problem, self._rules, why or ()))
        return seated

    def _seat(
        self, rules: Sequence[RoundRules], rested: Counter[str], *, least: int = 0, most: int | None = None
    ) -> tuple[Round, ...] | None:
        """These rounds with the fewest people resting; `None` where there is no seating."""
        same = tuple(map(_key, rules))
        lenient = any(one.apart for one in rules) and same not in self._entangled
        for apart_later in (True, False) if lenient else (False,):
            key = apart_later, most, same
            if key not in self._known:
                self._known[key] = fewest_resting(
                    self._problem, rules, self._effort, lenient=apart_later, least=least, most=most
                )
            solved = self._known[key]
            if solved is None:
                return None
            seated = tell_apart(self._problem, rules, solved.counts, solved.kinds, rested)
            if seated is not None:
                self._proved &= solved.proved
                return seated
            self._entangled.add(same)
        raise Undecided("A seating was found that cannot be put down")

    def _smallest(self, impossible: Sequence[RoundRules]) -> tuple[Reason, ...]:
        """The smallest conflict of the `impossible` rounds, or of all where stations tie them."""
        for one in impossible:
            two = two_in_conflict(self._problem, one)
            if two is not None:
                return in_words(self._problem, (one,), two)
        self._effort.allow(EXPLAINING)
        parts: list[Sequence[RoundRules]] = [(one,) for one in impossible]
        if stations_tie(self._rules):
            parts.append(self._rules)
        best: tuple[Reason, ...] = ()
        where = parts[0]
        for part in parts:
            fewer = smallest_conflict(self._problem, part, self._effort, below=len(best) or None)
            if fewer is not None:
                best, where = fewer, part
        return in_words(self._problem, where, best)


def fewest_resting(
    problem: Problem,
    rules: Sequence[RoundRules],
    effort: Effort,
    *,
    lenient: bool = False,
    least: int = 0,
    most: int | None = None,
) -> Solved | None:
    """A seating of these rounds in which the fewest people rest, from `least` to `most`; `None` where there is none.

    With `lenient` most people are not kept apart (see `SeatModel`). Raises `Undecided` where `effort` does not
    allow for an answer.
    """
    for one in rules:
        tied = Counter(one.seat.values())
        seated = most_seated(spans(one.tables, tied), len(one.present))
        closed = set(tied) - {table.id for table in one.tables}
        if seated is None or closed or one.clashes or parted(one):
            return None
        least = max(least, len(one.present) - seated) if len(rules) == 1 else least
    seats = SeatModel(problem, rules, problem.tables, lenient=lenient)
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


def _key(rules: RoundRules) -> object:
    """What rounds must have in common to be seated the same way."""
    bundles = frozenset(rules.bundles.values())
    seats, apart = frozenset(rules.seat.items()), frozenset(rules.apart.items())
    return rules.present, rules.tables, seats, bundles, apart, rules.clashes
