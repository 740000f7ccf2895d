"""What stands between a client and a homeserver, and fails as such things do: on order."""

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Any, Self

import aiohttp
import msgspec
from aiohttp import web

from .homeserver import Homeserver

# They belong to one of the two connections, not to what is passed on.
HOP = {"connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade", "host", "content-length"}
LARGEST = 64 * 1024 * 1024


class Seen(msgspec.Struct, frozen=True):
    """A request that came, and the status it was answered with; None if it was dropped or hangs."""

    method: str
    path: str
    status: int | None


class Trouble(msgspec.Struct):
    """What happens to the next `times` requests (None: to all) whose path has `path_part`.

    `passed_on`: the homeserver hears the request all the same, only its answer is lost.
    """

    kind: str
    times: int | None
    path_part: str
    passed_on: bool = False
    status: int = 0
    body: bytes = b""
    headers: Mapping[str, str] = {}


class Gateway:
    """A reverse proxy before `hs`: `async with Gateway(hs) as gate`, clients speak to `gate.url`.

    It passes everything on until it is told otherwise; the trouble ordered first comes first. With the homeserver
    down it answers 502, as proxies do. `seen` is what came, in the order of the answers.
    """

    def __init__(self, hs: Homeserver) -> None:
        self.hs = hs
        self.seen: list[Seen] = []
        self._troubles: list[Trouble] = []
        self._cleared = asyncio.Event()
        self._port = 0
        self._session: aiohttp.ClientSession | None = None
        self._runner = web.ServerRunner(web.Server(self._handle), shutdown_timeout=0.1)

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0),
            timeout=aiohttp.ClientTimeout(total=None),
            auto_decompress=False,
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self.clears()
        await self._runner.cleanup()
        if self._session is not None:
            await self._session.close()

    @property
    def url(self) -> str:
        """The address clients speak to instead of the homeserver's."""
        return f"http://127.0.0.1:{self._port}"

    def answers(
        self,
        status: int,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        *,
        times: int | None = None,
        path_part: str = "",
        passed_on: bool = False,
    ) -> None:
        """Answer itself: `body` as JSON (bytes as they are; None: a proxy's own page), the homeserver hears nothing."""
        page = f"<html><body><h1>{status}</h1></body></html>".encode()
        kind = {
            "Content-Type": "text/html" if body is None or isinstance(body, bytes) else "application/json"
        }
        data = page if body is None else body if isinstance(body, bytes) else msgspec.json.encode(body)
        self._troubles.append(
            Trouble(
                "answer",
                times,
                path_part,
                passed_on=passed_on,
                status=status,
                body=data,
                headers=kind | dict(headers or {}),
            )
        )

    def limits(self, retry_after_ms: int, *, times: int | None = None, path_part: str = "") -> None:
        """Answer 429 as a homeserver does that wants a pause."""
        body = {"errcode": "M_LIMIT_EXCEEDED", "error": "Too Many Requests", "retry_after_ms": retry_after_ms}
        headers = {"Retry-After": str(-(-retry_after_ms // 1000))}
        self.answers(429, body, headers, times=times, path_part=path_part)

    def drops(self, times: int | None = 1, *, path_part: str = "", passed_on: bool = False) -> None:
        """Cut the connection instead of answering."""
        self._troubles.append(Trouble("drop", times, path_part, passed_on=passed_on))

    def hangs(self, times: int | None = None, *, path_part: str = "", passed_on: bool = False) -> None:
        """Say nothing until `clears`, then cut the connection."""
        self._troubles.append(Trouble("hang", times, path_part, passed_on=passed_on))

    def clears(self) -> None:
        """End all trouble; what hangs is cut."""
        self._troubles.clear()
        self._cleared.set()
        self._cleared = asyncio.Event()

    def count(self, path_part: str, status: int | None = None) -> int:
        """How many requests came whose path has `path_part`, of one answer's status if that is given."""
        return sum(path_part in one.path and status in {None, one.status} for one in self.seen)

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        trouble = self._next_trouble(request.path_qs)
        answer: web.StreamResponse | None = None
        if trouble is None or trouble.passed_on:
            answer = await self._pass_on(request)
        else:
            await request.read()
        if trouble is not None:
            answer = await self._spoil(request, trouble)
        self.seen.append(Seen(request.method, request.path_qs, None if answer is None else answer.status))
        if answer is None:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()  # nobody gets it
        return answer

    def _next_trouble(self, path: str) -> Trouble | None:
        for trouble in self._troubles:
            if trouble.path_part not in path:
                continue
            if trouble.times is not None:
                trouble.times -= 1
                if trouble.times == 0:
                    self._troubles.remove(trouble)
            return trouble
        return None

    async def _spoil(self, request: web.BaseRequest, trouble: Trouble) -> web.Response | None:
        if trouble.kind == "answer":
            return web.Response(status=trouble.status, body=trouble.body, headers=trouble.headers)
        if trouble.kind == "hang":
            cleared = self._cleared
            while (
                not cleared.is_set() and request.transport is not None and not request.transport.is_closing()
            ):
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(cleared.wait(), 0.2)
        return None

    async def _pass_on(self, request: web.BaseRequest) -> web.Response:
        assert self._session is not None
        try:
            async with self._session.request(
                request.method,
                self.hs.url + request.raw_path,
                data=await request.read() or None,
                headers=_without_hops(request.headers),
                allow_redirects=False,
            ) as answer:
                return web.Response(
                    status=answer.status, body=await answer.read(), headers=_without_hops(answer.headers)
                )
        except aiohttp.ClientError:
            return web.Response(status=502, text="<h1>502 Bad Gateway</h1>", content_type="text/html")


def _without_hops(headers: Mapping[str, Any]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() not in HOP}
