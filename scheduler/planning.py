"""The way from a problem to a plan: contradictions, constructions, search, recount."""

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import TYPE_CHECKING

import msgspec

from scheduler.audit import audit
from scheduler.bound import counting_bound
from scheduler.conflict import contradictions, shortages
from scheduler.construct.round_robin import round_robin
from scheduler.errors import Conflict, ProblemInvalid
from scheduler.mend import mend
from scheduler.plan import Plan, Round
from scheduler.problem import Person, Problem, Table
from scheduler.rules import RoundRules, round_rules

if TYPE_CHECKING:
    from scheduler.search.budget import Progress

PAIR = 2


def plan(
    problem: Problem,
    *,
    seconds: float = 2.0,
    seed: int = 1,
    iterations: int | None = None,
    progress: "Callable[[Progress], None] | None" = None,
) -> Plan:
    """The best plan found for `problem`, with its report.

    Searches for at most `seconds` of wall clock, or for `iterations` moves instead: then the plan is the
    same on every machine. Returns as soon as nothing can get better. `progress` is called now and then.
    Raises `Conflict` when the hard rules cannot all hold, `ProblemInvalid` (`groups`) for what cannot be
    planned yet: groups at tables for more than two.
    """
    began = perf_counter()
    _check_groups(problem)
    rules = round_rules(problem)
    wishes = contradictions(problem, rules) or shortages(rules)
    if wishes:
        raise Conflict(wishes)
    made = round_robin(problem, rules, seed)
    if made is None or _has_soft_goals(problem):
        made = _searched(problem, rules, made, seconds, seed, iterations, progress)
    return _reported(problem, Plan(rounds=made), began, seed)


def warm_up() -> None:
    """Compile the search, or load what was compiled before: the first plan is then as fast as any other."""
    people = tuple(Person(id=str(number)) for number in range(12))
    tables = tuple(Table(id=str(number), min=3, max=3) for number in range(4))
    plan(Problem(rounds=4, people=people, tables=tables), iterations=1000)


def _searched(  # noqa: PLR0917 - hands on what `plan` was given
    problem: Problem,
    rules: Sequence[RoundRules],
    first: tuple[Round, ...] | None,
    seconds: float,
    seed: int,
    iterations: int | None,
    progress: "Callable[[Progress], None] | None",
) -> tuple[Round, ...]:
    # numba and numpy take longer to load than the service has to start.
    from scheduler.search.budget import Budget  # noqa: PLC0415
    from scheduler.search.searching import search  # noqa: PLC0415

    return search(
        problem,
        rules,
        budget=Budget(seconds, iterations),
        seed=seed,
        bound=counting_bound(problem),
        first=first,
        progress=progress,
    )


def _reported(problem: Problem, made: Plan, began: float, seed: int) -> Plan:
    """The plan with its report; what the search left broken is mended by hand, or cannot be."""
    report = audit(problem, made)
    if report.broken:
        made = mend(problem, made)
        report = audit(problem, made)
    if report.broken:
        raise Conflict(report.broken)
    spent = msgspec.structs.replace(report, seconds=round(perf_counter() - began, 3), seed=seed)
    return Plan(rounds=made.rounds, report=spent)


def _check_groups(problem: Problem) -> None:
    groups = {person.group for person in problem.people if person.group is not None}
    if len(groups) > 1 and any(table.max > PAIR for table in problem.tables):
        raise ProblemInvalid(
            "groups", "Groups can be planned at tables for two only, so far", "$.people[].group"
        )


def _has_soft_goals(problem: Problem) -> bool:
    """Whether a construction that only minds repeats may leave other costs."""
    goals = problem.goals
    wishes = bool(problem.together and goals.together) or bool(problem.matches and goals.seeks_offers)
    languages = bool(goals.language) and any(person.languages for person in problem.people)
    fields = [field for field, weight in goals.mix.items() if weight]
    tags = any(
        field in person.tags or getattr(person, field, None) for person in problem.people for field in fields
    )
    organisations = bool(goals.same_organisation) and any(person.organisation for person in problem.people)
    return wishes or languages or tags or organisations
