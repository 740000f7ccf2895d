"""Journal, people, snapshots, deadlines and the feed of all evenings."""

import asyncio
from collections.abc import Mapping

import msgspec

from service.store import keys
from service.store.connection import PATIENCE, Connection, nonce
from service.store.errors import VersionTaken
from service.store.feed import Feed, FeedReader

COMMAND_KEPT_MS = 24 * 3600 * 1000
OWN_COMMAND_KEPT_MS = 10 * 60 * 1000
FEED_LENGTH = 4096

_APPENDED, _REPEATED = 0, 1


class Appended(msgspec.Struct, frozen=True):
    """The version of the entry; `repeated` when this command had been appended before and nothing was done."""

    version: int
    repeated: bool


class Store:
    """All that is kept of evenings, in one Redis.

    Every command is repeated inside for `patience` over lost connections, then raises `StoreAway`.
    """

    def __init__(self, url: str, *, patience: float = PATIENCE) -> None:
        """`url` as in `REDIS_URL`; nothing is connected before the first command. `patience` in seconds."""
        self.connection = Connection(url, patience=patience)
        self._reader = FeedReader(self.connection)

    async def append(
        self,
        evening: str,
        *,
        expected: int,
        entry: bytes,
        command_id: str | None,
        deadline: int | None,
        records: Mapping[str, bytes | None],
    ) -> Appended:
        """One entry, the people it changes (None deletes), the next deadline (epoch ms; None: none): all or nothing.

        A `command_id` seen within a day does nothing and gives the version it had then. Raises `VersionTaken`
        when the journal is not at `expected`, `StoreAway` when Redis stays away; then the entry may or may not
        be there, and the same `command_id` finds out.
        """
        shard = keys.shard_of(evening)
        call = nonce()
        kept = {person: record for person, record in records.items() if record is not None}
        args: list[str | bytes | int] = [
            evening,
            expected,
            entry,
            call if command_id is None else f"c:{command_id}",
            call,
            OWN_COMMAND_KEPT_MS if command_id is None else COMMAND_KEPT_MS,
            "" if deadline is None else deadline,
            FEED_LENGTH,
            len(kept),
        ]
        for person, record in kept.items():
            args += (person, record)
        args += (person for person, record in records.items() if record is None)
        places = (
            keys.journal(evening),
            keys.people(evening),
            keys.commands(evening),
            keys.commands_until(evening),
            keys.deadlines(shard),
            keys.evenings(shard),
            keys.feed(shard),
        )
        state, version = await self.connection.script("append", places, args)
        if state not in (_APPENDED, _REPEATED):
            raise VersionTaken(version)
        return Appended(version=version, repeated=state == _REPEATED)

    async def entries(
        self, evening: str, after: int = 0, limit: int | None = None
    ) -> list[tuple[int, bytes]]:
        """`(version, entry)` of the versions above `after`, in order, at most `limit`."""
        count = () if limit is None else ("COUNT", limit)
        found = await self.connection.command("XRANGE", keys.journal(evening), f"{after + 1}-0", "+", *count)
        return [(int(at.split(b"-")[0]), fields[b"e"]) for at, fields in found]

    async def version_of(self, evening: str, command_id: str) -> int | None:
        """The version a command id was appended with within the last day, or None."""
        found = await self.connection.command("HGET", keys.commands(evening), f"c:{command_id}")
        return None if found is None else int(found.split(b" ")[0])

    async def snapshot(self, evening: str) -> tuple[int, bytes] | None:
        """The version and data last saved."""
        version, data = await self.connection.command("HMGET", keys.snapshot(evening), "version", "data")
        return None if version is None else (int(version), data)

    async def save_snapshot(self, evening: str, version: int, data: bytes) -> None:
        """Keeps `data` as the state at `version`, unless a newer one is there or the evening was erased."""
        places = (keys.journal(evening), keys.snapshot(evening))
        await self.connection.script("snapshot", places, (version, data))

    async def records(self, evening: str) -> dict[str, bytes]:
        """The records of all people of an evening."""
        found = await self.connection.command("HGETALL", keys.people(evening))
        return {person.decode(): record for person, record in found.items()}

    async def record(self, evening: str, person: str) -> bytes | None:
        """The record of one person."""
        found: bytes | None = await self.connection.command("HGET", keys.people(evening), person)
        return found

    async def deadlines(self) -> list[tuple[str, int]]:
        """`(evening, epoch ms)` of every evening that has a deadline, soonest first."""
        read = self.connection.command
        shards = await asyncio.gather(
            *(read("ZRANGE", keys.deadlines(s), 0, -1, "WITHSCORES") for s in range(keys.SHARDS))
        )
        found = [
            (evening.decode(), int(float(at)))
            for shard in shards
            for evening, at in zip(shard[::2], shard[1::2], strict=True)
        ]
        return sorted(found, key=lambda due: (due[1], due[0]))

    async def evenings(self) -> list[str]:
        """All evenings there are, sorted by id."""
        read = self.connection.command
        shards = await asyncio.gather(*(read("SMEMBERS", keys.evenings(s)) for s in range(keys.SHARDS)))
        return sorted(evening.decode() for shard in shards for evening in shard)

    async def erase(self, evening: str) -> None:
        """Deletes everything of this evening; listeners of the feed get `(evening, 0)`.

        Chats that point to it are not known here: unlink them yourself (`links.py`).
        """
        shard = keys.shard_of(evening)
        places = (keys.deadlines(shard), keys.evenings(shard), keys.feed(shard), *keys.all_of(evening))
        await self.connection.script("erase", places, (evening, FEED_LENGTH))

    def feed(self) -> Feed:
        """Listens from now on to every append, by whatever process; see `Feed`. Needs a running event loop."""
        return self._reader.listen()

    async def ping(self) -> None:
        """Raises `StoreAway` when Redis does not answer within a second."""
        await self.connection.command("PING", patience=1.0)

    async def close(self) -> None:
        """Ends every feed and closes all connections."""
        await self._reader.close()
        await self.connection.close()
