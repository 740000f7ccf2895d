"""The front door: the command line, and the only file that wires all rooms together."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Annotated, NoReturn

import msgspec
import typer
from aiohttp import web
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

import scheduler
from bot.channel import Channel
from bot.conversation import Conversation
from bot.conversation.guest import GuestTalk
from bot.conversation.identity import Identities
from bot.conversation.organiser import OrganiserTalk
from bot.conversation.starting import SERVICE, Starting
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
from rehearsal import Rehearsal, RehearsalStopped, report_table
from scheduler.prove.rounds import most_rounds
from service import pages
from service.api.app import make_app
from service.api.services import Services
from service.clock import Clock, Time, WallTime
from service.configuration import BadConfiguration, Configuration, kept_secret, read_configuration
from service.evenings import Evenings
from service.example import ExampleEvening
from service.guest_list import GuestList
from service.lists import ListUnreadable, read_list
from service.live import Live
from service.logs import set_up_logs
from service.pages.rendering import set_up_templates
from service.person import Person
from service.plan_summary import summary
from service.planning import Planner
from service.problem_file import problem_from_file
from service.replanning import Replanning
from service.store.embedded import EmbeddedRedis
from service.store.errors import DataFolderBusy, DataFolderUnusable, EngineFailed, EngineTooOld, ServerMissing
from service.store.links import Links as ChatStore
from service.store.outbox import Outbox
from service.store.store import Store
from service.tokens import TokenKey
from service.wording.reasons import impossible
from service.wording.refused import texts

ROLES = ("api", "clock", "bot")

console = Console(stderr=True)
app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


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
        guests = GuestTalk(evenings)
        identities = Identities(ChatStore(store), evenings)
        conversation = Conversation(
            identities,
            Starting(evenings, identities, tokens, services.links, guests),
            guests,
            OrganiserTalk(evenings, GuestList(evenings), services.links, outbox),
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


@app.command()
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
    settings = _configuration()
    chosen = tuple(role.strip() for role in roles.split(",") if role.strip())
    if not chosen or not set(chosen) <= set(ROLES):
        _fail(f"--roles {roles}: only {', '.join(ROLES)} are roles", 2)
    if example is not None:
        _guests(example)
    set_up_logs(settings.log_format)
    try:
        asyncio.run(_serve(settings, host, port, chosen, example))
    except BadConfiguration as error:
        _fail(str(error), 2)
    except (DataFolderBusy, DataFolderUnusable, EngineFailed, EngineTooOld, ServerMissing) as error:
        _fail(str(error), 1)
    except OSError as error:
        _fail(f"cannot listen on {host}:{port}: {error.strerror or error}", 1)


async def _serve(
    settings: Configuration, host: str, port: int, roles: tuple[str, ...], example: Path | None
) -> None:
    done = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, done.set)
    async with running(settings, host=host, port=port, roles=roles) as services:
        console.print(f"[bold]Tischwechsel[/] läuft auf {services.public_url}", highlight=False)
        shown = asyncio.create_task(_show_links(services, example, bool(settings.telegram_token)))
        await done.wait()
        shown.cancel()
        await asyncio.wait([shown])


async def _show_links(services: Services, example: Path | None, telegram: bool) -> None:
    """Print what an organiser needs first; with a list given, make an evening of it where there is none."""
    found = await ExampleEvening(services.evenings, services.links).find_or_make(example)
    if found is not None:
        console.print(found, highlight=False, soft_wrap=True)
    if telegram:
        code = services.tokens.token("service_chat", SERVICE)
        while (link := services.telegram_link(code)) is None:
            await asyncio.sleep(0.5)
        console.print(f"  Abende anlegen in Telegram: {link}", highlight=False, soft_wrap=True)


@app.command()
def plan(
    file: Path,
    rounds: Annotated[int | None, typer.Option(min=1)] = None,
    tables: Annotated[int | None, typer.Option(min=1)] = None,
    table_size: Annotated[int | None, typer.Option(min=2)] = None,
    seconds: Annotated[float, typer.Option(min=0.01)] = 10.0,
    seed: int = 1,
    out: Annotated[str | None, typer.Option(help="Where the plan goes; - is standard output.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The plan on standard output.")] = False,
    max_rounds: Annotated[
        bool, typer.Option("--max-rounds", help="Only say how many rounds can pass without a repeat.")
    ] = False,
) -> None:
    """Plan who sits where: FILE is a problem (.json) or a list of people (.csv, .xlsx)."""
    if tables and table_size:
        _fail("--tables and --table-size exclude each other", 2)
    try:
        problem, _ = problem_from_file(file, rounds=rounds, tables=tables, size=table_size)
    except (OSError, ValueError, ListUnreadable) as error:
        _fail(f"{file}: {getattr(error, 'strerror', None) or error}", 2)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    try:
        with Progress(*columns, console=console, transient=True) as progress:
            task = progress.add_task("Planen", total=1.0)
            scheduler.warm_up()

            def tell(share: float) -> None:
                progress.update(task, completed=share)

            if max_rounds:
                possible = most_rounds(problem, seconds=seconds, progress=tell)
            else:
                made = scheduler.plan(problem, seconds=seconds, seed=seed, progress=lambda at: tell(at.share))
    except scheduler.Conflict as conflict:
        _fail(f"{file}: no plan can exist. {'. '.join(impossible(problem, conflict, texts('en')))}.", 1)
    if max_rounds:
        _write("-", possible if as_json else msgspec.Raw(str(possible).encode()))
        return
    target = "-" if as_json and out is None else out
    if target is not None:
        _write(target, made)
    report = made.report
    assert report is not None  # noqa: S101  (the planner always counts)
    for line in summary(problem, report):
        console.print(line, highlight=False, markup=False, soft_wrap=True)


def _write(target: str, data: object) -> None:
    text = msgspec.json.encode(data)
    if target == "-":
        sys.stdout.buffer.write(text + b"\n")
        return
    try:
        Path(target).write_bytes(text + b"\n")
    except OSError as error:
        _fail(f"{target}: {error.strerror}", 2)


@app.command()
def people(file: Path, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Say what an import of this list would do; nothing is stored."""
    try:
        report = read_list(file.read_bytes(), filename=file.name).report
    except (OSError, ListUnreadable) as error:
        text = getattr(error, "strerror", None) or str(error)
        if as_json:
            sys.stdout.buffer.write(msgspec.json.encode({"error": text}) + b"\n")
        _fail(f"{file}: {text}", 2)
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(report) + b"\n")
        return
    console.print(f"{report.people} people", highlight=False)
    for note in (*report.bad_rows, *report.warnings):
        column = f", {note.column}" if note.column else ""
        console.print(f"row {note.row}{column}: {note.why}", highlight=False)
    for twice in report.duplicates:
        console.print(f"row {twice.row}: {twice.why} as row {twice.of}", highlight=False)
    if report.unknown_columns:
        console.print(f"columns not used: {', '.join(report.unknown_columns)}", highlight=False)


