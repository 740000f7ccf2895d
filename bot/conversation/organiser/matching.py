"""Who seeks what others offer, as organisers look at it: struck out and added with a tap, and whom to invite next."""

import re
from collections.abc import Mapping, Sequence

from bot.channel import Button, Message
from bot.conversation.acting import Acting
from bot.conversation.naming import one_of_the_list, two_of_the_list
from bot.conversation.organiser.sensible import answered
from bot.conversation.plain_text import bare
from bot.conversation.turn import Answer, Turn, rows
from bot.spoken_names import isolated, spoken_names
from service.evening import commands as c
from service.evening.matched import consortia, matches, meets_in, open_seeks
from service.evening.matching import Match
from service.people.match_words import consortium_line, match_line, open_seek
from service.wording.matches import quoted
from service.wording.refused import texts_of

PAGE = 6
"""Matches on one phone screen."""

MOST_SEEKS = 12
_OFFSET = re.compile(r"\+(\d{1,4})")


class MatchTalk:
    """Answers `matches`, `match`, `strike`, `invite`."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self.answers: Mapping[str, Answer] = {
            "matches": self._matches,
            "match": lambda turn: self._act(turn, c.PairUp(*two_of_the_list(turn, turn.typed.rest))),
            "strike": self._strike,
            "invite": self._invite,
        }

    async def _act(self, turn: Turn, asked: c.Command) -> Message:
        done = await self._acting.do(turn, asked)
        return await answered(done, turn, self._acting.evenings)

    async def _strike(self, turn: Turn) -> Message:
        one, other = two_of_the_list(turn, turn.typed.rest)
        done = await self._act(turn, c.StrikeOut(one, other))
        t = turn.t
        back = turn.button(t.say("Take it up again"), f"match {turn.mark(one)}; {turn.mark(other)}")
        return Message(done.title, done.body, ((back, turn.button(t.say("All matches"), "matches")),))

    async def _matches(self, turn: Turn) -> Message:
        asked = turn.typed.rest.strip()
        offset = _OFFSET.fullmatch(asked)
        found = matches(turn.evening)
        if offset is not None or not bare(asked):
            return _listed(turn, found, int(offset[1]) if offset is not None else 0)
        person = one_of_the_list(turn, asked, lambda mark: f"matches {mark}")
        theirs = [match for match in found if person in match.pair]
        if not theirs:
            return Message(turn.t.say("Nobody fits {name} yet.", name=turn.name(person)), _how_to_add(turn))
        return _listed(turn, theirs, 0, of=person)

    async def _invite(self, turn: Turn) -> Message:
        t = turn.t
        seeks = [
            (person, text)
            for person, part in open_seeks(turn.evening)
            if (text := open_seek(person, part, turn.people))
        ]
        if not seeks:
            return Message(t.say("For everything that is looked for, somebody here has an offer."))
        lines = [f"{turn.full(person)}: „{isolated(quoted(text))}“" for person, text in seeks[:MOST_SEEKS]]
        if len(seeks) > MOST_SEEKS:
            lines.append(t.say("and {n} more", n=len(seeks) - MOST_SEEKS))
        title = t.count(
            "Nobody here offers this one thing:", "Nobody here offers these {n} things:", len(seeks)
        )
        lines.append(t.say("Do you know somebody who does? Invite them next time."))
        return Message(title, "\n".join(lines))


def _listed(turn: Turn, found: Sequence[Match], start: int, *, of: str | None = None) -> Message:
    t = turn.t
    if not found:
        return Message(t.say("No matches yet."), _how_to_add(turn))
    start = start if start < len(found) else 0
    shown = found[start : start + PAGE]
    lines = [f"{number}. {_line(turn, match)}" for number, match in enumerate(shown, start=start + 1)]
    if start == 0:
        names = spoken_names(turn.people, turn.evening, t)
        groups = [one for one in consortia(turn.evening) if of is None or of in one.people]
        lines += [
            consortium_line(one, turn.people, names, texts_of(turn.evening, t.language)) for one in groups
        ]
    strikes = [
        turn.button(
            t.say("Strike {n}", n=number), f"strike {turn.mark(match.seeker)}; {turn.mark(match.offerer)}"
        )
        for number, match in enumerate(shown, start=start + 1)
    ]
    buttons = list(rows(strikes, wide=3))
    if len(found) > PAGE and of is None:
        following = start + PAGE if start + PAGE < len(found) else 0
        buttons.append((_more(turn, following),))
    title = (
        t.count("{n} match for {name}", "{n} matches for {name}", len(found), name=turn.name(of))
        if of is not None
        else t.count(
            "{n} match: who seeks what others offer", "{n} matches: who seeks what others offer", len(found)
        )
    )
    return Message(title, "\n".join(lines), tuple(buttons))


def _line(turn: Turn, match: Match) -> str:
    """One match in words, and in which round the two sit together."""
    t = turn.t
    line = match_line(
        match, turn.people, spoken_names(turn.people, turn.evening, t), texts_of(turn.evening, t.language)
    )
    round = meets_in(turn.evening, *match.pair)
    return line if round is None else f"{line} ({t.say('round {round}', round=round)})"


def _more(turn: Turn, start: int) -> Button:
    return turn.button(turn.t.say("More matches"), f"matches +{start}")


def _how_to_add(turn: Turn) -> str:
    return turn.t.say("If you know of one: /match NAME; NAME – first who seeks, then who offers.")
