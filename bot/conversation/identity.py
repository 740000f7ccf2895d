"""Who is this chat? Records of their own, linked by steps that can be repeated."""

import asyncio
from collections.abc import Callable, Mapping

import msgspec
from msgspec.structs import replace

from bot.channel import Role
from bot.conversation.roles import Creator, Guest, Organiser, Somebody
from bot.conversation.turn import Chat
from service.evening import Evening
from service.evenings import Evenings, UnknownEvening
from service.store.links import Links as ChatStore

_STEP_ORDER = {"running": 0, "announced": 0, "between": 0, "open": 1, "created": 2, "ended": 3}


class ChatRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one chat stands for: participants and organisers by evening, oldest link first.

    `creator`: this chat may make evenings. `joining` is the evening whose list they asked to be put on,
    `saying` a text that waits for a tick before everybody is told.
    """

    guests: dict[str, str] = {}
    organisers: dict[str, str] = {}
    creator: bool = False
    joining: str | None = None
    saying: str | None = None


OnRole = Callable[[str, str, Role, str], None]
"""Hears of it when a chat gets a role, or another language: channel, address, role, language."""

_decoder = msgspec.json.Decoder(ChatRecord)
_EMPTY = ChatRecord()


class Identities:
    """Finds and keeps who a chat is."""

    def __init__(self, chats: ChatStore, evenings: Evenings, on_role: OnRole) -> None:
        self._chats = chats
        self._evenings = evenings
        self._on_role = on_role
        self._lock = asyncio.Lock()

    async def who(self, channel: str, address: str) -> Somebody:
        """Return everything this chat stands for in the evening that is meant now."""
        record = await self._read(Chat(channel, address))
        guest = await self._meant(record.guests, _takes_part)
        organiser = await self._meant(record.organisers, _drives)
        return Somebody(
            guest=Guest(guest.id, record.guests[guest.id]) if guest else None,
            organiser=Organiser(organiser.id, record.organisers[organiser.id]) if organiser else None,
            creator=Creator() if record.creator else None,
            past=bool(record.guests or record.organisers),
            joining=record.joining,
        )

    async def link_guest(self, channel: str, address: str, evening: str, person: str, language: str) -> None:
        """Note that this chat is this participant."""
        record = await self._change(
            Chat(channel, address),
            lambda r: replace(r, guests=_newest_last(r.guests, {evening: person}), joining=None),
        )
        self.speaks(Chat(channel, address), "organiser" if record.organisers else "guest", language)

    async def link_organiser(
        self, channel: str, address: str, evening: str, organiser: str, language: str
    ) -> None:
        """Note that this chat drives this evening."""
        await self._change(
            Chat(channel, address),
            lambda r: replace(r, organisers=_newest_last(r.organisers, {evening: organiser})),
        )
        self.speaks(Chat(channel, address), "organiser", language)

    def speaks(self, chat: Chat, role: Role, language: str) -> None:
        """Let the network offer the words of this role in this language."""
        self._on_role(chat.channel, chat.address, role, language)

    async def link_creator(self, channel: str, address: str) -> None:
        """Note that this chat may make evenings."""
        await self._change(Chat(channel, address), lambda r: replace(r, creator=True))

    async def unlink(self, channel: str, address: str, evening: str, person: str) -> None:
        """Forget that this chat was this participant (or drove the evening as them)."""

        def without(known: Mapping[str, str]) -> dict[str, str]:
            return {one: who for one, who in known.items() if one != evening or who != person}

        await self._change(
            Chat(channel, address),
            lambda r: replace(r, guests=without(r.guests), organisers=without(r.organisers)),
        )

    async def join(self, chat: Chat, evening: str | None) -> None:
        """Note that the next thing this chat says is a name for this evening's list (None: no longer)."""
        await self._change(chat, lambda r: replace(r, joining=evening))

    async def keep_saying(self, chat: Chat, text: str | None) -> None:
        """Keep a text until it is ticked (None: drop it)."""
        await self._change(chat, lambda r: replace(r, saying=text))

    async def saying(self, chat: Chat) -> str | None:
        """Return the text that waits for a tick."""
        return (await self._read(chat)).saying

    async def _change(self, chat: Chat, changed: Callable[[ChatRecord], ChatRecord]) -> ChatRecord:
        async with self._lock:
            known = await self._read(chat)
            record = changed(known)
            if record == _EMPTY:
                await self._chats.unlink_chat(chat.channel, chat.address)
            elif record != known:
                await self._chats.link_chat(chat.channel, chat.address, msgspec.json.encode(record))
            return record

    async def _read(self, chat: Chat) -> ChatRecord:
        found = await self._chats.chat(chat.channel, chat.address)
        return _decoder.decode(found) if found else _EMPTY

    async def _meant(
        self, linked: Mapping[str, str], still: Callable[[Evening, str], bool]
    ) -> Evening | None:
        """The evening that is on; else the one that opens next; else the last one that was linked."""
        found: list[Evening] = []
        for evening, who in reversed(list(linked.items())):
            try:
                loaded = await self._evenings.load(evening)
            except UnknownEvening:
                continue
            if still(loaded, who):
                found.append(loaded)
        return min(found, key=lambda one: _STEP_ORDER[one.phase.step], default=None)


def _takes_part(evening: Evening, person: str) -> bool:
    slot = evening.people.get(person)
    return slot is not None and not slot.forgotten


def _drives(evening: Evening, organiser: str) -> bool:
    """Who was appointed may be dismissed; a chat that was bound by a code stays an organiser's."""
    return organiser not in evening.people or organiser in evening.organisers


def _newest_last(known: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    return {evening: who for evening, who in known.items() if evening not in new} | dict(new)
