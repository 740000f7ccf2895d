"""The delivery's memory of one evening: what is expanded, what waits, how it ended, who was reached."""

from collections.abc import Collection, Mapping

from service.reach import Reached
from service.store import keys
from service.store.connection import nonce
from service.store.store import Store


class Outbox:
    """Notices on their way. Every step may be repeated; an erased evening stays erased."""

    def __init__(self, store: Store) -> None:
        """Kept in the same Redis as `store`."""
        self._connection = store.connection

    async def position(self, evening: str) -> int:
        """The last journal version that was expanded, 0 at first."""
        found = await self._connection.command("GET", keys.position(evening))
        return int(found.split(b" ")[0]) if found else 0

    async def expand(
        self, evening: str, version: int, items: Mapping[str, bytes], drop: Collection[str] = ()
    ) -> bool:
        """Entry `version` becomes `items` that wait; those in `drop` wait no longer.

        One step, once for each version: False when this or a later version was expanded by somebody else.
        """
        args: list[str | bytes | int] = [version, nonce(), len(items)]
        for item, data in items.items():
            args += (item, data)
        args += drop
        places = (keys.journal(evening), keys.position(evening), keys.waiting(evening))
        return bool(await self._connection.script("expand", places, args))

    async def waiting(self, evening: str) -> dict[str, bytes]:
        """Everything that is still to be sent."""
        found = await self._connection.command("HGETALL", keys.waiting(evening))
        return {item.decode(): data for item, data in found.items()}

    async def settle(
        self,
        evening: str,
        item_id: str,
        result: str | None,
        now: int,
        *,
        reached: tuple[str, int, str] | None = None,
    ) -> bool:
        """The item waits no longer and counts as `result` (None: not counted). False when it did not wait.

        `reached`: the person whom this version reached by this channel, noted in the same step; see `mark_reached`.
        """
        name = keys.waiting(evening)
        places = (name, keys.tally(evening), keys.tally_at(evening), keys.reached(evening))
        args = (item_id, result or "", now, *(reached or ()))
        return bool(await self._connection.script("settle", places, args))

    async def replace(self, evening: str, item_id: str, data: bytes) -> bool:
        """Gives a waiting item new content. False when it no longer waits."""
        return bool(await self._connection.script("replace", (keys.waiting(evening),), (item_id, data)))

    async def reached(self, evening: str) -> dict[str, Reached]:
        """Person -> the highest journal version whose notice reached them, and the channel it came by."""
        found = await self._connection.command("HGETALL", keys.reached(evening))
        return {person.decode(): _reached(noted.decode()) for person, noted in found.items()}

    async def mark_reached(self, evening: str, versions: Mapping[str, int], *, channel: str) -> None:
        """Notes for each person that this version reached them by `channel`; one not newer changes nothing."""
        if not versions:
            return
        args = [channel, *(word for person, version in versions.items() for word in (person, version))]
        await self._connection.script("reached", (keys.journal(evening), keys.reached(evening)), args)

    async def tally(self, evening: str) -> dict[str, int]:
        """Result -> how many items ended so."""
        return await self._numbers(keys.tally(evening))

    async def tally_at(self, evening: str) -> dict[str, int]:
        """Result -> when an item last ended so (epoch ms)."""
        return await self._numbers(keys.tally_at(evening))

    async def _numbers(self, key: str) -> dict[str, int]:
        found = await self._connection.command("HGETALL", key)
        return {name.decode(): int(number) for name, number in found.items()}


def _reached(noted: str) -> Reached:
    """Read what `reached.lua` writes: `VERSION CHANNEL`, or a bare version from before channels were noted."""
    version, _, channel = noted.partition(" ")
    return Reached(int(version), channel)
