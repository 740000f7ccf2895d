"""The evening that is there at the first start: made of a list, so that everything can be tried at once."""

import asyncio
from pathlib import Path

from service.evening import Evening
from service.evenings import Evenings
from service.links import Links
from service.people.guest_list import GuestList
from service.store.errors import StoreAway

NAME = "Netzwerkabend Suhl"
SETTINGS = {"rounds": 7, "minutes": 8, "size": 5, "change_seconds": 60}


class ExampleEvening:
    """Finds the newest evening, or makes the first one, and words its links."""

    def __init__(self, evenings: Evenings, links: Links) -> None:
        self._evenings = evenings
        self._links = links

    async def find_or_make(self, guests: Path | None) -> str | None:
        """Return the links an organiser needs first, None without any evening. Waits for the store."""
        while True:
            try:
                evening = await self._newest() or await self._make(guests)
                return self._words(evening) if evening is not None else None
            except StoreAway:
                await asyncio.sleep(1)

    async def _newest(self) -> Evening | None:
        found = [await self._evenings.load(evening) for evening in await self._evenings.store.evenings()]
        on = [evening for evening in found if evening.phase.step != "ended"] or found
        return max(on, key=lambda evening: (evening.begun, evening.version), default=None)

    async def _make(self, guests: Path | None) -> Evening | None:
        if guests is None:
            return None
        made = await self._evenings.create(NAME, SETTINGS)
        data = await asyncio.to_thread(guests.read_bytes)
        await GuestList(self._evenings).take(made.id, data, guests.name, skip_bad=True)
        return await self._evenings.load(made.id)

    def _words(self, evening: Evening) -> str:
        own = self._links.evening(evening)
        lines = [f"\n  {evening.name} – {len(evening.people)} Gäste", f"  Empfang   {own.desk}"]
        if evening.people:
            lines.append(f"  Ein Gast  {self._links.person(evening, next(iter(evening.people))).page}")
        lines += [
            f"  Leinwand  {own.screen}",
            "\n  Am Empfang geht es los: öffnen, planen, anfangen. Ende mit Strg+C.\n",
        ]
        return "\n".join(lines)
