"""Who is this chat? Records of their own, linked by steps that can be repeated."""

import asyncio
from collections.abc import Mapping

import msgspec

from bot.conversation.roles import Creator, Guest, Organiser, Somebody
from service.evening import Evening
from service.evenings import Evenings, UnknownEvening
from service.store.links import Links as ChatStore

_STEP_ORDER = {"running": 0, "announced": 0, "between": 0, "open": 1, "created": 2, "ended": 3}


class ChatRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one chat stands for: participants and organisers by evening, oldest link first.

    `creator`: this chat may make evenings.
    """

    guests: dict[str, str] = {}
    organisers: dict[str, str] = {}
    creator: bool = False


_decoder = msgspec.json.Decoder(ChatRecord)


class Identities:
    """Finds and keeps who a chat is."""

    def __init__(self, chats: ChatStore, evenings: Evenings) -> None:
        self._chats = chats
        self._evenings = evenings
        self._lock = asyncio.Lock()

    async def who(self, channel: str, address: str) -> Somebody:
        """Return everything this chat stands for in the evening that is meant now."""
        record = await self._read(channel, address)
        guest = await self._meant(record.guests)
        organiser = await self._meant(record.organisers)
        return Somebody(
            guest=Guest(guest.id, record.guests[guest.id]) if guest else None,
            organiser=Organiser(organiser.id, record.organisers[organiser.id]) if organiser else None,
            creator=Creator() if record.creator else None,
        )

    async def link_guest(self, channel: str, address: str, evening: str, person: str) -> None:
        """Note that this chat is this participant."""
        await self._change(channel, address, guests={evening: person})

    async def link_organiser(self, channel: str, address: str, evening: str, organiser: str) -> None:
        """Note that this chat drives this evening."""
        await self._change(channel, address, organisers={evening: organiser})

    async def link_creator(self, channel: str, address: str) -> None:
        """Note that this chat may make evenings."""
        await self._change(channel, address, creator=True)

    async def _change(
        self,
        channel: str,
        address: str,
        *,
        guests: Mapping[str, str] = {},
        organisers: Mapping[str, str] = {},
        creator: bool = False,
    ) -> None:
        async with self._lock:
            known = await self._read(channel, address)
            record = ChatRecord(
                _newest_last(known.guests, guests),
                _newest_last(known.organisers, organisers),
                known.creator or creator,
            )
            await self._chats.link_chat(channel, address, msgspec.json.encode(record))

    async def _read(self, channel: str, address: str) -> ChatRecord:
        found = await self._chats.chat(channel, address)
        return _decoder.decode(found) if found else ChatRecord()

    async def _meant(self, linked: Mapping[str, str]) -> Evening | None:
        """The evening that is on; else the one that opens next; else the last one that was linked."""
        found: list[Evening] = []
        for evening in reversed(list(linked)):
            try:
                found.append(await self._evenings.load(evening))
            except UnknownEvening:
                continue
        return min(found, key=lambda one: _STEP_ORDER[one.phase.step], default=None)


def _newest_last(known: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    return {evening: who for evening, who in known.items() if evening not in new} | dict(new)
