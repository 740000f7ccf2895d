"""The description of the API (OpenAPI 3.1), its schemas generated from the types that handlers read and write."""

from functools import cache
from typing import Any

import msgspec
from aiohttp import web

from scheduler import Plan, Problem
from service.api.commands import WordAsked
from service.api.evenings import NewEvening
from service.api.participants import PASTED, TABLES
from service.api.views import (
    CommandDone,
    CreatedEvening,
    EveningView,
    ImportView,
    JournalEntry,
    LinksView,
)
from service.export import Export
from service.people.matches_view import MatchesView
from service.people.person import Person

Json = dict[str, Any]

ADDRESS = "/api/v1/openapi.json"


class ProblemDetails(msgspec.Struct, frozen=True, kw_only=True):
    """Why a request was not served (RFC 9457). `code` is stable; further members depend on it."""

    status: int
    title: str
    code: str
    detail: str


class Health(msgspec.Struct, frozen=True):
    """What stands and what does not: "ok", "degraded" (a network is in trouble) or "down", and each part by name."""

    status: str
    redis: str | msgspec.UnsetType = msgspec.UNSET
    planner: str | msgspec.UnsetType = msgspec.UNSET
    networks: dict[str, str] | msgspec.UnsetType = msgspec.UNSET


TYPES: tuple[type, ...] = (
    Problem,
    Plan,
    Person,
    NewEvening,
    WordAsked,
    Export,
    ProblemDetails,
    Health,
    CreatedEvening,
    EveningView,
    ImportView,
    LinksView,
    MatchesView,
    CommandDone,
    JournalEntry,
)

_references, _schemas = msgspec.json.schema_components(TYPES, ref_template="#/components/schemas/{name}")
REFERENCES: dict[type, Json] = dict(zip(TYPES, _references, strict=True))


def routes() -> list[web.AbstractRouteDef]:
    """The address of this description."""
    return [web.get(ADDRESS, show)]


async def show(request: web.Request) -> web.Response:
    """The description, open to everybody."""
    return web.Response(
        body=encoded(), content_type="application/json", headers={"Cache-Control": "public, max-age=300"}
    )


@cache
def encoded() -> bytes:
    """Return the description as JSON."""
    return msgspec.json.encode(description())


