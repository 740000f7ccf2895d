"""The server itself: strict Bot API over HTTP on loopback, with people who can be played from a test."""

import asyncio
import secrets
import socket
import struct
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any, Self

from aiohttp import web

from . import messages, reception
from .control import routes
from .errors import ApiError, bad_request
from .faults import SENDS, Fault, Trouble
from .fields import Field, checked, received
from .limits import Limits
from .person import User
from .world import Account, World

Method = Callable[[World, dict[str, Any]], Awaitable[Any]]

METHODS: dict[str, tuple[str, dict[str, Field], Method]] = {
    name.lower(): (name, fields, method)
    for name, fields, method in (
        ("getMe", {}, reception.get_me),
        ("getUpdates", reception.GET_UPDATES, reception.get_updates),
        ("setWebhook", reception.SET_WEBHOOK, reception.set_webhook),
        ("deleteWebhook", reception.DELETE_WEBHOOK, reception.delete_webhook),
        ("getWebhookInfo", {}, reception.get_webhook_info),
        ("getFile", reception.GET_FILE, reception.get_file),
        ("setMyCommands", reception.SET_MENU, reception.set_my_commands),
        ("getMyCommands", reception.MENU, reception.get_my_commands),
        ("deleteMyCommands", reception.MENU, reception.delete_my_commands),
        ("sendMessage", messages.SEND_MESSAGE, messages.send_message),
        ("sendDocument", messages.SEND_DOCUMENT, messages.send_document),
        ("sendPhoto", messages.SEND_PHOTO, messages.send_photo),
        ("sendChatAction", messages.CHAT_ACTION, messages.send_chat_action),
        ("editMessageText", messages.EDIT_TEXT, messages.edit_message_text),
        ("editMessageReplyMarkup", messages.EDIT_KEYBOARD, messages.edit_message_reply_markup),
        ("deleteMessage", messages.DELETE, messages.delete_message),
        ("answerCallbackQuery", messages.ANSWER_TAP, messages.answer_callback_query),
    )
}
BODY_BYTES = 60 * 1024 * 1024
GATEWAY = "<html>\r\n<head><title>Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n"


