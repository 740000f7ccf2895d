"""The service as a process: evenings, clock, delivery, pages and bots."""

import asyncio
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from bot.conversation.starting import SERVICE
from service.api.services import Services
from service.configuration import BadConfiguration, Configuration
from service.example import ExampleEvening
from service.links import ChatLink
from service.logs import set_up_logs
from service.store.errors import DataFolderBusy, DataFolderUnusable, EngineFailed, EngineTooOld, ServerMissing
from tischwechsel.running import ROLES, running
from tischwechsel.terminal import configuration, console, fail, guests


def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen on; 0.0.0.0 lets phones in the hall in.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8080,
    roles: Annotated[str, typer.Option(help="What this process does, of api,clock,bot.")] = ",".join(ROLES),
    example: Annotated[
        Path | None, typer.Option(help="A list of guests: if there is no evening yet, make one of it.")
    ] = None,
) -> None:
    """Run the service: evenings, clock, delivery, pages and bots."""
    settings = configuration()
    chosen = tuple(role.strip() for role in roles.split(",") if role.strip())
    if not chosen or not set(chosen) <= set(ROLES):
        fail(f"--roles {roles}: only {', '.join(ROLES)} are roles", 2)
    if example is not None:
        guests(example)
    set_up_logs(settings.log_format)
    try:
        asyncio.run(_serve(settings, host, port, chosen, example))
    except BadConfiguration as error:
        fail(str(error), 2)
    except (DataFolderBusy, DataFolderUnusable, EngineFailed, EngineTooOld, ServerMissing) as error:
        fail(str(error), 1)
    except OSError as error:
        fail(f"cannot listen on {host}:{port}: {error.strerror or error}", 1)


async def _serve(
    settings: Configuration, host: str, port: int, roles: tuple[str, ...], example: Path | None
) -> None:
    done = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, done.set)
    async with running(settings, host=host, port=port, roles=roles) as services:
        console.print(f"[bold]Tischwechsel[/] läuft auf {services.public_url}", highlight=False)
        shown = asyncio.create_task(_show_links(services, example, _networks(settings, services)))
        await done.wait()
        shown.cancel()
        await asyncio.wait([shown])


def _networks(settings: Configuration, services: Services) -> Mapping[str, ChatLink]:
    """The networks the settings ask for, and what makes addresses there."""
    asked = {
        "Telegram": services.telegram_link if settings.telegram_token else None,
        "Matrix": services.matrix_link if settings.matrix_homeserver else None,
    }
    return {name: link for name, link in asked.items() if link is not None}


async def _show_links(services: Services, example: Path | None, networks: Mapping[str, ChatLink]) -> None:
    """Print what an organiser needs first; with a list given, make an evening of it where there is none."""
    found = await ExampleEvening(services.evenings, services.links).find_or_make(example)
    if found is not None:
        console.print(found, highlight=False, soft_wrap=True)
    code = services.tokens.token("service_chat", SERVICE)
    await asyncio.gather(*(_show_link(name, networks[name], code) for name in networks))


async def _show_link(name: str, link: ChatLink, code: str) -> None:
    """Print where an organiser's chat begins, as soon as the network was reached."""
    while (found := link(code)) is None:
        await asyncio.sleep(0.5)
    address, _, typed = found.partition("?start=")
    shown = f"{address} – dort diesen Code schicken: {typed}" if name == "Matrix" else found
    console.print(f"  Abende anlegen in {name}: {shown}", highlight=False, soft_wrap=True)
