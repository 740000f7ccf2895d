"""One start's way to its best seating: which kernel runs when, at which temperature, for how long."""

from collections.abc import Callable
from threading import Event
from time import perf_counter

import numpy as np

from scheduler.search.anneal import EXPONENTIALS, anneal
from scheduler.search.budget import Budget
from scheduler.search.model import SCALE
from scheduler.search.state import HARD, REPEATS, SOFT, Array, Costs, Seating, State, seat_all
from scheduler.search.tabu import NOTHING, tabu

LEVELS = 48
CHUNK = 100_000
SHORTEST = 40_000
MOVES_A_SEAT = 250
# Temperatures at the ends of a run, in repeats; where other costs count, a run ends at COLD_SOFT of their units.
HOT, HOT_SOFT, WARM, COLD = 0.55, 0.3, 0.2, 0.14
COLD_SOFT = 0.5
HARD_FACTOR = 8
RELOCATIONS = 48
FEW = 60
"""So many repeats are few enough to look for the best of all changes, step by step."""
PATIENCE = 10_000
LUKEWARM = 12
"""So many levels are enough before a tabu search, which goes farther from a seating that is not frozen."""
COMBING = 3
LARGEST = 50_000_000
"""So many places (rounds x people x tables) a tabu search may remember."""


class Climb:
    """One start: a seating in the arrays, its costs, the best seating so far and its costs."""

    def __init__(self, state: State, tab: Seating, target: Costs, repeat: float, seed: int, warm: bool) -> None:
        self._state = state
        self._target = target
        self._cost = np.array(seat_all(state, tab), dtype=np.int64)
        self.best, self.best_cost = tab.copy(), self._cost.copy()
        self._weights = _weights(state, repeat)
        self._generator = np.array([(seed * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019) % 2**64 or 1], np.uint64)
        self._rounds = np.flatnonzero(state.mover_count > 1).astype(np.int32)
        free = (state.low < state.high)[:, :-1].any() or (state.used == state.size.shape[1] - 1).any()
        self._relocations = RELOCATIONS if free else 0
        self._only_repeats = bool(target[SOFT] == self._cost[SOFT] == 0)
        self._warm = warm
        self._pace = 1e7
        self._until: Array | None = None

    @property
    def _unit(self) -> int:
        return int(self._weights[REPEATS] or self._weights[HARD] // HARD_FACTOR)

    @property
    def arrived(self) -> bool:
        """Whether nothing can get better."""
        return bool((self.best_cost <= self._target).all())

    def run(self, budget: Budget, done: Event, tell: Callable[["Climb"], None]) -> None:
        """Search until nothing can get better, the budget is spent, or another start is `done`."""
        if not len(self._rounds):
            return
        seats = int((self.best >= 0).sum())
        length, hot = max(SHORTEST, MOVES_A_SEAT * seats), HOT if self._only_repeats else HOT_SOFT
        if self._warm:
            hot = WARM
        levels = LEVELS
        while self._go_on(budget, done):
            self._cool(hot, length, levels, budget, done, tell)
            combed = self._comb_out(budget.left(self._pace) // COMBING, budget, done, tell)
            levels = LUKEWARM if combed and self._only_repeats else LEVELS
            hot = HOT if self._only_repeats else HOT_SOFT
            if self._state.has_previous:
                hot = WARM
            left = budget.left(self._pace)
            length = 2 * length if self._only_repeats or left > 8 * length else max(length, left)

    def _go_on(self, budget: Budget, done: Event) -> bool:
        if self.arrived:
            done.set()
        return not done.is_set() and budget.left(self._pace) > 0

    def _cool(
        self, hot: float, length: int, levels: int, budget: Budget, done: Event, tell: Callable[["Climb"], None]
    ) -> None:
        """Anneal `length` moves from `hot` to cold, or only so many `levels` of them."""
        begin = hot * self._unit
        end = COLD * self._unit if self._only_repeats else COLD_SOFT * SCALE
        ratio = (end / begin) ** (1 / (LEVELS - 1))
        for level in range(levels):
            moves = max(1, length // LEVELS)
            while moves > 0:
                if not self._go_on(budget, done):
                    return
                chunk = min(moves, CHUNK, budget.left(self._pace))
                began = perf_counter()
                tried = anneal(
                    self._state,
                    self._rounds,
                    self._generator,
                    EXPONENTIALS,
                    max(1, round(begin * ratio**level)),
                    chunk,
                    self._relocations,
                    self._weights,
                    self._cost,
                    self.best_cost,
                    self.best,
                    self._target,
                )
                self._spend(budget, tried, began)
                moves -= chunk
                tell(self)

    def _comb_out(self, length: int, budget: Budget, done: Event, tell: Callable[["Climb"], None]) -> bool:
        """Tabu search on a few last repeats, `length` moves at the most; says whether they were few."""
        state = self._state
        if self._cost[REPEATS] <= self._target[REPEATS] or self._cost[REPEATS] > FEW:
            return False
        if self._until is None:
            shape = (*state.tab.shape, state.size.shape[1])
            if np.prod(shape) > LARGEST:
                return False
            self._until = np.zeros(shape, dtype=np.int32)
        self._until[:] = 0
        clock = np.array([0, 0, NOTHING], dtype=np.int64)
        while length > 0 and self._cost[REPEATS] > self._target[REPEATS] and clock[0] - clock[1] <= PATIENCE:
            if not self._go_on(budget, done):
                break
            chunk = min(length, CHUNK, budget.left(self._pace))
            began = perf_counter()
            tried = tabu(
                state,
                self._rounds,
                self._generator,
                self._until,
                clock,
                chunk,
                PATIENCE,
                self._relocations,
                self._weights,
                self._cost,
                self.best_cost,
                self.best,
                self._target,
            )
            self._spend(budget, max(1, tried), began)
            length -= max(1, tried)
            tell(self)
            if tried == 0:
                break
        return True

    def _spend(self, budget: Budget, moves: int, began: float) -> None:
        budget.spend(moves)
        seconds = perf_counter() - began
        if not budget.counted and seconds > 0:
            self._pace += (moves / seconds - self._pace) / 4


def _weights(state: State, repeat: float) -> Costs:
    """Of hard, repeats and soft cost in the annealed sum: a repeat outweighs what one move can win elsewhere."""
    largest = max(
        int(state.wish_cost.max()),
        int(state.like.max()),
        int(state.seat_cost.max()),
        int(state.walk.max()),
        state.stability,
        state.rest_cost // 4,
    )
    repeats = max(round(repeat * SCALE), 2 * largest) if repeat else 0
    return np.array([HARD_FACTOR * max(repeats, largest, SCALE), repeats, 1], dtype=np.int64)
