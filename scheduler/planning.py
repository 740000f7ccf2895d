"""The way from a problem to a plan: contradictions, constructions, search, proof, recount."""

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import TYPE_CHECKING

import msgspec

from scheduler.audit import audit
from scheduler.bound import counting_bound
from scheduler.conflict import contradictions, shortages
from scheduler.construct.laying import Laid, lay
from scheduler.construct.round_robin import round_robin
from scheduler.errors import Conflict, Undecided
from scheduler.mend import mend
from scheduler.plan import Plan, Round
from scheduler.problem import Problem
from scheduler.prove.least_repeats import least_repeats
from scheduler.prove.seatable import seatable
from scheduler.reasons import Broken, Reason
from scheduler.report import Report
from scheduler.rules import round_rules

if TYPE_CHECKING:
    from scheduler.search.budget import Progress
    from scheduler.search.searching import Found

SMALL = 2000
"""People times tables times rounds up to which a proof is tried."""
HOPELESS = 0.6
"""After this share of the time a small problem is left to the proof where repeats seem unavoidable."""
COUNTING = 2e-5
"""Seconds that the recount takes for each seat, about; they are kept back."""
TIGHT = 0.6
"""The share of all pairs who meet, from which on a perfect schedule is worth starting from."""
SEATING = 2.0
"""The least seconds for finding out whether a problem can be seated at all, where the search found no way."""
MOVES_A_TIME_UNIT = 1e6
"""Where moves are limited, a proof may take a unit of the solver's own time for so many."""


def plan(
    problem: Problem,
    *,
    seconds: float = 2.0,
    seed: int = 1,
    iterations: int | None = None,
    progress: "Callable[[Progress], None] | None" = None,
) -> Plan:
    """The best plan found for `problem`, with its report.

    Works for at most `seconds` of wall clock, or for `iterations` moves instead: then the plan is the same on
    every machine. Returns as soon as nothing can get better. `progress` is called now and then.
    Raises `Conflict` when the hard rules cannot all hold.
    """
    task = _Task(problem, seconds, seed, iterations, progress)
    return task.plan()


def warm_up() -> None:
    """Load the solver, and compile the search or load it too: the first plan is then as fast as any other."""
    # numba and the solver take longer to load than the service has to start.
    from scheduler.prove import repeat_model, seat_model  # noqa: F401, PLC0415
    from scheduler.search.ready import compile_kernels  # noqa: PLC0415

    compile_kernels()


