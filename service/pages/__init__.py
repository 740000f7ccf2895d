"""The pages of the hall: projector, desk, and the way in behind the QR code."""

from pathlib import Path

from aiohttp import web

from service.pages import desk, joining, printing, projector, saving


def routes() -> list[web.AbstractRouteDef]:
    """Every address of these pages, and their static files."""
    static = web.static("/static/pages", Path(__file__).parent / "static")
    rooms = (projector, desk, printing, saving, joining)
    return [*(route for room in rooms for route in room.routes()), static]
