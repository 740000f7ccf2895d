"""A reverse proxy before the homeserver, which fails on order."""

import asyncio
from collections import Counter
from typing import Self

import aiohttp
from aiohttp import web


class Gateway:
    """Passes requests on to `target`, but for what `fail` says. `seen` counts requests by the fault's word."""

    def __init__(self, target: str) -> None:
        self.target = target
        self.seen: Counter[str] = Counter()
        self._faults: dict[str, list[str]] = {}
        self._runner: web.AppRunner | None = None
        self._session: aiohttp.ClientSession | None = None
        self.url = ""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=100 * 1024**2)
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._session = aiohttp.ClientSession(auto_decompress=False)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        assert self._session is not None
        await self._runner.cleanup()
        await self._session.close()

    def fail(self, word: str, *faults: str) -> None:
        """Answer the next requests with `word` in their path so: an HTTP status, one with an error code after a
        space, "401 soft" (a token that ran out), "drop" (no answer) or "lose" (done, but no answer); "ok" lets one pass.
        """
        self._faults.setdefault(word, []).extend(faults)

    def well(self) -> None:
        """Fail no more."""
        self._faults.clear()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        for word, faults in self._faults.items():
            if word not in request.path_qs:
                continue
            self.seen[word] += 1
            fault = (
                faults[0]
                if len(faults) == 1 and faults[0].endswith("*")
                else faults.pop(0)
                if faults
                else "ok"
            )
            fault = fault.rstrip("*")
            if fault == "ok":
                break
            if fault == "lose":
                await self._pass_on(request)
            if fault in ("drop", "lose"):
                assert request.transport is not None
                request.transport.abort()
                await asyncio.sleep(1)
            status, _, code = fault.partition(" ")
            if code == "soft":
                ended = {"errcode": "M_UNKNOWN_TOKEN", "error": "as ordered", "soft_logout": True}
                return web.json_response(ended, status=int(status))
            if code:
                error = {"errcode": code, "error": "as ordered"}
                return web.json_response(error, status=int(status), headers={"Retry-After": "1"})
            return web.Response(status=int(status), text="<html>no</html>", content_type="text/html")
        status, body, kind = await self._pass_on(request)
        return web.Response(status=status, body=body, headers={"Content-Type": kind})

    async def _pass_on(self, request: web.Request) -> tuple[int, bytes, str]:
        assert self._session is not None
        headers = {
            name: value
            for name, value in request.headers.items()
            if name.lower() in ("authorization", "content-type")
        }
        try:
            async with self._session.request(
                request.method, self.target + request.raw_path, data=await request.read(), headers=headers
            ) as answer:
                kind = answer.headers.get("Content-Type", "application/json")
                return answer.status, await answer.read(), kind
        except aiohttp.ClientError:
            return 502, b"<html>bad gateway</html>", "text/html"
