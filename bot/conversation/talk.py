"""One conversation for all channels: finds out who speaks, gives the word to whoever answers them."""

from collections.abc import Callable

from msgspec.structs import replace

from bot.channel import Incoming, Message
from bot.conversation.buttons import Tap, is_tap, read_tap
from bot.conversation.guest import GuestTalk
from bot.conversation.identity import Identities, OnRole
from bot.conversation.joining import Joining
from bot.conversation.organiser import OrganiserTalk
from bot.conversation.plain_text import bare, sound
from bot.conversation.reading import Typed, read, read_button
from bot.conversation.roles import Guest, Somebody
from bot.conversation.starting import Starting
from bot.conversation.turn import Chat
from bot.conversation.unreadable import UNDECRYPTABLE, looks_like_a_list, not_a_text, not_received
from bot.conversation.word import Role
from bot.wording import FOLDER, texts
from service.evening.commands import LinkChat
from service.evening.refusals import Refusal
from service.evenings import Evenings, UnknownEvening
from service.links import Links
from service.networks import Networks, no_networks
from service.people.guest_list import GuestList
from service.store.links import Links as ChatStore
from service.store.outbox import Outbox
from service.tokens import TokenKey, read_token
from service.wording.catalogue import Texts

PrivateLink = Callable[[str], str | None]
"""The address of a private chat with us on a channel, None where there is none (yet)."""

CODES = ("start", "join")


class Conversation:
    """Understands what people say and answers; every message is acted on once."""

    def __init__(
        self,
        *,
        evenings: Evenings,
        chats: ChatStore,
        tokens: TokenKey,
        links: Links,
        outbox: Outbox,
        on_role: OnRole = lambda channel, address, role, language: None,
        private_link: PrivateLink = lambda channel: None,
        networks: Networks = no_networks,
    ) -> None:
        """`on_role` is told whenever a chat gets a role, or another language; `networks` is for `status`."""
        self._evenings = evenings
        self._private_link = private_link
        self._identities = Identities(chats, evenings, on_role)
        self._guests = GuestTalk(evenings, self._identities, links)
        self._organisers = OrganiserTalk(evenings, self._identities, links, outbox, networks)
        self._starting = Starting(evenings, self._identities, tokens, self._guests, self._organisers)
        self._joining = Joining(evenings, self._identities, GuestList(evenings), self._starting)

    async def hear(self, incoming: Incoming) -> Message:
        """Answer what came over a chat."""
        t = Texts(FOLDER, incoming.language or "de")
        if not incoming.private:
            return self._in_a_group(incoming, t)
        incoming = replace(incoming, text=sound(incoming.text))
        key = f"{incoming.channel}:{incoming.address}:{incoming.id}"
        somebody = await self._identities.who(incoming.channel, incoming.address)
        try:
            return await self._heard(incoming, somebody, key, t)
        except UnknownEvening:  # deleted while we were talking
            return self._starting.greet(Somebody(past=True), t)

    async def hear_guest(self, guest: Guest, text: str, key: str) -> Message:
        """Answer a participant on their own page."""
        text = sound(text)
        said = read_tap(text) if is_tap(text) else text
        chat = Chat("web", guest.person)
        return await self._answer(Somebody(guest=guest), chat, said, key, Texts(FOLDER, "de"))

    async def _heard(self, incoming: Incoming, somebody: Somebody, key: str, t: Texts) -> Message:
        chat = Chat(incoming.channel, incoming.address)
        organiser = somebody.organiser
        # Whoever is to send no files is not asked for the same one again.
        if incoming.file_error is not None and (
            organiser is not None or incoming.file_error == UNDECRYPTABLE
        ):
            return not_received(await self._texts(somebody, t), incoming.file_error)
        if incoming.file is not None and organiser is not None:
            return await self._organisers.take_file(organiser, chat, incoming.file, key)
        if incoming.tapped:
            return await self._answer(somebody, chat, read_tap(incoming.text), key, t)
        code = _code(incoming.text)
        if code is not None:
            return await self._starting.bind(incoming, code, key)
        if read(incoming.text, "organiser").word == "new":
            return await self._starting.new_evening(
                incoming, somebody, read(incoming.text, "organiser").rest, key
            )
        if somebody.joining is not None:
            return await self._joining.take_name(incoming, somebody.joining, key)
        if somebody.guest is not None:
            await self._back_again(incoming, somebody.guest, key)
        if not incoming.text.strip():
            return await self._no_text(incoming, somebody, t)
        return await self._answer(somebody, chat, incoming.text, key, t)

    async def _no_text(self, incoming: Incoming, somebody: Somebody, t: Texts) -> Message:
        """Answer what came without words, from whoever is not about to give their name."""
        t = await self._texts(somebody, t)
        if incoming.file is not None and somebody.creator is None and looks_like_a_list(incoming.file.name):
            return Message(t.say("A list of guests can be sent by organisers only."))
        if somebody.guest is None and somebody.organiser is None:
            return await self._answer(somebody, Chat(incoming.channel, incoming.address), "", "", t)
        return not_a_text(t, leads=somebody.organiser is not None)

    async def _texts(self, somebody: Somebody, t: Texts) -> Texts:
        """The texts somebody reads in their evening; `t` where they are in none."""
        if somebody.guest is not None:
            return texts(await self._evenings.load(somebody.guest.evening), somebody.guest.person)
        if somebody.organiser is not None:
            return texts(await self._evenings.load(somebody.organiser.evening), somebody.organiser.id)
        return t

    async def _answer(self, somebody: Somebody, chat: Chat, said: str | Tap, key: str, t: Texts) -> Message:
        organiser, guest = somebody.organiser, somebody.guest
        if organiser is None and guest is None:
            if somebody.creator is not None:
                return Message(t.say("You can set up an evening: /new NAME"))
            return self._starting.greet(somebody, t)
        leading = await self._read(said, "organiser", organiser.evening if organiser is not None else None)
        taking_part = await self._read(said, "guest", guest.evening if guest is not None else None)
        if organiser is not None and (guest is None or _as_organiser(leading, taking_part)):
            return await self._organisers.answer(organiser, chat, leading, key)
        assert guest is not None  # noqa: S101  (one of the two is there)
        if taking_part.word is None and leading.word is not None and organiser is None:
            return await self._guests.organisers_only(guest, leading.word)
        if organiser is None and _about_another(leading, taking_part):
            return await self._guests.organisers_only(guest, leading.word or "")
        return await self._guests.answer(guest, chat, taking_part, key)

    async def _read(self, said: str | Tap, role: Role, evening: str | None) -> Typed:
        if isinstance(said, str):
            return read(said, role)
        if evening is None:
            return read(said.words, role)
        return read_button(said, role, await self._evenings.load(evening))

    async def _back_again(self, incoming: Incoming, guest: Guest, key: str) -> None:
        """Whoever had blocked us and writes again is reached on this channel again."""
        evening = await self._evenings.load(guest.evening)
        slot = evening.people[guest.person]
        if incoming.channel not in slot.lost:
            return
        command = LinkChat(guest.person, incoming.channel, incoming.address, slot.code)
        try:
            await self._evenings.execute(evening.id, command, by=guest.person, command_id=f"{key}:back")
        except Refusal:
            return  # bound anew meanwhile

    def _in_a_group(self, incoming: Incoming, t: Texts) -> Message:
        """One line that says nothing about anybody; what reaches us from a group is meant for us."""
        link = self._private_link(incoming.channel)
        if link is None:
            return Message(t.say("I only talk to people by themselves: please write to me directly."))
        return Message(t.say("I only talk to people by themselves: {url}", url=link))


