"""The whole service wired together: the only place where all rooms meet."""

import contextlib
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack

from aiohttp import web

from bot.channel import Channel
from bot.conversation.talk import Conversation
from bot.delivery import Delivery
from bot.listening import Listening
from bot.networks import NetworksSeen
from bot.notices import current_place, notices
from bot.telegram import TelegramChannel
from bot.web import HERE as WEB_ROOM
from bot.web.hub import Hub
from bot.web.pages import WebPages
from bot.web.reach import Reach
from bot.wording import render
from service import pages
from service.api.app import make_app
from service.api.services import Services
from service.clock import Clock, Time, WallTime
from service.configuration import BadConfiguration, Configuration, kept_secret
from service.evenings import Evenings
from service.live import Live
from service.matchmaking import Matchmaking
from service.pages.rendering import set_up_templates
from service.planning import Planner
from service.replanning import Replanning
from service.store.embedded import EmbeddedRedis
from service.store.links import Links as ChatStore
from service.store.outbox import Outbox
from service.store.store import Store
from service.tokens import TokenKey
from tischwechsel.channels import Menus, matrix_channel, private_link, starting_links, telegram_channel

ROLES = ("api", "clock", "bot")


@contextlib.asynccontextmanager
async def running(
    settings: Configuration,
    *,
    host: str,
    port: int,
    roles: tuple[str, ...] = ROLES,
    time: Time | None = None,
    channels: Mapping[str, Channel] | None = None,
) -> AsyncIterator[Services]:
    """Run the whole service until the block ends.

    `channels` are further ones by name, besides those the settings ask for; they are started and closed here.
    Raises BadConfiguration, and what the embedded Redis cannot start for.
    """
    async with AsyncExitStack() as stack:
        time = time or WallTime()
        store = await _store(stack, settings)
        planner = Planner()
        await planner.start()
        stack.push_async_callback(planner.close)
        evenings = Evenings(store, planner, time.now)
        stack.push_async_callback(evenings.close)
        live = Live(evenings)
        await live.start()
        stack.push_async_callback(live.close)
        tokens = TokenKey(kept_secret(settings.data, "key").encode())
        telegram = telegram_channel(settings) if "bot" in roles or "api" in roles else None
        known = dict(channels or {})
        if telegram is not None:
            known["telegram"] = telegram
        if "bot" in roles and (matrix := _matrix(settings)) is not None:
            known["matrix"] = matrix
        carrying = known if "bot" in roles else {}
        for channel in carrying.values():
            await channel.start()
            stack.push_async_callback(channel.close)
        outbox = Outbox(store)
        delivery = _delivery(evenings, live, outbox, carrying)
        seen = NetworksSeen(carrying, delivery.status)
        services = Services(
            evenings=evenings,
            live=live,
            planner=planner,
            tokens=tokens,
            service_token=settings.service_token or kept_secret(settings.data, "service-token"),
            public_url=settings.public_url or f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}",  # noqa: S104
            telegram_link=starting_links(known, "telegram"),
            matrix_link=starting_links(known, "matrix"),
            outbox=outbox,
            networks=seen.standings,
        )
        menus = Menus(carrying)
        stack.push_async_callback(menus.close)
        conversation = Conversation(
            evenings=evenings,
            chats=ChatStore(store),
            tokens=tokens,
            links=services.links,
            outbox=services.outbox,
            on_role=menus.show,
            private_link=lambda name: private_link(known, name),
            networks=services.networks,
        )
        if "clock" in roles:
            matchmaking = Matchmaking(evenings, live)
            evenings.before_planning = matchmaking.settled
            for part in (Clock(evenings, live, time), matchmaking, Replanning(evenings, live)):
                await part.start()
                stack.push_async_callback(part.close)
        if "bot" in roles:
            for telling in (delivery, seen, Listening(carrying, conversation)):
                await telling.start()
                stack.push_async_callback(telling.close)
        if "api" in roles:
            hook = telegram if settings.telegram_webhook_url else None
            await _open_pages(stack, services, conversation, hook, (host, port))
        yield services


async def _store(stack: AsyncExitStack, settings: Configuration) -> Store:
    """The Redis of the settings, or one of our own."""
    url = settings.redis_url
    if url is None:
        engine = EmbeddedRedis(settings.data)
        url = await engine.start()
        stack.push_async_callback(engine.stop)
    store = Store(url)
    stack.push_async_callback(store.close)
    return store


def _matrix(settings: Configuration) -> Channel | None:
    try:
        return matrix_channel(settings)
    except OSError as error:
        raise BadConfiguration(
            f"{settings.data}/matrix cannot be used for the keys of the Matrix account: {error.strerror or error}"
        ) from error


def _delivery(evenings: Evenings, live: Live, outbox: Outbox, channels: Mapping[str, Channel]) -> Delivery:
    """What tells people over these channels."""
    return Delivery(
        evenings=evenings,
        live=live,
        outbox=outbox,
        channels=channels,
        notices=notices,
        current=current_place,
        render=render,
        now=evenings.now,
    )


async def _open_pages(
    stack: AsyncExitStack,
    services: Services,
    conversation: Conversation,
    hook: TelegramChannel | None,
    address: tuple[str, int],
) -> None:
    """Answer over HTTP: the API, the pages, and Telegram's calls where it calls us."""
    hub, reach = Hub(services.live), Reach(services.outbox)
    stack.callback(hub.close)
    stack.push_async_callback(reach.close)
    routes = [*pages.routes(), *WebPages(conversation, hub, reach).routes()]
    if hook is not None:
        routes.append(web.post("/telegram", hook.webhook))
    http = make_app(services, routes)
    set_up_templates(http, WEB_ROOM)
    runner = web.AppRunner(http, access_log=None, shutdown_timeout=2)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, *address, backlog=2048).start()