@app.command()
def check(problem: Path, plan: Path) -> None:
    """Count a plan again, independently; exit 1 when a hard rule is broken."""
    try:
        report = scheduler.audit(
            scheduler.read_problem(problem.read_bytes()), scheduler.read_plan(plan.read_bytes())
        )
    except (OSError, ValueError) as error:
        _fail(
            f"{getattr(error, 'filename', None) or problem}: {getattr(error, 'strerror', None) or error}", 2
        )
    sys.stdout.buffer.write(msgspec.json.encode(report) + b"\n")
    if report.broken:
        raise typer.Exit(1)


@app.command()
def rehearse(
    file: Path,
    rounds: Annotated[int, typer.Option(min=1)] = 7,
    minutes: Annotated[float, typer.Option(min=0.5)] = 8,
    size: Annotated[int, typer.Option(min=2)] = 5,
    speed: Annotated[float, typer.Option(min=1, max=600, help="So many seconds pass in one.")] = 60,
    no_show: Annotated[float, typer.Option(min=0, max=0.9)] = 0.06,
    late: Annotated[float, typer.Option(min=0, max=0.9)] = 0.08,
    seed: int = 1,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Rehearse a whole evening in time-lapse with simulated guests, through the real service and delivery."""
    set_up_logs(None, quiet=True)
    guests = _guests(file)
    rehearsal = Rehearsal(
        guests, rounds=rounds, minutes=minutes, size=size, speed=speed, no_show=no_show, late=late, seed=seed
    )

    def start(
        settings: Configuration, port: int, channels: Mapping[str, Channel]
    ) -> AbstractAsyncContextManager[Services]:
        return running(settings, host="127.0.0.1", port=port, time=rehearsal.time, channels=channels)

    try:
        report = asyncio.run(rehearsal.run(start, console))
    except (RehearsalStopped, DataFolderBusy, EngineTooOld, ServerMissing) as stopped:
        _fail(str(stopped), 1)
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(report) + b"\n")
    else:
        console.print(report_table(report, rehearsal.course))
    if not report.sound:
        raise typer.Exit(1)


def _guests(file: Path) -> tuple[Person, ...]:
    try:
        return read_list(file.read_bytes(), filename=file.name).people
    except (OSError, ListUnreadable) as error:
        _fail(f"{file}: {getattr(error, 'strerror', None) or error}", 2)


def _configuration() -> Configuration:
    try:
        return read_configuration(os.environ)
    except BadConfiguration as error:
        _fail(str(error), 2)


def _fail(text: str, status: int) -> NoReturn:
    console.print(text, style="red", highlight=False, soft_wrap=True, markup=False)
    raise typer.Exit(status)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
