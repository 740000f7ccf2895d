"""Is the process alive, and can it serve: for whoever restarts or routes to it."""

from aiohttp import web

from service.api.answers import answer
from service.api.services import SERVICES
from service.store.errors import StoreAway


def routes() -> list[web.AbstractRouteDef]:
    """The addresses of probes."""
    return [web.get("/livez", alive), web.get("/readyz", ready)]


async def alive(request: web.Request) -> web.Response:
    """200 as long as the event loop turns; looks at nothing else."""
    return answer({"status": "ok"})


async def ready(request: web.Request) -> web.Response:
    """200 when Redis answers and the planner is compiled, else 503; names each.

    `degraded` (200 too) says that a network is in trouble: a restart would not bring it back.
    """
    services = request.app[SERVICES]
    try:
        await services.evenings.store.ping()
        redis = "ok"
    except StoreAway as away:
        redis = away.kind
    planner = "ok" if services.planner.ready else "compiling"
    networks = services.networks(None)
    good = redis == planner == "ok"
    status = "degraded" if any(network.degraded for network in networks) else "ok"
    return answer(
        {
            "status": status if good else "down",
            "redis": redis,
            "planner": planner,
            "networks": {network.name: network.state for network in networks},
        },
        status=200 if good else 503,
    )
