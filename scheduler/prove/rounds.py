"""How many rounds without any repeat a hall and its people allow for: what is found, and what is proved impossible."""

from collections.abc import Callable
from time import perf_counter

import msgspec

from scheduler.bound import counting_bound
from scheduler.construct import catalogue
from scheduler.errors import Conflict, Undecided
from scheduler.plan import Round
from scheduler.planning import plan
from scheduler.problem import Goals, Problem
from scheduler.prove.least_repeats import least_repeats
from scheduler.prove.seatable import seatable
from scheduler.rules import round_rules, stations_tie

MANY = 200
"""More rounds than that are not looked at."""

FIRST_TURN = 0.05
"""The share of the time that a search or a proof may take at first; it is doubled each time."""

SEATING = 2.0
"""Seconds in which it must be found out how many must rest at least."""

PROVABLE = 4000
"""People times tables times rounds up to which a proof is tried."""

ONLY_REPEATS = Goals(
    together=0, seeks_offers=0, mix={}, same_organisation=0, topic=0, language=0, rest=0, early=0
)


class Possible(msgspec.Struct, frozen=True):
    """Plans of `least` rounds without a repeat are known, more than `most` are impossible; None: nobody knows."""

    least: int
    most: int | None

    def __str__(self) -> str:
        rounds = f"{self.least} round{'s' * (self.least != 1)} without a repeat"
        are = "is" if self.least == 1 else "are"
        if self.least == self.most:
            return f"{rounds} {are} possible, and no more."
        if self.most is None:
            return f"{rounds} {are} known, and nothing speaks against more."
        return f"{rounds} {are} known, more than {self.most} are impossible."


def most_rounds(
    problem: Problem, *, seconds: float, progress: Callable[[float], None] | None = None
) -> Possible:
    """How many rounds can pass in this hall without a repeat, whatever number the problem asks for.

    Absences and other rules hold in the rounds they name; in further ones everybody is there. Looks for plans
    of ever more rounds, and for a proof that one more is impossible, for about `seconds`; `progress` is told
    the share that is spent. Raises `Conflict` where not even one round can be planned.
    """
    bare = msgspec.structs.replace(
        problem, goals=ONLY_REPEATS, together=(), matches=(), previous=None, rested={}
    )
    return _Search(bare, seconds, progress).run()


class _Search:
    def __init__(self, problem: Problem, seconds: float, progress: Callable[[float], None] | None) -> None:
        self._problem = problem
        self._began = perf_counter()
        self._seconds = seconds
        self._progress = progress or (lambda share: None)
        self._least = 0
        self._most = _by_counting(problem)
        self._failed: dict[int, tuple[Round, ...]] = {}

    def run(self) -> Possible:
        self._find()
        turn, seed = FIRST_TURN * self._seconds, 1
        while self._least < self._highest and self._left() > 0:
            rounds = self._least + 1
            if rounds not in self._failed:
                self._try(rounds, seed, turn)
            elif not self._prove(rounds, turn):
                turn, seed = 2 * turn, seed + 1
                self._try(rounds, seed, turn)
        self._progress(1.0)
        return Possible(self._least, self._most)

    @property
    def _highest(self) -> int:
        return MANY if self._most is None else self._most

    def _find(self) -> None:
        """Look for as many rounds as a short search each finds."""
        rounds, failing = min(self._first(), self._highest), self._highest + 1
        while self._least < rounds and (self._left() > 0 or not (self._least or self._failed)):
            if self._try(rounds, 1, FIRST_TURN * self._seconds):
                rounds = (
                    min(2 * rounds, self._highest) if failing > self._highest else (rounds + failing) // 2
                )
            else:
                failing = rounds
                rounds = (self._least + failing) // 2

    def _first(self) -> int:
        """Where to begin: with what a design has, if the tables are alike, else with what is asked for."""
        sizes = {table.max for table in self._problem.tables}
        if len(sizes) != 1:
            return self._problem.rounds
        return max(1, catalogue.most_rounds(len(self._problem.tables), max(sizes))[0])

    def _try(self, rounds: int, seed: int, seconds: float) -> bool:
        """Look for so many rounds without a repeat."""
        try:
            made = plan(
                _of(self._problem, rounds),
                seconds=max(0.01, min(seconds, self._left())),
                seed=seed,
                progress=lambda _: self._progress(1 - self._left() / self._seconds),
            )
        except Conflict:
            if rounds == 1:
                raise
            self._most = min(rounds - 1, self._highest)
            return False
        if made.report is not None and made.report.repeats == 0:
            self._least = rounds
            return True
        self._failed[rounds] = made.rounds
        return False

    def _prove(self, rounds: int, seconds: float) -> bool:
        """Try to prove that so many rounds, one more than found, are impossible; finds them where they are not."""
        if len(self._problem.people) * len(self._problem.tables) * rounds > PROVABLE:
            return False
        problem, known = _of(self._problem, rounds), self._failed[rounds]
        limit = min(seconds, self._left())
        proof = least_repeats(problem, round_rules(problem), known, seconds=limit, enough=1)
        if proof.bound:
            self._most = self._least
        elif proof.rounds is not None:
            self._least = rounds
        return bool(proof.bound) or proof.rounds is not None

    def _left(self) -> float:
        """Seconds that are left."""
        return max(0.0, self._seconds - (perf_counter() - self._began))


def _of(problem: Problem, rounds: int) -> Problem:
    return msgspec.structs.replace(problem, rounds=rounds)


def _by_counting(problem: Problem) -> int | None:
    """The most rounds for which counting finds no repeat; None where it finds none in any number.

    Raises `Conflict` where not even one round can be planned.
    """
    passing, failing = 0, 1
    while not _too_many(problem, failing):
        if failing == MANY:
            return None
        passing, failing = failing, min(2 * failing, MANY)
    while failing - passing > 1:
        middle = (passing + failing) // 2
        if _too_many(problem, middle):
            failing = middle
        else:
            passing = middle
    return passing


def _too_many(problem: Problem, rounds: int) -> bool:
    """Whether counting alone says that so many rounds have a repeat, or cannot be seated."""
    asked = _of(problem, rounds)
    rules = round_rules(asked)
    try:
        seated = seatable(asked, rules, seconds=SEATING)
    except Undecided:
        return False
    except Conflict:
        if rounds == 1:
            raise
        return True
    resting = [len(one.resting) for one in seated]
    # Where stations tie the rounds, another plan may have the rests in other rounds.
    return counting_bound(asked, [sum(resting)] * rounds if stations_tie(rules) else resting) > 0
