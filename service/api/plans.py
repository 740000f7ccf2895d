"""Planning without an evening: a problem comes in, a plan goes out, nothing is kept."""

import time

from aiohttp import web

from scheduler import Conflict, Problem, read_problem
from service.api.access import require_service
from service.api.answers import ApiError, answer
from service.api.bodies import query_number
from service.api.language import accepted
from service.api.metrics import METRICS
from service.api.services import SERVICES
from service.planning import DRAFT_SECONDS
from service.wording.reasons import reason_in_words
from service.wording.refused import texts

LONGEST = 120
"""Seconds a plan may be worked on while somebody waits."""

MOST_ITERATIONS = 10**10


def routes() -> list[web.AbstractRouteDef]:
    """The address of the planner."""
    return [web.post("/api/v1/plans", plan)]


async def plan(request: web.Request) -> web.Response:
    """Plan the problem in the body."""
    require_service(request)
    seconds = query_number(request, "seconds", float, 0, LONGEST)
    seed = query_number(request, "seed", int, 0, 2**31 - 1)
    iterations = query_number(request, "iterations", int, 1, MOST_ITERATIONS)
    problem = read_problem(await request.read())
    started = time.perf_counter()
    try:
        made = await request.app[SERVICES].planner.plan(
            problem,
            seconds=DRAFT_SECONDS if seconds is None else float(seconds),
            seed=1 if seed is None else int(seed),
            iterations=None if iterations is None else int(iterations),
        )
    except Conflict as conflict:
        raise _impossible(request, problem, conflict) from conflict
    request.app[METRICS].planning_seconds.observe(time.perf_counter() - started)
    return answer(made)


def _impossible(request: web.Request, problem: Problem, conflict: Conflict) -> ApiError:
    """The wishes in conflict in the reader's language; people are called by name and id."""
    t = texts(accepted(request.headers.get("Accept-Language")) or "en")
    names = {person.id: f"{person.name} ({person.id})" for person in problem.people if person.name}
    wishes = [reason_in_words(reason, t, names) for reason in conflict.wishes]
    return ApiError(422, conflict.code, " ".join(f"{wish}." for wish in wishes), conflict=wishes)
