"""A Matrix homeserver as people run it: Synapse, a process of its own, on loopback."""

import base64
import hashlib
import hmac
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, NamedTuple, Self

import aiohttp

from .process import LOGS, ROOT, ended, free_port, log_file, new_folder, ready_socket, said_ready
from .settings import log_settings, settings

PYTHON = ROOT / ".venv" / "homeserver" / "bin" / "python"
STOPS_WITHIN = 20.0

# Synapse ends with the tests, however they end, where the kernel offers that. It counts from the thread that
# starts it, so only the main thread may ask for it.
_GUARD = "import ctypes; ctypes.CDLL(None).prctl(1, 9)\n"
_RUN = "from synapse.app.homeserver import main\nmain()"


class Login(NamedTuple):
    """A device that may speak for a user."""

    user: str
    device: str
    token: str


class Homeserver:
    """Synapse with an empty database: `async with Homeserver() as hs`.

    `limits=True` keeps Synapse's own limits for one account (messages: 10 at once, then one every 5 s), as
    somebody else's homeserver has them; else there are none. What it writes is kept in `log`.
    It may be used from several event loops, one after the other.
    """

    name = "localhost"

    def __init__(self, limits: bool = False) -> None:
        self.limits = limits
        self.log = LOGS
        self._folder: Path | None = None
        self._port = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._passwords: dict[str, str] = {}

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def url(self) -> str:
        """The address clients speak to, the same after a restart."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def data(self) -> Path:
        """The folder of database and media, in memory where the system has such a place."""
        if self._folder is None:
            raise RuntimeError("the homeserver was not started")
        return self._folder

    async def start(self) -> None:
        """Start, or start again on the same data and port; returns when it answers.

        AssertionError with the end of its log if it does not come up.
        """
        if self._process is not None:
            return
        if not PYTHON.exists():
            raise FileNotFoundError(f"{PYTHON} is missing. Type:  make test   (it sets the homeserver up)")
        first = self._folder is None
        if first:
            self._folder = new_folder()
            self.log = log_file(self._folder.name)
        for _ in range(3):
            if first:
                self._port = free_port()
                self._write_settings()
            if await self._up():
                return
            if not first or "in use" not in self._tail():
                break  # in use: somebody took the free port before we did
        raise AssertionError(f"the homeserver did not start:\n{self._tail()}")

    async def stop(self) -> None:
        """End it as an admin does (SIGTERM); everything it was told is kept."""
        await self._end(signal.SIGTERM)

    async def kill(self) -> None:
        """End it as a crash does (SIGKILL)."""
        await self._end(signal.SIGKILL)

    async def close(self) -> None:
        """End it and take its data away; the log stays."""
        await self.kill()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    async def register(
        self,
        name: str,
        password: str = "pw",  # noqa: S107 it opens nothing
        admin: bool = False,
        *,
        shown: str | None = None,
    ) -> str:
        """Make an account, `shown` in people's apps, and return its id, @name:localhost.

        AssertionError if there is one of this name already.
        """
        where = "/_synapse/admin/v1/register"
        _, given = await self.request("GET", where)
        words = (given["nonce"], name, password, "admin" if admin else "notadmin")
        mac = hmac.new(b"test", "\0".join(words).encode(), hashlib.sha1).hexdigest()
        status, answer = await self.request(
            "POST",
            where,
            {
                "nonce": given["nonce"],
                "username": name,
                "displayname": shown or name,
                "password": password,
                "admin": admin,
                "mac": mac,
                "inhibit_login": True,
            },
        )
        if status != 200:
            raise AssertionError(f"{name} could not be registered: {answer}")
        self._passwords[name] = password
        return str(answer["user_id"])

    def knows(self, name: str) -> bool:
        """Whether `name` was registered here."""
        return name in self._passwords

    def password(self, name: str) -> str:
        """The password `name` was registered with."""
        return self._passwords[name]

    async def login(self, name: str, password: str | None = None) -> Login:
        """A new device of `name`, who is registered if need be."""
        if not self.knows(name):
            await self.register(name)
        status, answer = await self.request(
            "POST",
            "/_matrix/client/v3/login",
            {
                "type": "m.login.password",
                "identifier": {"type": "m.id.user", "user": name},
                "password": password or self._passwords[name],
            },
        )
        if status != 200:
            raise AssertionError(f"{name} could not log in: {answer}")
        return Login(answer["user_id"], answer["device_id"], answer["access_token"])

    async def request(
        self, method: str, path: str, body: object = None, token: str | None = None
    ) -> tuple[int, Any]:
        """Any call of the client or admin API, for what clients do not do: status and JSON."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with (
            aiohttp.ClientSession() as session,
            session.request(method, self.url + path, json=body, headers=headers) as answer,
        ):
            return answer.status, json.loads(await answer.read() or b"null")

    async def upload(self, data: bytes, token: str) -> str:
        """Keep a file; its mxc:// address."""
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/octet-stream"}
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.url}/_matrix/media/v3/upload", data=data, headers=headers) as answer,
        ):
            if answer.status != 200:
                raise AssertionError(f"the upload was refused: {await answer.text()}")
            return str((await answer.json())["content_uri"])

    async def download(self, address: str, token: str) -> bytes:
        """The file at an mxc:// address."""
        where = f"{self.url}/_matrix/client/v1/media/download/{address.removeprefix('mxc://')}"
        async with (
            aiohttp.ClientSession() as session,
            session.get(where, headers={"Authorization": f"Bearer {token}"}) as answer,
        ):
            if answer.status != 200:
                raise AssertionError(f"{address} can't be had: {await answer.text()}")
            return await answer.read()

    def _write_settings(self) -> None:
        key = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
        (self.data / "signing.key").write_text(f"ed25519 a_test {key}\n")
        (self.data / "hs.yaml").write_text(
            json.dumps(settings(self.name, self._port, self.data, limits=self.limits))
        )
        (self.data / "log.yaml").write_text(json.dumps(log_settings(self.log)))

    async def _up(self) -> bool:
        """Start the process and wait until it says that it is ready; False if it ended or stays silent."""
        guarded = sys.platform == "linux" and threading.current_thread() is threading.main_thread()
        with ready_socket(self.data / "ready") as (ready, where), self.log.open("ab") as log:
            # Not asyncio's process: that one belongs to a loop, the server outlives loops.
            self._process = subprocess.Popen(  # noqa: ASYNC220 it returns at once
                [PYTHON, "-c", (_GUARD if guarded else "") + _RUN, "-c", self.data / "hs.yaml"],
                cwd=self.data,
                env={"PATH": os.environ.get("PATH", ""), "NOTIFY_SOCKET": where, "LC_ALL": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            if await said_ready(ready, self._process):
                return True
        await self.kill()
        return False

    async def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(how)
        if not await ended(process, STOPS_WITHIN):
            process.kill()
            process.wait()
            raise AssertionError(f"the homeserver did not end within {STOPS_WITHIN:g} s:\n{self._tail()}")

    def _tail(self) -> str:
        return self.log.read_text(errors="replace")[-3000:] if self.log.is_file() else ""
