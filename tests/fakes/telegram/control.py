"""Driving the people from outside: acts, inboxes, counts and troubles over HTTP.

    POST /control/users              {"id", "language"?, "name"?}
    POST /control/users/ID/ACT       ACT: types {"text"}, starts {"code"?}, taps {"button", "message"?},
                                     sends_file {"name", "data" (base64), "size"?, "caption"?}, sends {"what"},
                                     does {"what", "json"} (any update: its kind, its content), blocks, unblocks
    GET  /control/users/ID/inbox     ?after=MESSAGE&wait=SECONDS: waits until something newer is there
    GET  /control/counts             {"delivered": {user: n}, "calls": [[method, status, n]], "refused": n, "waiting": n}
    GET  /control/times              when each message was delivered (epoch ms), oldest first
    GET  /control/menus              [[scope, language, [{"command", "description"}]]]
    GET  /control/files/ID           the bytes of a file; the id stands in an inbox
    POST /control/fail               {"kind", "times"?, "methods"?, "retry_after"?, "user"?}; {} ends all trouble
    POST /control/limits             {"overall", "per_chat", "burst"} or {} for none

A wrong call is 400 with `error`; what is done answers with JSON.
"""

import json
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from aiohttp import web

from .faults import Fault

if TYPE_CHECKING:
    from .person import User
    from .server import BotApi

WAIT_SECONDS = 60.0
T = TypeVar("T")


class NewUser(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person to know."""

    id: int
    language: str | None = None
    name: str = ""


class Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody does; which fields count depends on the act."""

    text: str = ""
    code: str = ""
    button: str = ""
    message: int | None = None
    name: str = ""
    data: bytes = b""
    what: str = ""
    size: int | None = None
    caption: str = ""
    json: str = "{}"


class Pace(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Limits to set; without `overall` there are none."""

    overall: int | None = None
    per_chat: float = 1.0
    burst: int = 4


class Control:
    """The handlers for one server."""

    def __init__(self, api: "BotApi") -> None:
        self.api = api

    async def users(self, request: web.Request) -> web.Response:
        """Make a person known."""
        new = await _body(request, NewUser)
        self.api.user(new.id, language=new.language, name=new.name)
        return _json({"id": new.id})

    async def act(self, request: web.Request) -> web.Response:
        """Somebody does something."""
        user, name = self._user(request), request.match_info["act"]
        act = await _body(request, Act)
        try:
            update = _do(user, name, act)
        except (LookupError, ValueError) as error:
            raise _wrong(str(error)) from None
        return _json({"update_id": update})

    async def inbox(self, request: web.Request) -> web.Response:
        """What somebody reads, at once or as soon as something newer than `after` is there."""
        user = self._user(request)
        after, wait = int(request.query.get("after", 0)), float(request.query.get("wait", 0))

        def newer() -> list[Any] | None:
            return [letter for letter in user.inbox if letter.id > after] or None

        found = (
            await self.api.world.phones[user.id].until(newer, min(wait, WAIT_SECONDS))
            if wait > 0
            else newer()
        )
        return _json(found or [])

    async def counts(self, _request: web.Request) -> web.Response:
        """How many messages everybody got, and what was called how often."""
        world = self.api.world
        return _json(
            {
                "delivered": {str(user): count for user, count in world.delivered.items()},
                "calls": [[method, status, count] for (method, status), count in sorted(world.calls.items())],
                "refused": world.limits.refused if world.limits else 0,
                "waiting": len(world.updates.waiting),
            }
        )

    async def times(self, _request: web.Request) -> web.Response:
        """When messages were delivered."""
        return _json(self.api.world.times)

    async def menus(self, _request: web.Request) -> web.Response:
        """All menus of commands."""
        return _json([[*where, commands] for where, commands in self.api.world.menus.items()])

    async def file(self, request: web.Request) -> web.Response:
        """The bytes of a file."""
        file = self.api.world.files.get(request.match_info["id"])
        if file is None:
            raise _wrong("no such file")
        return web.Response(body=file.data)

    async def fail(self, request: web.Request) -> web.Response:
        """Order trouble, or end it."""
        if await request.read() in {b"", b"{}"}:
            self.api.world.faults.clear()
        else:
            self.api.world.faults.order(await _body(request, Fault))
        return _json({})

    async def limits(self, request: web.Request) -> web.Response:
        """Set the pace."""
        pace = await _body(request, Pace)
        if pace.overall is None:
            self.api.no_limits()
        else:
            self.api.limit(overall=pace.overall, per_chat=pace.per_chat, burst=pace.burst)
        return _json({})

    def _user(self, request: web.Request) -> "User":
        number = int(request.match_info["id"])
        if number not in self.api.world.accounts:
            raise _wrong(f"no user {number}")
        return self.api.user(number)


def routes(api: "BotApi") -> list[web.RouteDef]:
    """All addresses below /control."""
    control = Control(api)
    return [
        web.post("/control/users", control.users),
        web.post(r"/control/users/{id:\d+}/{act}", control.act),
        web.get(r"/control/users/{id:\d+}/inbox", control.inbox),
        web.get("/control/counts", control.counts),
        web.get("/control/times", control.times),
        web.get("/control/menus", control.menus),
        web.get("/control/files/{id}", control.file),
        web.post("/control/fail", control.fail),
        web.post("/control/limits", control.limits),
    ]


def _do(user: "User", name: str, act: Act) -> int | None:
    match name:
        case "types":
            return user.types(act.text)
        case "starts":
            return user.starts(act.code)
        case "sends_file":
            return user.sends_file(act.name, act.data, size=act.size, caption=act.caption)
        case "sends":
            return user.sends(act.what, caption=act.caption)
        case "does":
            # Halves of signs must get through, as they do in what Telegram writes.
            return user.does(act.what, json.loads(act.json))
        case "taps":
            buttoned = [one.id for one in user.inbox if any(act.button in row for row in one.buttons)]
            if act.message is None and not buttoned:
                raise LookupError(f"no message with a button {act.button!r}")
            user.taps(buttoned[-1] if act.message is None else act.message, act.button)
        case "blocks":
            user.blocks()
        case "unblocks":
            user.unblocks()
        case _:
            raise LookupError(f"nobody can do {name!r}")
    return None


async def _body(request: web.Request, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(await request.read() or b"{}", type=kind)
    except msgspec.DecodeError as error:
        raise _wrong(str(error)) from None


def _json(value: object) -> web.Response:
    return web.Response(body=msgspec.json.encode(value), content_type="application/json")


def _wrong(text: str) -> web.HTTPBadRequest:
    return web.HTTPBadRequest(body=msgspec.json.encode({"error": text}), content_type="application/json")
