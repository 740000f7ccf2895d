"""The pages of the hall: projector, desk, and the way in behind the QR code."""

from pathlib import Path

from aiohttp import web

from service.pages import desk, joining, printing, projector


def routes() -> list[web.AbstractRouteDef]:
    """Every address of these pages, and their static files."""
    static = web.static("/static/pages", Path(__file__).parent / "static")
    return [*projector.routes(), *desk.routes(), *printing.routes(), *joining.routes(), static]
