"""Reading a call's parameters: every field must be known and of the published type.

Telegram itself overlooks unknown fields; this server refuses them, so that a misspelt one is found.
"""

import re
from collections.abc import Mapping
from typing import Any

import msgspec
from aiohttp import web

from .errors import bad_request


class Field(msgspec.Struct, frozen=True):
    """A parameter: its published type, and the words said when it is missing ("" for optional ones)."""

    kind: str
    missing: str = ""


class Upload(msgspec.Struct, frozen=True):
    """A file that came with the call."""

    name: str
    data: bytes


CHAT = Field("chat", "chat_id is empty")
INTEGER = Field("Integer")
BOOLEAN = Field("Boolean")
STRING = Field("String")
OBJECT = Field("Object")
ARRAY = Field("Array")

WHOLE = re.compile(r"-?\d{1,18}")
WORDS = {"true": True, "false": False}
TYPES: dict[str, tuple[type, ...]] = {
    "Object": (dict,),
    "Array": (list,),
    "Integer": (int,),
    "chat": (int,),
    "Boolean": (bool,),
    "String": (str,),
    "InputFile": (str, Upload),
}


async def received(request: web.Request) -> dict[str, Any]:
    """All parameters of a call, from query, form, multipart or JSON body."""
    values: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json" and request.can_read_body:
        try:
            body = msgspec.json.decode(await request.read())
        except msgspec.DecodeError:
            raise bad_request("can't parse request body as JSON") from None
        if not isinstance(body, dict):
            raise bad_request("can't parse request body: expected an Object")
        return values | body
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            values[name] = Upload(value.filename, value.file.read())
        else:
            values[name] = value
    return values


def checked(values: Mapping[str, Any], fields: Mapping[str, Field]) -> dict[str, Any]:
    """The parameters with their proper types; 400 for an unknown, wrong or missing one."""
    uploads = {f"attach://{name}": value for name, value in values.items() if isinstance(value, Upload)}
    attached = {str(value) for value in values.values()} & set(uploads)
    known: dict[str, Any] = {}
    for name, value in values.items():
        if f"attach://{name}" in attached and name not in fields:
            continue
        if name not in fields:
            raise bad_request(f'unknown parameter "{name}"')
        known[name] = _typed(name, uploads.get(str(value), value), fields[name].kind)
    for name, field in fields.items():
        if field.missing and name not in known:
            raise bad_request(field.missing)
    return known


def _typed(name: str, value: Any, kind: str) -> Any:
    if kind in {"Object", "Array"} and isinstance(value, str):
        try:
            value = msgspec.json.decode(value.encode())
        except msgspec.DecodeError:
            raise bad_request(f'can\'t parse "{name}" as JSON {kind.lower()}') from None
    elif kind in {"Integer", "chat"} and isinstance(value, str) and WHOLE.fullmatch(value):
        value = int(value)
    elif kind == "Boolean" and isinstance(value, str):
        value = WORDS.get(value.lower(), value)
    if not _fits(value, kind):
        if kind == "chat":
            raise bad_request("chat not found" if value else "chat_id is empty")
        raise bad_request(f'can\'t parse "{name}": expected {kind}')
    return value


def _fits(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "Boolean"
    if kind == "chat" and isinstance(value, str):
        return value.startswith("@")
    return isinstance(value, TYPES[kind])
