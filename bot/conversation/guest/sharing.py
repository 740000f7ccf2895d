"""May a guest's name stand beside what they seek and offer? Asked once, at check-in, with one tap."""

from collections.abc import Mapping
from contextlib import suppress

from bot.channel import Button, Message
from bot.conversation.acting import Acting
from bot.conversation.buttons import data
from bot.conversation.plain_text import bare, plain
from bot.conversation.turn import Answer, Rows, Turn
from bot.conversation.usage import usage
from service.evening import Evening
from service.evening.commands import ShareWishes
from service.evening.refusals import NothingNew
from service.people.person import PersonRecord
from service.wording.catalogue import Texts

SAID = {
    **dict.fromkeys(
        ("yes", "ja", "y", "j", "ok", "okay", "gern", "gerne", "ja gern", "ja gerne", "sure"), True
    ),
    **dict.fromkeys(("no", "nein", "n", "lieber nicht", "nicht", "rather not"), False),
}


class ShareTalk:
    """Answers `share`."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self.answers: Mapping[str, Answer] = {"share": self._share}

    async def _share(self, turn: Turn) -> Message:
        t, typed = turn.t, plain(bare(turn.typed.rest))
        if not typed:
            return Message(question(t), current(turn), choice(t))
        if typed not in SAID:
            return usage(turn)
        shares = SAID[typed]
        with suppress(NothingNew):  # said again, the answer is the same
            await self._acting.do(turn, ShareWishes(turn.person, shares))
        if shares:
            return Message(
                t.say("Thank you."),
                t.say("Where it fits I tell your table what you seek and offer. To take it back: /share no"),
            )
        return Message(
            t.say("Noted: your name is not mentioned."),
            t.say("You get the seats that fit all the same. If you change your mind: /share yes"),
        )


def question(t: Texts) -> str:
    """Ask for the consent."""
    return t.say("May I tell those it concerns at your table what you seek and offer, with your name?")


def choice(t: Texts) -> Rows:
    """The two answers, as buttons."""
    return ((Button(t.say("Yes, gladly"), data("share yes")), Button(t.say("Rather not"), data("share no"))),)


def to_be_asked(evening: Evening, person: str, people: Mapping[str, PersonRecord]) -> bool:
    """Whether this guest seeks or offers something and has not said yet whether they may be named with it."""
    known = people.get(person)
    says = known is not None and bool(known.person.seeks or known.person.offers)
    return says and evening.people[person].shares is None and evening.phase.step != "ended"


def current(turn: Turn) -> str:
    """Say what holds now."""
    match turn.slot.shares:
        case None:
            return ""
        case True:
            return turn.t.say("At the moment: yes.")
        case _:
            return turn.t.say("At the moment: no.")
