"""Tables as organisers change them: a host, a table that is used no more, a guest of honour."""

from collections.abc import Mapping

from bot.channel import Message
from bot.conversation.acting import Acting
from bot.conversation.arguments import name_window_route, table_and_name, table_name
from bot.conversation.naming import one_of_the_list
from bot.conversation.organiser.consequences import shown_first
from bot.conversation.organiser.sensible import answered
from bot.conversation.turn import Answer, Turn
from bot.conversation.usage import usage
from service.asking import route_of
from service.evening import commands as c
from service.evening.tables import table_numbers


class HallTalk:
    """Answers `host`, `close` and `visit`."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self.answers: Mapping[str, Answer] = {"host": self._host, "close": self._close, "visit": self._visit}

    async def _host(self, turn: Turn) -> Message:
        found = table_and_name(turn.typed.rest, list(table_numbers(turn.evening)))
        if found is None:
            return usage(turn)
        table, name = found
        person = one_of_the_list(turn, name, lambda mark: f"host {table}; {mark}")
        return await self._act(turn, c.AppointHost(person, table), f"host {table}; {turn.mark(person)}")

    async def _close(self, turn: Turn) -> Message:
        table = table_name(turn.typed.rest)
        if not table:
            return usage(turn)
        return await self._act(turn, c.CloseTable(table), f"close {table}")

    async def _visit(self, turn: Turn) -> Message:
        name, window, route = name_window_route(turn.typed.rest)
        if not name:
            return usage(turn)
        said = "; ".join(part for part in (window, route) if part)
        person = one_of_the_list(turn, name, lambda mark: f"visit {mark}; {said}".rstrip("; "))
        return await self._act(turn, c.Visit(person, window or None, route_of(route)), "visit")

    async def _act(self, turn: Turn, asked: c.Command, typed: str) -> Message:
        question = shown_first(turn, asked, typed, self._acting.evenings.now())
        if question is not None:
            return question
        done = await self._acting.do(turn, asked)
        return await answered(done, turn, self._acting.evenings)
