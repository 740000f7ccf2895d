"""Answers participants: every word has somebody who answers it, every refusal is a sentence."""

from collections.abc import Mapping

from bot.channel import Message
from bot.conversation.acting import Acting, refused
from bot.conversation.guest.company import CompanyTalk
from bot.conversation.guest.contacts import ContactTalk
from bot.conversation.guest.memory import MemoryTalk
from bot.conversation.guest.presence import PresenceTalk
from bot.conversation.guest.profile import ProfileTalk
from bot.conversation.guest.sensible import here_button
from bot.conversation.guest.sharing import ShareTalk
from bot.conversation.identity import Identities
from bot.conversation.reading import Typed, means_something_else
from bot.conversation.roles import Guest
from bot.conversation.turn import Answer, Ask, Chat, Turn
from bot.conversation.usage import help_message
from bot.conversation.words import word_of
from bot.spoken_names import spoken
from bot.wording import texts
from service.evening import Refusal
from service.evenings import Evenings
from service.links import Links


class GuestTalk:
    """What participants say and hear."""

    def __init__(self, evenings: Evenings, identities: Identities, links: Links) -> None:
        self._evenings = evenings
        self._links = links
        acting = Acting(evenings)
        self._presence = PresenceTalk(acting)
        self._answers: Mapping[str, Answer] = {
            **self._presence.answers,
            **ProfileTalk(acting, identities).answers,
            **CompanyTalk(acting).answers,
            **ShareTalk(acting).answers,
            **ContactTalk(acting).answers,
            **MemoryTalk(acting, identities).answers,
            "help": self._help,
            "start": self._presence.table,
            "join": self._presence.table,
        }

    async def answer(self, guest: Guest, chat: Chat, typed: Typed, key: str) -> Message:
        """Do what was asked, once per `key`, and say so."""
        turn = await self._turn(guest, chat, typed, key)
        if typed.old and typed.word != "forget":
            return self._presence.old(turn)
        if typed.word is None:
            return self._not_understood(turn)
        if means_something_else(typed, "guest"):
            return self._meant(turn, typed.word)
        try:
            return await self._answers[typed.word](turn)
        except Ask as asked:
            return asked.message
        except Refusal as refusal:
            return refused(refusal, turn)

    async def welcome(self, guest: Guest, *, page: bool = False) -> Message:
        """Greet somebody whose chat has just been connected; with their `page` where they have no card."""
        evening = await self._evenings.load(guest.evening)
        t = texts(evening, guest.person)
        people = await self._evenings.people(guest.evening)
        name = spoken(guest.person, people, evening, t)
        title = t.say("Welcome to {evening}, {name}!", evening=evening.name, name=name)
        if evening.phase.step == "ended":
            return Message(title, t.say("The evening is over."))
        lines = [t.say("Before each round I'll tell you your table.")]
        if page:
            address = self._links.person(evening, guest.person).page
            lines.append(t.say("Your own page, if you like that better: {url}", url=address))
        if evening.people[guest.person].presence != "expected" or evening.phase.step == "created":
            return Message(title, "\n".join(lines))
        lines[0] += " " + t.say("Are you here yet?")
        return Message(title, "\n".join(lines), ((here_button(t),),))

    async def organisers_only(self, guest: Guest, word: str) -> Message:
        """Say that a word is not for guests."""
        t = texts(await self._evenings.load(guest.evening), guest.person)
        if word == "stop":
            return Message(
                t.say("That is for organisers only."),
                t.say("You are leaving: /leave · no more messages at all: /forget"),
            )
        return Message(
            t.say("That is for organisers only."), t.say("Your table: /table · everything else: /help")
        )

    async def _help(self, turn: Turn) -> Message:
        return help_message(turn)

    async def _turn(self, guest: Guest, chat: Chat, typed: Typed, key: str) -> Turn:
        evening = await self._evenings.load(guest.evening)
        people = await self._evenings.people(guest.evening, evening.version)
        return Turn(guest.person, chat, typed, key, evening, people, texts(evening, guest.person))

    @staticmethod
    def _not_understood(turn: Turn) -> Message:
        """Say what would be understood; what may have been meant is a tap away."""
        t = turn.t
        buttons = tuple(
            turn.button(f"/{word_of('guest', name).called(t.language)}", name) for name in turn.typed.near
        )
        return Message(
            t.say("I didn't understand that."),
            t.say("Your table: /table · everything else: /help"),
            (buttons,) if buttons else (),
        )

    @staticmethod
    def _meant(turn: Turn, name: str) -> Message:
        """Ask whether a word in the middle of other words was meant as one."""
        word, t = word_of("guest", name), turn.t
        return Message(
            t.say("I didn't understand that."),
            t.say("Did you mean:"),
            ((turn.button(t.say(word.does), name),), (turn.button(t.say("What can I say here?"), "help"),)),
        )
