"""Who seeks what others offer, and who may be named with it."""

from service.evening.commands.command import Command
from service.evening.matching import Matching


class TakeMatches(Command, frozen=True):
    """Take over what was found anew in what people seek and offer."""

    word = "matches"
    matching: Matching


class PairUp(Command, frozen=True):
    """Let two meet because one offers what the other seeks, as an organiser knows."""

    word = "match"
    seeker: str
    offerer: str


class StrikeOut(Command, frozen=True):
    """Take a match out: it is no aim of the plan any more, and nobody is told of it."""

    word = "strike"
    seeker: str
    offerer: str


class ShareWishes(Command, frozen=True):
    """Say whether one's name may stand beside what one seeks and offers."""

    word = "share"
    person: str
    shares: bool
