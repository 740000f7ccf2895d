"""One start's way to its best seating: which kernel runs when, at which temperature, for how long."""

from collections.abc import Callable, Sequence
from functools import partial
from threading import Event
from time import perf_counter

import numpy as np

from scheduler.search.anneal import EXPONENTIALS, anneal
from scheduler.search.budget import Budget
from scheduler.search.cooling import Level, from_hot_to_cold, where_it_settles
from scheduler.search.model import SCALE
from scheduler.search.state import (
    NOTHING,
    REPEATS,
    SOFT,
    TAKEN,
    Array,
    Costs,
    Seating,
    State,
    movable,
    seat_all,
)
from scheduler.search.tabu import tabu
from scheduler.search.trade import trade
from scheduler.search.weights import full_weights, loose_weights, unit

Goal = tuple[Costs, Costs, Costs, Seating, Costs]
"""Weights, costs, best costs, best seating and target: what every kernel works towards."""

CHUNK = 100_000
SHORTEST = 40_000
MOVES_A_SEAT = 250
HOT, WARM, COLD = 0.55, 0.2, 0.14
"""Temperatures in repeats: where a run begins, where one begins that stays near to what there is, where it ends."""
COLDEST = 0.5
"""Where other costs count too, a run ends at this temperature, in their units."""
LONG = 8
"""A run is twice as long as the one before while more than so many of its length are left, else it takes the rest."""
LAST_RUN = 0.95
LUKEWARM = 12
"""So many levels are enough before a tabu search, which goes farther from a seating that is not frozen."""
RELOCATIONS = 200
FEW = 60
"""So many repeats are few enough to look for the best of all changes, step by step."""
PATIENCE = 10_000
COMBING = 3
LARGEST = 50_000_000
"""So many places (rounds x people x tables) a tabu search may remember."""
TRADE = 20
"""A trade costs about as much time as so many moves."""
SETTLING = 3


