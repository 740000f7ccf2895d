"""What organisers, guests and the search make of matches, in the words of the table, and what comes of it."""

from collections.abc import Callable, Mapping

from service.evening import commands as c
from service.evening.events import Event, MatchAdded, MatchesFound, MatchStruck, SharingChosen
from service.evening.evolve import evolve
from service.evening.matching import Match, Matching
from service.evening.refusals import EveningIsOver, NotMatched, Refusal, SamePerson
from tests.service.evening.organiser_words import never_met
from tests.service.evening.story import Story


def _matched(story: Story, command: c.Command) -> c.Command:
    story.evening = evolve(story.evening, MatchAdded("p1", "p2"))
    return command


MATCH_COMMANDS: Mapping[str, Callable[[Story], c.Command]] = {
    "matches": lambda s: c.TakeMatches(Matching(found=(Match("p1", "p2", 0.8, 0, 0),))),
    "match": lambda s: c.PairUp("p1", never_met(s)),
    "match, with oneself": lambda s: c.PairUp("p1", "p1"),
    "strike": lambda s: _matched(s, c.StrikeOut("p1", "p2")),
    "strike, never matched": lambda s: c.StrikeOut("p1", "p2"),
    "share yes": lambda s: c.ShareWishes("p1", shares=True),
}
"""Name -> the command."""

MATCHES_ALWAYS: dict[str, type[Event] | type[Refusal]] = {
    "match, with oneself": SamePerson,
    "share yes": SharingChosen,
}

MATCHES_BEFORE_THE_END: dict[str, type[Event] | type[Refusal]] = {
    "matches": MatchesFound,
    "match": MatchAdded,
    "strike": MatchStruck,
    "strike, never matched": NotMatched,
}

MATCHES_AT_THE_END = dict.fromkeys(MATCHES_BEFORE_THE_END, EveningIsOver)
