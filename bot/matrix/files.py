"""Files in both directions, encrypted where the room is."""

import asyncio
import io
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import structlog
from nio import Api, AsyncClient, EncryptionError, UploadResponse
from nio.crypto.attachments import decrypt_attachment

from bot.channel import Attachment

from .failures import LOST, succeeded, translated
from .patience import Patience

log = structlog.get_logger()

FILE_BYTES = 20 * 1024 * 1024
TOO_LARGE = "too_large"
UNAVAILABLE = "unavailable"
ATTEMPTS = 3
SECONDS = 120.0


class Files:
    """Fetches what people send, uploads what they get."""

    def __init__(self, client: AsyncClient, patience: Patience) -> None:
        self._client = client
        self._patience = patience
        # Anybody may send files to a bot: two at once bound what that costs in memory and line.
        self._downloads = asyncio.Semaphore(2)

    async def fetch(self, content: Mapping[str, Any]) -> tuple[Attachment | None, str | None]:
        """The file a message carries, or why there is none: "too_large", "unavailable".

        Counted are the bytes that come: the size a message tells is the sender's claim.
        """
        secret = content.get("file")
        address = secret.get("url") if isinstance(secret, dict) else content.get("url")
        name = content.get("filename") or content.get("body")
        if not isinstance(address, str) or not address.startswith("mxc://"):
            return None, UNAVAILABLE
        pauses = self._patience.pauses()
        for attempt in range(ATTEMPTS):
            if attempt:
                await asyncio.sleep(next(pauses))
            try:
                async with self._downloads:
                    data = await self._download(address)
            except LOST as error:
                log.warning("matrix_download_failed", attempt=attempt + 1, error=type(error).__name__)
                continue
            if data is None:
                return None, TOO_LARGE
            try:
                clear = await asyncio.to_thread(_opened, data, secret) if isinstance(secret, dict) else data
            except (EncryptionError, KeyError, TypeError, ValueError):
                return None, UNAVAILABLE
            return Attachment(name=name if isinstance(name, str) and name else "file", data=clear), None
        return None, UNAVAILABLE

    async def put(self, file: Attachment, *, encrypted: bool) -> dict[str, Any]:
        """Upload, and return what an event says of where it is. Raises TryLater or Rejected, or what the library raises."""
        response, keys = await self._client.upload(
            io.BytesIO(file.data), filename=None, encrypt=encrypted, filesize=len(file.data)
        )
        if not succeeded(response, UploadResponse):
            raise translated(response)
        if keys is None:
            return {"url": response.content_uri}
        return {"file": {**keys, "url": response.content_uri}}

    async def _download(self, address: str) -> bytes | None:
        """The bytes; None if they are too many."""
        parts = urlsplit(address)
        method, path = Api.download(parts.netloc, parts.path.strip("/"))
        headers = {"Authorization": f"Bearer {self._client.access_token}"}
        answer = await self._client.send(method, path.partition("?")[0], None, headers, timeout=SECONDS)
        try:
            if answer.status != 200:
                raise OSError(f"HTTP {answer.status}")
            pieces: list[bytes] = []
            size = 0
            async for piece in answer.content.iter_chunked(64 * 1024):
                size += len(piece)
                if size > FILE_BYTES:
                    return None
                pieces.append(piece)
            return b"".join(pieces)
        finally:
            answer.close()


def _opened(data: bytes, secret: Mapping[str, Any]) -> bytes:
    return bytes(decrypt_attachment(data, secret["key"]["k"], secret["hashes"]["sha256"], secret["iv"]))
