"""What the handlers work with, handed to them by the front door."""

import msgspec
from aiohttp import web

from service.evenings import Evenings
from service.links import ChatLink, Links
from service.live import Live
from service.networks import Networks, no_networks
from service.planning import Planner
from service.store.outbox import Outbox
from service.tokens import TokenKey


class Services(msgspec.Struct, frozen=True):
    """The running service. `service_token` may create evenings; `public_url` is where guests reach us.

    `networks` tells how those stand that carry messages from here.
    """

    evenings: Evenings
    live: Live
    planner: Planner
    tokens: TokenKey
    service_token: str
    public_url: str
    telegram_link: ChatLink
    matrix_link: ChatLink
    outbox: Outbox
    networks: Networks = no_networks

    @property
    def links(self) -> Links:
        """Every address, built from tokens."""
        return Links(self.tokens, self.public_url, self.telegram_link, self.matrix_link)


SERVICES = web.AppKey("services", Services)
