"""Pushing updates to the bot's address: the secret in a header, again until it answers 2xx, order per chat kept."""

import asyncio
import ipaddress
import re
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from .errors import bad_request
from .updates import Busy, Updates, Waiting

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
SECRET_LENGTH = 256
PORTS = {443, 80, 88, 8443}
SUCCESS = range(200, 300)
CONNECTIONS = 40


class Webhook:
    """The bot's own address, if it has one. `again` is the first pause after a failure, in seconds."""

    def __init__(self, updates: Updates, *, again: float = 0.1) -> None:
        self.updates = updates
        self.again = again
        self.url = ""
        self.secret = ""
        self.connections = CONNECTIONS
        self.last_error: tuple[int, str] | None = None
        self._busy = Busy()
        self._pump: asyncio.Task[None] | None = None

    async def set(self, url: str, *, secret: str = "", connections: int = CONNECTIONS) -> None:
        """Push to `url` from now on ("" stops it); 400 for an address or secret Telegram would not take."""
        if url:
            _check_url(url)
        if secret and len(secret) > SECRET_LENGTH:
            raise bad_request("secret token is too long")
        if secret and not SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        if not 1 <= connections <= 100:
            raise bad_request("invalid max_connections specified")
        await self.stop()
        self.url, self.secret, self.connections = url, secret, connections
        self.last_error = None
        self.updates.hooked = bool(url)
        self.updates.end_poll()
        self.start()

    def start(self) -> None:
        """Go on pushing (after the server was stopped)."""
        if self.url and self._pump is None:
            self._pump = asyncio.create_task(self._run(), name="webhook")

    async def stop(self) -> None:
        """Let go of every connection."""
        if self._pump is not None:
            self._pump.cancel()
            await asyncio.gather(self._pump, return_exceptions=True)
            self._pump = None

    async def _run(self) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session:
            try:
                while True:
                    await self.updates.bell.until(lambda: self._launch(session), 60.0)
            finally:
                await self._busy.cancel()

    def _launch(self, session: aiohttp.ClientSession) -> bool | None:
        started = None
        for one in self.updates.waiting:
            if len(self._busy.tasks) < self.connections and self._busy.free(one.chat):
                self._busy.tasks[one.chat] = asyncio.create_task(self._deliver(session, one))
                started = True
        return started

    async def _deliver(self, session: aiohttp.ClientSession, one: Waiting) -> None:
        pause = self.again
        while not await self._accepted(session, one.update):
            await asyncio.sleep(pause)
            pause = min(60.0, pause * 2)
        self._busy.tasks.pop(one.chat, None)
        self.updates.confirm(one.id)

    async def _accepted(self, session: aiohttp.ClientSession, update: dict[str, Any]) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        try:
            async with session.post(self.url, json=update, headers=headers, allow_redirects=False) as answer:
                if answer.status in SUCCESS:
                    return True
                wrong = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except aiohttp.ClientConnectionError:
            wrong = "Connection refused"
        except TimeoutError:
            wrong = "Read timeout expired"
        self.last_error = (int(self.updates.clock()), wrong)
        self.updates.bell.ring()
        return False


def _check_url(url: str) -> None:
    address = urlsplit(url)
    try:
        loopback = ipaddress.ip_address(address.hostname or "").is_loopback
    except ValueError:
        loopback = address.hostname == "localhost"
    # The published local server takes plain HTTP and any port; so do we, on this computer only.
    if loopback and address.scheme in {"http", "https"}:
        return
    if address.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (address.port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