class BotApi:
    """One bot's Bot API. Use as `async with BotApi() as api`, give `api.url` to the bot and play `api.user(...)`.

    What it knows outlives `stop()`: `start()` comes back on the same port.
    """

    def __init__(
        self,
        *,
        token: str = "1000000:test-token",  # noqa: S107 - no secret: only this server knows it
        username: str = "TischwechselTestBot",
        port: int = 0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.token = token
        self.port = port
        self.world = World(username=username, clock=clock)
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Base address without `/bot`."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Listen on loopback."""
        app = web.Application(client_max_size=BODY_BYTES)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        app.add_routes(routes(self))
        runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.05)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = runner.addresses[0][1]
        self._runner = runner
        self.world.webhook.start()

    async def stop(self) -> None:
        """Be away: connections are refused from now on."""
        await self.world.webhook.stop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def user(
        self, user_id: int, *, language: str | None = None, name: str = "", username: str | None = None
    ) -> User:
        """The person with this id, known from now on (as one who never pressed Start)."""
        if user_id not in self.world.accounts:
            self.world.accounts[user_id] = Account(
                id=user_id, first_name=name or f"Person {user_id}", language=language, username=username
            )
        return User(self.world, user_id)

    def group(self, chat_id: int, title: str = "Stammtisch") -> None:
        """A group the bot is a member of; ids of groups are negative."""
        self.world.accounts[chat_id] = Account(id=chat_id, first_name=title, kind="group", started=True)

    def upgrade(self, chat_id: int, new_id: int) -> None:
        """Make a supergroup of a group: it has another id from now on."""
        group = self.world.accounts[chat_id]
        group.moved_to = new_id
        self.world.accounts[new_id] = Account(
            id=new_id, first_name=group.first_name, kind="supergroup", started=True
        )

    def kick(self, chat_id: int) -> None:
        """Somebody takes the bot out of a group."""
        self.world.accounts[chat_id].blocked = True

    def sent(self, user_id: int) -> int:
        """How many messages were delivered to this person (edits not counted)."""
        return self.world.delivered[user_id]

    def calls(self, method: str, status: int | None = None) -> int:
        """How often a method was called (and answered so; status 0: not answered at all)."""
        return sum(
            count
            for (name, answered), count in self.world.calls.items()
            if name == method and status in {None, answered}
        )

    def fail(
        self,
        kind: Trouble,
        times: int = 1,
        *,
        methods: Sequence[str] = SENDS,
        retry_after: int = 1,
        user: int | None = None,
        seconds: float = 0.2,
    ) -> None:
        """Order trouble for the next calls."""
        self.world.faults.order(
            Fault(
                kind=kind,
                times=times,
                methods=tuple(methods),
                retry_after=retry_after,
                user=user,
                seconds=seconds,
            )
        )

    def limit(self, *, overall: int = 30, per_chat: float = 1.0, burst: int = 4, stars: float = 0.0) -> None:
        """Take so many messages a second in all and in one chat, there `burst` at once; more for `stars`."""
        clock = self.world.clock
        self.world.limits = Limits(clock, overall=overall, per_chat=per_chat, burst=burst, stars=stars)

    def no_limits(self) -> None:
        """Take any number of messages a second."""
        self.world.limits = None

    async def _call(self, request: web.Request) -> web.StreamResponse:
        known = METHODS.get(request.match_info["method"].lower())
        name = known[0] if known else request.match_info["method"]
        status = 0
        try:
            answer = await self._answer(request, known)
            status = answer.status
            return answer
        except ApiError as error:
            status = error.status
            headers = {}
            if "retry_after" in error.parameters:
                headers["Retry-After"] = str(error.parameters["retry_after"])
            return web.json_response(error.body(), status=status, headers=headers)
        finally:
            self.world.calls[name, status] += 1
            self.world.bell.ring()

    async def _answer(
        self, request: web.Request, known: tuple[str, dict[str, Field], Method] | None
    ) -> web.StreamResponse:
        if not secrets.compare_digest(request.match_info["token"].encode(), self.token.encode()):
            raise ApiError(401, "Unauthorized")
        if known is None:
            raise ApiError(404, "Not Found: method not found")
        if request.method not in {"GET", "POST"}:
            raise ApiError(405, "Method Not Allowed")
        name, fields, method = known
        given = checked(await received(request), fields)
        fault = self.world.faults.next(name, {given.get("chat_id")})
        if fault is not None and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        if fault is None or fault.kind == "slow":
            return web.json_response({"ok": True, "result": await method(self.world, given)})
        if fault.kind.endswith("-after"):
            await method(self.world, given)
        return await self._trouble(request, fault)

    async def _trouble(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.kind == "429":
            raise ApiError(
                429, f"Too Many Requests: retry after {fault.retry_after}", retry_after=fault.retry_after
            )
        if fault.kind == "500":
            raise ApiError(500, "Internal Server Error")
        if fault.kind in {"502", "504-after", "html"}:
            status = {"502": 502, "504-after": 504, "html": 200}[fault.kind]
            return web.Response(status=status, text=GATEWAY, content_type="text/html")
        if fault.kind.startswith("silence"):
            await asyncio.Event().wait()
        if request.transport is not None:
            with suppress(OSError):
                # Lingering for no time makes the system send a reset instead of an orderly end.
                line = request.transport.get_extra_info("socket")
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            request.transport.abort()
        raise ConnectionResetError

    async def _download(self, request: web.Request) -> web.Response:
        fault = self.world.faults.next("download", ())
        if fault is not None:
            await self._trouble(request, fault)
        file = self.world.files.get(request.match_info["path"].removeprefix("documents/"))
        if request.match_info["token"] != self.token or file is None:
            return web.json_response(ApiError(404, "Not Found").body(), status=404)
        if file.size > reception.DOWNLOAD_BYTES:
            return web.json_response(bad_request("file is too big").body(), status=400)
        return web.Response(body=file.data, content_type="application/octet-stream")
