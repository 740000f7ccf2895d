"""Answers in JSON, and problem details (RFC 9457) for everything that went wrong."""

from http import HTTPStatus
from typing import Any

import msgspec
from aiohttp import web

_encode = msgspec.json.Encoder().encode


class ApiError(Exception):
    """A request that cannot be served; `code` is stable, `detail` a sentence that says what would be right.

    `more` are further members of the problem details.
    """

    def __init__(
        self, status: int, code: str, detail: str, *, headers: dict[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = headers or {}
        self.more = more


def answer(data: object, *, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """Return anything msgspec can encode as a JSON response."""
    return web.Response(
        body=_encode(data), status=status, content_type="application/json", charset="utf-8", headers=headers
    )


def problem(
    status: int, code: str, detail: str, *, headers: dict[str, str] | None = None, **more: Any
) -> web.Response:
    """Return problem details; `type` is left out, so `code` is what programs look at."""
    body = {"status": status, "title": HTTPStatus(status).phrase, "code": code, "detail": detail, **more}
    return web.Response(
        body=_encode(body), status=status, content_type="application/problem+json", headers=headers
    )
