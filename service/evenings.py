"""The shell around the core: load an evening, decide, append, and try again when somebody was faster."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, cast

import msgspec
import structlog
from msgspec.structs import replace

from service.evening import Entry, Evening, Settings, decide, evolve_entry, wake_at
from service.evening import commands as c
from service.evening import events as e
from service.evening.hosting import with_hosts
from service.evening.problem import stale
from service.evening.refusals import Refusal
from service.evening.settings import changed_settings
from service.evening.state import Draft
from service.people.person import PersonRecord
from service.people.records import CHANGING, Changes, changes_records, record_changes
from service.planning import Planner
from service.shared_reads import SharedReads
from service.store.errors import VersionTaken
from service.store.lists import WaitingLists
from service.store.store import Store
from service.tokens import derived_id, new_id

SNAPSHOT_EVERY = 200
"""Entries between two snapshots: reading so many back takes a few milliseconds."""

SNAPSHOT_AFTER = 0.5
"""Seconds a snapshot waits: a large one takes milliseconds, and somebody has just pressed a button."""

NEAR = 20.0
"""What a seat costs that differs from a draft people may have seen printed."""

PLANNED = (c.MakePlan, c.Begin)
"""Commands that may wait for the planner first."""

RACES = 50
"""So often a command is decided again because another was faster."""

log = structlog.get_logger()
_encoder = msgspec.json.Encoder()
_entry = msgspec.json.Decoder(Entry)
_evening = msgspec.json.Decoder(Evening)
_record = msgspec.json.Decoder(PersonRecord)


async def _at_once(evening: str) -> None:
    """There is nothing to wait for before this evening can be planned."""


class UnknownEvening(Exception):
    """There is no evening with this id."""

    code = "unknown_evening"


class Outcome(msgspec.Struct, frozen=True):
    """What a command did: the entry it became, the evening before and after it.

    `repeated`: this command had been carried out before, and was not again. `deleted` are the records it
    deleted, by id, for who carried it out: what else belongs to these people (their chats) has to go too.
    """

    before: Evening
    entry: Entry
    after: Evening
    repeated: bool = False
    deleted: dict[str, PersonRecord] = {}

    @property
    def version(self) -> int:
        """The journal's version of the entry."""
        return self.after.version


