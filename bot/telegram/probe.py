"""What Telegram says of our bot, asked without the library: one look, nothing is changed or taken."""

from types import TracebackType
from typing import Any, Literal, Self

import aiohttp
import msgspec

TELEGRAM = "https://api.telegram.org"

Refusal = Literal["away", "token", "stranger", "busy", "other"]


class TelegramRefused(Exception):
    """No answer to go on with.

    `kind`: `away` (not reached), `token` (refused), `stranger` (something else answered, a Wi-Fi's login page for
    instance), `busy` (429) or `other`. Its text never holds the address, which holds the token.
    """

    code = "telegram_refused"

    def __init__(self, kind: Refusal, why: str) -> None:
        super().__init__(why)
        self.kind = kind


class BotAccount(msgspec.Struct, frozen=True):
    """Our bot, as getMe shows it. `reads_groups`: it gets every word said in its groups."""

    username: str
    name: str
    reads_groups: bool


class Webhook(msgspec.Struct, frozen=True):
    """The address Telegram calls ("" for none), how many updates wait, and why the last call failed."""

    url: str
    waiting: int
    failed: str | None


class TelegramProbe:
    """Use as `async with TelegramProbe(token, api=...) as probe`. All methods raise TelegramRefused."""

    def __init__(self, token: str, *, api: str | None = None, seconds: float = 8.0) -> None:
        """`api` is the base address without `/bot`; `seconds` is what one answer may take."""
        self._base = f"{(api or TELEGRAM).rstrip('/')}/bot{token.strip()}"
        self._seconds = seconds

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(trust_env=True)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def account(self) -> BotAccount:
        """Who the token belongs to."""
        found = await self._call("getMe")
        return BotAccount(
            username=found["username"],
            name=found["first_name"],
            reads_groups=bool(found.get("can_read_all_group_messages")),
        )

    async def webhook(self) -> Webhook:
        """Where updates go."""
        found = await self._call("getWebhookInfo")
        return Webhook(
            url=found.get("url", ""),
            waiting=int(found.get("pending_update_count", 0)),
            failed=found.get("last_error_message"),
        )

    async def somebody_polls(self, seconds: int) -> bool:
        """Poll for so long: whoever polls with the same token sends us away with 409.

        Nothing is confirmed, so what waits stays. If something waits, the answer comes at once and says nothing.
        """
        try:
            await self._call("getUpdates", limit=1, timeout=seconds)
        except TelegramRefused as refused:
            if "409" in str(refused):
                return True
            raise
        return False

    async def _call(self, method: str, **given: int) -> Any:
        timeout = aiohttp.ClientTimeout(total=self._seconds + given.get("timeout", 0))
        try:
            async with self._session.post(f"{self._base}/{method}", json=given, timeout=timeout) as answer:
                status, body = answer.status, await answer.read()
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise TelegramRefused("away", type(error).__name__) from None
        try:
            said = msgspec.json.decode(body)
            good = bool(said["ok"])
        except (msgspec.DecodeError, KeyError, TypeError):
            raise TelegramRefused("away" if status >= 500 else "stranger", f"{method}: {status}") from None
        if good:
            return said["result"]
        # A token that has not even the form of one is answered like an address that does not exist.
        kinds: dict[int, Refusal] = {401: "token", 404: "token", 429: "busy"}
        kind = kinds.get(status, "away" if status >= 500 else "other")
        raise TelegramRefused(kind, f"{method}: {status} {said.get('description', '')}")