class _Task:
    """One planning, from its beginning."""

    def __init__(
        self,
        problem: Problem,
        seconds: float,
        seed: int,
        iterations: int | None,
        progress: "Callable[[Progress], None] | None",
    ) -> None:
        self._began = perf_counter()
        self._problem = problem
        self._seconds = seconds
        self._seed = seed
        self._iterations = iterations
        self._progress = progress
        self._rules = round_rules(problem)

    def plan(self) -> Plan:
        """Try what is quick and certain first."""
        wishes = contradictions(self._problem, self._rules) or shortages(self._rules)
        if wishes:
            self._refuse(wishes)
        laid = self._constructed()
        if laid is not None and len(laid.rounds) == self._problem.rounds:
            report = self._recounted(laid.rounds)
            if report.proved and report.costs.soft <= report.least.soft:
                return self._finished(laid.rounds, report, laid.name)
        found = self._searched(laid)
        rounds, report = self._legal(found.rounds)
        if report.repeats > report.repeats_bound and self._small:
            rounds, report = self._proved(rounds, report)
        by_design = laid is not None and found.laid and rounds == found.rounds
        return self._finished(rounds, report, laid.name if laid is not None and by_design else None)

    def _refuse(self, wishes: tuple[Reason, ...]) -> None:
        """Raise the smallest conflict; `wishes` were found by looking, which may be wrong about stations only."""
        try:
            self._seatable()
        except Undecided:
            raise Conflict(wishes) from None

    def _seatable(self) -> tuple[Round, ...]:
        return seatable(
            self._problem,
            self._rules,
            seconds=max(SEATING, self._left),
            deterministic=None if self._iterations is None else SEATING,
        )

    def _constructed(self) -> Laid | None:
        if self._problem.previous is not None:
            return None
        pairs = round_robin(self._problem, self._rules, self._seed)
        if pairs is not None:
            return Laid(pairs, "round robin")
        return lay(self._problem, self._rules, self._seed)

    def _searched(
        self, laid: Laid | None, first: Sequence[Round] | None = None, rests: int | None = None
    ) -> "Found":
        # numba and numpy take longer to load than the service has to start.
        from scheduler.search.budget import Budget  # noqa: PLC0415
        from scheduler.search.searching import search  # noqa: PLC0415

        seats = len(self._problem.people) * self._problem.rounds
        left = self._left - COUNTING * seats
        return search(
            self._problem,
            self._rules,
            budget=Budget(left, self._iterations),
            seed=self._seed,
            bound=counting_bound(self._problem, None if rests is None else [rests] * self._problem.rounds),
            laid=laid.rounds if laid is not None and self._tight else None,
            first=first,
            rests=rests,
            hopeless=HOPELESS if self._small else 1.0,
            progress=self._progress,
        )

    def _legal(self, rounds: tuple[Round, ...]) -> tuple[tuple[Round, ...], Report]:
        """These rounds, or where they break a rule, or more people rest than the sizes ask for, certainly legal ones."""
        from scheduler.search.least import least_rests  # noqa: PLC0415

        report = self._recounted(rounds)
        resting = sum(len(one.resting) for one in rounds)
        if not report.broken and resting <= least_rests(self._rules):
            return rounds, report
        try:
            legal = self._seatable()
            counted = self._recounted(legal)
        except Undecided:
            legal = mend(self._problem, Plan(rounds=rounds)).rounds
            counted = self._recounted(legal)
            if counted.broken:
                raise Conflict(tuple(Broken(rule) for rule in counted.broken)) from None
        fewest = sum(len(one.resting) for one in legal)
        if not report.broken and resting <= fewest:
            return rounds, report
        found = self._searched(None, legal, fewest).rounds
        better = self._recounted(found)
        return (legal, counted) if better.broken else (found, better)

    def _proved(self, rounds: tuple[Round, ...], report: Report) -> tuple[tuple[Round, ...], Report]:
        """The plan, or one with fewer repeats, and how few there can be."""
        proof = least_repeats(
            self._problem,
            self._rules,
            rounds,
            seconds=self._left,
            deterministic=None if self._iterations is None else self._iterations / MOVES_A_TIME_UNIT,
        )
        if proof.rounds is not None:
            rounds, report = proof.rounds, self._recounted(proof.rounds)
        bound = max(proof.bound, report.repeats_bound)
        least = msgspec.structs.replace(report.least, repeat=bound * self._problem.goals.repeat)
        proved = report.repeats == bound
        return rounds, msgspec.structs.replace(report, repeats_bound=bound, proved=proved, least=least)

    def _recounted(self, rounds: Sequence[Round]) -> Report:
        return audit(self._problem, Plan(rounds=tuple(rounds)))

    def _finished(self, rounds: tuple[Round, ...], report: Report, name: str | None) -> Plan:
        spent = round(perf_counter() - self._began, 3)
        whole = msgspec.structs.replace(report, seconds=spent, seed=self._seed, construction=name)
        return Plan(rounds=rounds, report=whole)

    @property
    def _left(self) -> float:
        return max(0.0, self._began + self._seconds - perf_counter())

    @property
    def _tight(self) -> bool:
        """Whether so many pairs meet that a search from nowhere would hardly find a plan without repeats."""
        people = len(self._problem.people)
        meetings = sum(
            len(one.present) * (len(one.present) / max(1, len(one.tables)) - 1) for one in self._rules
        )
        return meetings > TIGHT * people * (people - 1)

    @property
    def _small(self) -> bool:
        problem = self._problem
        return len(problem.people) * len(problem.tables) * problem.rounds <= SMALL
