"""What the kernels think a seating costs is what a recount finds, however they got there."""

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from scheduler import Plan, Problem, audit, costs
from scheduler.conflict import contradictions, shortages
from scheduler.rules import round_rules
from scheduler.search.anneal import EXPONENTIALS, anneal
from scheduler.search.model import SCALE, compile_model, rounds_of, seating
from scheduler.search.start import start
from scheduler.search.state import CHANGING, NOTHING, REPEATS, SOFT, State, another, movable, seat_all
from scheduler.search.tabu import tabu
from scheduler.search.trade import trade
from tests.scheduler.problems import irregular_problems

MANY = settings(max_examples=40, deadline=None, derandomize=True)
WEIGHTS = np.array([400_000, 100_000, 1], dtype=np.int64)
NEVER = np.array([-1, -1, -1], dtype=np.int64)


class Bench:
    """A problem in the arrays, twice: one seating that a kernel changes, and one that stays empty."""

    def __init__(self, problem: Problem) -> None:
        rules = round_rules(problem)
        assume(not contradictions(problem, rules) and not shortages(rules))
        rounds = start(problem, rules, 1)
        self.problem = problem
        self.model = compile_model(problem, rules, rounds)
        self.state: State = self.model.state
        self.empty = another(self.state)
        self.best = seating(self.model, rounds)
        self.cost = np.array([*seat_all(self.state, self.best), 0], dtype=np.int64)
        self.best_cost = self.cost[:3].copy()
        self.rounds = np.flatnonzero(self.state.mover_count > 1).astype(np.int32)
        self.generator = np.array([12345], dtype=np.uint64)
        assume(len(self.rounds))

    @property
    def goal(self) -> tuple[object, ...]:
        return WEIGHTS, self.cost, self.best_cost, self.best, NEVER

    def holds(self) -> None:
        """Costs kept up change by change are those of seating everybody anew, and all counters agree."""
        assert seat_all(self.empty, self.state.tab) == tuple(self.cost[:3].tolist())
        for name in CHANGING:
            if name not in {"seats", "slot", "tab"}:
                assert (getattr(self.empty, name) == getattr(self.state, name)).all(), name


@given(irregular_problems(), st.integers(1, 400))
@MANY
def test_annealing_keeps_every_cost_up(problem: Problem, moves: int) -> None:
    bench = Bench(problem)
    anneal(bench.state, bench.rounds, bench.generator, EXPONENTIALS, 60_000, moves, 60, *bench.goal)
    bench.holds()


@given(irregular_problems(), st.integers(1, 400))
@MANY
def test_tabu_search_keeps_every_cost_up(problem: Problem, moves: int) -> None:
    bench = Bench(problem)
    until = np.zeros((*bench.best.shape, bench.state.size.shape[1]), dtype=np.int32)
    clock = np.array([0, 0, NOTHING], dtype=np.int64)
    gain, toll = np.zeros(len(problem.people), np.int64), np.zeros(bench.state.size.shape[1], np.int64)
    places = (bench.rounds, bench.generator, until, clock, gain, toll)
    tabu(bench.state, *places, moves, 50, 60, *bench.goal)
    bench.holds()


@given(irregular_problems(), st.integers(1, 60))
@MANY
def test_trades_keep_every_cost_up(problem: Problem, moves: int) -> None:
    bench = Bench(problem)
    free = movable(bench.state)
    trade(bench.state, free, bench.generator, EXPONENTIALS, 60_000, moves, *bench.goal)
    bench.holds()


@given(irregular_problems(), st.integers(1, 300))
@MANY
def test_costs_are_those_of_the_recount(problem: Problem, moves: int) -> None:
    """But for `early`, which the search caps, and `rest`, from which the recount takes what cannot be helped."""
    problem = replace(problem, goals=replace(problem.goals, early=0, rest=0))
    bench = Bench(problem)
    anneal(bench.state, bench.rounds, bench.generator, EXPONENTIALS, 60_000, moves, 60, *bench.goal)
    made = Plan(rounds=rounds_of(bench.model, bench.state.tab))
    counted = costs(problem, made)
    assert bench.cost[REPEATS] == audit(problem, made).repeats
    assert abs(bench.cost[SOFT] / SCALE - counted.soft) < 0.01 * max(1, len(problem.people) ** 2)


@given(irregular_problems(), st.integers(1, 2000))
@MANY
def test_the_best_seating_is_the_one_it_is_said_to_be(problem: Problem, moves: int) -> None:
    bench = Bench(problem)
    before = bench.best_cost.tolist()
    anneal(bench.state, bench.rounds, bench.generator, EXPONENTIALS, 30_000, moves, 60, *bench.goal)
    assert bench.best_cost.tolist() <= before
    assert list(seat_all(bench.empty, bench.best)) == bench.best_cost.tolist()
