"""The bot's account: one device that stays the same, logged in once, its keys in one folder."""

import asyncio
import hashlib
import logging
import secrets
from pathlib import Path
from typing import Any

import msgspec
import structlog
from nio import AsyncClient, AsyncClientConfig, LoginResponse, Response, WhoamiResponse
from nio.store import SqliteStore

from .failures import LOST, code_of, succeeded
from .patience import Patience
from .safe_file import write_safely
from .standing import Standing

log = structlog.get_logger()

REFUSED = {"M_FORBIDDEN", "M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED", "M_INVALID_USERNAME"}
NAME = "Tischwechsel"


class Store(SqliteStore):  # type: ignore[misc]
    """Keys in SQLite, with a write-ahead log: a first message to somebody writes several times."""

    def _create_database(self) -> Any:
        pragmas = {"foreign_keys": 1, "secure_delete": 1, "journal_mode": "wal", "synchronous": "full"}
        return type(super()._create_database())(self.database_path, pragmas=pragmas)


class Device(msgspec.Struct, frozen=True, omit_defaults=True):
    """The file: who we are. `given` is a hash of the access token of the settings, if that is what is used."""

    user: str
    device: str
    token: str | None = None
    given: str | None = None


class Session:
    """Logs in by `open`, at most once in the life of the folder, and again by `renew` when the token was taken back."""

    def __init__(
        self,
        homeserver: str,
        user: str,
        *,
        password: str | None,
        access_token: str | None,
        folder: Path,
        patience: Patience,
        standing: Standing,
    ) -> None:
        # Below this the library names users, rooms and what failed to decrypt.
        logging.getLogger("nio").setLevel(logging.CRITICAL)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._file = folder / "device.json"
        self.password = password
        self._access_token = access_token
        self._patience = patience
        self._standing = standing
        self._device = self._kept(user)
        config = AsyncClientConfig(
            store=Store, max_limit_exceeded=0, max_timeouts=0, request_timeout=patience.request
        )
        self.client = AsyncClient(
            homeserver.rstrip("/"), user, self._device.device, store_path=str(folder), config=config
        )
        self.client.user_id = user

    @property
    def user(self) -> str:
        """The whole name of the bot's account."""
        return self._device.user

    async def open(self) -> None:
        """Log in, or go on with the token kept; keeps trying. The keys are loaded then."""
        if self._device.token is not None and self._device.given == self._hash():
            self.client.restore_login(self._device.user, self._device.device, self._device.token)
            return
        await self.renew(at_once=True)

    async def renew(self, *, at_once: bool = False, same_device: bool = True) -> None:
        """The token was refused: get another one; keeps trying, slowly.

        A device that was logged out is gone for good, people's apps would not write to it again: with
        `same_device` False there will be a new one, signed with the same keys.
        """
        pauses = self._patience.pauses()
        if not at_once:
            self.client.access_token = ""
            await asyncio.sleep(self._patience.refused)
        if not same_device and not self._access_token:
            self._forget_device()
        while True:
            try:
                response = await (self._ask() if self._access_token else self._log_in())
            except LOST as error:
                self._standing.failed("away", type(error).__name__)
                await asyncio.sleep(next(pauses))
                continue
            if response is None:
                return
            code = code_of(response)
            self._standing.failed("token" if code in REFUSED else "away", code or type(response).__name__)
            await asyncio.sleep(self._patience.refused if code in REFUSED else next(pauses))

    def close(self) -> None:
        """Let go of the key store."""
        if self.client.store is not None:
            self.client.store.database.close()

    async def _log_in(self) -> Response | None:
        """Log in with the password; None if it worked."""
        # The device's name is on disk before the homeserver hears it: a crash in between makes no second one.
        self._keep(self._device)
        self.client.device_id = self._device.device
        response = await self.client.login(self.password or "", device_name=NAME)
        if not succeeded(response, LoginResponse):
            return response
        self._keep(Device(response.user_id, response.device_id, response.access_token))
        return None

    async def _ask(self) -> Response | None:
        """Find out whose the access token of the settings is; None if it worked."""
        self.client.access_token = self._access_token
        response = await self.client.whoami()
        if not succeeded(response, WhoamiResponse):
            return response
        if not response.device_id or response.user_id != self._device.user:
            log.error("matrix_token_of_somebody_else", device=bool(response.device_id))
            return response
        self._keep(Device(response.user_id, response.device_id, self._access_token, self._hash()))
        self.client.restore_login(response.user_id, response.device_id, self._access_token)
        return None

    def _forget_device(self) -> None:
        """Nothing is sent from here until the next login: the library refuses while there is no token."""
        self.close()
        for file in self._folder.glob(f"{self._device.user}_{self._device.device}.db*"):
            file.unlink()
        self.client.store = self.client.olm = None
        self._keep(_new_device(self._device.user))
        for room in self.client.rooms.values():
            room.members_synced = False

    def _hash(self) -> str | None:
        token = self._access_token
        return hashlib.sha256(token.encode()).hexdigest() if token else None

    def _kept(self, user: str) -> Device:
        try:
            device = msgspec.json.decode(self._file.read_bytes(), type=Device)
        except (FileNotFoundError, msgspec.DecodeError):
            device = None
        if device is None or device.user != user:
            return _new_device(user)
        return device

    def _keep(self, device: Device) -> None:
        if device != self._device or not self._file.exists():
            self._device = device
            write_safely(self._file, msgspec.json.encode(device))


def _new_device(user: str) -> Device:
    return Device(user, "TISCH" + secrets.token_hex(4).upper())