def _code(text: str) -> str | None:
    """Return the code somebody sent: after `start` or `join`, in a link, or by itself."""
    typed = read(text, "guest")
    if typed.word in CODES and typed.rest:
        return _in_link(typed.rest)
    found = _in_link(text.strip())
    claim = read_token(found) if len(found.split()) == 1 else None
    return found if claim is not None and len(claim.signature) >= 16 else None


def _in_link(text: str) -> str:
    """Return the code in a pasted link, else the text."""
    for mark in ("?start=", "/j/"):
        if mark in text:
            return (
                text.partition(mark)[2].split("&")[0].split()[0] if text.partition(mark)[2].split() else text
            )
    return text.strip().strip("`'\"„“.,<>")


def _as_organiser(leading: Typed, taking_part: Typed) -> bool:
    """Tell whether somebody who is both means the organiser's word: a word of both concerns oneself unless more follows."""
    if leading.word is None:
        return taking_part.word is None and not taking_part.near
    if taking_part.word is None:
        return True
    if leading.exact != taking_part.exact:
        return leading.exact
    if leading.word in ("help", "start"):
        return True
    if leading.word == "leave" and taking_part.word == "leave":
        return bool(bare(leading.rest)) and not bare(leading.rest).lower().startswith(("nach ", "after "))
    if leading.word == "language":
        return False
    return bool(bare(leading.rest))


def _about_another(leading: Typed, taking_part: Typed) -> bool:
    """Tell whether a guest used a word of both with a name: that is for organisers."""
    both = leading.word == taking_part.word and leading.word in ("back", "leave")
    named = bare(taking_part.rest)
    return both and taking_part.signed and bool(named) and not named.lower().startswith(("nach ", "after "))
