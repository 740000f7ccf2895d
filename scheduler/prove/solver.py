"""The CP-SAT solver of OR-Tools behind a small face: variables are numbers, `-1 - v` is the negation of `v`.

It is spoken to through its compiled half, `cp_model_helper`: the modelling layer in Python above it takes
half a second to load, most of it for pandas.
"""

from collections.abc import Iterable, Sequence
from enum import Enum
from time import perf_counter

import msgspec
from ortools.sat.python import cp_model_helper

Term = tuple[int, int]
"""A coefficient and a variable."""

UNBOUNDED = 2**62


class Status(Enum):
    """What a solution is worth: none can exist, the best there is, one that may be bettered, nobody knows."""

    IMPOSSIBLE = "impossible"
    BEST = "best"
    FOUND = "found"
    UNKNOWN = "unknown"


class Answer(msgspec.Struct, frozen=True):
    """What the solver says: the value of each variable, the objective reached, and its proved lower bound."""

    status: Status
    values: tuple[int, ...] = ()
    objective: int = 0
    bound: int = 0

    @property
    def solved(self) -> bool:
        """Whether there is a solution in `values`."""
        return self.status in (Status.BEST, Status.FOUND)


class Effort:
    """What may be spent on solving: seconds of the wall clock, or the solver's own deterministic time instead.

    With a deterministic limit and one worker the answers are the same on every machine.
    """

    def __init__(self, seconds: float, deterministic: float | None = None, workers: int = 1) -> None:
        self.workers = workers
        self._seconds = seconds
        self._began = perf_counter()
        self._deterministic = deterministic

    @property
    def seconds(self) -> float | None:
        """How many seconds are left; `None` where they are not what counts."""
        if self._deterministic is not None:
            return None
        return max(0.0, self._seconds - (perf_counter() - self._began))

    @property
    def deterministic(self) -> float | None:
        """How much deterministic time is left, where it is what counts."""
        return self._deterministic

    def allow(self, seconds: float) -> None:
        """See to it that at least so many seconds are left, or as much deterministic time."""
        if self._deterministic is not None:
            self._deterministic = max(self._deterministic, seconds)
        else:
            self._seconds = max(self._seconds, perf_counter() - self._began + seconds)

    @property
    def spent(self) -> bool:
        """Whether nothing is left."""
        left = self.seconds if self._deterministic is None else self._deterministic
        return left is not None and left <= 0

    def spend(self, deterministic: float) -> None:
        """Note what a solution has cost."""
        if self._deterministic is not None:
            # Small models count as next to nothing; without a least price a loop of them might not end.
            self._deterministic = max(0.0, self._deterministic - max(deterministic, 1e-4))


STATUS = {
    cp_model_helper.CpSolverStatus.INFEASIBLE: Status.IMPOSSIBLE,
    cp_model_helper.CpSolverStatus.OPTIMAL: Status.BEST,
    cp_model_helper.CpSolverStatus.FEASIBLE: Status.FOUND,
}


class Model:
    """A model that is being written; it may be solved again after a variable was given other limits."""

    def __init__(self) -> None:
        self._proto = cp_model_helper.CpModelProto()
        self._variables = 0

    def integer(self, low: int, high: int) -> int:
        """A new variable from `low` to `high`."""
        self._proto.variables.add().domain.extend((low, high))
        self._variables += 1
        return self._variables - 1

    def boolean(self) -> int:
        """A new variable that is 0 or 1."""
        return self.integer(0, 1)

    def limit(self, variable: int, low: int, high: int) -> None:
        """Give `variable` other limits."""
        domain = self._proto.variables[variable].domain
        domain.clear()
        domain.extend((low, high))

    def linear(self, terms: Iterable[Term], low: int, high: int, when: Sequence[int] = ()) -> None:
        """Let the sum of `terms` be from `low` to `high`, where all literals of `when` are true."""
        total: dict[int, int] = {}
        for factor, variable in terms:
            total[variable] = total.get(variable, 0) + factor
        constraint = self._proto.constraints.add()
        if when:
            constraint.enforcement_literal.extend(list(when))
        linear = constraint.linear
        linear.vars.extend(list(total))
        linear.coeffs.extend(list(total.values()))
        linear.domain.extend([low, high])

    def exactly_one(self, literals: Sequence[int]) -> None:
        """Let exactly one literal be true."""
        self._proto.constraints.add().exactly_one.literals.extend(list(literals))

    def at_most_one(self, literals: Sequence[int], when: Sequence[int] = ()) -> None:
        """Let no two literals be true, where all of `when` are."""
        if when:
            self.linear([(1, literal) for literal in literals], 0, 1, when)
        else:
            self._proto.constraints.add().at_most_one.literals.extend(list(literals))

    def some(self, literals: Sequence[int]) -> None:
        """Let at least one literal be true."""
        self._proto.constraints.add().bool_or.literals.extend(list(literals))

    def same(self, one: int, other: int, when: Sequence[int] = ()) -> None:
        """Let two variables be equal."""
        self.linear([(1, one), (-1, other)], 0, 0, when)

    def minimise(self, terms: Sequence[Term]) -> None:
        """Look for the solution in which the sum of `terms` is least."""
        self._proto.clear_objective()
        self._proto.objective.vars.extend([variable for _, variable in terms])
        self._proto.objective.coeffs.extend([factor for factor, _ in terms])

    def hint(self, values: dict[int, int]) -> None:
        """Name values to try first."""
        self._proto.clear_solution_hint()
        self._proto.solution_hint.vars.extend(list(values))
        self._proto.solution_hint.values.extend(list(values.values()))

    def solve(self, effort: Effort, *, most: float | None = None, relaxation: int | None = None) -> Answer:
        """The best solution that `effort` allows for, and `most` in deterministic time.

        `relaxation` is how much of the model the solver also treats as linear: 0 nothing, 1 (its own choice)
        or 2 more.
        """
        parameters = cp_model_helper.SatParameters()
        parameters.num_workers = effort.workers
        parameters.random_seed = 1
        if effort.seconds is not None:
            parameters.max_time_in_seconds = max(0.001, effort.seconds)
        limits = [limit for limit in (effort.deterministic, most) if limit is not None]
        if limits:
            parameters.max_deterministic_time = max(1e-4, min(limits))
        if relaxation is not None:
            parameters.linearization_level = relaxation
        # A wrapper that is used twice can abort the process.
        wrapper = cp_model_helper.SolveWrapper()
        wrapper.set_parameters(parameters)
        response = wrapper.solve(self._proto)  # type: ignore[no-untyped-call]
        effort.spend(response.deterministic_time)
        status = STATUS.get(response.status, Status.UNKNOWN)
        # Rounded against the solver's floating point; every objective here is a whole number.
        bound = response.best_objective_bound
        return Answer(
            status=status,
            values=tuple(response.solution),
            objective=round(response.objective_value) if status in (Status.BEST, Status.FOUND) else 0,
            bound=int(-((-bound + 1e-6) // 1)) if abs(bound) < UNBOUNDED else 0,
        )
