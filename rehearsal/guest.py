"""One simulated guest: comes, sits, pauses, goes, and keeps a diary of when they were there."""

from collections.abc import Awaitable, Callable

import msgspec

from rehearsal.cast import Part
from rehearsal.course import Course
from rehearsal.device import Device, DeviceFailed
from rehearsal.hall import EveningOver, Hall

CHECK_IN = 300.0
"""Seconds of the evening in which those who are on time arrive."""

NAP = 90.0
"""Seconds of the evening a page is out of reach."""


class Stay(msgspec.Struct, frozen=True):
    """From when to when somebody was there (UTC epoch milliseconds; `until` None: to the end)."""

    since: int
    until: int | None = None


class Guest:
    """A guest with a part to play. `stays` is their own diary, kept whatever the service believes."""

    def __init__(self, person: str, part: Part, device: Device, hall: Hall, course: Course) -> None:
        self.person = person
        self.part = part
        self.device = device
        self.stays: list[Stay] = []
        self._hall = hall
        self._course = course

    async def prepare(self) -> None:
        """At home, before the evening."""
        if self.part.early:
            await self._try(self.device.connect())

    async def arrive(self, note: Callable[[str], Awaitable[None]]) -> None:
        """Come in when the part says so, and be there. `note(person)` has the desk write somebody down.

        Raises EveningOver for who comes too late.
        """
        part = self.part
        if part.comes == "on_time":
            await self._hall.wait(part.at * CHECK_IN)
        else:
            await self._hall.in_talk(part.late_in, part.at)
        if not part.early:
            await self._try(self.device.connect())
        if part.at_desk:
            await note(self.person)
        else:
            await self._try(self.device.say("here"))
        self._is_there()

    async def stay(self) -> None:
        """Spend the evening as the part says."""
        part, hall = self.part, self._hall
        try:
            if part.naps_in is not None and part.naps_in > part.late_in:
                await hall.in_talk(part.naps_in, 0.95)
                await self.device.nap(NAP / hall.time.speed)
            if part.pauses_after is not None:
                await self._sit_out(part.pauses_after)
            if part.leaves_after is not None:
                leaves_after = max(part.leaves_after, part.late_in)
                await hall.until(lambda: hall.over >= leaves_after)
                await hall.wait(10)
                self._is_gone()
                await self._try(self.device.say("leave"))
        except EveningOver:
            pass

    async def _sit_out(self, after: int) -> None:
        hall = self._hall
        await hall.in_talk(after, 0.8)
        self._is_gone()
        await self._try(self.device.say("pause"))
        await hall.until(lambda: hall.in_break and hall.over > after)
        await hall.wait(30)
        await self._try(self.device.say("back"))
        self._is_there()

    def _is_there(self) -> None:
        self.stays.append(Stay(self._hall.time.now()))

    def _is_gone(self) -> None:
        self.stays[-1] = Stay(self.stays[-1].since, self._hall.time.now())

    async def _try(self, act: Awaitable[None]) -> None:
        try:
            await act
        except DeviceFailed as failed:
            self._course.troubles.append(f"{self.person}: {failed}")
