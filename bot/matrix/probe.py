"""What a homeserver says of our account, asked with plain HTTP: one look; what is made for it is taken away again."""

import asyncio
import secrets
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Literal, Self
from urllib.parse import quote

import aiohttp
import msgspec
from vodozemac import Ed25519PublicKey, Ed25519Signature

from .session import Device

MESSAGES = 12
"""Two more than a homeserver with Synapse's own limits takes at once."""

DEVICE = "Tischwechsel doctor"
VERSIONS = "/_matrix/client/versions"
WELL_KNOWN = "/.well-known/matrix/client"
TRIAL = "tischwechsel.trial"
"""The type of the room in which the pace is tried: a running bot lets it be."""

PATIENT = 6.0
"""Seconds a room is waited for: making one counts as a message, and Synapse allows one of those every 5 s."""

TRIES = 3

OPEN = (VERSIONS, WELL_KNOWN)

Refusal = Literal["away", "stranger", "token", "password", "limited", "other"]
Signing = Literal["signed", "unsigned", "no_keys", "no_identity"]


class MatrixRefused(Exception):
    """No answer to go on with.

    `kind`: `away` (not reached), `stranger` (no homeserver answered), `token` or `password` (refused), `limited`
    (too much, `wait` seconds) or `other`. Its text holds no secret.
    """

    code = "matrix_refused"

    def __init__(self, kind: Refusal, why: str, *, wait: float = 0.0) -> None:
        super().__init__(why)
        self.kind = kind
        self.wait = wait


def kept_token(folder: Path, user: str) -> str | None:
    """Return the token the bot keeps of its first login, if it has logged in as this user.

    A login each time would use up the few that a homeserver allows, and leave devices behind.
    """
    try:
        device = msgspec.json.decode((folder / "device.json").read_bytes(), type=Device)
    except (OSError, msgspec.DecodeError):
        return None
    return device.token if device.user == user else None


def keeps_signing_keys(folder: Path) -> bool:
    """Tell whether the keys with which the account signs its devices lie here."""
    return any((folder / name).is_file() for name in ("cross-signing.json", "cross-signing.backup.json"))


class Owner(msgspec.Struct, frozen=True):
    """Whom a token belongs to; a token without a device cannot encrypt."""

    user: str
    device: str | None


class Pace(msgspec.Struct, frozen=True):
    """So many messages went out in so many seconds; `wait` seconds until the next one may, 0 for no limit met."""

    sent: int
    seconds: float
    wait: float


