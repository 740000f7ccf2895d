"""The whole service wired together: the only place where all rooms meet."""

import contextlib
from collections.abc import AsyncIterator, Mapping

from aiohttp import web

from bot.channel import Channel
from bot.conversation.talk import Conversation
from bot.conversation.words import menu
from bot.delivery import Delivery
from bot.listening import Listening
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
from service.configuration import Configuration, kept_secret
from service.evenings import Evenings
from service.live import Live
from service.pages.rendering import set_up_templates
from service.planning import Planner
from service.replanning import Replanning
from service.store.embedded import EmbeddedRedis
from service.store.links import Links as ChatStore
from service.store.outbox import Outbox
from service.store.store import Store
from service.tokens import TokenKey

ROLES = ("api", "clock", "bot")


@contextlib.asynccontextmanager
async def running(  # noqa: PLR0915  (the one place where every room meets)
    settings: Configuration,
    *,
    host: str,
    port: int,
    roles: tuple[str, ...] = ROLES,
    time: Time | None = None,
    channels: Mapping[str, Channel] | None = None,
) -> AsyncIterator[Services]:
    """Run the whole service until the block ends. Raises what the embedded Redis cannot start for.

    `channels` are further ones by name, besides those the settings ask for; they are started and closed here.
    """
    async with contextlib.AsyncExitStack() as stack:
        time = time or WallTime()
        url = settings.redis_url
        if url is None:
            engine = EmbeddedRedis(settings.data)
            url = await engine.start()
            stack.push_async_callback(engine.stop)
        store = Store(url)
        stack.push_async_callback(store.close)
        outbox = Outbox(store)
        planner = Planner()
        await planner.start()
        stack.push_async_callback(planner.close)
        evenings = Evenings(store, planner, time.now)
        stack.push_async_callback(evenings.close)
        live = Live(evenings)
        await live.start()
        stack.push_async_callback(live.close)
        tokens = TokenKey(kept_secret(settings.data, "key").encode())
        telegram = _telegram(settings) if "bot" in roles or "api" in roles else None
        known: dict[str, Channel] = {} if telegram is None else {"telegram": telegram}
        known |= channels or {}
        carrying = known if "bot" in roles else {}
        for channel in carrying.values():
            await channel.start()
            stack.push_async_callback(channel.close)
        services = Services(
            evenings=evenings,
            live=live,
            planner=planner,
            tokens=tokens,
            service_token=settings.service_token or kept_secret(settings.data, "service-token"),
            public_url=settings.public_url or f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}",  # noqa: S104
            telegram_link=known["telegram"].start_link if "telegram" in known else lambda _: None,
            matrix_link=lambda _: None,
            outbox=outbox,
        )
        conversation = Conversation(
            evenings=evenings, chats=ChatStore(store), tokens=tokens, links=services.links, outbox=outbox
        )
        if "clock" in roles:
            for part in (Clock(evenings, live, time), Replanning(evenings, live)):
                await part.start()
                stack.push_async_callback(part.close)
        if "bot" in roles:
            delivery = Delivery(
                evenings=evenings,
                live=live,
                outbox=outbox,
                channels=carrying,
                notices=notices,
                current=current_place,
                render=render,
                now=time.now,
            )
            await delivery.start()
            stack.push_async_callback(delivery.close)
            listening = Listening(carrying, conversation)
            await listening.start()
            stack.push_async_callback(listening.close)
        if "api" in roles:
            hub, reach = Hub(live), Reach(outbox)
            stack.callback(hub.close)
            stack.push_async_callback(reach.close)
            routes = [*pages.routes(), *WebPages(conversation, hub, reach).routes()]
            if telegram is not None and settings.telegram_webhook_url:
                routes.append(web.post("/telegram", telegram.webhook))
            http = make_app(services, routes)
            set_up_templates(http, WEB_ROOM)
            runner = web.AppRunner(http, access_log=None, shutdown_timeout=2)
            await runner.setup()
            stack.push_async_callback(runner.cleanup)
            await web.TCPSite(runner, host, port, backlog=2048).start()
        yield services


def _telegram(settings: Configuration) -> TelegramChannel | None:
    if settings.telegram_token is None:
        return None
    channel = TelegramChannel(
        settings.telegram_token,
        api=settings.telegram_api,
        webhook_url=settings.telegram_webhook_url,
        webhook_secret=settings.telegram_webhook_secret,
    )
    channel.set_commands({"de": menu("guest", "de"), "": menu("guest", "en")})
    return channel
