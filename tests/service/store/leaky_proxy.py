"""A way to Redis on which an answer can get lost after the command has been carried out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path


class LeakyProxy:
    """Stands between client and server; `lose_next(word)` swallows the answer to the next command with `word`."""

    def __init__(self, server: Path, here: Path) -> None:
        self.url = f"unix://{here}"
        self.lost = 0
        self._server = server
        self._word: bytes | None = None

    def lose_next(self, word: str) -> None:
        """The connection breaks instead of answering the next command that contains `word`."""
        self._word = word.encode()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carries one connection."""
        to_reader, to_writer = await asyncio.open_unix_connection(self._server)
        losing = False

        async def onward() -> None:
            nonlocal losing
            while said := await reader.read(65536):
                if self._word is not None and self._word in said:
                    losing, self._word = True, None
                to_writer.write(said)
            to_writer.write_eof()

        sending = asyncio.create_task(onward())
        try:
            while answer := await to_reader.read(65536):
                if losing:
                    self.lost += 1
                    break
                writer.write(answer)
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
            to_writer.close()
            writer.close()


@asynccontextmanager
async def leaky_proxy(server_url: str, folder: Path) -> AsyncIterator[LeakyProxy]:
    """A proxy in front of the Redis at `server_url`."""
    here = folder / "leaky.sock"
    proxy = LeakyProxy(Path(server_url.removeprefix("unix://")), here)
    server = await asyncio.start_unix_server(proxy.serve, here)
    async with server:
        yield proxy
