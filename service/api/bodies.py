"""Reading what a request carries: bodies by their type, numbers in the query, each fault named with its place."""

from typing import TypeVar

import msgspec
from aiohttp import web

from service.api.answers import ApiError

KEY_REUSED = "This Idempotency-Key was used for something else; take a new one."

T = TypeVar("T")


async def read_body(request: web.Request, kind: type[T]) -> T:
    """Return the JSON body as `kind`. Raises ApiError 400 that names the place and what would be right."""
    data = await request.read()
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError as error:
        text, _, path = str(error).partition(" - at ")
        raise ApiError(400, "bad_body", f"{text}.", path=path.strip("`") or "$") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ApiError(400, "not_json", f"The body is not JSON: {error}.", path="$") from None


def query_number(
    request: web.Request, name: str, kind: type[int] | type[float], least: float, most: float
) -> int | float | None:
    """Return a number of the query, or None where it is left out. Raises ApiError 400."""
    text = request.query.get(name)
    if text is None:
        return None
    try:
        number = kind(text)
    except ValueError:
        number = None
    if number is None or not least <= number <= most:
        what = "a whole number" if kind is int else "a number"
        raise ApiError(
            400, "bad_query", f"{name} is {what} from {least:,g} to {most:,g}.", parameter=name, value=text
        )
    return number


def query_switch(request: web.Request, name: str) -> bool:
    """Return a switch of the query: `1` or `true`, else `0`, `false` or left out. Raises ApiError 400."""
    text = request.query.get(name, "0").lower()
    if text not in ("0", "1", "true", "false"):
        raise ApiError(400, "bad_query", f"{name} is 1 or 0.", parameter=name, value=text)
    return text in ("1", "true")


def idempotency_key(request: web.Request) -> str | None:
    """Return the command's id made of the header Idempotency-Key, or None. Raises ApiError 400."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not 1 <= len(key) <= 200 or not key.isascii() or not key.isprintable():
        raise ApiError(400, "bad_idempotency_key", "Idempotency-Key has 1 to 200 printable ASCII characters.")
    return f"api:{key}"
