"""One start's way to its best seating: which kernel runs when, at which temperature, for how long."""

from collections.abc import Callable, Sequence
from threading import Event
from time import perf_counter

import numpy as np

from scheduler.search.anneal import EXPONENTIALS, anneal
from scheduler.search.budget import Budget
from scheduler.search.cooling import Level, from_hot_to_cold, where_it_settles
from scheduler.search.model import SCALE
from scheduler.search.state import HARD, REPEATS, SOFT, TAKEN, Array, Costs, Seating, State, seat_all
from scheduler.search.tabu import NOTHING, tabu
from scheduler.search.trade import trade

CHUNK = 100_000
SHORTEST = 40_000
MOVES_A_SEAT = 250
HOT, WARM, COLD = 0.55, 0.2, 0.14
"""Temperatures in repeats: where a run begins, where one begins that stays near to what there is, where it ends."""
COLDEST = 0.5
"""Where other costs count too, a run ends at this temperature, in their units."""
LUKEWARM = 12
"""So many levels are enough before a tabu search, which goes farther from a seating that is not frozen."""
HARD_FACTOR = 8
RELOCATIONS = 48
FEW = 60
"""So many repeats are few enough to look for the best of all changes, step by step."""
PATIENCE = 10_000
COMBING = 3
LONG = 8
"""A run is twice as long as the one before while more than so many of its length are left, else it takes the rest."""
LAST_RUN = 0.95
TRADE = 20
"""A trade costs about as much time as so many moves."""
SETTLING = 3
LARGEST = 50_000_000
"""So many places (rounds x people x tables) a tabu search may remember."""


class Climb:
    """One start: a seating in the arrays, its costs, the best seating so far and its costs.

    `laid`: the seating comes from a perfect schedule, on which people first trade places; `near`: it is a plan to
    stay near. A search that has more repeats than its target when the share `hopeless` of the budget is spent ends.
    """

    def __init__(  # noqa: PLR0917 - made in one place only
        self,
        state: State,
        tab: Seating,
        target: Costs,
        repeat: float,
        seed: int,
        laid: bool,
        near: bool,
        hopeless: float,
    ) -> None:
        self._state = state
        self._target = target
        self._cost = np.array([*seat_all(state, tab), 0], dtype=np.int64)
        self.best, self.best_cost = tab.copy(), self._cost[: SOFT + 1].copy()
        self._only_repeats = bool(target[SOFT] == self._cost[SOFT] == 0)
        self._weights = _weights(state, repeat)
        self._loose = self._weights if self._only_repeats else _loose(state, self._weights)
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
        if not len(self._rounds):
            return
        length: int | None = max(SHORTEST, MOVES_A_SEAT * int((self.best >= 0).sum()))
        levels = self._levels(WARM if self._near else HOT)
        if self._laid and self._go_on(budget, done):
            self._settle(budget, done, tell)
            self._settled = self.best_cost.copy()
        while self._go_on(budget, done):
            taken = self._cool(levels, length, budget, done, tell)
            combed = self._comb_out(budget.left(self._pace) // COMBING, budget, done, tell)
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
        unit = int(self._loose[REPEATS] or self._loose[HARD] // HARD_FACTOR)
        return from_hot_to_cold(hot * unit, COLD * unit if self._only_repeats else COLDEST * SCALE)

    def _go_on(self, budget: Budget, done: Event) -> bool:
        if self.arrived:
            done.set()
        if budget.share > self._hopeless and self.best_cost[REPEATS] > self._target[REPEATS]:
            return False
        return not done.is_set() and budget.left(self._pace) > 0

    def _settle(self, budget: Budget, done: Event, tell: Callable[["Climb"], None]) -> None:
        """Let people trade places on a perfect schedule, for a part of the budget."""
        movable = _movable(self._state)
        total = budget.left(self._pace / TRADE) // SETTLING
        for level in self._levels(HOT):
            moves = max(1, int(total * level.share))
            while moves > 0:
                if not self._go_on(budget, done):
                    return
                chunk = min(moves, CHUNK // TRADE)
                began = perf_counter()
                tried = trade(
                    self._state,
                    movable,
                    self._generator,
                    EXPONENTIALS,
                    max(1, round(level.temperature)),
                    chunk,
                    self._weights,
                    self._cost,
                    self.best_cost,
                    self.best,
                    self._target,
                )
                self._spend(budget, tried * TRADE, began)
                moves -= chunk
                tell(self)

    def _cool(
        self,
        levels: Sequence[Level],
        length: int | None,
        budget: Budget,
        done: Event,
        tell: Callable[["Climb"], None],
    ) -> list[float]:
        """Anneal `length` moves (None: nearly all that are left) down the `levels`.

        Returns the share of moves taken at each level that was finished.
        """
        taken: list[float] = []
        ahead = sum(level.share for level in levels)
        for level in levels:
            # How fast moves go changes on the way: each level gets its share of the time that is left by then.
            moves = length if length is not None else int(budget.left(self._pace) * LAST_RUN / ahead)
            moves = max(1, int(moves * level.share))
            ahead = max(level.share, ahead - level.share)
            self._cost[TAKEN], wanted = 0, moves
            while moves > 0:
                if not self._go_on(budget, done):
                    return taken
                chunk = min(moves, CHUNK, budget.left(self._pace))
                began = perf_counter()
                tried = anneal(
                    self._state,
                    self._rounds,
                    self._generator,
                    EXPONENTIALS,
                    max(1, round(level.temperature)),
                    chunk,
                    self._relocations,
                    self._weights if level.last else self._loose,
                    self._cost,
                    self.best_cost,
                    self.best,
                    self._target,
                )
                self._spend(budget, tried, began)
                moves -= chunk
                tell(self)
            taken.append(self._cost[TAKEN] / wanted)
        return taken

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


def _movable(state: State) -> Array:
    """Whether each person may change tables, shape (rounds, people)."""
    movable = np.zeros(state.tab.shape, dtype=np.uint8)
    for r, count in enumerate(state.mover_count):
        for unit in state.movers[r, :count]:
            first = state.start[r, unit]
            movable[r, state.member[r, first : first + state.length[r, unit]]] = 1
    return movable


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


def _loose(state: State, weights: Costs) -> Costs:
    """The same for all but the end of a run: repeats weigh little more than what like pairs cost.

    With their full weight they freeze first, and nothing else can settle any more.
    """
    like = state.like[state.like > 0]
    loose = weights.copy()
    if len(like):
        loose[REPEATS] = min(weights[REPEATS], 2 * int(like.mean()))
    return loose
