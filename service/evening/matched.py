"""Which matches count in an evening: what was found, without what organisers struck out, with what they added."""

from collections.abc import Collection, Iterator
from functools import lru_cache

from service.evening.matching import Consortium, Match
from service.evening.state import Evening

Pair = tuple[str, str]
"""Seeker and offerer."""


def matches(evening: Evening) -> tuple[Match, ...]:
    """Return every match that counts, each pair of seeker and offerer once and the best first.

    Of several parts that fit the best one stands for the pair; what an organiser added counts in full.
    """
    return _counted(evening.matching.found, evening.struck, evening.paired)


@lru_cache(maxsize=64)
def _counted(
    found: tuple[Match, ...], struck: tuple[Pair, ...], paired: tuple[Pair, ...]
) -> tuple[Match, ...]:
    """The matches that count, kept: every step of an evening asks for them, and few change them."""
    out = set(struck)
    best: dict[Pair, Match] = {}
    for match in found:
        known = best.get(match.pair)
        if match.pair not in out and (known is None or known.weight < match.weight):
            best[match.pair] = match
    for pair in paired:
        known = best.get(pair)
        best[pair] = Match(*pair, 1.0, known.seek, known.offer) if known is not None else Match(*pair)
    return tuple(sorted(best.values(), key=lambda match: (-match.weight, match.pair)))


def matches_among(evening: Evening, there: Collection[str]) -> tuple[Match, ...]:
    """Return the matches between people who are there."""
    return tuple(m for m in matches(evening) if m.seeker in there and m.offerer in there)


def between(evening: Evening, person: str, company: Collection[str]) -> tuple[Match, ...]:
    """Return the matches of this person with any of these, the best first."""
    return tuple(
        match
        for match in matches(evening)
        if (match.seeker == person and match.offerer in company)
        or (match.offerer == person and match.seeker in company)
    )


def consortia(evening: Evening) -> Iterator[Consortium]:
    """Give the consortia of which no organiser has struck out a match."""
    struck = set(evening.struck)
    for one in evening.matching.consortia:
        if struck.isdisjoint(member.pair for member in one.members):
            yield one


def open_seeks(evening: Evening) -> tuple[tuple[str, int], ...]:
    """Return the parts (seeker, number) that nobody who attends offers, in the order of the list.

    Whoever has gone or was struck out offers nothing; a part that an organiser found somebody for is not open.
    """
    attending = set(evening.taking_part())
    struck = set(evening.struck)
    found = evening.matching.found
    offered = {(m.seeker, m.seek) for m in found if m.pair not in struck and m.offerer in attending}
    offered |= {(m.seeker, m.seek) for one in consortia(evening) for m in one.members}
    open_ones = {*evening.matching.unmet, *((m.seeker, m.seek) for m in found)} - offered
    paired = {seeker for seeker, _ in evening.paired}
    order = {person: place for place, person in enumerate(evening.people)}
    return tuple(
        sorted(
            (one for one in open_ones if one[0] in attending and one[0] not in paired),
            key=lambda one: (order[one[0]], one[1]),
        )
    )


def meets_in(evening: Evening, one: str, other: str) -> int | None:
    """Return the round in which two met, meet now or are to meet by the draft; None where they do not."""
    phase, draft = evening.phase, evening.draft
    seatings = [*phase.over, *((phase.seating,) if evening.live and phase.seating is not None else ())]
    met = (s.round for s in seatings if any(one in there and other in there for there in s.company()))
    coming = (
        seating.round
        for seating in (draft.rounds if draft is not None and evening.phase.step != "ended" else ())
        if any(one in there and other in there for there in seating.tables.values())
    )
    return next(met, None) or next(coming, None)
