"""The application: every face of the service under one address."""

from collections.abc import AsyncIterator, Iterable

from aiohttp import web
from prometheus_client import CollectorRegistry

from service.api import (
    commands,
    evenings,
    health,
    journal,
    matches,
    metrics,
    openapi,
    participants,
    plans,
    streams,
)
from service.api.faults import LARGEST_BODY, faults
from service.api.headers import secure
from service.api.metrics import METRICS, Metrics, NetworkGauges
from service.api.services import SERVICES, Services


def make_app(
    services: Services,
    routes: Iterable[web.AbstractRouteDef] = (),
    *,
    registry: CollectorRegistry | None = None,
) -> web.Application:
    """Return the application with the API, probes and metrics, and further `routes` (pages) of other rooms.

    Their handlers find the services under `SERVICES`; errors they raise become problem details unless they
    are HTML. `registry` lets other rooms add their own metrics.
    """
    app = web.Application(middlewares=[faults], client_max_size=LARGEST_BODY)
    app[SERVICES] = services
    app[METRICS] = Metrics(registry)
    app[METRICS].registry.register(NetworkGauges(services.networks))
    app[streams.OPEN] = set()
    app.on_response_prepare.append(secure)
    app.on_shutdown.append(streams.close_streams)
    app.cleanup_ctx.append(_count_appends)
    for room in (plans, evenings, participants, matches, commands, journal, openapi, health, metrics):
        app.add_routes(room.routes())
    app.add_routes(routes)
    return app


async def _count_appends(app: web.Application) -> AsyncIterator[None]:
    end = app[SERVICES].live.listen(app[METRICS].appended)
    yield
    end()
