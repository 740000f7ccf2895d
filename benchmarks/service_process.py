"""The real service as a process of its own, on an empty folder, for measurements over HTTP."""

import asyncio
import contextlib
import os
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import msgspec

from service.store.embedded import EmbeddedRedis


class House(msgspec.Struct, frozen=True):
    """A running service: where it and its Redis are, its token, and after how many seconds it was ready."""

    url: str
    redis: str
    token: str
    ready_after: float
    http: aiohttp.ClientSession

    async def post(self, path: str, token: str, **body: Any) -> Any:
        """Post JSON and return the answer; anything but 2xx raises."""
        headers = {"Authorization": f"Bearer {token}"}
        async with self.http.post(self.url + path, json=body, headers=headers) as response:
            response.raise_for_status()
            return await response.json()

    async def evening(self, people: int, **settings: Any) -> tuple[str, str, list[dict[str, Any]]]:
        """Make an evening with so many people; return its id, the organiser's token, and the people."""
        made = await self.post("/api/v1/evenings", self.token, name="Messung", settings=settings)
        guests = [{"id": f"g{number}", "name": f"Gast {number}"} for number in range(people)]
        headers = {"Authorization": f"Bearer {made['organiser_token']}"}
        path = f"{self.url}/api/v1/evenings/{made['id']}/participants"
        async with self.http.post(path, json=guests, headers=headers) as response:
            response.raise_for_status()
            return made["id"], made["organiser_token"], (await response.json())["people"]


@contextlib.asynccontextmanager
async def service(**settings: str) -> AsyncIterator[House]:
    """Run the service until the block ends, with these settings in its environment."""
    with socket.socket() as free, tempfile.TemporaryDirectory() as folder:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        started = asyncio.get_running_loop().time()
        program = Path(sys.executable).with_name("tischwechsel")
        process = await asyncio.create_subprocess_exec(
            program,
            *("serve", "--port", str(port)),
            env={**os.environ, "TISCHWECHSEL_DATA": folder, "LOG_FORMAT": "json", **settings},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(None)) as http:
            try:
                url = f"http://127.0.0.1:{port}"
                await _ready(http, url)
                ready = asyncio.get_running_loop().time() - started
                token = (Path(folder) / "service-token").read_text().strip()
                redis = EmbeddedRedis(Path(folder)).url
                yield House(url, redis, token, ready, http)
            finally:
                process.terminate()
                await process.wait()


async def _ready(http: aiohttp.ClientSession, url: str) -> None:
    async with asyncio.timeout(120):
        while True:
            with contextlib.suppress(aiohttp.ClientError):
                async with http.get(url + "/readyz") as response:
                    if response.status == 200:
                        return
            await asyncio.sleep(0.05)
