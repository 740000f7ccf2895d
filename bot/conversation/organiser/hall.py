"""Tables as organisers change them: a host, a table that is used no more."""

from collections.abc import Mapping

from bot.channel import Message
from bot.conversation.acting import Acting
from bot.conversation.arguments import table_and_name, table_name
from bot.conversation.buttons import OK
from bot.conversation.naming import one_of_the_list
from bot.conversation.organiser.sensible import answered
from bot.conversation.turn import Answer, Turn
from bot.conversation.usage import usage
from service.evening import commands as c
from service.evening.tables import table_numbers


class HallTalk:
    """Answers `host` and `close`."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self.answers: Mapping[str, Answer] = {"host": self._host, "close": self._close}

    async def _host(self, turn: Turn) -> Message:
        found = table_and_name(turn.typed.rest, list(table_numbers(turn.evening)))
        if found is None:
            return usage(turn)
        table, name = found
        person = one_of_the_list(turn, name, lambda mark: f"host {table}; {mark}")
        return await self._act(turn, c.AppointHost(person, table))

    async def _close(self, turn: Turn) -> Message:
        table = table_name(turn.typed.rest)
        if not table:
            return usage(turn)
        sitting = _sitting(turn, table)
        if sitting and not turn.typed.confirmed:
            t = turn.t
            body = t.count(
                "{n} guest sits there and gets another seat at once.",
                "{n} guests sit there and get other seats at once.",
                sitting,
            )
            buttons = (
                turn.button(t.say("Close"), f"close {table} {OK}", bound=True),
                turn.button(t.say("Leave it"), "status"),
            )
            return Message(t.say("Close table {table}?", table=table), body, (buttons,))
        return await self._act(turn, c.CloseTable(table))

    async def _act(self, turn: Turn, asked: c.Command) -> Message:
        done = await self._acting.do(turn, asked)
        return await answered(done, turn, self._acting.evenings)


def _sitting(turn: Turn, table: str) -> int:
    seating = turn.evening.phase.seating
    return len(seating.tables.get(table, ())) if seating is not None and turn.evening.live else 0