class MatrixProbe:
    """Use as `async with MatrixProbe(homeserver) as probe`. All methods raise MatrixRefused.

    `token` stands for the account in everything but `versions` and `right_address`; `log_in` sets it.
    """

    def __init__(self, homeserver: str, *, token: str | None = None, seconds: float = 8.0) -> None:
        """`seconds` is what one answer may take."""
        self._homeserver = homeserver.rstrip("/")
        self._token = token
        self._seconds = seconds

    async def __aenter__(self) -> Self:
        timeout = aiohttp.ClientTimeout(total=self._seconds)
        self._session = aiohttp.ClientSession(timeout=timeout, trust_env=True)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def versions(self) -> tuple[str, ...]:
        """The versions of the protocol it speaks; this needs no account."""
        found = await self._call("GET", VERSIONS)
        if not isinstance(found.get("versions"), list):
            raise MatrixRefused("stranger", "it names no versions")
        return tuple(map(str, found["versions"]))

    async def right_address(self) -> str | None:
        """The homeserver that this address names as its own: `example.org` may say `https://matrix.example.org`."""
        try:
            found = await self._call("GET", WELL_KNOWN)
            address = str(found["m.homeserver"]["base_url"]).rstrip("/")
        except (MatrixRefused, KeyError, TypeError):
            return None
        return None if address == self._homeserver else address

    async def log_in(self, user: str, password: str) -> Owner:
        """Open a device for this look; `log_out` takes it away."""
        body = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": user},
            "password": password,
            "initial_device_display_name": DEVICE,
        }
        try:
            found = await self._call("POST", "/_matrix/client/v3/login", body)
        except MatrixRefused as refused:
            if refused.kind in ("token", "other"):
                raise MatrixRefused("password", str(refused)) from None
            raise
        self._token = str(found["access_token"])
        return Owner(user=str(found["user_id"]), device=str(found["device_id"]))

    async def log_out(self) -> None:
        """Take the device of `log_in` away."""
        await self._call("POST", "/_matrix/client/v3/logout", {})

    async def owner(self) -> Owner:
        """Whom the token belongs to."""
        found = await self._call("GET", "/_matrix/client/v3/account/whoami")
        return Owner(user=str(found["user_id"]), device=found.get("device_id"))

    async def signing(self, owner: Owner) -> Signing:
        """Whether the account has signed its device, as apps demand of whoever they show messages of.

        `no_keys`: the device never encrypted, as before the bot's first start; `no_identity`: the account has no
        keys to sign with.
        """
        user = owner.user
        found = await self._call("POST", "/_matrix/client/v3/keys/query", {"device_keys": {user: []}})
        keys = found.get("self_signing_keys", {}).get(user, {}).get("keys", {})
        device = found.get("device_keys", {}).get(user, {}).get(owner.device or "")
        if device is None:
            return "no_keys"
        if not keys:
            return "no_identity"
        signatures = device.get("signatures", {}).get(user, {})
        content = {name: value for name, value in device.items() if name not in ("signatures", "unsigned")}
        signed = any(_signed(content, key, signatures.get(name)) for name, key in keys.items())
        return "signed" if signed else "unsigned"

    async def has_identity(self, user: str) -> bool:
        """Whether the account has keys it signs its devices with."""
        found = await self._call("POST", "/_matrix/client/v3/keys/query", {"device_keys": {user: []}})
        return user in found.get("master_keys", {})

    async def pace(self, messages: int = MESSAGES) -> Pace:
        """Send so many messages, one after the other, into a room of our own, which is then left and forgotten."""
        made = await self._room()
        room = f"/_matrix/client/v3/rooms/{quote(str(made['room_id']), safe='')}"
        began = monotonic()
        try:
            sent, wait = await self._send(room, messages)
            seconds = monotonic() - began
            tries = 0
            # The first wait may be cut short by what was free before; the one after it is the whole interval.
            while 0 < wait <= PATIENT and tries < TRIES:
                await asyncio.sleep(wait)
                more, again = await self._send(room, 2)
                tries += 1
                if more == 1 and again > 0:
                    wait = again
                    break
        finally:
            await self._forget(room)
        return Pace(sent=sent, seconds=seconds, wait=wait)

    async def _send(self, room: str, messages: int) -> tuple[int, float]:
        """Return how many went out, and the seconds asked for if one did not (0 if all did)."""
        run = secrets.token_hex(8)
        for number in range(messages):
            body = {"msgtype": "m.notice", "body": str(number + 1)}
            try:
                await self._call("PUT", f"{room}/send/m.room.message/{run}-{number}", body)
            except MatrixRefused as refused:
                if refused.kind != "limited":
                    raise
                return number, refused.wait
        return messages, 0.0

    async def _room(self) -> Any:
        body = {"preset": "private_chat", "name": DEVICE, "creation_content": {"type": TRIAL}}
        for _ in range(2):
            try:
                return await self._call("POST", "/_matrix/client/v3/createRoom", body)
            except MatrixRefused as refused:
                if refused.kind != "limited" or refused.wait > PATIENT:
                    raise
                await asyncio.sleep(refused.wait)
        return await self._call("POST", "/_matrix/client/v3/createRoom", body)

    async def _forget(self, room: str) -> None:
        try:
            await self._call("POST", f"{room}/leave", {})
            await self._call("POST", f"{room}/forget", {})
        except MatrixRefused:
            # An empty room nobody else is in does no harm.
            return

    async def _call(self, method: str, path: str, body: object = None) -> Any:
        # A token that is no longer good would be refused even where none is needed.
        headers = {"Authorization": f"Bearer {self._token}"} if self._token and path not in OPEN else {}
        try:
            async with self._session.request(
                method, self._homeserver + path, json=body, headers=headers
            ) as answer:
                status, said = answer.status, await answer.read()
                after = answer.headers.get("Retry-After", "")
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            raise MatrixRefused("away", type(error).__name__) from None
        try:
            found = msgspec.json.decode(said)
        except msgspec.DecodeError:
            found = None
        if not isinstance(found, dict):
            raise MatrixRefused("away" if status >= 500 else "stranger", f"status {status}")
        if status == 200:
            return found
        code = str(found.get("errcode", ""))
        why = f"{status} {code} {found.get('error', '')}".strip()
        if code == "M_LIMIT_EXCEEDED":
            # The header is the newer way, with whole seconds only; the field of the body is finer where it is there.
            seconds = float(after) if after.isdigit() else 1.0
            raise MatrixRefused("limited", why, wait=found.get("retry_after_ms", seconds * 1000) / 1000)
        kind: Refusal = "token" if code in ("M_UNKNOWN_TOKEN", "M_MISSING_TOKEN") else "other"
        raise MatrixRefused("away" if status >= 500 else kind, why)


def _signed(content: dict[str, Any], key: str, signature: str | None) -> bool:
    if signature is None:
        return False
    # The one form of JSON that signatures are made over: sorted, without spaces.
    written = msgspec.json.encode(content, order="deterministic")
    try:
        Ed25519PublicKey.from_base64(key).verify_signature(written, Ed25519Signature.from_base64(signature))
    except ValueError:
        return False
    return True
