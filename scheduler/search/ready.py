"""Having the kernels compiled before anybody waits for them."""

import numpy as np

from scheduler.problem import Person, Problem, Table
from scheduler.rules import round_rules
from scheduler.search.anneal import EXPONENTIALS, anneal
from scheduler.search.model import compile_model, seating
from scheduler.search.start import start
from scheduler.search.state import seat_all
from scheduler.search.tabu import tabu
from scheduler.search.trade import trade


def compile_kernels() -> None:
    """Compile every kernel, or load what was compiled before."""
    people = tuple(Person(id=str(number)) for number in range(4))
    tables = tuple(Table(id=str(number), min=2, max=2) for number in range(2))
    problem = Problem(rounds=1, people=people, tables=tables)
    rules = round_rules(problem)
    rounds = start(problem, rules, 1)
    model = compile_model(problem, rules, rounds)
    state, best = model.state, seating(model, rounds)
    cost = np.array([*seat_all(state, best), 0], dtype=np.int64)
    weights, best_cost, clock = np.ones(3, np.int64), cost[:3].copy(), np.zeros(3, np.int64)
    numbers, generator = np.zeros(1, np.int32), np.ones(1, np.uint64)
    until = np.zeros((*best.shape, state.size.shape[1]), np.int32)
    movable = np.zeros(best.shape, np.uint8)
    goal = (weights, cost, best_cost, best, best_cost)
    anneal(state, numbers, generator, EXPONENTIALS, 1, 0, 0, *goal)
    tabu(state, numbers, generator, until, clock, clock, clock, 0, 0, 0, *goal)
    trade(state, movable, generator, EXPONENTIALS, 1, 0, *goal)
