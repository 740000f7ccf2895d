"""What tests say to the API, and what it says back."""

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient

from service.api.services import Services

SERVICE_TOKEN = "service-token-of-the-tests"


class Reply(msgspec.Struct, frozen=True):
    """One answer: status, headers, and the body read as what it says it is."""

    status: int
    headers: dict[str, str]
    body: Any


class Caller:
    """Calls the application as a program would."""

    def __init__(self, client: TestClient, services: Services) -> None:  # type: ignore[type-arg]
        self.client = client
        self.services = services

    async def call(
        self, method: str, path: str, body: Any = None, *, token: str | None = None, **more: Any
    ) -> Reply:
        headers = dict(more.pop("headers", {}))
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        if body is not None and not isinstance(body, bytes):
            body = msgspec.json.encode(body)
            headers.setdefault("Content-Type", "application/json")
        if body is not None:
            body = io.BytesIO(body)
        async with self.client.request(method, path, data=body, headers=headers, **more) as response:
            return await _reply(response)

    async def get(self, path: str, *, token: str | None = None, **more: Any) -> Reply:
        return await self.call("GET", path, token=token, **more)

    async def post(self, path: str, body: Any = None, *, token: str | None = None, **more: Any) -> Reply:
        return await self.call("POST", path, body, token=token, **more)

    async def evening(self, people: int = 0, **settings: Any) -> "Organiser":
        """A new evening with so many people (p1, p2 ...) and somebody who runs it."""
        made = await self.post(
            "/api/v1/evenings", {"name": "Netzwerkabend", "settings": settings}, token=SERVICE_TOKEN
        )
        assert made.status == 201, made.body
        organiser = Organiser(self, made.body["id"], made.body["organiser_token"])
        if people:
            listed = [{"id": f"p{n}", "name": f"Gast {n:02}"} for n in range(1, people + 1)]
            assert (await organiser.people(listed)).status == 200
        return organiser


class Organiser:
    """Somebody who runs one evening through the API."""

    def __init__(self, caller: Caller, evening: str, token: str) -> None:
        self.caller = caller
        self.id = evening
        self.token = token
        self.path = f"/api/v1/evenings/{evening}"

    async def get(self, path: str = "", **more: Any) -> Reply:
        return await self.caller.get(self.path + path, token=self.token, **more)

    async def post(self, path: str, body: Any = None, **more: Any) -> Reply:
        return await self.caller.post(self.path + path, body, token=self.token, **more)

    async def people(self, body: Any, **more: Any) -> Reply:
        return await self.post("/participants", body, **more)

    async def say(self, word: str, *, key: str | None = None, language: str = "", **arguments: Any) -> Reply:
        """Send a word with its arguments; whatever comes back."""
        headers = {"Idempotency-Key": key} if key else {}
        if language:
            headers["Accept-Language"] = language
        return await self.post("/commands", {"command": word, **arguments}, headers=headers)

    async def do(self, word: str, **arguments: Any) -> list[dict[str, Any]]:
        """Send a word that works; the events it became."""
        reply = await self.say(word, **arguments)
        assert reply.status == 200, reply.body
        events: list[dict[str, Any]] = reply.body["events"]
        return events

    async def now(self) -> dict[str, Any]:
        """The evening as it is now."""
        reply = await self.get()
        assert reply.status == 200, reply.body
        body: dict[str, Any] = reply.body
        return body

    async def presence(self) -> dict[str, str]:
        """Presence by id."""
        return {person["id"]: person["presence"] for person in (await self.now())["people"]}

    @asynccontextmanager
    async def live(self, **headers: str) -> AsyncIterator[ClientResponse]:
        """The journal as a stream."""
        accept = {"Accept": "text/event-stream", "Authorization": f"Bearer {self.token}", **headers}
        async with self.caller.client.get(f"{self.path}/journal", headers=accept) as response:
            yield response


async def next_event(response: ClientResponse) -> tuple[str, Any]:
    """The next event of a stream: its id and data; comments are passed over."""
    found: dict[str, str] = {}
    while line := (await response.content.readline()).decode():
        if line != "\n":
            field, _, value = line.rstrip("\n").partition(": ")
            found[field] = value
        elif "data" in found:
            return found["id"], msgspec.json.decode(found["data"])
    raise EOFError


async def _reply(response: ClientResponse) -> Reply:
    data = await response.read()
    body: Any = data.decode()
    if response.content_type in ("application/json", "application/problem+json"):
        body = msgspec.json.decode(data)
    return Reply(response.status, dict(response.headers), body)
