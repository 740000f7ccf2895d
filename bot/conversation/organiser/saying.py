"""Telling everybody something: the text and the number are shown first, for people read it at once."""

import hashlib
from collections.abc import Mapping

from bot.channel import Message
from bot.conversation.acting import Acting
from bot.conversation.identity import Identities
from bot.conversation.organiser.sensible import answered
from bot.conversation.turn import Answer, Turn
from bot.conversation.usage import usage
from service.evening.commands import Say
from service.evening.refusals import NothingToSay
from service.evening.rules.setup import LONGEST_SAYING

SENDS = "§"
"""Begins what a confirming button carries: the text itself is kept, the button names it by its fingerprint."""


class SayTalk:
    """Answers `say`."""

    def __init__(self, acting: Acting, identities: Identities) -> None:
        self._acting = acting
        self._identities = identities
        self.answers: Mapping[str, Answer] = {"say": self._say}

    async def _say(self, turn: Turn) -> Message:
        typed = turn.typed.rest.lstrip(":").strip()
        if typed.startswith(SENDS):
            return await self._send(turn, typed)
        if not typed:
            return usage(turn)
        if len(typed) > LONGEST_SAYING:
            raise NothingToSay(most=LONGEST_SAYING)
        readers = sum(slot.presence != "left" for slot in turn.evening.people.values())
        if not readers:
            return await self._told(turn, typed)
        await self._identities.keep_saying(turn.chat, typed)
        return _question(turn, typed, readers)

    async def _send(self, turn: Turn, asked: str) -> Message:
        t = turn.t
        text = await self._identities.saying(turn.chat)
        if text is None:
            return Message(t.say("That text is sent already, or was left."))
        if asked != _fingerprint(text):
            readers = sum(slot.presence != "left" for slot in turn.evening.people.values())
            return _question(turn, text, readers)
        answer = await self._told(turn, text)
        await self._identities.keep_saying(turn.chat, None)
        return answer

    async def _told(self, turn: Turn, text: str) -> Message:
        done = await self._acting.do(turn, Say(text))
        return await answered(done, turn, self._acting.evenings)


def _question(turn: Turn, text: str, readers: int) -> Message:
    t = turn.t
    buttons = (
        turn.button(t.say("Send"), f"say {_fingerprint(text)}"),
        turn.button(t.say("Leave it"), "status"),
    )
    title = t.count(
        "Tell {n} guest this? It cannot be taken back.",
        "Tell {n} guests this? It cannot be taken back.",
        readers,
    )
    return Message(title, text, (buttons,))


def _fingerprint(text: str) -> str:
    return SENDS + hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()
