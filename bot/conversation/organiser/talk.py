"""Answers organisers: every word is one command, or a look; every refusal is a sentence."""

from collections.abc import Mapping

from bot.channel import Attachment, Message
from bot.conversation.acting import Acting, refused
from bot.conversation.identity import Identities
from bot.conversation.languages import change_language
from bot.conversation.organiser.finishing import FinishTalk
from bot.conversation.organiser.hall import HallTalk
from bot.conversation.organiser.in_person import InPersonTalk
from bot.conversation.organiser.lists import ListTalk
from bot.conversation.organiser.looking import LookTalk
from bot.conversation.organiser.matching import MatchTalk
from bot.conversation.organiser.people import PeopleTalk
from bot.conversation.organiser.reporting import ReportTalk
from bot.conversation.organiser.saying import SayTalk
from bot.conversation.organiser.sensible import sensible_buttons
from bot.conversation.organiser.set_up import SetUpTalk
from bot.conversation.organiser.steps import StepTalk
from bot.conversation.reading import Typed, means_something_else
from bot.conversation.roles import Organiser
from bot.conversation.turn import Answer, Ask, Chat, Turn
from bot.conversation.usage import help_message
from bot.conversation.words import word_of
from bot.wording import texts
from service.evening import Refusal
from service.evenings import Evenings
from service.links import Links
from service.networks import Networks, no_networks
from service.people.guest_list import GuestList
from service.store.outbox import Outbox


class OrganiserTalk:
    """What organisers say and hear."""

    def __init__(
        self,
        evenings: Evenings,
        identities: Identities,
        links: Links,
        outbox: Outbox,
        networks: Networks = no_networks,
    ) -> None:
        self._evenings = evenings
        self._identities = identities
        self._acting = Acting(evenings)
        guests = GuestList(evenings)
        self._lists = ListTalk(evenings, guests)
        self._look = LookTalk(self._acting, links, outbox, networks)
        self._answers: Mapping[str, Answer] = {
            **StepTalk(self._acting).answers,
            **PeopleTalk(self._acting, guests, identities, links).answers,
            **FinishTalk(self._acting).answers,
            **HallTalk(self._acting).answers,
            **MatchTalk(self._acting).answers,
            **InPersonTalk(self._acting, outbox).answers,
            **SayTalk(self._acting, identities).answers,
            **ReportTalk().answers,
            **SetUpTalk(self._acting).answers,
            **self._lists.answers,
            **self._look.answers,
            "language": self._language,
            "help": self._help,
        }

    async def answer(self, who: Organiser, chat: Chat, typed: Typed, key: str) -> Message:
        """Do what was asked, once per `key`, and say what happened."""
        turn = await self._turn(who, chat, typed, key)
        if typed.old:
            return await self._look.status(turn)
        if typed.word is None:
            return _not_understood(turn)
        if means_something_else(typed, "organiser"):
            return _meant(turn, typed.word)
        try:
            return await self._answers[typed.word](turn)
        except Ask as asked:
            return asked.message
        except Refusal as refusal:
            turn = await self._turn(who, chat, typed, key)
            return Message(refused(refusal, turn).title, "", sensible_buttons(turn))

    async def take_file(self, who: Organiser, chat: Chat, file: Attachment, key: str) -> Message:
        """Show what a list of people that was sent as a file would do."""
        turn = await self._turn(who, chat, Typed("people"), key)
        try:
            return await self._lists.take_file(turn, file)
        except Refusal as refusal:
            return refused(refusal, turn)

    async def status(self, who: Organiser, chat: Chat, key: str) -> Message:
        """Say how it stands."""
        return await self._look.status(await self._turn(who, chat, Typed("status"), key))

    async def _turn(self, who: Organiser, chat: Chat, typed: Typed, key: str) -> Turn:
        evening = await self._evenings.load(who.evening)
        people = await self._evenings.people(who.evening, evening.version)
        t = texts(evening, who.id)
        return Turn(who.id, chat, typed, key, evening, people, t, leads=True)

    async def _language(self, turn: Turn) -> Message:
        return await change_language(self._acting, self._identities, turn)

    async def _help(self, turn: Turn) -> Message:
        return help_message(turn)


def _not_understood(turn: Turn) -> Message:
    """Say what would be understood; what may have been meant is a tap away."""
    t = turn.t
    buttons = tuple(
        turn.button(f"/{word_of('organiser', name).called(t.language)}", name) for name in turn.typed.near
    )
    return Message(
        t.say("I didn't understand that."),
        t.say("How it stands: /status · everything else: /help"),
        (buttons,) if buttons else (),
    )


def _meant(turn: Turn, name: str) -> Message:
    """Ask whether a word in the middle of other words was meant as one."""
    word, t = word_of("organiser", name), turn.t
    return Message(
        t.say("I didn't understand that."),
        t.say("Did you mean:"),
        ((turn.button(t.say(word.does), name),), (turn.button(t.say("What can I say here?"), "help"),)),
    )
