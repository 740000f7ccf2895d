"""People as organisers move them: absent, back, gone, added, swapped, apart, together, in charge."""

from collections.abc import Mapping

from bot.channel import Message
from bot.conversation.acting import Acting
from bot.conversation.arguments import after_round
from bot.conversation.identity import Identities
from bot.conversation.naming import one_of_the_list, two_of_the_list
from bot.conversation.organiser.consequences import shown_first
from bot.conversation.organiser.looking import plain_address
from bot.conversation.organiser.sensible import answered
from bot.conversation.plain_text import bare
from bot.conversation.turn import Answer, Ask, Turn
from bot.conversation.usage import usage
from service.evening import commands as c
from service.evening.refusals import NoChat
from service.links import Links
from service.lists.limits import LINE, NAME
from service.people.guest_list import GuestList


class PeopleTalk:
    """Answers the words about people."""

    def __init__(self, acting: Acting, guests: GuestList, identities: Identities, links: Links) -> None:
        self._acting = acting
        self._guests = guests
        self._identities = identities
        self._links = links
        self.answers: Mapping[str, Answer] = {
            "absent": self._absent,
            "back": lambda turn: self._act(turn, c.ChangePresence(_one(turn), "here")),
            "leave": self._leave,
            "add": self._add,
            "swap": lambda turn: self._act(turn, c.Swap(*two_of_the_list(turn, turn.typed.rest))),
            "apart": lambda turn: self._act(turn, c.KeepApart(*two_of_the_list(turn, turn.typed.rest))),
            "together": lambda turn: self._act(
                turn, c.BringTogether(*two_of_the_list(turn, turn.typed.rest))
            ),
            "organiser": self._organiser,
        }

    async def _act(self, turn: Turn, asked: c.Command) -> Message:
        done = await self._acting.do(turn, asked)
        return await answered(done, turn, self._acting.evenings)

    async def _ask_first(self, turn: Turn, asked: c.Command, typed: str) -> Message:
        question = shown_first(turn, asked, typed, self._acting.evenings.now())
        return question if question is not None else await self._act(turn, asked)

    async def _absent(self, turn: Turn) -> Message:
        person = _one(turn)
        gone = c.ChangePresence(person, "away", noshow=True)
        return await self._ask_first(turn, gone, f"absent {turn.mark(person)}")

    async def _leave(self, turn: Turn) -> Message:
        later = after_round(turn.typed.rest)
        if later is None:
            person = _one(turn)
            return await self._ask_first(turn, c.ChangePresence(person, "left"), f"leave {turn.mark(person)}")
        name, after = later
        if not name:
            raise Ask(usage(turn))
        person = one_of_the_list(turn, name, lambda mark: f"leave {mark} after {after}")
        typed = f"leave {turn.mark(person)} after {after}"
        return await self._ask_first(turn, c.LeaveAfter(person, after), typed)

    async def _add(self, turn: Turn) -> Message:
        name, _, firm = (" ".join(part.split()) for part in turn.typed.rest.partition(";"))
        name = name.strip(" ,:")
        if not any(letter.isalnum() for letter in name):
            return usage(turn)
        if len(name) > NAME or len(firm) > LINE:
            return Message(turn.t.say("That is too long for a name."))
        done = await self._guests.add(turn.evening.id, name, firm or None, key=turn.key)
        return await answered(done, turn, self._acting.evenings)

    async def _organiser(self, turn: Turn) -> Message:
        t = turn.t
        person = _one(turn)
        try:
            done = await self._acting.do(turn, c.AppointOrganiser(person))
        except NoChat:
            found = self._links.evening(turn.evening)
            lines = []
            if found.telegram:
                lines.append(
                    t.say("They can open this link themselves, it is good once: {url}", url=found.telegram)
                )
            if found.matrix:
                lines.append(
                    t.say(
                        "In Matrix: {url} – send this code there: {code}",
                        url=plain_address(found.matrix),
                        code=self._links.organiser_code(turn.evening),
                    )
                )
            title = t.say("{name} has no chat with me yet.", name=turn.name(person))
            return Message(title, "\n".join(lines))
        record = turn.people.get(person)
        for channel, address in (record.chats if record is not None else {}).items():
            await self._identities.link_organiser(
                channel, address, turn.evening.id, person, done.after.language_of(person)
            )
        return await answered(done, turn, self._acting.evenings)


def _one(turn: Turn) -> str:
    """Return whom a word is about. Raises Ask."""
    if not bare(turn.typed.rest):
        raise Ask(usage(turn))
    return one_of_the_list(turn, turn.typed.rest, lambda mark: f"{turn.typed.word} {mark}")
