"""The annealing schedule: ever longer runs until nothing can get better or the budget is spent."""

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from time import perf_counter

import msgspec
import numpy as np

from scheduler.plan import Round
from scheduler.problem import Problem
from scheduler.rules import RoundRules
from scheduler.search.kernel import EXPONENTIALS, anneal
from scheduler.search.least import least_rests, least_soft
from scheduler.search.model import SCALE, Model, compile_model, rounds_of, seating
from scheduler.search.start import start
from scheduler.search.state import HARD, REPEATS, SOFT, Costs, Seating, seat_all

LEVELS = 48
LONGEST_CHUNK = 200_000
FIRST_MOVES = 250
LEAST_MOVES = 40_000
# Temperatures at the ends of a run, in repeats; where other costs count, a run ends at COLD_SOFT of their units.
HOT, HOT_SOFT, WARM, COLD = 0.55, 0.3, 0.2, 0.14
COLD_SOFT = 0.5
HARD_FACTOR = 8


class Progress(msgspec.Struct, frozen=True):
    """How far a search is: the share of its budget spent (0 to 1), and the best plan's costs so far."""

    share: float
    hard: int
    repeats: int
    cost: float


class Budget:
    """What a search may spend: so many moves, or else seconds of the wall clock."""

    def __init__(self, seconds: float, iterations: int | None) -> None:
        self._began = perf_counter()
        self._seconds = seconds
        self._moves = iterations
        self._done = 0

    def spend(self, moves: int) -> None:
        """Note that `moves` were tried."""
        self._done += moves

    def left(self, moves: int) -> int:
        """How many of the `moves` wanted next may be tried."""
        if self._moves is None:
            return moves if perf_counter() - self._began < self._seconds else 0
        return min(moves, self._moves - self._done)

    @property
    def share(self) -> float:
        """The share that is spent, 0 to 1."""
        spent = (
            (perf_counter() - self._began) / self._seconds
            if self._moves is None
            else self._done / max(1, self._moves)
        )
        return min(1.0, spent)


def search(
    problem: Problem,
    rules: Sequence[RoundRules],
    *,
    budget: Budget,
    seed: int,
    bound: int,
    first: Sequence[Round] | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> tuple[Round, ...]:
    """The best seating found for `problem` within `budget`, from `first` or a start of its own.

    Ends early when there are no more than `bound` repeats, and no other cost left that could fall.
    """
    rounds = first if first is not None else start(problem, rules, seed)
    model = compile_model(problem, rules, rounds)
    warm = problem.previous is not None or first is not None
    return rounds_of(model, _Search(problem, rules, model, rounds, seed, bound).run(budget, warm, progress))


class _Search:
    """One search: the state in the arrays, its costs, and the best seating so far."""

    def __init__(  # noqa: PLR0917 - made in one place only
        self,
        problem: Problem,
        rules: Sequence[RoundRules],
        model: Model,
        rounds: Sequence[Round],
        seed: int,
        bound: int,
    ) -> None:
        state = model.state
        self._state = state
        self._best = seating(model, rounds)
        self._cost = np.array(seat_all(state, self._best), dtype=np.int64)
        self._best_cost = self._cost.copy()
        self._target = np.array(
            [least_rests(rules), bound, least_soft(problem, model, rules)], dtype=np.int64
        )
        self._weights = _weights(problem, model)
        self._generator = np.array(
            [(seed * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019) % 2**64 or 1], dtype=np.uint64
        )
        self._rounds = np.flatnonzero(state.mover_count > 1).astype(np.int32)
        self._seats = int((self._best >= 0).sum())
        free = (state.low < state.high)[:, :-1].any() or (state.used == model.rest).any()
        self._relocations = 48 if free else 0

    def run(self, budget: Budget, warm: bool, progress: Callable[[Progress], None] | None) -> Seating:
        """Anneal until the target or the end of the budget is reached; returns the best seating."""
        if not len(self._rounds):
            return self._best
        for temperature, wanted in self._schedule(warm):
            moves = wanted
            while moves > 0:
                if (self._best_cost <= self._target).all():
                    return self._best
                chunk = budget.left(min(moves, LONGEST_CHUNK))
                if chunk <= 0:
                    return self._best
                budget.spend(self._chunk(temperature, chunk))
                moves -= chunk
                if progress is not None:
                    hard, repeats, soft = self._best_cost.tolist()
                    progress(Progress(budget.share, hard - int(self._target[HARD]), repeats, soft / SCALE))
        return self._best

    def _chunk(self, temperature: int, moves: int) -> int:
        done: int = anneal(
            self._state,
            self._rounds,
            self._generator,
            EXPONENTIALS,
            temperature,
            moves,
            self._relocations,
            self._weights,
            self._cost,
            self._best_cost,
            self._best,
            self._target,
        )
        return done

    def _schedule(self, warm: bool) -> Iterator[tuple[int, int]]:
        """Temperatures and how many moves to try at each: ever longer runs from hot to cold, without end."""
        unit = int(self._weights[REPEATS] or self._weights[HARD] // HARD_FACTOR)
        only_repeats = self._target[SOFT] == self._cost[SOFT] == 0
        cold = COLD * unit if only_repeats else COLD_SOFT * SCALE
        levels, first = (LEVELS, FIRST_MOVES) if only_repeats else (2 * LEVELS, 4 * FIRST_MOVES)
        for run in count():
            hot = HOT if only_repeats else HOT_SOFT
            if warm and (run == 0 or self._state.has_previous):
                hot = WARM
            moves = max(LEAST_MOVES, first * self._seats) << min(run, 12)
            ratio = (cold / (hot * unit)) ** (1 / (levels - 1))
            for level in range(levels):
                yield max(1, round(hot * unit * ratio**level)), max(1, moves // levels)


def _weights(problem: Problem, model: Model) -> Costs:
    """Of hard, repeats and soft cost in the annealed sum: a repeat outweighs what one move can win elsewhere."""
    state = model.state
    largest = max(
        int(state.unmet.max()),
        int(state.like.max()),
        int(state.seat_cost.max()),
        state.stability,
        state.rest_cost // 4,
    )
    repeat = max(round(problem.goals.repeat * SCALE), 2 * largest) if problem.goals.repeat else 0
    return np.array([HARD_FACTOR * max(repeat, largest, SCALE), repeat, 1], dtype=np.int64)
