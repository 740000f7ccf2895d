"""Guests who put themselves on the list in a chat: the code first, then one line with their name."""

from bot.channel import Incoming, Message
from bot.conversation.identity import Identities
from bot.conversation.plain_text import plain
from bot.conversation.roles import Guest
from bot.conversation.starting import Starting
from bot.conversation.turn import Chat
from bot.wording import FOLDER, texts_in
from service.evening import Evening, Refusal
from service.evening.commands import LinkChat
from service.evenings import Evenings, UnknownEvening
from service.lists.fold import clean_line
from service.lists.limits import LINE, NAME
from service.people.guest_list import GuestList
from service.people.person import Person
from service.wording.catalogue import Texts
from service.wording.refused import sentence, texts_of

NO_MORE = ("abbrechen", "cancel", "nein", "no", "stop", "stopp", "lassen", "leave it")


class Joining:
    """Takes the name of who wants to be put on a list."""

    def __init__(
        self, evenings: Evenings, identities: Identities, guests: GuestList, starting: Starting
    ) -> None:
        self._evenings = evenings
        self._identities = identities
        self._guests = guests
        self._starting = starting

    async def take_name(self, incoming: Incoming, evening_id: str, key: str) -> Message:
        """Put somebody on the list with what they wrote, and bind this chat. Repeating it does no harm."""
        try:
            evening = await self._evenings.load(evening_id)
            return await self._take_name(incoming, evening, key)
        except UnknownEvening:
            await self._identities.join(Chat(incoming.channel, incoming.address), None)
            return Message(Texts(FOLDER, incoming.language or "de").say("The evening is over."))

    async def _take_name(self, incoming: Incoming, evening: Evening, key: str) -> Message:
        t = texts_in(evening, incoming.language or "de")
        chat = Chat(incoming.channel, incoming.address)
        if plain(incoming.text).lstrip("/") in NO_MORE:
            await self._identities.join(chat, None)
            return Message(t.say("All right."), t.say("Should you change your mind, send me the code again."))
        name, _, firm = (clean_line(part) for part in incoming.text.partition(";"))
        if (
            not sum(letter.isalpha() for letter in name) > 1
            or len(name) > NAME
            or name.startswith(("/", "!"))
        ):
            return Message(
                t.say("What is your name?"),
                t.say("First name and surname; firm. For example: Petra Wolf; Wolf Logistik")
                + "\n"
                + t.say("Or: cancel"),
            )
        person = Person(name=name, organisation=firm[:LINE] or None)
        try:
            guest = await self._add(incoming, evening.id, person, key, t.language)
        except Refusal as refusal:
            await self._identities.join(chat, None)
            return Message(sentence(refusal, texts_of(evening, t.language), guest=True))
        return await self._starting.now_a_guest(incoming, guest, key, page=True)

    async def _add(
        self, incoming: Incoming, evening_id: str, person: Person, key: str, language: str
    ) -> Guest:
        done = await self._guests.join(evening_id, person, language, key=key)
        guest = next(iter(done.after.people.keys() - done.before.people.keys()))
        slot = done.after.people[guest]
        command = LinkChat(guest, incoming.channel, incoming.address, slot.code)
        await self._evenings.execute(evening_id, command, by=guest, command_id=f"{key}:chat")
        return Guest(evening_id, guest)
