"""Planning without an evening: a problem comes in, a plan goes out, nothing is kept."""

import time

from aiohttp import web

from scheduler import Conflict, read_problem
from service.api.access import require_service
from service.api.answers import ApiError, answer
from service.api.bodies import query_number
from service.api.language import accepted
from service.api.metrics import METRICS
from service.api.services import SERVICES
from service.planning import DRAFT_SECONDS
from service.wording.reasons import impossible
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
            match=True,
        )
    except Conflict as conflict:
        t = texts(accepted(request.headers.get("Accept-Language")) or "en")
        wishes = impossible(problem, conflict, t)
        detail = " ".join(f"{wish}." for wish in wishes)
        raise ApiError(422, conflict.code, detail, conflict=wishes) from conflict
    request.app[METRICS].planning_seconds.observe(time.perf_counter() - started)
    return answer(made)
