"""Notes whose page has shown their present table: gathered for a moment, then written at once."""

import asyncio
from collections import defaultdict

import structlog

from service.store.errors import StoreAway
from service.store.outbox import Outbox

GATHER = 0.1
"""Seconds: a thousand pages that open at the gong become one write."""

log = structlog.get_logger()


class Reach:
    """Writes down who was reached by their page."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._shown: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self._writing: asyncio.Task[None] | None = None

    def shown(self, evening: str, person: str, version: int) -> None:
        """This person's page has shown the place they were told at this version."""
        known = self._shown[evening]
        known[person] = max(version, known.get(person, 0))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())

    async def close(self) -> None:
        """Write what was gathered."""
        if self._writing is not None:
            await asyncio.wait([self._writing])

    async def _write(self) -> None:
        while self._shown:
            await asyncio.sleep(GATHER)
            gathered, self._shown = self._shown, defaultdict(dict)
            for evening, versions in gathered.items():
                try:
                    await self._outbox.mark_reached(evening, versions, channel="web")
                except StoreAway:
                    log.info("who was reached could not be noted", evening=evening, people=len(versions))
