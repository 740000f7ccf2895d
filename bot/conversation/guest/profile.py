"""What participants seek and offer, their notes as hosts, their language."""

from collections.abc import Mapping

from bot.channel import Message
from bot.conversation.acting import Acting
from bot.conversation.arguments import table_name
from bot.conversation.identity import Identities
from bot.conversation.languages import change_language
from bot.conversation.turn import Answer, Turn
from bot.conversation.usage import usage
from bot.conversation.words import word_of
from bot.spoken_names import isolated
from service.evening.commands import ChangeProfile, ChooseStation, TakeNote


class ProfileTalk:
    """Answers `seek`, `offer`, `station`, `note`, `language`."""

    def __init__(self, acting: Acting, identities: Identities) -> None:
        self._acting = acting
        self._identities = identities
        self.answers: Mapping[str, Answer] = {
            "seek": self._seek,
            "offer": self._offer,
            "station": self._station,
            "note": self._note,
            "language": self._language,
        }

    async def _seek(self, turn: Turn) -> Message:
        t, text = turn.t, _text(turn)
        if not text:
            known = turn.people[turn.person].person.seeks if turn.person in turn.people else None
            if known:
                return _current(turn, t.say("You are looking for: {text}", text=isolated(known)))
            return _asked(turn, t.say("What are you looking for?"))
        await self._acting.do(turn, ChangeProfile(turn.person, seeks=text))
        return Message(t.say("Noted."), t.say("You are looking for: {text}", text=isolated(text)))

    async def _offer(self, turn: Turn) -> Message:
        t, text = turn.t, _text(turn)
        if not text:
            known = turn.people[turn.person].person.offers if turn.person in turn.people else None
            if known:
                return _current(turn, t.say("You offer: {text}", text=isolated(known)))
            return _asked(turn, t.say("What do you have to offer?"))
        await self._acting.do(turn, ChangeProfile(turn.person, offers=text))
        return Message(t.say("Noted."), t.say("You offer: {text}", text=isolated(text)))

    async def _station(self, turn: Turn) -> Message:
        table = table_name(turn.typed.rest)
        if not table:
            return usage(turn)
        await self._acting.do(turn, ChooseStation(turn.person, table))
        return Message(turn.t.say("Noted."))

    async def _note(self, turn: Turn) -> Message:
        if not _text(turn):
            return usage(turn)
        done = await self._acting.do(turn, TakeNote(turn.person, _text(turn)))
        return Message(turn.t.say("Noted for round {round}.", round=done.after.phase.round))

    async def _language(self, turn: Turn) -> Message:
        return await change_language(self._acting, self._identities, turn)


def _text(turn: Turn) -> str:
    """What was written after the word; a colon after it belongs to neither."""
    return turn.typed.rest.lstrip(":").strip()


def _current(turn: Turn, title: str) -> Message:
    return Message(title, turn.t.say("To change it, for example: {example}", example=_example(turn)))


def _asked(turn: Turn, title: str) -> Message:
    return Message(title, turn.t.say("For example: {example}", example=_example(turn)))


def _example(turn: Turn) -> str:
    return word_of("guest", turn.typed.word or "help").typed(turn.t.language)
