"""The rehearsal itself: brings service, organiser, guests and their phones together and counts what came of it."""

import asyncio
import secrets
import socket
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

import aiohttp
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot.channel import Channel
from rehearsal.browser import Page
from rehearsal.cast import cast, coffee_after
from rehearsal.course import Course, RehearsalStopped
from rehearsal.device import Device
from rehearsal.guest import Guest
from rehearsal.hall import EveningOver, Hall
from rehearsal.journal import read_history
from rehearsal.organiser import Invited, Organiser
from rehearsal.phones import Phones
from rehearsal.recount import count_notices, duplicates, lost, repeats, without_table
from rehearsal.report import RehearsalReport
from service.clock import FastTime
from service.configuration import Configuration
from service.people.person import Person

Start = Callable[[Configuration, int, Mapping[str, Channel]], AbstractAsyncContextManager[Any]]
"""Runs the service with these settings on this port of 127.0.0.1, with these channels besides its own."""

FAREWELL = 3.0
"""Real seconds for what is still under way when the evening has ended."""

LONGEST_LINE = 8 * 1024 * 1024
"""Bytes of one journal entry: a draft for thousands of people comes as one line."""


class Rehearsal:
    """One evening to be rehearsed. `time` must be the service's time, `course` says how it went."""

    def __init__(
        self,
        guests: Sequence[Person],
        *,
        rounds: int,
        minutes: float,
        size: int,
        speed: float,
        no_show: float,
        late: float,
        seed: int,
    ) -> None:
        """`no_show` and `late` are shares (0..1) of the guests; `speed` seconds of the evening pass in one."""
        self.time = FastTime(speed)
        self.course = Course()
        self._guests = guests
        self._rounds = rounds
        self._minutes = minutes
        self._size = size
        self._seed = seed
        self._parts = cast(len(guests), rounds=rounds, no_show=no_show, late=late, seed=seed)

    async def run(self, start: Start, console: Console) -> RehearsalReport:
        """Play the evening and count it; what happens just now is shown on `console`.

        Raises RehearsalStopped, and what `start` raises.
        """
        began = monotonic()
        phones = Phones(self.time, self._seed, self.course)
        with TemporaryDirectory(prefix="tischwechsel-", ignore_cleanup_errors=True) as folder:
            settings = Configuration(data=Path(folder), service_token=secrets.token_urlsafe(32))
            port = _free_port()
            columns = (BarColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
            with Progress(*columns, console=console, transient=True) as progress:
                task = progress.add_task("Dienst startet", total=self._rounds)
                hall = Hall(
                    self.time,
                    self._minutes,
                    lambda over, what: progress.update(task, completed=over, description=what),
                )
                async with start(settings, port, {phones.name: phones}):
                    return await self._evening(settings, port, phones, hall, began)

    async def _evening(
        self, settings: Configuration, port: int, phones: Phones, hall: Hall, began: float
    ) -> RehearsalReport:
        connector = aiohttp.TCPConnector(limit=0)
        timeout = aiohttp.ClientTimeout(total=None)
        async with aiohttp.ClientSession(
            connector=connector, timeout=timeout, read_bufsize=LONGEST_LINE
        ) as session:
            organiser = Organiser(
                session, f"http://127.0.0.1:{port}", settings.service_token or "", self.course
            )
            await organiser.ready()
            evening_settings = {
                "rounds": self._rounds,
                "minutes": self._minutes,
                "size": self._size,
                "clock": "auto",
                "language": "de",
            }
            await organiser.create("Probeabend", evening_settings)
            guests = [
                Guest(one.id, part, self._device(session, phones, one, chat=part.chat), hall, self.course)
                for one, part in zip(await organiser.invite(self._guests), self._parts, strict=True)
            ]
            try:
                await self._play(organiser, guests, hall, session)
            finally:
                await asyncio.gather(*(guest.device.close() for guest in guests))
            return self._count(await organiser.entries(), guests, began)

    def _device(self, session: aiohttp.ClientSession, phones: Phones, one: Invited, *, chat: bool) -> Device:
        if chat:
            return phones.phone(one.id, one.chat)
        return Page(session, one.id, one.page, self.time)

    async def _play(
        self, organiser: Organiser, guests: Sequence[Guest], hall: Hall, session: aiohttp.ClientSession
    ) -> None:
        try:
            async with asyncio.TaskGroup() as everybody:
                everybody.create_task(hall.watch(session, organiser.journal, organiser.token))
                await asyncio.gather(*(guest.prepare() for guest in guests))
                await organiser.insist("open")
                at_the_door = [
                    everybody.create_task(guest.arrive(organiser.note))
                    for guest in guests
                    if guest.part.comes == "on_time"
                ]
                await organiser.insist("plan")
                await asyncio.gather(*at_the_door)
                await organiser.insist("begin", confirm=True)
                for guest in guests:
                    if guest.part.comes != "never":
                        everybody.create_task(_spend(guest, organiser))
                await organiser.lead(hall, coffee_after(self._rounds))
                await self._farewell(guests)
        except BaseExceptionGroup as several:
            stopped = several.subgroup(RehearsalStopped)
            if stopped is None:
                raise
            raise _innermost(stopped) from several

    async def _farewell(self, guests: Sequence[Guest]) -> None:
        """Wait until everybody who is there has read that it is over, but not for ever."""

        def read(guest: Guest) -> bool:
            there = bool(guest.stays) and guest.stays[-1].until is None
            return not there or any(one.id.endswith(".ended") for one in guest.device.receipts)

        for _ in range(round(FAREWELL / 0.05)):
            if all(read(guest) for guest in guests):
                return
            await asyncio.sleep(0.05)

    def _count(self, entries: list[dict[str, Any]], guests: Sequence[Guest], began: float) -> RehearsalReport:
        history = read_history(entries)
        receipts = {guest.person: guest.device.receipts for guest in guests}
        stays = {guest.person: guest.stays for guest in guests}
        again, missing = repeats(history), without_table(history, receipts, stays)
        self.course.findings = [
            *(
                f"verloren: {due.person}, Runde {due.round}, Tisch {due.table}"
                for due in lost(history, receipts)
            ),
            *(f"wieder zusammen: {' und '.join(sorted(pair))}, Runde {round}" for pair, round in again),
            *(f"ohne Platz: {person}, Runde {round}" for person, round in missing),
        ]
        twice = duplicates(receipts)
        self.course.forced_duplicates = sum(notice in self.course.timed_out for notice in twice)
        return RehearsalReport(
            rounds=len(history.rounds),
            people=len(guests),
            notices=count_notices(history, receipts),
            repeats=len(again),
            without_table=len(missing),
            seconds=round(monotonic() - began, 1),
        )


async def _spend(guest: Guest, organiser: Organiser) -> None:
    """Be at the evening from the first round on, or from when the guest comes."""
    if guest.part.comes == "late":
        try:
            await guest.arrive(organiser.note)
        except EveningOver:
            return
    await guest.stay()


def _innermost(error: BaseException) -> BaseException:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port
