"""Every key name in one place.

All keys of a shard carry the same hash tag (`tw:{0}:...`), so that one Lua step may touch all keys of an
evening, also on Redis Cluster, which places keys by what stands in the braces.
"""

from zlib import crc32

SHARDS = 4


def shard_of(name: str) -> int:
    """The shard (0..SHARDS-1) of an evening, or of any other name: the same on every machine, for ever."""
    return crc32(name.encode()) % SHARDS


def journal(evening: str) -> str:
    """Stream of entries; version v has the id `v-0`, field `e`."""
    return _of_evening("journal", evening)


def people(evening: str) -> str:
    """Hash: person -> record."""
    return _of_evening("people", evening)


def snapshot(evening: str) -> str:
    """Hash with the fields `version` and `data`."""
    return _of_evening("snapshot", evening)


def commands(evening: str) -> str:
    """Hash: command id -> `version nonce`."""
    return _of_evening("commands", evening)


def commands_until(evening: str) -> str:
    """Sorted set: command id -> when it may be forgotten (epoch ms)."""
    return _of_evening("commands-until", evening)


def position(evening: str) -> str:
    """String `version nonce`: the last journal entry the delivery has expanded."""
    return _of_evening("position", evening)


def waiting(evening: str) -> str:
    """Hash: item id -> notice that is still to be sent."""
    return _of_evening("waiting", evening)


def tally(evening: str) -> str:
    """Hash: result -> how many notices ended so."""
    return _of_evening("tally", evening)


def tally_at(evening: str) -> str:
    """Hash: result -> when a notice last ended so (epoch ms)."""
    return _of_evening("tally-at", evening)


def reached(evening: str) -> str:
    """Hash: person -> `version channel`: the highest journal version accepted for them, or fetched, and by what."""
    return _of_evening("reached", evening)


def lists(evening: str) -> str:
    """Hash: organiser -> a list of guests that waits for their word. It expires."""
    return _of_evening("lists", evening)


def all_of(evening: str) -> tuple[str, ...]:
    """Every key that belongs to this evening alone: what `erase` deletes."""
    core = (journal, people, snapshot, commands, commands_until)
    kinds = (*core, position, waiting, tally, tally_at, reached, lists)
    return tuple(kind(evening) for kind in kinds)


def deadlines(shard: int) -> str:
    """Sorted set: evening -> its next deadline (epoch ms)."""
    return f"tw:{{{shard}}}:deadlines"


def evenings(shard: int) -> str:
    """Set of all evenings."""
    return f"tw:{{{shard}}}:evenings"


def feed(shard: int) -> str:
    """Stream of `evening, version`, trimmed: who appended what, for those who listen."""
    return f"tw:{{{shard}}}:feed"


def chat(channel: str, address: str) -> str:
    """String: what is known of one chat."""
    return f"tw:{{{shard_of(f'{channel}:{address}')}}}:chat:{channel}:{address}"


def lease(name: str) -> str:
    """String: the token of who holds the lease."""
    return f"tw:{{{shard_of(name)}}}:lease:{name}"


def probe() -> str:
    """String: written to see whether writing is possible."""
    return "tw:{0}:probe"


def _of_evening(kind: str, evening: str) -> str:
    return f"tw:{{{shard_of(evening)}}}:{kind}:{evening}"
