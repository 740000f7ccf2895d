"""The bot vouches for its own device: apps that leave out insecure devices show its messages only then.

The library has no cross-signing. The keys are three signing keys as the Matrix specification has them
(client-server API, "Cross-signing"): the master key signs the self-signing key, that one signs the device.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import structlog
import vodozemac
from nio import Api, AsyncClient

from .safe_file import write_safely

log = structlog.get_logger()

ROLES = ("master", "self_signing", "user_signing")
WRAPPING = bytes(32)  # the file's mode is what protects the keys; its form wants some key


class CrossSigningRefused(Exception):
    """The homeserver does not take the keys; it says why. `soft`: only the token has run out."""

    code = "cross_signing_refused"

    def __init__(self, why: str, *, soft: bool = False) -> None:
        super().__init__(why)
        self.soft = soft


class CrossSigning:
    """Keeps the keys in `cross-signing.json` and a copy beside it, whichever is left restores the other."""

    def __init__(self, client: AsyncClient, folder: Path, password: str | None) -> None:
        self._client = client
        self._files = (folder / "cross-signing.json", folder / "cross-signing.backup.json")
        self._password = password

    async def sign(self) -> bool:
        """Have this device signed; False if it was already.

        The keys made at the first time are used ever after. Keys of somebody else on the account are replaced,
        which needs the password. Raises CrossSigningRefused, or what the HTTP client raises.
        """
        user, device = self._client.user_id, self._client.device_id
        keys = self._load()
        found = await self._query(user)
        theirs = set(found.get("master_keys", {}).get(user, {}).get("keys", {}).values())
        if keys is None:
            if theirs:
                log.warning("matrix_identity_replaced")
            keys = {role: vodozemac.Account() for role in ROLES}
            self._save(keys)
        public = {role: key.ed25519_key.to_base64() for role, key in keys.items()}
        changed = public["master"] not in theirs
        if changed:
            await self._upload(user, device, keys, public)
        mine = found.get("device_keys", {}).get(user, {}).get(device)
        if mine is None:
            raise CrossSigningRefused("the homeserver does not know this device's keys")
        by = f"ed25519:{public['self_signing']}"
        if not changed and by in mine.get("signatures", {}).get(user, {}):
            return False
        bare = {name: value for name, value in mine.items() if name not in ("signatures", "unsigned")}
        signed = _signed(bare, user, keys["self_signing"], public["self_signing"])
        status, answer = await self._call("keys/signatures/upload", {user: {device: signed}})
        if status != 200 or answer.get("failures"):
            raise _refusal(answer)
        return True

    async def _query(self, user: str) -> dict[str, Any]:
        status, found = await self._call("keys/query", {"device_keys": {user: []}})
        if status != 200:
            raise _refusal(found)
        return found

    async def _upload(
        self, user: str, device: str, keys: Mapping[str, vodozemac.Account], public: Mapping[str, str]
    ) -> None:
        body: dict[str, Any] = {}
        for role in ROLES:
            key = {"user_id": user, "usage": [role], "keys": {f"ed25519:{public[role]}": public[role]}}
            if role == "master":
                olm = self._client.olm
                body["master_key"] = _signed(key, user, olm.account._account, device)
            else:
                body[f"{role}_key"] = _signed(key, user, keys["master"], public["master"])
        status, answer = await self._call("keys/device_signing/upload", body)
        if status == 401 and self._password and "session" in answer:
            # asked for only when other keys are replaced
            body["auth"] = {
                "type": "m.login.password",
                "session": answer["session"],
                "identifier": {"type": "m.id.user", "user": user},
                "password": self._password,
            }
            status, answer = await self._call("keys/device_signing/upload", body)
        if status != 200:
            raise _refusal(answer)

    async def _call(self, endpoint: str, body: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
        headers = {"Authorization": f"Bearer {self._client.access_token}", "Content-Type": "application/json"}
        path = f"/_matrix/client/v3/{endpoint}"
        answer = await self._client.send("POST", path, json.dumps(body), headers)
        try:
            read = await answer.json()
        except (ValueError, aiohttp.ContentTypeError):
            read = {}
        return answer.status, read if isinstance(read, dict) else {}

    def _load(self) -> dict[str, vodozemac.Account] | None:
        for file in self._files:
            try:
                kept = msgspec.json.decode(file.read_bytes(), type=dict[str, str])
                keys = {role: vodozemac.Account.from_pickle(kept[role], WRAPPING) for role in ROLES}
            except FileNotFoundError:
                continue
            except (msgspec.DecodeError, KeyError, ValueError, vodozemac.PickleException):
                log.error("matrix_keys_unreadable", file=file.name)
                continue
            self._save(keys, only_missing=True)
            return keys
        return None

    def _save(self, keys: Mapping[str, vodozemac.Account], *, only_missing: bool = False) -> None:
        """Both copies, before the homeserver hears of the keys."""
        data = msgspec.json.encode({role: key.pickle(WRAPPING) for role, key in keys.items()})
        for file in self._files:
            if not (only_missing and self._good(file)):
                write_safely(file, data)

    def _good(self, file: Path) -> bool:
        try:
            kept = msgspec.json.decode(file.read_bytes(), type=dict[str, str])
        except (OSError, msgspec.DecodeError):
            return False
        return set(kept) >= set(ROLES)


def _signed(what: dict[str, Any], user: str, key: Any, key_id: str) -> dict[str, Any]:
    text = Api.to_canonical_json({name: value for name, value in what.items() if name != "signatures"})
    signature = key.sign(text.encode()).to_base64()
    signatures = {**what.get("signatures", {})}
    signatures[user] = {**signatures.get(user, {}), f"ed25519:{key_id}": signature}
    return {**what, "signatures": signatures}


def _refusal(answer: Mapping[str, Any]) -> CrossSigningRefused:
    why = answer.get("errcode") or ("failures" if answer.get("failures") else "no answer that can be read")
    return CrossSigningRefused(str(why), soft=bool(answer.get("soft_logout")))
