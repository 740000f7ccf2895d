"""How a chat becomes somebody's: codes that bind it once, and a greeting for those who have none."""

from bot.channel import Incoming, Message
from bot.conversation.guest import GuestTalk
from bot.conversation.identity import Identities
from bot.conversation.roles import Guest, Somebody
from bot.wording import FOLDER
from service.evening import Evening, Refusal
from service.evening.commands import LinkChat, LinkOrganiser
from service.evenings import Evenings, UnknownEvening
from service.links import Links
from service.tokens import Claim, TokenKey, new_id, read_token
from service.wording.catalogue import Texts
from service.wording.refused import sentence
from service.wording.refused import texts as service_texts

SERVICE = "service"
"""Stands in a code where an evening's id would be: the code lets a chat make evenings."""


class Starting:
    """Binds chats by codes, makes evenings, greets strangers."""

    def __init__(
        self, evenings: Evenings, identities: Identities, tokens: TokenKey, links: Links, guests: GuestTalk
    ) -> None:
        self._evenings = evenings
        self._identities = identities
        self._tokens = tokens
        self._links = links
        self._guests = guests

    def greet(self, t: Texts) -> Message:
        """Say who this is to somebody unknown."""
        return Message(
            t.say("Good evening, this is Tischwechsel."),
            t.say(
                "I tell guests of a networking evening their next table. Please open the link from your invitation, or scan the code at the desk."
            ),
        )

    async def bind(self, incoming: Incoming, code: str, key: str) -> Message:
        """Bind this chat to whom the code belongs to. Repeating it does no harm."""
        t = Texts(FOLDER, incoming.language or "de")
        claim = read_token(code.strip())
        unknown = Message(
            t.say("I don't know this code."), t.say("Please open the link once more, or ask at the desk.")
        )
        if claim is None:
            return unknown
        if claim.evening == SERVICE:
            return await self._bind_creator(incoming, claim, t) or unknown
        try:
            evening = await self._evenings.load(claim.evening)
        except UnknownEvening:
            return unknown
        if self._tokens.holds(claim, "join", 0):
            return Message(
                t.say("Welcome to {evening}!", evening=evening.name),
                t.say("Please put yourself on the list: {url}", url=self._links.evening(evening).join),
            )
        try:
            if claim.number:
                return await self._bind_guest(incoming, claim, evening, key) or unknown
            return await self._bind_organiser(incoming, claim, evening, t, key) or unknown
        except Refusal as refusal:
            return Message(sentence(refusal, service_texts(t.language)))

    async def _bind_guest(
        self, incoming: Incoming, claim: Claim, evening: Evening, key: str
    ) -> Message | None:
        person = next((p for p, slot in evening.people.items() if slot.number == claim.number), None)
        if person is None:
            return None
        slot = evening.people[person]
        generation = self._tokens.generation(claim, "chat", slot.code)
        if generation is None:
            return None
        guest = Guest(evening.id, person)
        record = (await self._evenings.people(evening.id))[person]
        if generation == slot.code or record.chats.get(incoming.channel) != incoming.address:
            command = LinkChat(person, incoming.channel, incoming.address, generation)
            await self._evenings.execute(evening.id, command, by=person, command_id=key)
        # Only now: a code that is spent must not make this chat somebody.
        await self._identities.link_guest(incoming.channel, incoming.address, evening.id, person)
        return await self._guests.welcome(guest)

    async def _bind_organiser(
        self, incoming: Incoming, claim: Claim, evening: Evening, t: Texts, key: str
    ) -> Message | None:
        generation = self._tokens.generation(claim, "organiser_chat", evening.organiser_code)
        if generation is None:
            return None
        organiser = "o" + new_id()
        command = LinkOrganiser(organiser, incoming.channel, incoming.address, t.language, generation)
        done = await self._evenings.execute(evening.id, command, by=organiser, command_id=key)
        bound = next(iter(done.after.organisers.keys() - done.before.organisers.keys()), organiser)
        await self._identities.link_organiser(incoming.channel, incoming.address, evening.id, bound)
        return Message(
            t.say("You drive “{evening}” from here.", evening=evening.name),
            t.say("How it stands: /status · everything else: /help"),
        )

    async def _bind_creator(self, incoming: Incoming, claim: Claim, t: Texts) -> Message | None:
        if not self._tokens.holds(claim, "service_chat", 0):
            return None
        await self._identities.link_creator(incoming.channel, incoming.address)
        return Message(
            t.say("You can set up evenings from here."), t.say("For example: /new Netzwerkabend Suhl")
        )

    async def new_evening(self, incoming: Incoming, somebody: Somebody, name: str, key: str) -> Message:
        """Make an evening and let this chat drive it."""
        t = Texts(FOLDER, incoming.language or "de")
        if somebody.creator is None:
            return Message(
                t.say("That is for organisers only."),
                t.say("To set up evenings, open the start link of the service first."),
            )
        if not name.strip():
            return Message(t.say("What is it called?"), t.say("For example: /new Netzwerkabend Suhl"))
        evening = await self._evenings.create(name, {"language": t.language}, command_id=key)
        code = self._tokens.token("organiser_chat", evening.id)
        await self._bind_organiser(
            incoming, Claim(evening.id, 0, code.rsplit("-", 1)[1]), evening, t, key + ":drive"
        )
        return Message(
            t.say("“{evening}” is set up.", evening=evening.name),
            t.say(
                "Now send me the list of guests as a file (Excel or CSV). Then: /settings, /open, /plan, /begin."
            ),
        )
