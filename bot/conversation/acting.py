"""Carrying out what somebody asked for, once, and saying why not."""

from bot.channel import Message
from bot.conversation.turn import Turn
from bot.spoken_names import spoken_names
from service.evening import Refusal
from service.evening.commands import Command
from service.evenings import Evenings, Outcome
from service.wording.refused import sentence, texts_of


class Acting:
    """Executes commands for those who talk to the bot."""

    def __init__(self, evenings: Evenings) -> None:
        self.evenings = evenings

    async def do(self, turn: Turn, command: Command, word: str | None = None) -> Outcome:
        """Carry out a command once per message. Raises Refusal, UnknownEvening, StoreAway."""
        return await self.evenings.execute(
            turn.evening.id,
            command,
            by="organiser" if turn.leads else turn.person,
            word=word or turn.typed.word,
            command_id=turn.key,
        )


def refused(refusal: Refusal, turn: Turn) -> Message:
    """Say in the reader's language why something cannot be done."""
    spoken = texts_of(turn.evening, turn.t.language)
    names = spoken_names(turn.people, turn.evening, turn.t)
    return Message(sentence(refusal, spoken, names, guest=not turn.leads))
