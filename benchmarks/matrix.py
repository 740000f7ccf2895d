"""How fast guests are told over Matrix, beside a bare loop of the library on the same homeserver, and after an outage.

The homeserver is a process of its own; the service runs here, with the real channel and delivery. The guests'
devices exist (the keys of every message are handed out to them) but sleep: what is measured is the sending.
"""

import asyncio
import contextlib
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
from nio import AsyncClient, AsyncClientConfig, RoomSendResponse
from nio.store import SqliteMemoryStore

from benchmarks.row import Row, at_least, at_most
from bot.matrix import MatrixChannel, Patience
from service.api.services import Services
from service.configuration import Configuration
from service.evening.commands import Begin, MakePlan, Next, Open
from service.lists import PeopleList, read_people_json
from service.people.guest_list import GuestList
from tests.fakes.matrix import Homeserver, MatrixPhone
from tischwechsel.running import running

PEOPLE = 200
AT_ONCE = 8
"""Rooms the bare loop writes to at once."""

WAVES = 3
OUTAGE = 60.0
BOT = "@tische:localhost"
BARE = "@vergleich:localhost"
PASSWORD = "geheim"  # noqa: S105 it opens nothing


def rows() -> list[Row]:
    """Measure and return the figures."""
    return asyncio.run(_measure())


async def _measure() -> list[Row]:
    async with Homeserver() as homeserver, _service(homeserver) as (services, evening):
        bare = await _bare(homeserver)
        began = time.monotonic()
        await _bind(homeserver, services, evening)
        bound = time.monotonic() - began
        try:
            await _befriend(bare)
            await _wave(services, evening, Open(), PEOPLE)
            await services.evenings.execute(evening, MakePlan(), by="organiser")
            ours, theirs = [], []
            for wave in range(WAVES):
                theirs.append(PEOPLE / await _loop(bare, f"wave{wave}"))
                ours.append(PEOPLE / await _next_round(services, evening))
            after = await _outage(homeserver, services, evening)
        finally:
            await bare.close()
        best, least = max(ours), max(theirs)
        return [
            Row(f"{PEOPLE} guests open a chat and send their code: all welcomed after", round(bound, 1), "s"),
            Row(
                f"a bare loop of the library, {AT_ONCE} rooms at once, best of {WAVES}", round(least, 1), "/s"
            ),
            at_least(f"tables to {PEOPLE} warm rooms, best of {WAVES}", best, "/s", round(0.95 * least, 1)),
            Row("the same, the slowest", round(min(ours), 1), "/s"),
            at_least(
                "the same as a share of the bare loop, sums of all waves", _share(ours, theirs), "%", 95
            ),
            at_most(f"everything out after {OUTAGE:g} s without homeserver, from its return", after, "s", 10),
        ]


def _share(ours: list[float], theirs: list[float]) -> float:
    return 100 * sum(1 / rate for rate in theirs) / sum(1 / rate for rate in ours)


@contextlib.asynccontextmanager
async def _service(homeserver: Homeserver) -> AsyncIterator[tuple[Services, str]]:
    """The service with its Matrix channel, and an evening of so many guests."""
    await homeserver.register("tische", PASSWORD)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        quick = Patience(join=0.02)
        channel = MatrixChannel(homeserver.url, BOT, password=PASSWORD, data=data, patience=quick)
        async with running(
            Configuration(data=data), host="127.0.0.1", port=0, channels={"matrix": channel}
        ) as services:
            settings = {"rounds": 2 * WAVES + 4, "size": 5, "clock": "manual"}
            evening = await services.evenings.create("Messung", settings)
            people = [{"id": f"g{number}", "name": f"Gast {number}"} for number in range(PEOPLE)]
            await GuestList(services.evenings).take_people(evening.id, _read(people))
            yield services, evening.id


def _read(people: list[dict[str, str]]) -> PeopleList:
    return read_people_json(msgspec.json.encode(people))