class Evenings:
    """All evenings of this service, as every face of it uses them."""

    def __init__(self, store: Store, planner: Planner, now: Callable[[], int]) -> None:
        """`now` gives UTC epoch milliseconds. `before_planning` is waited for before a plan is asked for."""
        self.store = store
        self.planner = planner
        self.now = now
        self.planning: set[str] = set()
        self.before_planning: Callable[[str], Awaitable[None]] = _at_once
        self.importing: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        """Two imports of one list at once would add everybody twice, so an evening has one at a time."""
        self._known: dict[str, Evening] = {}
        self._people: dict[str, dict[str, PersonRecord]] = {}
        self._locks: dict[str, asyncio.Lock] = {}
        self._saving: set[asyncio.Task[None]] = set()
        self._reads = SharedReads(self._read_current)

    async def create(
        self, name: str, settings: Mapping[str, Any], *, command_id: str | None = None
    ) -> Evening:
        """Let there be an evening, one per `command_id`; raises a Refusal where a setting cannot be."""
        command = c.Create(name, changed_settings(Settings(), settings))
        evening = new_id() if command_id is None else derived_id(command_id)
        return (await self.execute(evening, command, by="organiser", command_id=command_id)).after

    async def load(self, evening: str) -> Evening:
        """Return the evening as it is now. Raises UnknownEvening."""
        found = await self._current(evening)
        if not found.version:
            raise UnknownEvening(evening)
        return found

    async def people(self, evening: str, version: int | None = None) -> dict[str, PersonRecord]:
        """Return the records of all people of the evening by id (organisers with a chat among them).

        With a `version` they are at least as new as that, which spares asking the store where they are.
        """
        current = self._known.get(evening)
        if current is None or version is None or current.version < version:
            current = await self._current(evening)
        found = self._people.get(evening)
        if found is None:
            raw = await self.store.records(evening)
            found = {person: _record.decode(data) for person, data in raw.items()}
            newest = self._known.get(evening)
            if newest is None or newest.version == current.version:
                self._people[evening] = found
        return found

    async def execute(
        self,
        evening: str,
        command: c.Command,
        *,
        by: str,
        word: str | None = None,
        command_id: str | None = None,
        records: Mapping[str, PersonRecord] | None = None,
    ) -> Outcome:
        """Carry the command out once, whatever races or is sent twice.

        `by` is `organiser`, `clock`, `planner` or a participant's id, `records` are personal records to be
        written in the same step. Raises a Refusal (nothing changed), UnknownEvening, StoreAway.
        """
        if isinstance(command, PLANNED) and (done := await self._done(evening, command_id)):
            return done
        ready = await self._prepare(evening, command)
        async with self._locks.setdefault(evening, asyncio.Lock()):
            # What we know of the evening is tried first: the store says when somebody else was faster.
            before = self._known.get(evening) or await self._current(evening)
            for _ in range(RACES):
                try:
                    done = await self._attempt(evening, before, ready, by, word, command_id, records or {})
                except VersionTaken:
                    before = await self._current(evening)
                    continue
                except Refusal:
                    # It may be refused because it has been carried out before, or because the evening has moved on.
                    if done := await self._done(evening, command_id):
                        return done
                    newest = await self._current(evening)
                    if newest.version == before.version:
                        raise
                    before = newest
                    continue
                return done
        raise VersionTaken(before.version)

    async def _attempt(  # noqa: PLR0917
        self,
        evening: str,
        before: Evening,
        command: c.Command,
        by: str,
        word: str | None,
        command_id: str | None,
        records: Mapping[str, PersonRecord],
    ) -> Outcome:
        """Decide on this evening and append. Raises Refusal, UnknownEvening, VersionTaken; then nothing has changed."""
        if not before.version and not isinstance(command, c.Create):
            raise UnknownEvening(evening)
        if isinstance(command, c.Undo):
            command = await self._with_past(before)
        now = self.now()
        events = decide(before, command, now)
        entry = Entry(now, by, word or command.word, cast(tuple[e.AnyEvent, ...], events))
        after = evolve_entry(before, entry)
        known = await self.people(evening, before.version) if changes_records(command, events) else {}
        changed = {**records, **record_changes(command, events, known, now, after.version)}
        appended = await self.store.append(
            evening,
            expected=before.version,
            entry=_encoder.encode(entry),
            command_id=command_id,
            deadline=wake_at(after),
            records={p: _encoder.encode(r) if r else None for p, r in changed.items()},
        )
        if appended.repeated:
            return await self._outcome(evening, appended.version, repeated=True)
        self._remember(evening, entry, after, changed)
        if any(isinstance(event, e.PersonForgotten) for event in events):
            await WaitingLists(self.store).forget(evening)
        if after.version % SNAPSHOT_EVERY == 0:
            self._save(evening)
        deleted = {p: known[p] for p, record in changed.items() if record is None and p in known}
        return Outcome(before, entry, after, deleted=deleted)

    async def _done(self, evening: str, command_id: str | None) -> Outcome | None:
        """What a command with this id did, if it has been carried out before."""
        version = await self.store.version_of(evening, command_id) if command_id is not None else None
        return await self._outcome(evening, version, repeated=True) if version else None

    async def steps(self, evening: str, after: int, known: Evening | None = None) -> list[Outcome]:
        """Return everything that happened after this version, in order, with the evening around each entry.

        `known` spares the way to the evening at `after`, if the caller has it.
        """
        entries = await self.store.entries(evening, after=after)
        if not entries:
            return []
        before = known or await self.at(evening, after)
        found = []
        for _, data in entries:
            entry = _entry.decode(data)
            then = evolve_entry(before, entry)
            found.append(Outcome(before, entry, then))
            before = then
        return found

    async def at(self, evening: str, version: int) -> Evening:
        """Return the evening as it was at this version."""
        known = self._known.get(evening)
        if known is not None and known.version == version:
            return known
        start = await self._snapshot(evening)
        if start.version > version:
            start = Evening(evening)
        if start.version == version:
            return start
        for _, data in await self.store.entries(evening, after=start.version, limit=version - start.version):
            start = evolve_entry(start, _entry.decode(data))
        return start

    async def close(self) -> None:
        """Wait for snapshots under way."""
        if self._saving:
            await asyncio.wait(self._saving)

    async def _prepare(self, evening: str, command: c.Command) -> c.Command:
        """Give a command what only the planner can: seatings."""
        if isinstance(command, PLANNED) and command.proposal is None:
            return replace(command, proposal=await self._propose(await self.load(evening), command))
        return command

    async def _with_past(self, evening: Evening) -> c.Undo:
        """Give an undo the evening around the last act."""
        if not evening.acts:
            return c.Undo()
        act = evening.acts[-1]
        before = await self.at(evening.id, act.version - 1)
        return c.Undo(before, await self.at(evening.id, act.version))

    async def _propose(self, evening: Evening, command: c.Command) -> Draft | None:
        """Ask the planner where a plan is wanted; what the rules refuse anyhow is left to them."""
        if isinstance(command, c.Begin):
            with contextlib.suppress(Refusal):
                decide(evening, replace(command, confirm=True), self.now())
                hosted = with_hosts(evening, at_begin=True)
                if not stale(hosted):
                    return None
                if not command.confirm:
                    decide(evening, command, self.now())
                return await self._ask_planner(hosted, stability=NEAR)
            return None
        if evening.begun or evening.phase.step == "ended":
            return None
        return await self._ask_planner(with_hosts(evening))

    async def _ask_planner(self, evening: Evening, stability: float | None = None) -> Draft | None:
        self.planning.add(evening.id)
        try:
            await self.before_planning(evening.id)
            evening = await self.load(evening.id)
            people = await self.people(evening.id)
            return await self.planner.propose(evening, people, stability=stability)
        finally:
            self.planning.discard(evening.id)

    async def _current(self, evening: str) -> Evening:
        return await self._reads.get(evening)

    async def _read_current(self, evening: str) -> Evening:
        known = self._known.get(evening)
        if known is None:
            known = await self._snapshot(evening)
        for _, data in await self.store.entries(evening, after=known.version):
            entry = _entry.decode(data)
            known = evolve_entry(known, entry)
            self._remember(evening, entry, known)
        newest = self._known.get(evening)
        return newest if newest is not None and newest.version > known.version else known

    async def _snapshot(self, evening: str) -> Evening:
        found = await self.store.snapshot(evening)
        return _evening.decode(found[1]) if found else Evening(evening)

    async def _outcome(self, evening: str, version: int, *, repeated: bool) -> Outcome:
        before = await self.at(evening, version - 1)
        (_, data), *_ = await self.store.entries(evening, after=version - 1, limit=1)
        entry = _entry.decode(data)
        return Outcome(before, entry, evolve_entry(before, entry), repeated)

    def _remember(self, evening: str, entry: Entry, after: Evening, changed: Changes | None = None) -> None:
        """Keep the evening as it is now; `changed` are the records its entry was written with, if known."""
        known = self._known.get(evening)
        if known is not None and known.version >= after.version:
            return
        self._known[evening] = after
        people = self._people.get(evening)
        if people is not None and any(isinstance(event, CHANGING) for event in entry.events):
            if changed is None:
                del self._people[evening]
            else:
                now = {**people, **changed}
                self._people[evening] = {p: record for p, record in now.items() if record is not None}

    def _save(self, evening: str) -> None:
        task = asyncio.create_task(self._save_soon(evening))
        self._saving.add(task)
        task.add_done_callback(self._saved)

    async def _save_soon(self, evening: str) -> None:
        await asyncio.sleep(SNAPSHOT_AFTER)
        now = self._known[evening]
        await self.store.save_snapshot(evening, now.version, _encoder.encode(now))

    def _saved(self, task: asyncio.Task[None]) -> None:
        self._saving.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.warning("snapshot not saved", reason=type(error).__name__)
