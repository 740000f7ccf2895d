"""Being done in time: what to drop or shorten, in numbers, each way a tap away."""

from collections.abc import Mapping

from bot.channel import Message
from bot.conversation.acting import Acting
from bot.conversation.plain_text import bare
from bot.conversation.turn import Answer, Turn
from bot.conversation.usage import usage
from service.evening.finishing import Way, time_of_day, ways_to_finish


class FinishTalk:
    """Answers `finish`."""

    def __init__(self, acting: Acting) -> None:
        self._evenings = acting.evenings
        self.answers: Mapping[str, Answer] = {"finish": self._finish}

    async def _finish(self, turn: Turn) -> Message:
        t, evening, now = turn.t, turn.evening, self._evenings.now()
        if not bare(turn.typed.rest):
            return usage(turn)
        at = time_of_day(bare(turn.typed.rest), evening, now)
        ways = ways_to_finish(evening, at, now)
        if not ways:
            return Message(t.say("Nothing is left to do."))
        as_it_is, *others = ways
        lines = [t.say("As it is: {way}", way=_way(turn, as_it_is))]
        if as_it_is.ends <= at:
            return Message(t.say("You are done by {time} as it is.", time=t.clock(at)), lines[0])
        lines += [_way(turn, way) for way in others]
        buttons = tuple(
            (turn.button(_short(turn, way, as_it_is), _settings(way, as_it_is), bound=True),)
            for way in others[:8]
        )
        if not others:
            lines.append(t.say("Not even one round fits in until then."))
        return Message(t.say("To be done by {time}:", time=t.clock(at)), "\n".join(lines), buttons)


def _way(turn: Turn, way: Way) -> str:
    rounds = turn.t.count("{n} round", "{n} rounds", way.rounds)
    return turn.t.say(
        "{rounds} of {minutes:g} minutes, done at {time}",
        rounds=rounds,
        minutes=way.minutes,
        time=turn.t.clock(way.ends),
    )


def _short(turn: Turn, way: Way, now: Way) -> str:
    if way.minutes == now.minutes:
        return turn.t.count("{n} round", "{n} rounds", way.rounds)
    if way.rounds == now.rounds:
        return turn.t.say("{minutes:g} minutes each", minutes=way.minutes)
    rounds = turn.t.count("{n} round", "{n} rounds", way.rounds)
    return turn.t.say("{rounds}, {minutes:g} minutes each", rounds=rounds, minutes=way.minutes)


def _settings(way: Way, now: Way) -> str:
    changes = [f"rounds={way.rounds}"] if way.rounds != now.rounds else []
    if way.minutes != now.minutes:
        changes.append(f"minutes={way.minutes:g}")
    return " ".join(("settings", *changes))