async def _bind(homeserver: Homeserver, services: Services, evening: str) -> None:
    """Everybody opens an encrypted chat, sends the code and is welcomed; then their phones sleep."""
    current = await services.evenings.load(evening)
    room = asyncio.Semaphore(6)

    async def one(number: int) -> None:
        async with room, MatrixPhone(homeserver, f"gast{number}") as phone:
            await phone.invites(BOT)
            await phone.hears(".", seconds=60)
            await phone.says(services.links.code(current, f"g{number}"))
            await phone.hears("Willkommen", seconds=60)
            await phone.invites(BARE)

    await asyncio.gather(*map(one, range(PEOPLE)))


async def _next_round(services: Services, evening: str) -> float:
    """Seconds from the command that announces a round until the last guest was told."""
    current = await services.evenings.load(evening)
    if current.phase.step == "open":
        return await _wave(services, evening, Begin(confirm=True))
    await services.evenings.execute(evening, Next(confirm=True), by="organiser")
    return await _wave(services, evening, Next(confirm=True))


async def _wave(services: Services, evening: str, command: Any, sent: int | None = None) -> float:
    """Carry a command out and wait until everybody was sent what follows from it."""
    before = (await services.outbox.tally(evening)).get("sent", 0)
    began = time.perf_counter()
    await services.evenings.execute(evening, command, by="organiser")
    await _sent(services, evening, before + (sent or PEOPLE))
    return time.perf_counter() - began


async def _sent(services: Services, evening: str, number: int) -> None:
    """Wait until so many notices were sent."""
    async with asyncio.timeout(120):
        while (await services.outbox.tally(evening)).get("sent", 0) < number:  # noqa: ASYNC110 Redis is asked
            await asyncio.sleep(0.02)


async def _outage(homeserver: Homeserver, services: Services, evening: str) -> float:
    """Seconds from the homeserver's return until everybody was told what happened while it was away."""
    await services.evenings.execute(evening, Next(confirm=True), by="organiser")
    before = (await services.outbox.tally(evening)).get("sent", 0)
    await homeserver.kill()
    await services.evenings.execute(evening, Next(confirm=True), by="organiser")
    await asyncio.sleep(OUTAGE)
    await homeserver.start()
    began = time.perf_counter()
    await _sent(services, evening, before + PEOPLE)
    return time.perf_counter() - began


async def _bare(homeserver: Homeserver) -> AsyncClient:
    """A client of the library alone."""
    login = await homeserver.login("vergleich")
    client = AsyncClient(
        homeserver.url,
        login.user,
        store_path="nowhere",
        config=AsyncClientConfig(encryption_enabled=True, store=SqliteMemoryStore, store_sync_tokens=False),
    )
    client.restore_login(login.user, login.device, login.token)
    await client.keys_upload()
    return client


async def _befriend(bare: AsyncClient) -> None:
    """Let it accept the guests' invitations to encrypted direct rooms, as the bot did, and write to each once."""
    await bare.sync(0, full_state=True)
    room = asyncio.Semaphore(6)

    async def one(room_id: str) -> None:
        async with room:
            await bare.join(room_id)

    await asyncio.gather(*map(one, list(bare.invited_rooms)))
    await bare.sync(0, full_state=True)
    await bare.keys_query()
    await _loop(bare, "warm")


async def _loop(client: AsyncClient, wave: str) -> float:
    """Seconds for one message to every room, some rooms at once."""
    room = asyncio.Semaphore(AT_ONCE)
    text = "Tisch 7\nmit Tom Berger, Ines Roth, Ali Kaya\nRunde 2 von 7"
    content = {
        "msgtype": "m.text",
        "body": text,
        "format": "org.matrix.custom.html",
        "formatted_body": text.replace("\n", "<br>"),
    }

    async def one(room_id: str) -> None:
        async with room:
            sent = await client.room_send(
                room_id,
                "m.room.message",
                content,
                tx_id=f"{wave}{room_id[1:9]}",
                ignore_unverified_devices=True,
            )
            if not isinstance(sent, RoomSendResponse):
                raise RuntimeError(str(sent))

    began = time.perf_counter()
    await asyncio.gather(*map(one, list(client.rooms)))
    return time.perf_counter() - began