class Climb:
    """One start: a seating in the arrays, its costs, the best seating so far and its costs.

    `laid`: so many rounds come from a perfect schedule; the others are searched first, then people trade places.
    `near`: the seating is a plan to stay near. A search that has more repeats than its target when the share `hopeless` of the budget is spent ends.
    """

    def __init__(
        self,
        state: State,
        tab: Seating,
        target: Costs,
        repeat: float,
        seed: int,
        *,
        laid: int = 0,
        near: bool = False,
        hopeless: float = 1.0,
    ) -> None:
        self._state = state
        self._target = target
        self._cost = np.array([*seat_all(state, tab), 0], dtype=np.int64)
        self.best, self.best_cost = tab.copy(), self._cost[: SOFT + 1].copy()
        self._only_repeats = bool(target[SOFT] == self._cost[SOFT] == 0)
        self._weights = full_weights(state, repeat)
        self._loose = self._weights if self._only_repeats else loose_weights(state, self._weights)
        self._generator = np.array([(seed * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019) % 2**64 or 1], np.uint64)
        self._rounds = np.flatnonzero(state.mover_count > 1).astype(np.int32)
        free = (state.low < state.high)[:, :-1].any() or (state.used == state.size.shape[1] - 1).any()
        self._relocations = RELOCATIONS if free else 0
        self._laid, self._near, self._hopeless = laid, near, hopeless
        self._settled = self.best_cost.copy() if laid else None
        self._pace = 1e7
        self._until: Array | None = None

    @property
    def arrived(self) -> bool:
        """Whether nothing can get better."""
        return bool((self.best_cost <= self._target).all())

    @property
    def laid(self) -> bool:
        """Whether the best seating is people laid onto a perfect schedule."""
        return self._settled is not None and bool((self._settled == self.best_cost).all())

    def run(self, budget: Budget, done: Event, tell: Callable[["Climb"], None]) -> None:
        """Search until nothing can get better, the budget is spent, or another start is `done`."""
        self._budget, self._done, self._tell = budget, done, tell
        if not len(self._rounds):
            return
        if self._laid and self._go_on():
            if self._laid < self._state.tab.shape[0]:
                self._add_rounds()
            self._settle()
            self._settled = self.best_cost.copy()
        length: int | None = max(SHORTEST, MOVES_A_SEAT * int((self.best >= 0).sum()))
        levels = self._levels(WARM if self._near else HOT)
        while self._go_on():
            taken = self._cool(levels, length)
            combed = self._comb_out(budget.left(self._pace) // COMBING)
            if self._state.has_previous:
                levels = self._levels(WARM)
            elif self._only_repeats:
                levels = self._levels(HOT)[: LUKEWARM if combed else None]
            elif len(taken) == len(levels):
                levels = self._levels(HOT) if self._near else where_it_settles(levels, taken)
            self._near = False
            if length is not None:
                short = self._only_repeats or budget.left(self._pace) > LONG * length
                length = 2 * length if short else None

    def _levels(self, hot: float) -> tuple[Level, ...]:
        repeat = unit(self._loose)
        return from_hot_to_cold(hot * repeat, COLD * repeat if self._only_repeats else COLDEST * SCALE)

    def _go_on(self) -> bool:
        if self.arrived:
            self._done.set()
        if self._budget.share > self._hopeless and self.best_cost[REPEATS] > self._target[REPEATS]:
            return False
        return not self._done.is_set() and self._budget.left(self._pace) > 0

    def _spend(
        self,
        moves: int,
        chunk: int,
        price: int,
        work: Callable[[int], int],
        enough: Callable[[], bool] = lambda: False,
    ) -> bool:
        """Let a kernel `work` off so many moves, a chunk at a time, each worth `price`; says whether it could."""
        while moves > 0 and not enough():
            if not self._go_on():
                return False
            began = perf_counter()
            tried = max(1, work(max(1, min(moves, chunk, self._budget.left(self._pace / price)))))
            self._budget.spend(tried * price)
            if not self._budget.counted:
                self._pace += (tried * price / (perf_counter() - began) - self._pace) / 4
            moves -= tried
            self._tell(self)
        return True

    def _add_rounds(self) -> None:
        """Search the rounds that a perfect schedule does not have, leaving it as it is, for a part of the budget."""
        every, full = self._rounds, self._loose
        self._rounds, self._loose = every[every >= self._laid], self._weights
        if len(self._rounds):
            left = self._budget.left(self._pace) // SETTLING
            self._cool(self._levels(HOT), left)
            self._comb_out(left // COMBING)
        self._rounds, self._loose = every, full

    def _settle(self) -> None:
        """Let people trade places on a perfect schedule, for a part of the budget."""
        goal = (self._weights, self._cost, self.best_cost, self.best, self._target)
        free = movable(self._state)
        moves = self._budget.left(self._pace / TRADE) // SETTLING
        for level in self._levels(HOT):
            work = partial(self._trade, free, max(1, round(level.temperature)), goal)
            if not self._spend(max(1, int(moves * level.share)), CHUNK // TRADE, TRADE, work):
                return

    def _cool(self, levels: Sequence[Level], length: int | None) -> list[float]:
        """Anneal `length` moves (None: nearly all that are left) down the `levels`.

        Returns the share of moves taken at each level that was finished.
        """
        taken: list[float] = []
        ahead = sum(level.share for level in levels)
        for level in levels:
            # How fast moves go changes on the way: each level gets its share of the time that is left by then.
            whole = length if length is not None else self._budget.left(self._pace) * LAST_RUN / ahead
            moves = max(1, int(whole * level.share))
            ahead = max(level.share, ahead - level.share)
            weights = self._weights if level.last else self._loose
            goal = (weights, self._cost, self.best_cost, self.best, self._target)
            work = partial(self._anneal, max(1, round(level.temperature)), goal)
            self._cost[TAKEN] = 0
            if not self._spend(moves, CHUNK, 1, work):
                return taken
            taken.append(self._cost[TAKEN] / moves)
        return taken

    def _anneal(self, heat: int, goal: Goal, count: int) -> int:
        free = self._relocations
        return anneal(self._state, self._rounds, self._generator, EXPONENTIALS, heat, count, free, *goal)

    def _trade(self, free: Array, heat: int, goal: Goal, count: int) -> int:
        return trade(self._state, free, self._generator, EXPONENTIALS, heat, count, *goal)

    def _comb_out(self, length: int) -> bool:
        """Tabu search on a few last repeats, `length` moves at the most; says whether they were few."""
        state, target = self._state, self._target
        if self._cost[REPEATS] <= target[REPEATS] or self._cost[REPEATS] > FEW:
            return False
        if self._until is None:
            shape = (*state.tab.shape, state.size.shape[1])
            if np.prod(shape) > LARGEST:
                return False
            self._until = np.zeros(shape, dtype=np.int32)
        until = self._until
        until[:] = 0
        clock = np.array([0, 0, NOTHING], dtype=np.int64)
        gain, toll = (
            np.zeros(number, dtype=np.int64) for number in (state.tab.shape[1], state.size.shape[1])
        )
        goal = (self._relocations, self._weights, self._cost, self.best_cost, self.best, target)

        def work(count: int) -> int:
            places = (self._rounds, self._generator, until, clock, gain, toll)
            return tabu(state, *places, count, PATIENCE, *goal)

        def enough() -> bool:
            return bool(clock[0] - clock[1] > PATIENCE or self._cost[REPEATS] <= target[REPEATS])

        self._spend(length, CHUNK, 1, work, enough)
        return True
