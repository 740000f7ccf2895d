"""Whom to tell face to face that their seat has changed: the list, and a tick for each."""

from bot.channel import Message
from bot.conversation.acting import Acting
from bot.conversation.naming import one_of_the_list
from bot.conversation.organiser.sensible import sensible_buttons
from bot.conversation.plain_text import bare
from bot.conversation.turn import Rows, Turn
from bot.wording import texts
from service.evening import commands as c
from service.evening.state import Evening
from service.reach import to_tell_in_person
from service.store.outbox import Outbox
from service.wording.in_person import where_to
from service.wording.refused import texts_of

MOST = 12
"""Names, each with a button, that one message can hold."""


class InPersonTalk:
    """Answers `told`."""

    def __init__(self, acting: Acting, outbox: Outbox) -> None:
        self._acting = acting
        self._outbox = outbox
        self.answers = {"told": self._told}

    async def _told(self, turn: Turn) -> Message:
        if not bare(turn.typed.rest):
            return await self._list(turn, turn.evening)
        person = one_of_the_list(turn, turn.typed.rest, lambda mark: f"told {mark}")
        done = await self._acting.do(turn, c.TellInPerson(person))
        return await self._list(turn, done.after)

    async def _list(self, turn: Turn, evening: Evening) -> Message:
        t = texts(evening, turn.person)
        waiting = to_tell_in_person(evening, await self._outbox.reached(evening.id))
        if not waiting:
            return Message(t.say("Nobody has to be told in person."), "", sensible_buttons(turn))
        title = t.count("Tell {n} guest in person:", "Tell {n} guests in person:", len(waiting))
        lines = [line_of(turn, evening, person) for person in waiting[:MOST]]
        if len(waiting) > MOST:
            lines.append(t.say("and {n} more", n=len(waiting) - MOST))
        return Message(title, "\n".join(lines), tick_buttons(turn, waiting[:MOST]))


def line_of(turn: Turn, evening: Evening, person: str) -> str:
    """Return who is to be told and where they have to go: `Petra Wolf (Wolf Logistik): Tisch 9, nicht mehr Tisch 7`."""
    return f"{turn.full(person)}: {where_to(evening, person, texts_of(evening, turn.t.language))}"


def tick_buttons(turn: Turn, people: list[str]) -> Rows:
    """Return a button for each of them that ticks them off."""
    return tuple(
        (turn.button(turn.t.say("Told: {name}", name=turn.name(person)), f"told {turn.mark(person)}"),)
        for person in people
    )