def description() -> Json:
    """Return the description as one value."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Tischwechsel",
            "version": "1",
            "summary": "Networking evenings: who sits with whom, round by round",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": _paths(),
        "components": {
            "schemas": _schemas,
            "securitySchemes": {
                "service": {"type": "http", "scheme": "bearer", "description": "The token of the service"},
                "organiser": {"type": "http", "scheme": "bearer", "description": "The token of one evening"},
            },
        },
    }


def _paths() -> Json:
    evening = {"name": "evening", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        "/api/v1/plans": {
            "post": _call(
                "plan",
                "Plan a problem; nothing is kept",
                "service",
                parameters=[
                    _query("seconds", {"type": "number", "minimum": 0, "maximum": 120, "default": 2}),
                    _query("seed", {"type": "integer", "minimum": 0, "default": 1}),
                    _query("iterations", {"type": "integer", "minimum": 1}),
                ],
                body=_json(Problem),
                answers={"200": _answer("The plan", Plan)},
                faults=("400", "413", "422"),
            )
        },
        "/api/v1/evenings": {
            "post": _call(
                "createEvening",
                "Make an evening",
                "service",
                parameters=[IDEMPOTENCY],
                body=_json(NewEvening),
                answers={"201": _answer("The evening's id, token and links", CreatedEvening)},
                faults=("400", "409", "413", "422"),
            )
        },
        "/api/v1/evenings/{evening}": {
            "parameters": [evening],
            "get": _call(
                "showEvening",
                "The evening as it is now",
                "organiser",
                answers={"200": _answer("The evening", EveningView)},
            ),
        },
        "/api/v1/evenings/{evening}/participants": {
            "parameters": [evening],
            "post": _call(
                "importPeople",
                "Put the people of a list on the evening's; who is there already is brought up to date",
                "organiser",
                parameters=[
                    _query("preview", {"enum": ["0", "1"]}),
                    _query("skip_bad", {"enum": ["0", "1"]}),
                    _query("same", {"type": "array", "items": {"type": "string"}}),
                    IDEMPOTENCY,
                ],
                body={
                    "application/json": {"schema": {"type": "array", "minItems": 1, "items": _ref(Person)}},
                    **{kind: {"schema": {"type": "string"}} for kind in (*TABLES, PASTED)},
                },
                answers={
                    "200": _answer("The people in the list's order, and what there is to say", ImportView)
                },
                faults=("400", "409", "413", "415", "422"),
            ),
        },
        "/api/v1/evenings/{evening}/links": {
            "parameters": [evening],
            "get": _call(
                "showLinks",
                "All links as they are now",
                "organiser",
                answers={"200": _answer("Links", LinksView)},
            ),
        },
        "/api/v1/evenings/{evening}/matches": {
            "parameters": [evening],
            "get": _call(
                "showMatches",
                "Who seeks what others offer, best first, and what nobody here offers",
                "organiser",
                answers={"200": _answer("Matches", MatchesView)},
            ),
        },
        "/api/v1/evenings/{evening}/commands": {
            "parameters": [evening],
            "post": _call(
                "command",
                "Carry out an organiser's word",
                "organiser",
                parameters=[IDEMPOTENCY],
                body=_json(WordAsked),
                answers={"200": _answer("What happened", CommandDone)},
                faults=("400", "409", "413", "422"),
            ),
        },
        "/api/v1/evenings/{evening}/journal": {
            "parameters": [evening],
            "get": _call(
                "showJournal",
                "The journal, live for whoever accepts text/event-stream",
                "organiser",
                parameters=[
                    _query("after", {"type": "integer", "minimum": 0, "default": 0}),
                    {
                        "name": "Last-Event-ID",
                        "in": "header",
                        "schema": {"type": "string", "pattern": "^[0-9]+$"},
                    },
                ],
                answers={
                    "200": {
                        "description": "The entries after the version",
                        "content": {
                            "application/json": {"schema": {"type": "array", "items": _ref(JournalEntry)}},
                            "text/event-stream": {"schema": {"type": "string"}},
                        },
                    }
                },
                faults=("400",),
            ),
        },
        "/api/v1/evenings/{evening}/export": {
            "parameters": [evening],
            "get": _call(
                "exportEvening",
                "Everything stored of the evening",
                "organiser",
                answers={"200": _answer("Everything", Export)},
            ),
        },
        ADDRESS: {"get": _open("describe", "This description", "application/json", {"type": "object"})},
        "/livez": {"get": _open("livez", "The process is alive", "application/json", _ref(Health))},
        "/readyz": {
            "get": _open(
                "readyz", "Redis answers and the planner is compiled", "application/json", _ref(Health), "503"
            )
        },
        "/metrics": {"get": _open("metrics", "Numbers for Prometheus", "text/plain", {"type": "string"})},
    }


def _call(
    name: str,
    summary: str,
    who: str,
    *,
    answers: Json,
    faults: tuple[str, ...] = (),
    parameters: list[Json] | None = None,
    body: Json | None = None,
) -> Json:
    gone = ("404",) if who == "organiser" else ()
    call: Json = {
        "operationId": name,
        "summary": summary,
        "security": [{who: []}],
        "responses": answers
        | {status: _fault(status) for status in sorted({"401", "403", "503", *gone, *faults})},
    }
    if parameters:
        call["parameters"] = parameters
    if body:
        call["requestBody"] = {"required": True, "content": body}
    return call


def _open(name: str, summary: str, kind: str, schema: Json, *others: str) -> Json:
    content = {kind: {"schema": schema}}
    statuses = ("200", *others)
    return {
        "operationId": name,
        "summary": summary,
        "security": [],
        "responses": {status: {"description": summary, "content": content} for status in statuses},
    }


def _fault(status: str) -> Json:
    return {
        "description": FAULTS[status],
        "content": {"application/problem+json": {"schema": _ref(ProblemDetails)}},
    }


def _answer(description: str, schema: type) -> Json:
    return {"description": description, "content": _json(schema)}


def _json(schema: type) -> Json:
    return {"application/json": {"schema": _ref(schema)}}


def _ref(schema: type) -> Json:
    return REFERENCES[schema]


def _query(name: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "schema": schema}


IDEMPOTENCY: Json = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Sent again with the same key within a day, the call is answered as before and not done twice",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[ -~]+$"},
}

FAULTS = {
    "400": "The request cannot be read",
    "401": "No token, or one that opens nothing",
    "403": "A token for something else",
    "404": "There is no such evening",
    "409": "Refused; nothing has changed",
    "413": "The body is too large",
    "415": "Not a type of list we read",
    "422": "Understood, but it cannot be so",
    "503": "The store is away for a moment",
}
