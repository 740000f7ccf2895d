"""A house where evenings take place: the service as a process of its own, that can be killed and started again."""

import asyncio
import os
import re
import signal
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import aiohttp
import msgspec

from tests.fakes.telegram.bell import Bell

ROOT = Path(__file__).parents[2]
COMMAND = Path(sys.executable).with_name("tischwechsel")
PATIENCE = 60.0
"""Seconds a crowded machine may take for anything; nobody waits so long who does not have to."""

OURS = (
    "PYTHONDONTWRITEBYTECODE",
    "REDIS_",
    "TELEGRAM_",
    "TISCHWECHSEL_",
    "MATRIX_",
    "PUBLIC_",
    "SERVICE_",
    "LOG_",
    "RETENTION_",
)
"""Beginnings of variables a house does not inherit. Compiled modules are kept: a start takes 2 s with, 8 s without."""


class Answer(msgspec.Struct, frozen=True):
    """What came back over HTTP; `body` is read where it is JSON, else the text."""

    status: int
    headers: dict[str, str]
    body: Any


class House:
    """The service on a data folder and a port of its own; `words` follow `serve`.

    `async with House(folder) as house` starts it; in the end nothing of it is left running.
    """

    def __init__(
        self, data: Path, *words: str, port: int | None = None, environment: Mapping[str, str] = {}
    ) -> None:
        self.data = data
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.said = ""
        self._words = words
        clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        self._environment = clean | {"TISCHWECHSEL_DATA": str(data), "LOG_FORMAT": "json"} | dict(environment)
        self._process: asyncio.subprocess.Process | None = None
        self._groups: list[int] = []
        self._reading: asyncio.Task[None] | None = None
        self._heard = Bell()
        self.http: aiohttp.ClientSession

    async def __aenter__(self) -> Self:
        self.http = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0, force_close=True))
        try:
            await self.start()
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.runs:
            await self.kill()
        for group in self._groups:
            try:
                os.killpg(group, signal.SIGKILL)
            except ProcessLookupError:
                continue
        await self.http.close()

    @property
    def runs(self) -> bool:
        """The process is there."""
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start it and wait until it answers."""
        await self.launch()
        await self.answers()

    async def launch(self) -> None:
        """Start it and wait for nothing."""
        assert not self.runs, "it runs already"
        self.said = ""
        self._process = await asyncio.create_subprocess_exec(
            COMMAND, "serve", "--port", str(self.port), *self._words,
            cwd=ROOT, env=self._environment, start_new_session=True,
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        self._groups.append(self._process.pid)
        self._reading = asyncio.create_task(self._read(self._process))

    async def answers(self, path: str = "/livez", status: int = 200) -> Answer:
        """Wait until an address answers with this status."""
        async with asyncio.timeout(PATIENCE):
            while True:
                assert self.runs, f"it ended instead:\n{self.said}"
                try:
                    answer = await self.ask("GET", path)
                except (aiohttp.ClientError, OSError):
                    pass
                else:
                    if answer.status == status:
                        return answer
                await asyncio.sleep(0.05)

    async def kill(self) -> None:
        """kill -9; returns when it is dead."""
        assert self._process is not None
        self._process.kill()
        await self.ended()

    async def stop(self) -> int:
        """Ask it to end, as a system does; the exit status."""
        assert self._process is not None
        self._process.terminate()
        return await self.ended()

    async def ended(self) -> int:
        """Wait for its end; the exit status."""
        assert self._process is not None
        assert self._reading is not None
        async with asyncio.timeout(PATIENCE):
            status = await self._process.wait()
        # What Redis or a worker leaves open must not make us wait for the last line.
        await asyncio.wait([self._reading], timeout=2)
        self._reading.cancel()
        return status

    async def says(self, pattern: str, seconds: float = PATIENCE) -> re.Match[str]:
        """Wait until it has printed something like this since its start."""
        found = await self._heard.until(lambda: re.search(pattern, self.said), seconds)
        assert found is not None, f"never said {pattern}:\n{self.said}"
        return found

    @property
    def redis(self) -> int:
        """Process id of the Redis it started last."""
        lines = [msgspec.json.decode(line) for line in self.said.splitlines() if line.startswith("{")]
        return next(
            int(line["pid"])
            for line in reversed(lines)
            if line["event"] in ("redis_started", "redis_restarted")
        )

    @property
    def complaints(self) -> list[str]:
        """Lines of its log that a person would have to look at."""
        grave = re.compile(r'"level": "(error|critical)"|Traceback|never (retrieved|awaited)')
        return [line for line in self.said.splitlines() if grave.search(line)]

    async def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        token: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """One call; `body` bytes as they are, else as JSON; `path` or a whole address of this house."""
        sent = dict(headers or {})
        if token is not None:
            sent["Authorization"] = f"Bearer {token}"
        if body is not None and not isinstance(body, bytes):
            body = msgspec.json.encode(body)
            sent["Content-Type"] = "application/json"
        address = path if path.startswith("http") else self.url + path
        async with self.http.request(method, address, data=body, headers=sent, allow_redirects=False) as came:
            raw = await came.read()
            kind = came.headers.get("Content-Type", "")
            read = msgspec.json.decode(raw) if "json" in kind else raw.decode()
            return Answer(came.status, dict(came.headers), read)

    @property
    def service_token(self) -> str:
        """The token that may create evenings, kept in the data folder."""
        return (self.data / "service-token").read_text(encoding="ascii").strip()

    async def evening(self, guests: bytes | list[dict[str, Any]] = b"", **settings: Any) -> "Evening":
        """A new evening with these guests: a list file, or as the API takes them."""
        made = await self.ask(
            "POST",
            "/api/v1/evenings",
            {"name": "Netzwerkabend Suhl", "settings": settings},
            token=self.service_token,
        )
        assert made.status == 201, made.body
        evening = Evening(self, made.body["id"], made.body["organiser_token"], made.body["links"])
        if guests:
            kind = {"Content-Type": "text/csv"} if isinstance(guests, bytes) else None
            taken = await evening.ask("POST", "/participants", guests, headers=kind)
            assert taken.status == 200, taken.body
            evening.guests = [
                Guest(p["id"], p["name"], p["links"]["page"], p["links"]["telegram"], p["links"]["matrix"])
                for p in taken.body["people"]
            ]
        return evening

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while piece := await process.stdout.read(65536):
            self.said += piece.decode(errors="replace")
            self._heard.ring()


class Guest(msgspec.Struct, frozen=True):
    """Somebody on the list, with the links of their card."""

    id: str
    name: str
    page: str
    telegram: str | None
    matrix: str | None = None

    @property
    def matrix_code(self) -> str:
        """The code that binds a Matrix chat."""
        assert self.matrix is not None, "Matrix was not reached yet"
        return self.matrix.partition("?start=")[2]

    @property
    def code(self) -> str:
        """The code that binds a Telegram chat."""
        assert self.telegram is not None, "Telegram was not reached yet"
        return self.telegram.partition("?start=")[2]


class Evening:
    """One evening of a house, as its organiser sees it."""

    def __init__(self, house: House, evening: str, token: str, links: dict[str, str]) -> None:
        self.house = house
        self.id = evening
        self.token = token
        self.links = links
        self.guests: list[Guest] = []

    async def ask(
        self, method: str, path: str = "", body: Any = None, *, headers: dict[str, str] | None = None
    ) -> Answer:
        """One call below the evening's address."""
        return await self.house.ask(
            method, f"/api/v1/evenings/{self.id}{path}", body, token=self.token, headers=headers
        )

    async def now(self) -> dict[str, Any]:
        """The evening as it is now."""
        answer = await self.ask("GET")
        assert answer.status == 200, answer.body
        found: dict[str, Any] = answer.body
        return found

    async def says(self, word: str, **arguments: Any) -> Answer:
        """Say one word over the API."""
        return await self.ask("POST", "/commands", {"command": word, **arguments})

    async def does(self, word: str, **arguments: Any) -> dict[str, Any]:
        """Say one word that must be carried out."""
        answer = await self.says(word, **arguments)
        assert answer.status == 200, answer.body
        done: dict[str, Any] = answer.body
        return done

    async def at_desk(self, word: str, **arguments: Any) -> Answer:
        """Press a button at the desk."""
        return await self.house.ask("POST", self.links["desk"] + "/commands", {"command": word, **arguments})

    async def until(self, **wanted: Any) -> dict[str, Any]:
        """Wait until the evening is so: `state="running", round=2`."""
        async with asyncio.timeout(PATIENCE):
            while True:
                found = await self.now()
                if all(found[name] == value for name, value in wanted.items()):
                    return found
                await asyncio.sleep(0.05)


def tables_of(now: dict[str, Any]) -> dict[str, str]:
    """Who sits where: participant -> table."""
    return {person: table for table, people in now["seating"].items() for person in people}


def guests(number: int) -> list[dict[str, Any]]:
    """So many guests as the API takes them: g1, g2 ..."""
    return [
        {"id": f"g{n}", "name": f"Gast Nummer{n}", "organisation": f"Firma {n}"} for n in range(1, number + 1)
    ]


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
