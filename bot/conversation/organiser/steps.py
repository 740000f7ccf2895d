"""The steps and the clock: what is risky shows first what it would do, in numbers, and waits for a tick."""

import math
import re
from collections.abc import Mapping

from bot.channel import Message
from bot.conversation.acting import Acting
from bot.conversation.arguments import number
from bot.conversation.buttons import OK
from bot.conversation.organiser.sensible import answered
from bot.conversation.turn import Answer, Turn
from service.evening import commands as c
from service.evening.refusals import BadMinutes, ConfirmNeeded, NothingToUndo
from service.wording.refused import choices, command, sentence, texts_of

CHOICES = {"extend": (1, 2, 5), "break": (5, 10, 15)}
"""Minutes offered where none were named."""


class StepTalk:
    """Answers the words that move an evening on, hold it, or take an act back."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self.answers: Mapping[str, Answer] = {
            "open": lambda turn: self._act(turn, c.Open()),
            "plan": lambda turn: self._act(turn, c.MakePlan()),
            "begin": lambda turn: self._act(turn, c.Begin(confirm=turn.typed.confirmed)),
            "next": lambda turn: self._act(turn, c.Next(confirm=turn.typed.confirmed)),
            "stop": lambda turn: self._act(turn, c.Stop(confirm=turn.typed.confirmed)),
            "hold": lambda turn: self._act(turn, c.Hold()),
            "resume": lambda turn: self._act(turn, c.Resume()),
            "extend": self._minutes,
            "break": self._minutes,
            "undo": self._undo,
        }

    async def _act(self, turn: Turn, asked: c.Command) -> Message:
        try:
            done = await self._acting.do(turn, asked)
        except ConfirmNeeded as question:
            return _question(question, turn)
        return await answered(done, turn, self._acting.evenings)

    async def _minutes(self, turn: Turn) -> Message:
        t, word = turn.t, turn.typed.word or ""
        typed = number(turn.typed.rest)
        if not turn.typed.rest.strip():
            buttons = tuple(
                turn.button(t.count("{n} minute", "{n} minutes", n), f"{word} {n}") for n in CHOICES[word]
            )
            title = t.say("How many more minutes?") if word == "extend" else t.say("A break of how long?")
            return Message(title, "", (buttons,))
        minutes = float(typed.replace(",", ".")) if typed else math.nan
        if not math.isfinite(minutes):
            raise BadMinutes(minutes=turn.typed.rest, least=1, most=240)
        return await self._act(turn, c.Extend(minutes) if word == "extend" else c.Break(minutes))

    async def _undo(self, turn: Turn) -> Message:
        t, acts = turn.t, turn.evening.acts
        if not acts:
            raise NothingToUndo
        act = acts[-1]
        if turn.typed.rest.strip() == _sure(act.version):
            return await self._act(turn, c.Undo())
        spoken = texts_of(turn.evening, t.language)
        title = t.say("Take {word} from {time} back?", word=command(act.word, spoken), time=t.clock(act.at))
        buttons = (
            turn.button(t.say("Take back"), f"undo {_sure(act.version)}"),
            turn.button(t.say("Leave it"), "status"),
        )
        return Message(title, t.say("Whoever was told something else by it is told again."), (buttons,))


def _question(question: ConfirmNeeded, turn: Turn) -> Message:
    spoken = texts_of(turn.evening, turn.t.language)
    yes, no = choices(question, spoken)
    first, *rest = re.split(r"(?<=[.?])\s", sentence(question, spoken), maxsplit=1)
    buttons = (
        turn.button(yes, f"{question.details['word']} {OK}", bound=True),
        turn.button(no, "status"),
    )
    return Message(first, "".join(rest), (buttons,))


def _sure(version: int) -> str:
    """An act is named by its version: the button for one never takes back another."""
    return f"v{version}"
