"""Who seeks what others offer: what was found is taken over, organisers add and strike out, guests consent."""

from collections.abc import Iterable

from service.evening import events as e
from service.evening.commands import PairUp, ShareWishes, StrikeOut, TakeMatches
from service.evening.guests import guest
from service.evening.matched import consortia, matches
from service.evening.matching import Consortium, Match, Matching
from service.evening.problem import met_pairs
from service.evening.refusals import EveningIsOver, NothingNew, NotMatched, SamePerson
from service.evening.state import Evening

NOTICEABLE = 0.05
"""A weight that changes by less is the same one: every new guest shifts all of them by a hair."""


def take_matches(evening: Evening, command: TakeMatches, now: int) -> tuple[e.Event, ...]:
    """Note what differs from what is known. Raises NothingNew where nothing does."""
    if evening.phase.step == "ended":
        raise EveningIsOver
    found, known = _among(evening, command.matching), evening.matching
    was, new = _by_pair(known.found), _by_pair(found.found)
    changed = [pair for pair, parts in new.items() if not _alike(was.get(pair, ()), parts)]
    event = e.MatchesFound(
        more=tuple(match for pair in changed for match in new[pair]),
        less=(*(pair for pair in was if pair not in new), *(pair for pair in changed if pair in was)),
        unmet=found.unmet if found.unmet != known.unmet else None,
        consortia=found.consortia if _parts(found.consortia) != _parts(known.consortia) else None,
    )
    if event == e.MatchesFound():
        raise NothingNew
    return (event,)


def pair_up(evening: Evening, command: PairUp, now: int) -> tuple[e.Event, ...]:
    """Add a match; what an organiser says counts in full, also where it was found already."""
    seeker, offerer = command.seeker, command.offerer
    for person in (seeker, offerer):
        guest(evening, person)
    if seeker == offerer:
        raise SamePerson(person=seeker)
    if evening.phase.step == "ended":
        raise EveningIsOver
    if (min(seeker, offerer), max(seeker, offerer)) in met_pairs(evening):
        raise NothingNew(one=seeker, other=offerer, met=True)
    if (seeker, offerer) in evening.paired:
        raise NothingNew(one=seeker, other=offerer, matched=True)
    return (e.MatchAdded(seeker, offerer),)


def strike_out(evening: Evening, command: StrikeOut, now: int) -> tuple[e.Event, ...]:
    """Let a match count no longer, in whichever direction it was found."""
    one, other = command.seeker, command.offerer
    for person in (one, other):
        guest(evening, person)
    if one == other:
        raise SamePerson(person=one)
    if evening.phase.step == "ended":
        raise EveningIsOver
    together = [member.pair for group in consortia(evening) for member in group.members]
    there = {*(match.pair for match in matches(evening)), *together}
    found = [pair for pair in ((one, other), (other, one)) if pair in there]
    if not found:
        raise NotMatched(one=one, other=other)
    return tuple(e.MatchStruck(*pair) for pair in found[:1])


def share_wishes(evening: Evening, command: ShareWishes, now: int) -> tuple[e.Event, ...]:
    """Keep whether somebody may be named with what they seek and offer; the last word counts."""
    if guest(evening, command.person).shares == command.shares:
        raise NothingNew(person=command.person, noted=True)
    return (e.SharingChosen(command.person, command.shares),)


def _among(evening: Evening, matching: Matching) -> Matching:
    """What concerns people who are on the list and not forgotten: some may have gone while it was looked for."""
    there = {person for person, slot in evening.people.items() if not slot.forgotten}
    return Matching(
        found=tuple(m for m in matching.found if m.seeker in there and m.offerer in there),
        unmet=tuple(seek for seek in matching.unmet if seek[0] in there),
        consortia=tuple(one for one in matching.consortia if there.issuperset(one.people)),
    )


def _by_pair(found: Iterable[Match]) -> dict[tuple[str, str], tuple[Match, ...]]:
    by_pair: dict[tuple[str, str], tuple[Match, ...]] = {}
    for match in sorted(found, key=lambda one: (one.seek, one.offer)):
        by_pair[match.pair] = (*by_pair.get(match.pair, ()), match)
    return by_pair


def _parts(groups: Iterable[Consortium]) -> list[tuple[str, list[tuple[str, int, int]]]]:
    """What makes consortia the same ones: their people and parts, not the weights."""
    return [(one.seeker, [(m.offerer, m.seek, m.offer) for m in one.members]) for one in groups]


def _alike(was: tuple[Match, ...], new: tuple[Match, ...]) -> bool:
    return len(was) == len(new) and all(
        (a.seek, a.offer) == (b.seek, b.offer) and abs(a.weight - b.weight) < NOTICEABLE
        for a, b in zip(was, new, strict=True)
    )
