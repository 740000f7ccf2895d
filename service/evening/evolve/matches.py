"""Who seeks what others offer."""

from msgspec.structs import replace

from service.evening import events as e
from service.evening.evolve.apply import Apply, changed_slot
from service.evening.matching import Matching
from service.evening.state import Evening


def _found(evening: Evening, event: e.MatchesFound) -> Evening:
    known, gone = evening.matching, set(event.less)
    matching = Matching(
        found=(*(match for match in known.found if match.pair not in gone), *event.more),
        unmet=known.unmet if event.unmet is None else event.unmet,
        consortia=known.consortia if event.consortia is None else event.consortia,
    )
    return replace(evening, matching=matching)


def _added(evening: Evening, event: e.MatchAdded) -> Evening:
    pair = (event.seeker, event.offerer)
    struck = tuple(one for one in evening.struck if one != pair)
    return replace(evening, paired=(*evening.paired, pair), struck=struck)


def _struck(evening: Evening, event: e.MatchStruck) -> Evening:
    pair = (event.seeker, event.offerer)
    paired = tuple(one for one in evening.paired if one != pair)
    return replace(evening, struck=(*evening.struck, pair), paired=paired)


def _shares(evening: Evening, event: e.SharingChosen) -> Evening:
    return changed_slot(evening, event.person, shares=event.shares)


def _profile(evening: Evening, event: e.ProfileChanged) -> Evening:
    """What was found in words that have changed holds no longer."""
    person, fields = event.person, event.fields
    matching = evening.matching.without(person, seeking="seeks" in fields, offering="offers" in fields)
    return replace(evening, matching=matching)


APPLY: Apply = {
    e.MatchesFound: _found,
    e.MatchAdded: _added,
    e.MatchStruck: _struck,
    e.SharingChosen: _shares,
    e.ProfileChanged: _profile,
}
