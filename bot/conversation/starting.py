"""How a chat becomes somebody's: codes that bind it once, and a greeting for those who have none."""

from bot.channel import Incoming, Message
from bot.conversation.guest import GuestTalk
from bot.conversation.identity import Identities
from bot.conversation.languages import spoken_language
from bot.conversation.organiser import OrganiserTalk
from bot.conversation.roles import Guest, Somebody
from bot.conversation.turn import Chat
from bot.wording import FOLDER, texts_in
from service.evening import Evening, Refusal
from service.evening.commands import ChooseLanguage, LinkChat, LinkOrganiser
from service.evenings import Evenings, UnknownEvening
from service.tokens import Claim, TokenKey, new_id, read_token
from service.wording.catalogue import Texts
from service.wording.refused import sentence, texts_of

SERVICE = "service"
"""Stands in a code where an evening's id would be: the code lets a chat make evenings."""

LONGEST_NAME = 200


class Starting:
    """Binds chats by codes, makes evenings, greets strangers."""

    def __init__(
        self,
        evenings: Evenings,
        identities: Identities,
        tokens: TokenKey,
        guests: GuestTalk,
        organisers: OrganiserTalk,
    ) -> None:
        self._evenings = evenings
        self._identities = identities
        self._tokens = tokens
        self._guests = guests
        self._organisers = organisers

    def greet(self, somebody: Somebody, t: Texts) -> Message:
        """Say who this is to somebody unknown, or to somebody whose evening is gone."""
        if somebody.past:
            return Message(
                t.say("The evening this chat belonged to is deleted."),
                t.say("For another one, open the link from your invitation or send me its code."),
            )
        return Message(
            t.say("Good evening, this is Tischwechsel."),
            t.say("I tell guests of a networking evening their next table.")
            + " "
            + t.say(
                "Please open the link from your invitation, scan the code at the desk, or send me your code."
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
        t = texts_in(evening, t.language)
        try:
            if self._tokens.holds(claim, "join", 0):
                return await self._ask_name(incoming, evening, t)
            if claim.number:
                return await self._bind_guest(incoming, claim, evening, key) or unknown
            return await self._bind_organiser(incoming, claim, evening, key) or unknown
        except Refusal as refusal:
            return Message(sentence(refusal, texts_of(evening, t.language)))

    async def _ask_name(self, incoming: Incoming, evening: Evening, t: Texts) -> Message:
        """The code at the entrance: whoever is on the list already is greeted, all others are asked their name."""
        known = (await self._identities.who(incoming.channel, incoming.address)).guest
        if known is not None and known.evening == evening.id:
            return await self._guests.welcome(known)
        if evening.phase.step == "ended":
            return Message(t.say("The evening is over."))
        await self._identities.join(Chat(incoming.channel, incoming.address), evening.id)
        return Message(
            t.say("Welcome to {evening}! What is your name?", evening=evening.name),
            t.say("First name and surname; firm. For example: Petra Wolf; Wolf Logistik"),
        )

    async def _bind_guest(
        self, incoming: Incoming, claim: Claim, evening: Evening, key: str
    ) -> Message | None:
        person = next((p for p, slot in evening.people.items() if slot.number == claim.number), None)
        if person is None or evening.people[person].forgotten:
            return None
        slot = evening.people[person]
        generation = self._tokens.generation(claim, "chat", slot.code)
        if generation is None:
            return None
        record = (await self._evenings.people(evening.id)).get(person)
        if record is None:
            return None
        if generation == slot.code or record.chats.get(incoming.channel) != incoming.address:
            command = LinkChat(person, incoming.channel, incoming.address, generation)
            await self._evenings.execute(evening.id, command, by=person, command_id=key)
        # Only now: a code that is spent must not make this chat somebody.
        return await self.now_a_guest(incoming, Guest(evening.id, person), key)

    async def now_a_guest(self, incoming: Incoming, guest: Guest, key: str, *, page: bool = False) -> Message:
        """Remember whose chat this is, speak the language of their phone unless the list knew better, and greet."""
        evening = await self._evenings.load(guest.evening)
        spoken = spoken_language(incoming.language)
        slot = evening.people[guest.person]
        if spoken is not None and slot.language is None and spoken != evening.settings.language:
            command = ChooseLanguage(guest.person, spoken)
            done = await self._evenings.execute(
                evening.id, command, by=guest.person, command_id=f"{key}:language"
            )
            evening = done.after
        language = evening.language_of(guest.person)
        await self._identities.link_guest(
            incoming.channel, incoming.address, guest.evening, guest.person, language
        )
        return await self._guests.welcome(guest, page=page)

    async def _bind_organiser(
        self, incoming: Incoming, claim: Claim, evening: Evening, key: str
    ) -> Message | None:
        generation = self._tokens.generation(claim, "organiser_chat", evening.organiser_code)
        if generation is None:
            return None
        known = (await self._identities.who(incoming.channel, incoming.address)).organiser
        if known is not None and known.evening == evening.id and generation != evening.organiser_code:
            chat = Chat(incoming.channel, incoming.address)
            return await self._organisers.status(known, chat, key)  # the same link once more
        organiser = "o" + new_id()
        language = spoken_language(incoming.language) or evening.settings.language
        command = LinkOrganiser(organiser, incoming.channel, incoming.address, language, generation)
        done = await self._evenings.execute(evening.id, command, by=organiser, command_id=key)
        bound = next(iter(done.after.organisers.keys() - done.before.organisers.keys()), organiser)
        await self._identities.link_organiser(incoming.channel, incoming.address, evening.id, bound, language)
        t = texts_in(done.after, language)
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
        name = " ".join(name.split()).strip(" :„“\"'")
        if somebody.creator is None:
            return Message(
                t.say("That is for organisers only."),
                t.say("To set up evenings, open the start link of the service first."),
            )
        if not name:
            return Message(t.say("What is it called?"), t.say("For example: /new Netzwerkabend Suhl"))
        if len(name) > LONGEST_NAME:
            return Message(t.say("That is too long for a name."))
        evening = await self._evenings.create(name, {"language": t.language}, command_id=key)
        code = self._tokens.token("organiser_chat", evening.id, 0, evening.organiser_code)
        claim = Claim(evening.id, 0, code.rsplit("-", 1)[1])
        await self._bind_organiser(incoming, claim, evening, key + ":drive")
        return Message(
            t.say("“{evening}” is set up.", evening=evening.name),
            t.say(
                "Now send me the list of guests as a file (Excel or CSV). Then: /settings, /open, /plan, /begin."
            ),
        )
