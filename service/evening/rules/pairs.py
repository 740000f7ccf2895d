"""Organisers keep two people apart, or bring two together."""

from scheduler.reasons import Apart
from service.evening import events as e
from service.evening.apart import sorted_pair, tied_together, ties
from service.evening.commands import BringTogether, KeepApart
from service.evening.guests import guest
from service.evening.problem import met_pairs
from service.evening.refusals import EveningIsOver, NoPlanPossible, NothingNew, SamePerson
from service.evening.state import Evening, Pair
from service.evening.stepfree import NeedsStepFree, in_need, open_stepfree


def keep_apart(evening: Evening, command: KeepApart, now: int) -> tuple[e.Event, ...]:
    """Let two never share a table from now on; a table at which they sit right now stays as it is."""
    pair = _pair(evening, command.one, command.other)
    if pair in evening.apart:
        raise NothingNew(one=command.one, other=command.other, apart=True)
    if tied_together(evening, *pair):
        raise NoPlanPossible(wishes=(Apart(*pair), *ties(evening, pair)))
    tables = open_stepfree(evening)
    if evening.begun and len(tables) == 1 and len(in_need(evening, pair)) == len(pair):
        raise NoPlanPossible(wishes=(Apart(*pair), NeedsStepFree(pair, tables)))
    return (e.PairKeptApart(pair),)


def bring_together(evening: Evening, command: BringTogether, now: int) -> tuple[e.Event, ...]:
    """Let two share a table once, if that can be; it takes back what kept them apart."""
    pair = _pair(evening, command.one, command.other)
    if pair in met_pairs(evening):
        raise NothingNew(one=command.one, other=command.other, met=True)
    if pair in evening.together:
        raise NothingNew(one=command.one, other=command.other, together=True)
    return (e.PairBroughtTogether(pair),)


def _pair(evening: Evening, one: str, other: str) -> Pair:
    guest(evening, one)
    guest(evening, other)
    if one == other:
        raise SamePerson(person=one)
    if evening.phase.step == "ended":
        raise EveningIsOver
    return sorted_pair(one, other)
