"""One conversation for all channels: finds out who speaks, gives the word to whoever answers them."""

import structlog

from bot.channel import Incoming, Message
from bot.conversation.guest import GuestTalk
from bot.conversation.identity import Identities
from bot.conversation.organiser import CONFIRMED, OrganiserTalk
from bot.conversation.parse import Typed, read
from bot.conversation.roles import Guest, Organiser, Somebody
from bot.conversation.starting import Starting
from bot.wording import FOLDER
from service.wording.catalogue import Texts

log = structlog.get_logger()

BOTH = ("table", "back", "leave")
"""Words of both roles: they concern oneself unless a name (a table's number) follows."""


class Conversation:
    """Understands what people say and answers; every message is acted on once."""

    def __init__(
        self, identities: Identities, starting: Starting, guests: GuestTalk, organisers: OrganiserTalk
    ) -> None:
        self._identities = identities
        self._starting = starting
        self._guests = guests
        self._organisers = organisers

    async def hear(self, incoming: Incoming) -> Message | None:
        """Answer what came over a chat. None where silence is right (groups)."""
        if not incoming.private:
            return None
        somebody = await self._identities.who(incoming.channel, incoming.address)
        key = f"{incoming.channel}:{incoming.address}:{incoming.id}"
        t = Texts(FOLDER, incoming.language or "de")
        if incoming.file_error is not None:
            return Message(t.say("I couldn't get this file."), t.say("Please send it again, at most 5 MB."))
        if incoming.file is not None:
            if somebody.organiser is None:
                return Message(t.say("A list of guests can be sent by organisers only."))
            return await self._organisers.take_file(somebody.organiser, incoming.file, key)
        typed = read(incoming.text)
        if typed.word in ("start", "join") and typed.rest:
            return await self._starting.bind(incoming, typed.rest, key)
        if typed.word == "new":
            return await self._starting.new_evening(incoming, somebody, typed.rest, key)
        return await self._answer(somebody, typed, key, t)

    async def hear_guest(self, guest: Guest, text: str, key: str) -> Message:
        """Answer a participant on their own page."""
        return await self._answer(Somebody(guest=guest), read(text), key, Texts(FOLDER, "de"))

    async def welcome(self, guest: Guest) -> Message:
        """Greet a participant."""
        return await self._guests.welcome(guest)

    async def _answer(self, somebody: Somebody, typed: Typed, key: str, t: Texts) -> Message:
        organiser, guest = somebody.organiser, somebody.guest
        if somebody.stranger:
            return self._starting.greet(t)
        if organiser is not None and self._concerns_organiser(somebody, typed):
            return await self._lead(organiser, typed, key)
        if guest is not None:
            if self._guests.understands(typed):
                return await self._guests.answer(guest, typed, key)
            if self._organisers.understands(typed):
                return Message(
                    t.say("That is for organisers only."),
                    t.say("Your table: /table · everything else: /help"),
                )
            return await self._guests.not_understood(guest)
        if organiser is not None:
            return await self._organisers.not_understood(organiser)
        return Message(t.say("You can set up an evening: /new NAME"))

    def _concerns_organiser(self, somebody: Somebody, typed: Typed) -> bool:
        if not self._organisers.understands(typed):
            return False
        if somebody.guest is None:
            return True
        if typed.word in BOTH:
            return bool(typed.rest) and typed.rest != CONFIRMED
        return typed.word != "language"

    async def _lead(self, who: Organiser, typed: Typed, key: str) -> Message:
        if typed.word == "add":
            return await self._organisers.add(who, typed.rest, key)
        return await self._organisers.answer(who, typed, key)
