"""Lists that wait for an organiser's word: kept over restarts, and gone by themselves after a while."""

from service.store import keys
from service.store.store import Store

KEPT_MS = 12 * 3600 * 1000
"""A list nobody takes is forgotten after half a day: it is full of names."""


class WaitingLists:
    """One list an evening and organiser; an erased evening keeps none."""

    def __init__(self, store: Store) -> None:
        """Kept in the same Redis as `store`."""
        self._connection = store.connection

    async def keep(self, evening: str, organiser: str, data: bytes) -> bool:
        """Keeps `data` in place of what waited there; False where there is no such evening."""
        places = (keys.journal(evening), keys.lists(evening))
        return bool(await self._connection.script("keep_list", places, (organiser, data, KEPT_MS)))

    async def waiting(self, evening: str, organiser: str) -> bytes | None:
        """What waits, if anything does."""
        found: bytes | None = await self._connection.command("HGET", keys.lists(evening), organiser)
        return found

    async def drop(self, evening: str, organiser: str) -> None:
        """Lets nothing wait any more."""
        await self._connection.command("HDEL", keys.lists(evening), organiser)

    async def forget(self, evening: str) -> None:
        """Lets no list of this evening wait any more: somebody in them wants to be forgotten."""
        await self._connection.command("DEL", keys.lists(evening))
