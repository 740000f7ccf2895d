"""The organiser's words over HTTP."""

from typing import Annotated, Any

import msgspec
import structlog
from aiohttp import web

from service.api.access import organised
from service.api.answers import ApiError, answer
from service.api.bodies import KEY_REUSED, idempotency_key, read_body
from service.api.metrics import METRICS, metered
from service.api.services import SERVICES
from service.api.views import CommandDone
from service.asking import ArgumentMissing, finish_at, organiser_command
from service.evening import Evening, Refusal
from service.evening.commands import Command
from service.evening.finishing import ways_to_finish
from service.evenings import Outcome
from service.lists import read_people_json
from service.people.directory import find_one
from service.people.guest_list import GuestList
from service.people.person import Person, PersonRecord
from service.people.privacy import public_events

log = structlog.get_logger()

Text = Annotated[str, msgspec.Meta(max_length=2000)]


class WordAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word and its arguments by name; each word takes those it needs.

    `participant` and `other` are ids, or names that can mean one person only. `confirm` says that what would
    happen is known and wanted; where nothing has to be confirmed it is ignored.
    """

    command: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    participant: Text | None = None
    other: Text | None = None
    minutes: int | float | str | None = None
    text: Text | None = None
    table: int | Text | None = None
    round: int | None = None
    time: Text | None = None
    settings: dict[str, Any] | None = None
    name: Text | None = None
    organisation: Text | None = None
    confirm: bool | None = None


def routes() -> list[web.AbstractRouteDef]:
    """The address of commands."""
    return [web.post("/api/v1/evenings/{evening}/commands", command)]


async def command(request: web.Request) -> web.Response:
    """Carry out one word; 200 with what happened, 409 when refused."""
    evening = await organised(request)
    asked = await read_body(request, WordAsked)
    if asked.command == "finish":
        return answer(_ways(request, evening, asked))
    command_id = idempotency_key(request)
    done = await carry_out(request, evening, asked, command_id)
    headers = {"Idempotent-Replayed": "true"} if done.repeated else None
    return answer(CommandDone(done.version, public_events(done.entry.events)), headers=headers)


def _ways(request: web.Request, evening: Evening, asked: WordAsked) -> CommandDone:
    """How the evening could be over in time; nothing happens."""
    services = request.app[SERVICES]
    with request.app[METRICS].command("finish"):
        now = services.evenings.now()
        at = finish_at(evening, {"time": asked.time}, now)
        return CommandDone(evening.version, (), ways_to_finish(evening, at, now))


async def carry_out(
    request: web.Request, evening: Evening, asked: WordAsked, command_id: str | None
) -> Outcome:
    """Carry out one word of an organiser, counted and logged. Raises Refusal or ApiError; then nothing has changed."""
    word = metered(asked.command)
    with request.app[METRICS].command(word) as timer:
        try:
            done = await _execute(request, evening, asked, command_id)
        except (Refusal, ApiError) as refused:
            log.info("command", evening=evening.id, word=word, result=refused.code)
            raise
        if done.repeated:
            timer.result = "repeated"
            if done.entry.word != asked.command:
                raise ApiError(422, "idempotency_key_reused", KEY_REUSED, word=done.entry.word)
    log.info("command", evening=evening.id, word=word, result=timer.result, version=done.version)
    return done


async def _execute(
    request: web.Request, evening: Evening, asked: WordAsked, command_id: str | None
) -> Outcome:
    evenings = request.app[SERVICES].evenings
    if asked.command == "add":
        guest = _newcomer(asked)
        return await GuestList(evenings).add(evening.id, guest.name, guest.organisation, key=command_id)
    ready = await understood(request, evening, asked)
    return await evenings.execute(
        evening.id, ready, by="organiser", word=asked.command, command_id=command_id
    )


async def understood(request: web.Request, evening: Evening, asked: WordAsked) -> Command:
    """Return the command a word stands for. Raises Refusal where it names nobody, or nothing."""
    evenings = request.app[SERVICES].evenings
    arguments = {name: value for name, value in msgspec.structs.asdict(asked).items() if value is not None}
    people = await evenings.people(evening.id, evening.version)
    for name in ("participant", "other"):
        if name in arguments:
            arguments[name] = _person(evening, arguments[name], people)
    return organiser_command(asked.command, arguments)


def _newcomer(asked: WordAsked) -> Person:
    """Somebody who has come without being on the list, named as a list would name them."""
    if not (asked.name or "").strip():
        raise ArgumentMissing(word="add", argument="name")
    entry = {"name": asked.name, "organisation": asked.organisation}
    read = read_people_json(msgspec.json.encode([entry]))
    for note in read.report.bad_rows:
        raise ApiError(422, note.code, f"{note.column}: {note.why}.", argument=note.column)
    return read.people[0]


def _person(evening: Evening, text: str, people: dict[str, PersonRecord]) -> str:
    """Return the id of who is meant by an id or a name. Raises UnknownParticipant, AmbiguousName."""
    if text in evening.people:
        return text
    return find_one(text, {person: people[person] for person in evening.people if person in people})
